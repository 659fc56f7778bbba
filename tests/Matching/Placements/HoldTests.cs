using System.Net;
using RaMatch.Contracts;
using RaMatch.Matching.Placements;
using RaMatch.Matching.Rounds;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Matching.Tests.Rounds;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Placements;

/// <summary>Which positions a round that decides holds, and which beside them it does not.</summary>
public sealed class HoldTests
{
    [Fact]
    public async Task A_closed_round_holds_what_is_on_its_own_lists_and_no_other_position_of_the_park()
    {
        await using var round = await RoundSeason.StartAsync();
        var season = round.Season;
        var cancelled = await round.ReadyAsync();
        await round.CloseAsync(cancelled);
        await Season.Must(round.ParkStaff.PostAsync($"rounds/{cancelled}/cancel", new CancelRound.Request("重新安排")));
        // It was on the lists of the round before and is not on those of this one.
        await season.AnnounceAsync(Announced.Closed(RoundSeason.Trial));
        await round.CloseAsync(await round.OpenAsync());
        await Season.Must(round.Member.PostAsync($"placements/{RoundSeason.PlacementOf("甲", RoundSeason.Trial)}/reject", new Reject.Request("已招满")));

        await season.AnnounceAsync(Announced.Position("新岗位"));
        Assert.Equal(PlacementStage.Offered, await season.StageAsync(await season.OfferAsync("丁", "新岗位")));
        await Season.Must(round.Member.PostAsync($"placements/{RoundSeason.PlacementOf("甲", RoundSeason.Research)}/reject", new Reject.Request("不合适")), HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task While_the_lists_are_written_down_every_position_of_the_park_is_held_and_none_of_another_park_or_programme()
    {
        await using var round = await RoundSeason.StartAsync();
        var roundId = await round.ReadyAsync();
        await round.Season.Host.Database().WriteAsync(async unit =>
        {
            var closing = (await Round.FindAsync(unit, roundId))!;
            var any = new Placement { Programme = Season.Code, ParkId = Season.Park, PositionId = Guid.NewGuid() };
            Assert.Null(await RoundHold.FindAsync(unit, any));
            await Freezing.BeginAsync(unit, closing, Guid.NewGuid(), null);
            Assert.Equal((closing.Title, closing.PublishOn), await RoundHold.FindAsync(unit, any) is { } hold ? (hold.Title, hold.PublishOn) : default);
            Assert.Null(await RoundHold.FindAsync(unit, any with { ParkId = "hengyang" }));
            Assert.Null(await RoundHold.FindAsync(unit, any with { Programme = "ra-2021" }));
        });
    }
}
