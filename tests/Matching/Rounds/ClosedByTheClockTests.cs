using System.Net;
using RaMatch.Contracts.Applicant;
using RaMatch.Contracts.Matching;
using RaMatch.Matching.Placements;
using RaMatch.Matching.Rounds;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Rounds;

/// <summary>The announced end closes a round's lists, whether or not anybody presses a button.</summary>
public sealed class ClosedByTheClockTests
{
    static readonly DateTimeOffset End = RoundSeason.Announcement.RankBy!.Value;

    static string Candidate(Guid roundId, string graduate) => $"unit/rounds/{roundId}/candidates/{RoundSeason.PlacementOf(graduate, RoundSeason.Research)}";

    [Fact]
    public async Task From_the_announced_end_on_every_act_on_the_lists_is_refused_and_everybody_is_shown_them_closed()
    {
        await using var season = await RoundSeason.StartAsync();
        var roundId = await season.ReadyAsync();
        var placement = RoundSeason.PlacementOf("丙", RoundSeason.Research);
        await Season.Must(season.Member.PostAsync($"placements/{placement}/shortlist", new { }));
        season.Season.Host.Clock.Set(End.AddMilliseconds(-1));
        await Season.Must(season.GradeAsync(roundId, "甲", RoundSeason.Research, 91));
        season.Season.Host.Clock.Set(End);

        foreach (var act in new Func<Task<HttpResponseMessage>>[]
        {
            () => season.GradeAsync(roundId, "丙", RoundSeason.Research, 100),
            () => season.Member.PutAsync($"unit/rounds/{roundId}/candidates", new GradeCandidate.Gradings([new GradeCandidate.OneGrading(placement, 100)])),
            () => season.Member.PostAsync($"{Candidate(roundId, "丙")}/refusal", new GradeCandidate.Refusal("专业方向不符合要求")),
            () => season.Member.DeleteAsync(new Uri($"{Candidate(roundId, "丙")}/refusal", UriKind.Relative)),
            () => season.ParkStaff.PutAsync($"rounds/{roundId}/parks/{Season.Park}", new SetCaps.ParkRequest(1)),
            () => season.ParkStaff.PutAsync($"rounds/{roundId}/units/{People.IdOf(Season.Unit)}", new SetCaps.UnitRequest(1)),
            () => season.ParkStaff.GetAsync(new Uri($"rounds/{roundId}/readiness/graduates", UriKind.Relative)),
        })
        {
            Assert.Contains("本轮已于 2022-07-05 18:00 截止", await Season.Refused(act(), HttpStatusCode.Conflict), StringComparison.Ordinal);
        }

        Assert.Contains("名单已截止", await Season.Refused(season.Member.PostAsync($"placements/{placement}/offer", new MakeOffer.Request(700_000)), HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Contains("名单已截止", await Season.Refused(season.Member.PostAsync($"placements/{placement}/reject", new Reject.Request("不合适")), HttpStatusCode.Conflict), StringComparison.Ordinal);

        Assert.Equal(RoundStage.Closed, (await season.ShowAsync(roundId)).Stage);
        Assert.Equal(RoundStage.Closed, (await season.ParkStaff.GetAsync<PageOf<ListRounds.Line>>("rounds")).Items.Single().Stage);
        Assert.Equal(RoundStage.Closed, (await season.Member.GetAsync<IReadOnlyList<ListUnitRounds.Line>>("unit/rounds")).Single().Stage);
        Assert.Equal(RoundStage.Closed, (await season.Season.Host.As(People.Graduate("甲"), "matching").GetAsync<IReadOnlyList<ListMyRounds.Line>>("my/rounds")).Single().Stage);
        Assert.Equal(RoundStage.Closed, (await season.ParkStaff.GetAsync<ShowAnnouncement.Response>($"rounds/{roundId}/announcement")).Stage);
        Assert.Empty((await season.ParkStaff.GetAsync<PageOf<ListPublicRounds.Line>>("public/rounds?state=open")).Items);
        Assert.Equal(RoundStage.Closed, Assert.Single((await season.ParkStaff.GetAsync<PageOf<ListPublicRounds.Line>>("public/rounds?state=deciding")).Items).Stage);
        var mine = await season.MineAsync(roundId, "甲");
        Assert.All(mine.Wishes, wish => Assert.Equal("志愿已截止，结果将于 2022-07-08 18:00 公布。", wish.Sentence.ToString()));

        // The next step is to solve, and the grade given in time is in it.
        var solved = await season.SolveAsync(roundId);
        Assert.Equal((RoundStage.Solved, 2L), (solved.Stage, solved.Result!.Seated));
        Assert.Null(Assert.Single(solved.History, step => step.Stage == RoundStage.Closed).ActorId);
        var candidates = await season.CandidatesAsync(roundId);
        Assert.Equal([91, 60, null], new[] { "甲", "乙", "丙" }.Select(graduate => candidates.Single(one => one.PlacementId == RoundSeason.PlacementOf(graduate, RoundSeason.Research)).Grade));
    }

    [Fact]
    public async Task The_clock_has_the_lists_written_down_and_whoever_presses_the_button_too_is_told_that_it_is_done()
    {
        await using var season = await RoundSeason.StartAsync();
        var roundId = await season.ReadyAsync();
        season.Season.Host.Clock.Set(End);
        await Eventually.True(async () => await season.Season.Host.CountAsync("SELECT COUNT(*) FROM round WHERE stage = 'Closed'") == 1, "the lists are written down");
        Assert.Equal(RoundStage.Closed, (await (await Season.Must(season.ParkStaff.PostAsync($"rounds/{roundId}/close", new CloseRound.Request()))).ReadAsync<ShowRound.Response>()).Stage);
        Assert.Equal(1, await season.Season.Host.CountAsync("SELECT COUNT(*) FROM round_stage WHERE stage = 'Closed'"));
        Assert.Equal(3, await season.Season.Host.CountAsync("SELECT COUNT(*) FROM round_applicant"));
    }

    [Fact]
    public async Task The_lists_hold_what_was_done_before_they_closed_however_late_it_is_told()
    {
        await using var season = await RoundSeason.StartAsync();
        var placements = await season.WishAsync("甲", RoundSeason.Research, RoundSeason.Trial);
        await season.WishAsync("乙", RoundSeason.Gears);
        var roundId = await season.OpenAsync();
        var inTime = End.AddMinutes(-1);
        var late = End;

        // Told before the lists are written down, in the wrong order: what was sent after the end comes first.
        await season.Season.AnnounceAsync(Ranked(9, late, placements[0], placements[1]));
        await season.Season.AnnounceAsync(Ranked(8, inTime, placements[1], placements[0]));
        await season.Season.AnnounceAsync(season.Season.Submitted("乙", RoundSeason.Research) with { SubmittedAt = late });
        await season.Season.AnnounceAsync(Announced.Graduate("丙"), season.Season.Submitted("丙", RoundSeason.Research) with { SubmittedAt = inTime });
        season.Season.Host.Clock.Set(End.AddDays(1));
        await season.SolveAsync(roundId);

        Assert.Equal([placements[1], placements[0]], (await season.MineAsync(roundId, "甲")).Wishes.OrderBy(wish => wish.Rank).Select(wish => wish.PlacementId));
        var second = await season.MineAsync(roundId, "乙");
        Assert.Equal(RoundSeason.Gears, Assert.Single(second.Wishes).Title);
        Assert.Equal("本轮名单已于 2022-07-05 18:00 截止，之后的投递不参加本轮。", Assert.Single(second.NotTakingPart).Sentence.ToString());
        Assert.Equal(RoundSeason.Research, Assert.Single((await season.MineAsync(roundId, "丙")).Wishes).Title);

        WishesRanked Ranked(long version, DateTimeOffset at, params Guid[] order) => new(People.IdOf("甲"), version, Season.Code, order, at);
    }

    [Fact]
    public async Task Lists_that_an_official_closes_early_hold_what_was_done_until_then()
    {
        await using var season = await RoundSeason.StartAsync();
        var placements = await season.WishAsync("甲", RoundSeason.Research, RoundSeason.Trial);
        var roundId = await season.OpenAsync();
        var official = People.ParkStaff(Season.Park).Id;
        var early = season.Season.Host.Clock.GetUtcNow().AddHours(1);
        season.Season.Host.Clock.Set(early);
        await season.Season.Host.Database().WriteAsync(async unit =>
        {
            Assert.NotNull(await Freezing.BeginAsync(unit, (await Round.FindAsync(unit, roundId))!, official, null));
            // Sent a moment after the decision, taken in before the lists are written down.
            await unit.ExecuteAsync(
                "INSERT INTO ranking (graduate_id, programme, version, applications, ranked_at) VALUES (@graduateId, @code, 9, @applications, @early)",
                new { graduateId = People.IdOf("甲"), code = Season.Code, applications = Json.Text(new[] { placements[1], placements[0] }), early = early.AddMilliseconds(1) });
        });
        await Eventually.True(async () => await season.Season.Host.CountAsync("SELECT COUNT(*) FROM round WHERE stage = 'Closed'") == 1, "the lists are written down");
        Assert.Equal(placements, (await season.MineAsync(roundId, "甲")).Wishes.OrderBy(wish => wish.Rank).Select(wish => wish.PlacementId));
    }

    [Fact]
    public async Task A_round_without_wishes_is_cancelled_at_its_end_and_holds_up_nobody()
    {
        await using var season = await RoundSeason.StartAsync();
        var roundId = await season.OpenAsync();
        season.Season.Host.Clock.Set(End);
        await Eventually.True(async () => (await season.ShowAsync(roundId)).Stage == RoundStage.Cancelled, "the round is cancelled");
        Assert.Equal("到截止时间没有可参加撮合的志愿，本轮自动取消。", (await season.ShowAsync(roundId)).CancelReason!.ToString());
        Assert.Equal([(false, null), (true, (bool?)true)], (await season.Season.Host.ToldAsync<RoundAnnounced>()).Select(one => (one.IsOver, one.IsCancelled)));
        var next = await season.OpenAsync(RoundSeason.Announcement with { Title = "第二轮撮合", RankBy = End.AddDays(1) });
        Assert.NotEqual(roundId, next);
    }

    [Fact]
    public async Task When_the_lists_close_is_told_at_the_opening_at_an_early_closing_and_at_the_end()
    {
        await using var season = await RoundSeason.StartAsync();
        var roundId = await season.ReadyAsync();
        var closedAt = season.Season.Host.Clock.GetUtcNow().AddHours(2);
        season.Season.Host.Clock.Set(closedAt);
        await season.FinishAsync(roundId);
        var told = await season.Season.Host.ToldAsync<RoundAnnounced>();
        Assert.Equal([(1L, End, false, null), (2L, closedAt.AddMilliseconds(1), false, null), (3L, closedAt.AddMilliseconds(1), true, (bool?)false)], told.Select(one => (one.Version, one.ListsCloseAt, one.IsOver, one.IsCancelled)));
        Assert.All(told, one => Assert.Equal((roundId, Season.Code, "第一轮撮合", Season.Park), (one.RoundId, one.Programme, one.Title, Assert.Single(one.Parks))));
    }
}
