using CsCheck;
using RaMatch.Matching.Placements;
using RaMatch.Matching.Rounds;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Platform.Jobs;
using RaMatch.Platform.Words;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Rounds;

/// <summary>Between the decision to close and the last row of the frozen lists lie many transactions.</summary>
public sealed class ClosingTests
{
    [Fact]
    public async Task A_closing_that_was_broken_off_is_finished_and_nothing_is_left_of_what_it_had_written()
    {
        await using var season = await RoundSeason.StartAsync();
        var roundId = await season.ReadyAsync();
        var official = People.ParkStaff(Season.Park).Id;
        // As a process leaves it that died between two transactions: a stale list, a stale position, and more than a thousand others to sweep out.
        await season.Season.Host.Database().WriteAsync(async unit =>
        {
            Assert.NotNull(await Freezing.BeginAsync(unit, (await Round.FindAsync(unit, roundId))!, official, Sentence.Said("提前")));
            await unit.InsertAllAsync(
                "INSERT INTO round_applicant (round_id, graduate_id, applicant, lottery, wishes) VALUES (@roundId, @graduateId, @applicant, @lottery, @wishes)",
                Enumerable.Range(0, 1_500).Select(number => new { roundId, graduateId = number == 0 ? People.IdOf("甲") : Guid.NewGuid(), applicant = "stale", lottery = 1L, wishes = Array.Empty<byte>() }));
            await unit.InsertAllAsync(
                "INSERT INTO round_position (round_id, position_id, unit_id, park_id, title, unit_name, seats, pay_minimum_fen) VALUES (@roundId, @position, @unitId, @park, @title, @title, @seats, @seats)",
                [new { roundId, position = People.IdOf(RoundSeason.Research), unitId = People.IdOf(Season.Unit), Season.Park, title = "stale", seats = 9 }]);
        });
        await Eventually.True(async () => await season.Season.Host.CountAsync("SELECT COUNT(*) FROM round WHERE stage = 'Closed'") == 1, "the lists are written down");

        Assert.Equal(3, await season.Season.Host.CountAsync("SELECT COUNT(*) FROM round_applicant"));
        Assert.Equal(4, await season.Season.Host.CountAsync("SELECT SUM(seats) FROM round_position"));
        Assert.Equal(0, await season.Season.Host.CountAsync("SELECT COUNT(*) FROM round_closing"));
        var shown = await season.ShowAsync(roundId);
        Assert.Equal((official, "提前"), Assert.Single(shown.History, step => step.Stage == RoundStage.Closed) is var closed ? (closed.ActorId, closed.Reason?.ToString()) : default);
        Assert.Equal(3, shown.Readiness.Graduates);
        Assert.Equal(3, Assert.Single(shown.Parks).Graduates);
        Assert.Equal(2, (await season.SolveAsync(roundId)).Result!.Seated);
    }

    [Fact]
    public async Task A_closing_that_an_earlier_version_left_half_way_is_taken_up_at_the_start()
    {
        using var folder = new TemporaryFolder();
        Guid roundId;
        await using (var season = await RoundSeason.StartAsync(folder.Path))
        {
            roundId = await season.ReadyAsync();
            // As a version without jobs leaves it: begun, and nobody asked for.
            await season.Season.Host.Database().WriteAsync(async unit =>
            {
                Assert.NotNull(await Freezing.BeginAsync(unit, (await Round.FindAsync(unit, roundId))!, Guid.NewGuid(), null));
                await unit.ExecuteAsync("DELETE FROM job");
            });
        }

        await using (var season = await RoundSeason.RestartAsync(folder.Path))
        {
            await Eventually.True(async () => await season.Season.Host.CountAsync("SELECT COUNT(*) FROM round WHERE stage = 'Closed'") == 1, "the lists are written down");
            Assert.Equal(1, await season.Season.Host.CountAsync("SELECT COUNT(*) FROM round_stage WHERE stage = 'Closed'"));
            Assert.Equal(3, await season.Season.Host.CountAsync("SELECT COUNT(*) FROM round_applicant"));
        }
    }

    [Fact]
    public async Task From_the_decision_to_close_on_the_round_reads_as_closed_and_takes_neither_grade_nor_direct_offer()
    {
        await using var season = await RoundSeason.StartAsync();
        var roundId = await season.ReadyAsync();
        await season.Season.Host.Database().WriteAsync(async unit =>
        {
            var round = (await Round.FindAsync(unit, roundId))!;
            Assert.True(await OpenLists.HoldAsync(unit, round, Season.Park));
            await Freezing.BeginAsync(unit, round, Guid.NewGuid(), null);
            var closing = (await Round.FindAsync(unit, roundId))!;
            Assert.Equal((RoundStage.Closing, RoundStage.Closed), (closing.Stage, closing.ShownAt(unit.Now)));
            Assert.False(await OpenLists.HoldAsync(unit, closing, Season.Park));
            var candidate = (await Placement.FindAsync(unit, RoundSeason.PlacementOf("甲", RoundSeason.Research)))!;
            Assert.Equal(round.Title, (await RoundHold.FindAsync(unit, candidate))?.Title);
            Assert.Null(await Freezing.BeginAsync(unit, round, Guid.NewGuid(), null));
        });
    }

    [Fact]
    public async Task A_round_whose_last_wish_goes_while_it_is_closing_is_open_again()
    {
        await using var season = await RoundSeason.StartAsync();
        var roundId = await season.OpenAsync();
        await season.Season.Host.Database().WriteAsync(async unit => await Freezing.BeginAsync(unit, (await Round.FindAsync(unit, roundId))!, Guid.NewGuid(), null));
        await Eventually.True(async () => (await season.ShowAsync(roundId)).Stage == RoundStage.Open, "the round is open again");
        await Eventually.True(async () => (await season.ShowAsync(roundId)).Work is { State: JobStage.Failed, Error.Title: { } why } && why.ToString().StartsWith("本轮还没有可参加撮合的志愿", StringComparison.Ordinal), "and says why");
        await season.WishAsync("甲", RoundSeason.Research);
        await Season.Must(season.GradeAsync(roundId, "甲", RoundSeason.Research, 90));
        Assert.Equal(RoundStage.Closed, (await season.CloseAsync(roundId)).Stage);
    }

    [Fact]
    public async Task A_round_that_is_closing_is_cancelled_once_it_is_closed()
    {
        await using var season = await RoundSeason.StartAsync();
        var roundId = await season.ReadyAsync();
        await season.Season.Host.Database().WriteAsync(async unit => await Freezing.BeginAsync(unit, (await Round.FindAsync(unit, roundId))!, Guid.NewGuid(), null));
        await Season.Must(season.ParkStaff.PostAsync($"rounds/{roundId}/cancel", new CancelRound.Request("岗位有误")));
        Assert.Equal([RoundStage.Open, RoundStage.Closed, RoundStage.Cancelled], (await season.ShowAsync(roundId)).History.Select(step => step.Stage));
    }

    [Fact]
    public void A_frozen_list_reads_as_it_was_written() =>
        Gen.Select(Gen.Guid, Gen.Guid, Gen.Int[0, 1000], Gen.Int[-1, 100])
            .Select((position, placement, fit, grade) => new FrozenWish(position, placement, fit, grade < 0 ? null : grade))
            .List[0, 30]
            .Sample(list => FrozenWish.Unpack(FrozenWish.Pack(list)).SequenceEqual(list));
}
