using System.Diagnostics;
using System.Globalization;
using System.Net;
using RaMatch.Matching.Rounds;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Platform.Data;
using RaMatch.Platform.Jobs;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Rounds;

/// <summary>
/// A round of many graduates from closing to publication while others write. RAMATCH_LONG=1 takes a tenth of the country, RAMATCH_ROUND_GRADUATES any number;
/// the times are in the test's output.
/// </summary>
public sealed class RoundScaleTests(ITestOutputHelper output)
{
    static readonly int Graduates = Environment.GetEnvironmentVariable("RAMATCH_ROUND_GRADUATES") is { Length: > 0 } asked ? int.Parse(asked, CultureInfo.InvariantCulture)
        : Environment.GetEnvironmentVariable("RAMATCH_LONG") == "1" ? NationalRound.Country / 10
        : 1_400;

    [Fact]
    public async Task While_a_large_round_is_closed_solved_and_published_everybody_else_goes_on_writing()
    {
        await using var season = await Season.OpenAsync();
        var country = new NationalRound(Graduates);
        var wishes = 0L;
        await StepAsync("fill", season, async () => wishes = await country.FillAsync(season.Host.Database(), season.Host.Clock.GetUtcNow()));
        using var supervisor = season.Host.As(People.Supervisor(), "matching");
        supervisor.Timeout = Timeout.InfiniteTimeSpan;
        using var opened = await Season.Must(supervisor.PostAsync("rounds", RoundSeason.Announcement), HttpStatusCode.Created);
        var roundId = (await opened.ReadAsync<OpenRound.Response>()).RoundId;
        var looks = new List<DateTimeOffset?>();
        foreach (var look in new[] { "first look (index)", "look" })
        {
            await StepAsync(look, season, async () => looks.Add((await supervisor.GetAsync<ShowRound.Response>($"rounds/{roundId}")).CountedAt));
            season.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        // Counted once for both, and it says when.
        Assert.Equal(looks[0], looks[1]);
        await StepAsync("readiness", season, () => supervisor.GetAsync<PageOf<Tally.GraduateLine>>($"rounds/{roundId}/readiness/graduates"));
        await season.AnnounceAsync(Announced.UnitVerified("") with { UnitId = NationalRound.Unit(1) });
        await StepAsync("reach", season, () => season.As(new Caller(Guid.NewGuid(), Roles.UnitMember, "HR", NationalRound.Unit(1), null, Right.Manage)).GetAsync<RaMatch.Matching.Scoring.MeasureReach.Reach>($"positions/{NationalRound.Position(2)}/reach"));
        foreach (var (act, body) in new[] { ("close", (object)new CloseRound.Request("双方都已准备好")), ("solve", new { }), ("publish", new { }) })
        {
            await StepAsync(act, season, () => DoneAsync(supervisor, supervisor.PostAsync($"rounds/{roundId}/{act}", body)));
        }

        var round = await supervisor.GetAsync<ShowRound.Response>($"rounds/{roundId}");
        output.WriteLine($"{wishes} wishes, {round.Readiness.Graduates} graduates, {round.Result!.Seated} seated, database {(File.Exists(season.Host.Database().Location) ? new FileInfo(season.Host.Database().Location).Length >> 20 : 0)} MB");
        Assert.Equal(RoundStage.Published, round.Stage);
        Assert.Equal(Graduates, round.Readiness.Graduates);
        Assert.Equal(Graduates, round.Result.Seated + round.Result.Unseated);
        Assert.Equal(round.Result.Seated, await season.Host.CountAsync("SELECT COUNT(*) FROM seat"));
        Assert.Equal(round.Result.Seated, await season.Host.CountAsync("SELECT COUNT(*) FROM placement_stage WHERE stage = 'Offered'"));
    }

    /// <summary>What takes longer than a caller is kept waiting is answered with the address of the work.</summary>
    static async Task DoneAsync(HttpClient client, Task<HttpResponseMessage> asking)
    {
        using var answer = await asking;
        if (answer.StatusCode == HttpStatusCode.Accepted)
        {
            var job = answer.Headers.Location!.ToString();
            var state = await Eventually.Get(() => client.GetAsync<JobState>(job), state => state.State is JobStage.Done or JobStage.Failed, "the work ends", TimeSpan.FromMinutes(10));
            Assert.Equal(JobStage.Done, state.State);
            return;
        }

        await Season.Must(Task.FromResult(answer));
    }

    /// <summary>Runs a step while another writer writes every few milliseconds, and tells what both saw.</summary>
    async Task StepAsync(string name, Season season, Func<Task> step)
    {
        GC.Collect();
        using var over = new CancellationTokenSource();
        var other = OtherAsync(season.Host.Database(), over.Token);
        var (watch, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        await step();
        var took = watch.Elapsed;
        var used = Environment.CpuUsage.TotalTime - cpu;
        await over.CancelAsync();
        var (writes, longest, memory) = await other;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {took.TotalSeconds:0.00} s, {used.TotalSeconds:0.00} s CPU, {writes} writes of another, the longest {longest.TotalMilliseconds:0} ms, at most {memory >> 20} MB"));
    }

    static async Task<(int Writes, TimeSpan Longest, long Memory)> OtherAsync(Database database, CancellationToken over)
    {
        var (writes, longest, memory) = (0, TimeSpan.Zero, 0L);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        do
        {
            var watch = Stopwatch.StartNew();
            await database.WriteAsync(unit => unit.ExecuteAsync("UPDATE seat_change SET version = version WHERE position_id = ''"), CancellationToken.None);
            longest = watch.Elapsed > longest ? watch.Elapsed : longest;
            memory = Math.Max(memory, Environment.WorkingSet);
            writes++;
        }
        while (!over.IsCancellationRequested && await pace.WaitForNextTickAsync(CancellationToken.None));
        return (writes, longest, memory);
    }
}
