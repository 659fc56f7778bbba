using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RaMatch.Applicant;
using RaMatch.Contracts;
using RaMatch.Contracts.Applicant;
using RaMatch.Contracts.Posting;
using RaMatch.EndToEnd.Tests.Walk;
using RaMatch.Matching;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;
using RaMatch.Platform.Web;
using RaMatch.Posting;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.EndToEnd.Tests;

/// <summary>A closing and a publication are many transactions each; the process may die between any two.</summary>
public sealed class RoundCrashTests
{
    const int Seats = 600;
    const string Unit = "天瑞";

    [Fact]
    public async Task A_round_whose_publication_is_killed_half_way_is_published_after_the_restart_with_one_offer_a_seat()
    {
        using var folder = new TemporaryFolder();
        var (roundId, park, member) = await PreparedAsync(folder.Path, Seats + 100, solved: true);
        await using var matching = await StartMatchingAsync(folder);
        using var client = Client(matching, park);
        var publishing = client.PostAsync($"rounds/{roundId}/publish", new { });
        await Eventually.True(async () => await DecidedAsync(client, roundId) > 0, "the first offers are out");
        await matching.KillAsync();
        await AnsweredOrNotAsync(publishing);

        await matching.StartAgainAsync();
        await Eventually.True(
            async () => (await client.GetAsync<JsonElement>($"rounds/{roundId}")).GetProperty("stage").GetString() == "published",
            "the publication is finished by itself",
            TimeSpan.FromSeconds(90));
        Assert.Equal(Seats, await DecidedAsync(client, roundId));
        Assert.Equal(0, (await client.GetAsync<JsonElement>($"rounds/{roundId}")).GetProperty("result").GetProperty("lapsed").GetInt64());
        using var unit = Client(matching, member);
        var stages = (await unit.GetAsync<JsonElement>("placements/stages")).EnumerateArray().ToDictionary(at => at.GetProperty("stage").GetString()!, at => at.GetProperty("placements").GetInt64());
        Assert.Equal(new Dictionary<string, long> { ["offered"] = Seats, ["applied"] = 100 }, stages);
        var histories = await Task.WhenAll((await client.GetAsync<JsonElement>($"rounds/{roundId}/assignments?size=200")).GetProperty("items").EnumerateArray().Take(20)
            .Select(seat => unit.GetAsync<JsonElement>($"placements/{seat.GetProperty("placementId").GetGuid()}")));
        Assert.All(histories, placement => Assert.Single(placement.GetProperty("steps").EnumerateArray(), step => step.GetProperty("stage").GetString() == "offered"));
    }

    [Theory]
    [InlineData("jobs.taken:1")]
    [InlineData("jobs.in-transaction:2")]
    [InlineData("jobs.in-transaction:5")]
    [InlineData("jobs.in-transaction:8")]
    public async Task A_round_whose_closing_is_killed_half_way_is_closed_after_the_restart_with_everybody_in_it(string crashAt)
    {
        const int graduates = 1_200;
        using var folder = new TemporaryFolder();
        var (roundId, park, _) = await PreparedAsync(folder.Path, graduates, solved: false);
        await using var matching = await StartMatchingAsync(folder, crashAt);
        using var client = Client(matching, park);
        var closing = client.PostAsync($"rounds/{roundId}/close", new { Reason = "双方都已准备好" });
        await matching.ExitAsync();
        await AnsweredOrNotAsync(closing);

        await matching.StartAgainAsync();
        // Whoever solves a round that is closing waits for its lists.
        var solved = await SolveAsync(client, roundId);
        Assert.Equal(graduates, solved.GetProperty("readiness").GetProperty("graduates").GetInt64());
        Assert.Equal((Seats, graduates - Seats), (solved.GetProperty("result").GetProperty("seated").GetInt32(), solved.GetProperty("result").GetProperty("unseated").GetInt32()));
        Assert.Single(solved.GetProperty("history").EnumerateArray(), step => step.GetProperty("stage").GetString() == "closed");
    }

    [Theory]
    [InlineData("jobs.taken:1")]
    [InlineData("jobs.in-transaction:2")]
    [InlineData("jobs.worked:1")]
    public async Task A_round_whose_solving_is_killed_between_two_steps_is_solved_once_after_the_restart(string crashAt)
    {
        const int graduates = 700;
        using var folder = new TemporaryFolder();
        var (roundId, park, _) = await PreparedAsync(folder.Path, graduates, solved: false, closed: true);
        await using var matching = await StartMatchingAsync(folder, crashAt);
        using var client = Client(matching, park);
        var asking = client.PostAsync($"rounds/{roundId}/solve", new { });
        await matching.ExitAsync();
        await AnsweredOrNotAsync(asking);

        // Nobody asks again: what was asked for is done.
        await matching.StartAgainAsync();
        await Eventually.True(
            async () => (await client.GetAsync<JsonElement>($"rounds/{roundId}")) is var shown && shown.GetProperty("stage").GetString() == "solved" && shown.GetProperty("work").ValueKind == JsonValueKind.Null,
            "the round is solved and the work at its end",
            TimeSpan.FromSeconds(90));
        var solved = await client.GetAsync<JsonElement>($"rounds/{roundId}");
        Assert.Equal((Seats, graduates - Seats), (solved.GetProperty("result").GetProperty("seated").GetInt32(), solved.GetProperty("result").GetProperty("unseated").GetInt32()));
        Assert.Single(solved.GetProperty("history").EnumerateArray(), step => step.GetProperty("stage").GetString() == "solved");
        // Solved again it is the same.
        Assert.Equal(solved.GetProperty("result").GetProperty("resultHash").GetString(), (await SolveAsync(client, roundId)).GetProperty("result").GetProperty("resultHash").GetString());
    }

