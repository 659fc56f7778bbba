using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using RaMatch.Contracts;
using RaMatch.Matching.Placements;
using RaMatch.Platform.Messaging;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Placements;

/// <summary>Offers that end by the clock, where some of them cannot be ended.</summary>
public sealed class ExpiryTests
{
    const string Part = "offers to expire";

    /// <summary>No statement of the product writes such a form; what holds one cannot be read.</summary>
    const string Spoil = "UPDATE placement SET form = 'unknown' WHERE placement_id = @placementId";

    [Fact]
    public async Task What_cannot_be_expired_is_said_once_left_alone_for_ten_seconds_and_named_only_while_it_is_due()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.OfferAsync("甲");
        await season.Host.Database().WriteAsync(unit => unit.ExecuteAsync(Spoil, new { placementId }));
        season.Host.Clock.Advance(TimeSpan.FromDays(7));
        var (log, health) = (new FakeLogger<ExpireOffers>(), new DeliveryHealth());
        using var expiring = new ExpireOffers(season.Host.Database(), health, log);
        await SweepAsync(troubles: 1);
        await SweepAsync(troubles: 1);
        Assert.Equal([(LogLevel.Error, $"The offer of placement {placementId} could not be expired; it is tried again in 00:00:10")], Said(log));
        Assert.StartsWith("1 could not be ended", health.Troubles[Part], StringComparison.Ordinal);
        Assert.Contains(placementId.ToString(), health.Troubles[Part], StringComparison.Ordinal);

        await ChangeAsync("offer_expires_at = offer_expires_at + 1");
        await SweepAsync(troubles: 0);
        await ChangeAsync("offer_expires_at = offer_expires_at - 1");
        await SweepAsync(troubles: 1);
        Assert.Equal(2, log.Collector.Count);
        await ChangeAsync("stage = 'Accepted'");
        await SweepAsync(troubles: 0);

        async Task SweepAsync(int troubles)
        {
            await expiring.SweepAsync(CancellationToken.None);
            Assert.Equal(troubles, health.Troubles.Count);
        }

        Task ChangeAsync(string what) => season.Host.Database().WriteAsync(unit => unit.ExecuteAsync($"UPDATE placement SET {what}"));
    }

    [Fact]
    public async Task However_many_cannot_be_expired_those_before_and_after_them_are()
    {
        const int stuck = 200;
        await using var season = await Season.OpenAsync();
        var ids = Enumerable.Range(0, stuck + 2).Select(_ => Guid.NewGuid()).OrderDescending().ToList();
        // The first to expire comes last by its id, and one of those that expire at the same later instant comes last of them.
        var (first, last) = (ids[0], ids[1]);
        var at = season.Host.Clock.GetUtcNow();
        await season.Host.Database().WriteAsync(async unit =>
        {
            foreach (var placementId in ids)
            {
                var placement = new Placement
                {
                    PlacementId = placementId,
                    Version = 1,
                    Programme = Season.Code,
                    ParkId = Season.Park,
                    UnitId = People.IdOf(Season.Unit),
                    PositionId = People.IdOf("研发工程师"),
                    GraduateId = Guid.NewGuid(),
                    Rank = 1,
                    StageSince = at,
                    AppliedAt = at,
                };
                await placement.AddAsync(unit);
                await unit.ExecuteAsync(
                    "UPDATE placement SET stage = 'Offered', offer_expires_at = @expiresAt WHERE placement_id = @placementId",
                    new { placementId, expiresAt = placementId == first ? at.AddDays(-2) : at.AddDays(-1) });
                if (placementId != first && placementId != last)
                {
                    await unit.ExecuteAsync(Spoil, new { placementId });
                }
            }
        });

        var (log, health) = (new FakeLogger<ExpireOffers>(), new DeliveryHealth());
        using var expiring = new ExpireOffers(season.Host.Database(), health, log);
        using var patience = new CancellationTokenSource(Eventually.DefaultTimeout);
        await expiring.SweepAsync(patience.Token);
        Assert.Equal((PlacementStage.Expired, PlacementStage.Expired), (await season.StageAsync(first), await season.StageAsync(last)));
        Assert.Equal(stuck, log.Collector.Count);
        Assert.StartsWith($"{stuck} could not be ended", health.Troubles[Part], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_stops_says_of_no_offer_that_it_could_not_be_expired()
    {
        await using var season = await Season.OpenAsync();
        foreach (var graduate in new[] { "甲", "乙" })
        {
            var placementId = await season.OfferAsync(graduate);
            await season.Host.Database().WriteAsync(unit => unit.ExecuteAsync(Spoil, new { placementId }));
        }

        season.Host.Clock.Advance(TimeSpan.FromDays(7));
        using var stopping = new CancellationTokenSource();
        // It is told to stop between the two.
        var log = new FakeLogger<ExpireOffers>(_ => stopping.Cancel());
        using var expiring = new ExpireOffers(season.Host.Database(), new DeliveryHealth(), log);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => expiring.SweepAsync(stopping.Token));
        Assert.Equal(1, log.Collector.Count);
    }

    [Fact]
    public async Task A_database_that_gives_no_answer_is_said_and_asked_again()
    {
        await using var season = await Season.OpenAsync();
        await season.Host.Database().WriteAsync(unit => unit.ExecuteAsync("DROP TABLE placement"));
        var log = new FakeLogger<ExpireOffers>();
        using var expiring = new ExpireOffers(season.Host.Database(), new DeliveryHealth(), log);
        await expiring.StartAsync(CancellationToken.None);
        await Eventually.True(() => log.Collector.Count > 0, "what went wrong is said");
        await expiring.StopAsync(CancellationToken.None);
        Assert.All(Said(log), said => Assert.Equal((LogLevel.Warning, "Offers could not be expired this time"), said));
        Assert.True(expiring.ExecuteTask!.IsCanceled);
    }

    static IEnumerable<(LogLevel, string)> Said(FakeLogger<ExpireOffers> log) => log.Collector.GetSnapshot().Select(record => (record.Level, record.Message));
}
