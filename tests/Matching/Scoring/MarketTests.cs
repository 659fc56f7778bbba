using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using RaMatch.Matching.Scoring;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Scoring;

/// <summary>The market in memory beside its database: after a start, and in several instances on one database.</summary>
public sealed class MarketTests
{
    [Fact]
    public async Task Every_instance_on_a_database_gives_the_same_answers_after_every_event_whoever_took_it_in_and_whenever_it_was_asked_before()
    {
        await using var season = await Season.OpenAsync();
        using var eager = new Market();
        using var lazy = new Market();
        RaMatch.Contracts.IMessage[] events =
        [
            Announced.Graduate("王明"),
            Announced.Graduate("李雪") with { Skills = [] },
            Announced.Position("另一岗位") with { Majors = ["080202"], Seats = 1 },
            Announced.Position("别家的岗位", "别的单位"),
            Announced.UnitSuspended("别的单位"),
            Announced.Graduate("王明", version: 2) with { Skills = ["C#"] },
            Announced.Position("另一岗位", version: 2) with { City = "济南市" },
            Announced.UnitVerified("别的单位", version: 3),
            Announced.Withdrawn("李雪"),
            Announced.Closed("研发工程师"),
        ];
        foreach (var one in events)
        {
            await season.AnnounceAsync(one);
            Assert.Equal(await AnswersAsync(season.Host, season.Host.Services.GetRequiredService<Market>()), await AnswersAsync(season.Host, eager));
        }

        // Seats do not come as an event but are Matching's own.
        await season.OfferAsync("张伟", "另一岗位");
        using var newborn = new Market();
        var expected = await AnswersAsync(season.Host, season.Host.Services.GetRequiredService<Market>());
        Assert.Equal(expected, await AnswersAsync(season.Host, eager));
        Assert.Equal(expected, await AnswersAsync(season.Host, lazy));
        Assert.Equal(expected, await AnswersAsync(season.Host, newborn));
    }

    [Fact]
    public async Task Many_who_ask_a_market_just_started_all_see_the_whole_of_it()
    {
        await using var season = await Season.OpenAsync();
        await season.AnnounceAsync([.. Enumerable.Range(1, 40).Select(number => Announced.Graduate($"毕业生{number}"))]);
        using var started = new Market();
        var counts = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() =>
            season.Host.Database().ReadAsync(reader => started.AskAsync(reader, now => now.Graduates.Count())))));
        Assert.All(counts, count => Assert.Equal(40, count));
    }

    [Fact]
    public async Task What_a_transaction_sees_of_its_own_is_told_in_it_and_forgotten_when_it_fails()
    {
        await using var season = await Season.OpenAsync();
        await season.AnnounceAsync(Announced.Graduate("王明"));
        using var market = new Market();
        var before = await AnswersAsync(season.Host, market);

        Task FailAfterDeletingEverybodyAsync() => season.Host.Database().WriteAsync(async unit =>
        {
            await unit.ExecuteAsync("INSERT INTO market_news (subject, subject_id, told_at) SELECT 'Graduate', graduate_id, 0 FROM graduate");
            await unit.ExecuteAsync("DELETE FROM graduate");
            Assert.Empty(await market.AskAsync(unit, now => now.Graduates.ToList()));
            throw new InvalidOperationException("rolled back");
        });

        await Assert.ThrowsAsync<InvalidOperationException>(FailAfterDeletingEverybodyAsync);
        Assert.Equal(before, await AnswersAsync(season.Host, market));
        Assert.Single(await season.Host.Database().ReadAsync(reader => market.AskAsync(reader, now => now.Graduates.ToList())));
    }

    [Fact]
    public async Task A_process_is_not_ready_before_its_index_stands_and_says_what_is_missing()
    {
        await using var season = await Season.OpenAsync();
        using var anonymous = season.Host.Anonymous();
        await Eventually.True(
            async () => !(await anonymous.GetAsync<JsonElement>("health/ready")).GetProperty("missing").TryGetProperty("matching index", out _),
            "the index is built");

        using var market = new Market();
        using var building = new BuildIndex(market, season.Host.Database(), NullLogger<BuildIndex>.Instance);
        Assert.Equal("The index of positions and graduates is being built from the database.", building.Missing);
        await building.StartAsync(CancellationToken.None);
        await Eventually.True(() => building.Missing is null, "the second index is built");
        await building.StopAsync(CancellationToken.None);
    }

    // Everything a market can be asked, as text.
    static Task<string> AnswersAsync(ServiceHost host, Market market) => host.Database().ReadAsync(reader => market.AskAsync(reader, now =>
    {
        var graduates = now.Graduates.OrderBy(demand => demand.Candidate.GraduateId).ToList();
        var positions = new[] { "研发工程师", "另一岗位", "别家的岗位" }.Select(name => now.FindPosition(People.IdOf(name))).OfType<(Supply Supply, FitRules Rules)>().ToList();
        return JsonSerializer.Serialize(new
        {
            graduates = graduates.Select(demand => demand.Candidate),
            positions = positions.Select(position => position.Supply.Vacancy),
            counts = graduates.Select(now.CountPositions).ToList(),
            best = graduates.Select(demand => now.BestPositions(demand, 20).Select(position => position.Supply.Vacancy.PositionId).ToList()).ToList(),
            candidates = positions.Select(position => now.BestGraduates(position.Supply, 20, new HashSet<Guid>()).Select(demand => demand.Candidate.GraduateId).ToList()).ToList(),
        });
    }));
}