    /// <summary>Matching as a process of its own, on what was prepared wherever that lies.</summary>
    static async Task<ServiceProcess> StartMatchingAsync(TemporaryFolder folder, string? crashAt = null)
    {
        var databases = await SqlServerDatabases.SettingsAsync(folder.Path, ["matching"]);
        return await ServiceProcess.StartAsync("Matching", crashAt, [.. databases.SelectMany(setting => new[] { $"--{setting.Key}", setting.Value! }), "--data", folder.Path, "--Demo:Enabled", "true"]);
    }

    /// <summary>Whether the answer came before the process died is all the same.</summary>
    static async Task AnsweredOrNotAsync(Task<HttpResponseMessage> asking)
    {
        try
        {
            using var answer = await asking;
        }
        catch (HttpRequestException)
        {
        }
    }

    /// <summary>Has the round solved and waits for the end, however long it takes.</summary>
    static async Task<JsonElement> SolveAsync(HttpClient client, Guid roundId)
    {
        using var asked = await client.PostAsync($"rounds/{roundId}/solve", new { });
        Assert.True(asked.IsSuccessStatusCode, await asked.Content.ReadAsStringAsync());
        if (asked.StatusCode == System.Net.HttpStatusCode.Accepted)
        {
            var job = await Eventually.Get(
                () => client.GetAsync<JsonElement>(asked.Headers.Location!.ToString()),
                state => state.GetProperty("state").GetString() is "done" or "failed",
                "the work comes to its end",
                TimeSpan.FromSeconds(90));
            Assert.Equal("done", job.GetProperty("state").GetString());
        }

        return await client.GetAsync<JsonElement>($"rounds/{roundId}");
    }

    /// <summary>A round of so many graduates for 600 seats, open, closed or solved, and tokens for those who go on with it.</summary>
    static async Task<(Guid RoundId, string Park, string Member)> PreparedAsync(string folder, int applicants, bool solved, bool closed = false)
    {
        await using var host = await ServiceHost.StartAsync([new PostingService(), new ApplicantService(), new MatchingService()], settings: null, folder);
        host.Clock.Set(DateTimeOffset.UtcNow);
        await new OneHire(host.As).OpenProgrammeAsync();
        var (now, today) = (host.Clock.GetUtcNow(), DateOnly.FromDateTime(DateTime.UtcNow));
        await AnnounceAsync(host, [new PositionPublished(
            People.IdOf("岗位"), 1, People.IdOf(Unit), Unit, "weifang", OneHire.Programme, "研发工程师", PositionKind.ResearchProject, Seats, DegreeLevel.Bachelor,
            [], [], [], "潍坊市", 600_000, 900_000, 24, today.AddDays(30), now)]);
        var graduates = Enumerable.Range(0, applicants).Select(number => $"毕业生{number}").ToList();
        await AnnounceAsync(host, graduates.Select(name => new ProfilePublished(
            People.IdOf(name), 1, DegreeLevel.Bachelor, "080801", today.Year, [], [], 0, [], now)));
        await AnnounceAsync(host, graduates.Select(name => new ApplicationSubmitted(
            People.IdOf(name + "投递"), 1, People.IdOf(name), People.IdOf("岗位"), People.IdOf(Unit), "weifang", OneHire.Programme, 1, now)));

        using var park = host.As(People.ParkStaff("weifang"), "matching");
        using var opened = await park.PostAsync("rounds", new { OneHire.Programme, Title = "第一轮撮合", RankBy = now.AddDays(1), PublishOn = now.AddDays(2), AnswerBy = now.AddDays(9) });
        var roundId = (await opened.ReadAsync<JsonElement>()).GetProperty("roundId").GetGuid();
        await Eventually.True(
            async () => (await park.GetAsync<JsonElement>($"rounds/{roundId}")).GetProperty("readiness").GetProperty("graduates").GetInt64() == graduates.Count,
            "everybody's application has arrived");
        if (solved || closed)
        {
            (await park.PostAsync($"rounds/{roundId}/close", new { Reason = "双方都已准备好" })).EnsureSuccessStatusCode();
        }

        if (solved)
        {
            (await park.PostAsync($"rounds/{roundId}/solve", new { })).EnsureSuccessStatusCode();
        }

        var tokens = host.Services.GetRequiredService<Tokens>();
        return (roundId, tokens.For(People.ParkStaff("weifang"), "matching"), tokens.For(People.UnitMember(Unit), "matching"));
    }

    static Task AnnounceAsync<T>(ServiceHost host, IEnumerable<T> messages)
        where T : class, IMessage =>
        host.Services.GetServices<Database>().Single(database => database.Name == MessageCatalogue.Product.Of(typeof(T)).Publisher).WriteAsync(async unit =>
        {
            foreach (var message in messages)
            {
                await unit.PublishAsync(message);
            }
        });

    static async Task<int> DecidedAsync(HttpClient client, Guid roundId)
    {
        var decided = 0;
        for (var page = 1; page <= Seats / 200; page++)
        {
            var seats = await client.GetAsync<JsonElement>($"rounds/{roundId}/assignments?size=200&page={page}");
            decided += seats.GetProperty("items").EnumerateArray().Count(seat => seat.GetProperty("decidedAt").ValueKind != JsonValueKind.Null);
        }

        return decided;
    }

    static HttpClient Client(ServiceProcess service, string token)
    {
        var client = new HttpClient { BaseAddress = new Uri(service.Address, "/api/matching/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }
}
