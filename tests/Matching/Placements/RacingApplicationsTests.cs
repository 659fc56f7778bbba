using RaMatch.Contracts;
using RaMatch.Contracts.Applicant;
using RaMatch.Testing;
using RaMatch.Testing.Interleaving;
using Xunit;

namespace RaMatch.Matching.Tests.Placements;

/// <summary>Applications, rankings and withdrawals of many graduates, all at once and in any order: on a server each is a transaction of its own.</summary>
public sealed class RacingApplicationsTests
{
    const int Graduates = 40;

    [Fact]
    public async Task Whatever_comes_first_the_newest_ranking_holds_and_what_is_withdrawn_is_over()
    {
        await using var season = await Season.OpenAsync();
        await season.AnnounceAsync(Announced.Position("试验工程师") with { Seats = 2 });
        var messages = new List<IMessage>();
        foreach (var graduate in Enumerable.Range(1, Graduates).Select(number => $"毕业生{number}"))
        {
            var research = season.Submitted(graduate, rank: 1);
            var trial = season.Submitted(graduate, "试验工程师", rank: 2);
            var withdrawn = season.Submitted(graduate, "研发工程师 撤回") with { Rank = 3 };
            messages.AddRange(
            [
                Announced.Graduate(graduate),
                research,
                trial,
                withdrawn,
                new WishesRanked(research.GraduateId, 2, Season.Code, [trial.ApplicationId, research.ApplicationId, withdrawn.ApplicationId], research.SubmittedAt),
                new WishesRanked(research.GraduateId, 3, Season.Code, [withdrawn.ApplicationId, trial.ApplicationId, research.ApplicationId], research.SubmittedAt),
                new ApplicationWithdrawn(withdrawn.ApplicationId, 2, withdrawn.GraduateId, research.SubmittedAt),
            ]);
        }

        await season.Host.TakeInAllAsync("matching", messages, seed: 1);
        Assert.Equal(0, await season.Host.CountAsync("SELECT COUNT(*) FROM poison_message"));
        Assert.Equal(3 * Graduates, await season.Host.CountAsync("SELECT COUNT(*) FROM placement"));
        Assert.Equal(Graduates, await season.Host.CountAsync("SELECT COUNT(*) FROM placement WHERE stage = 'Withdrawn'"));
        var ranks = await season.Host.Database().ReadAsync(reader => reader.QueryAsync<Ranked>("SELECT placement_id, rank FROM placement"));
        foreach (var graduate in Enumerable.Range(1, Graduates).Select(number => $"毕业生{number}"))
        {
            var rankOf = new[] { "研发工程师 撤回", "试验工程师", "研发工程师" }.Select(position => ranks.Single(row => row.PlacementId == People.IdOf(graduate + position)).Rank);
            Assert.Equal([1, 2, 3], rankOf);
        }
    }

    sealed record Ranked
    {
        public Guid PlacementId { get; init; }
        public long Rank { get; init; }
    }
}
