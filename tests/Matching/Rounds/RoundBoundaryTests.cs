using System.Net;
using RaMatch.Matching.Placements;
using RaMatch.Matching.Rounds;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Rounds;

/// <summary>The dates and numbers at which a round's use cases turn, each with the last one that is refused and the first that is not.</summary>
public sealed class RoundBoundaryTests
{
    // The programme ends with 31 August in China.
    static readonly DateTimeOffset End = new(2022, 9, 1, 0, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public async Task A_round_opens_with_dates_that_just_fit_and_is_refused_with_those_that_just_do_not()
    {
        await using var season = await RoundSeason.StartAsync();
        var now = season.Season.Host.Clock.GetUtcNow();
        var right = new OpenRound.Request(Season.Code, " 第一轮 ", now.AddMilliseconds(1), now.AddMilliseconds(2), now.AddMilliseconds(3));
        var early = now.AddMilliseconds(2);
        foreach (var (request, field) in new (OpenRound.Request, string?)[]
        {
            (right, null),
            (right with { RankBy = now }, "rankBy"),
            (right with { PublishOn = right.RankBy }, "publishOn"),
            (right with { AnswerBy = right.PublishOn }, "answerBy"),
            (right with { AnswerBy = early.AddDays(60) }, null),
            (right with { AnswerBy = early.AddDays(60).AddMilliseconds(1) }, "answerBy"),
            (right with { PublishOn = End.AddDays(-1), AnswerBy = End.AddMilliseconds(-1) }, null),
            (right with { PublishOn = End.AddDays(-1), AnswerBy = End }, "answerBy"),
            (right with { SupplementaryOn = right.AnswerBy }, null),
            (right with { SupplementaryOn = right.AnswerBy!.Value.AddMilliseconds(-1) }, "supplementaryOn"),
            (right with { SupplementaryOn = End.AddMilliseconds(-1) }, null),
            (right with { SupplementaryOn = End }, "supplementaryOn"),
            (right with { Parks = [new OpenRound.ParkTerms("weifang", 3, 3)] }, null),
            (right with { Parks = [new OpenRound.ParkTerms("weifang", 3, 4)] }, "parks[0].floor"),
            (right with { PointsPerGrade = 0, Ungraded = 0 }, null),
            (right with { PointsPerGrade = 1000, Ungraded = 100 }, null),
        })
        {
            if (field is null)
            {
                var roundId = await season.OpenAsync(request);
                var shown = await season.ShowAsync(roundId);
                Assert.Equal(("第一轮", request.RankBy, request.PublishOn, request.AnswerBy, request.SupplementaryOn), (shown.Title, shown.RankBy, shown.PublishOn, shown.AnswerBy, shown.SupplementaryOn));
                Assert.Equal((request.PointsPerGrade ?? 10L, request.Ungraded ?? 50L), (shown.PointsPerGrade, shown.Ungraded));
                await Season.Must(season.ParkStaff.PostAsync($"rounds/{roundId}/cancel", new CancelRound.Request(" 另行安排 ")));
                Assert.Equal("另行安排", (await season.ShowAsync(roundId)).CancelReason?.ToString());
            }
            else
            {
                Assert.Contains($"\"{field}\"", await Season.Refused(season.ParkStaff.PostAsync("rounds", request), HttpStatusCode.BadRequest), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Lists_close_without_a_reason_from_the_instant_announced_on_and_before_it_with_one_only()
    {
        await using var season = await RoundSeason.StartAsync();
        var roundId = await season.ReadyAsync();
        season.Season.Host.Clock.Set(RoundSeason.Announcement.RankBy!.Value.AddMilliseconds(-1));
        foreach (var reason in new[] { null, "  " })
        {
            await Season.Refused(season.ParkStaff.PostAsync($"rounds/{roundId}/close", new CloseRound.Request(reason)), HttpStatusCode.Conflict);
        }

        season.Season.Host.Clock.Set(RoundSeason.Announcement.RankBy!.Value);
        await Season.Must(season.ParkStaff.PostAsync($"rounds/{roundId}/close", new CloseRound.Request()));
        Assert.Equal(RoundStage.Closed, (await season.ShowAsync(roundId)).Stage);
    }

    [Fact]
    public async Task A_round_is_published_with_a_later_date_to_answer_by_but_no_earlier_none_gone_by_and_none_after_the_programme()
    {
        await using var season = await RoundSeason.StartAsync();
        var roundId = await season.ReadyAsync();
        await season.CloseAsync(roundId);
        await season.SolveAsync(roundId);
        var announced = RoundSeason.Announcement.AnswerBy!.Value;
        var now = season.Season.Host.Clock.GetUtcNow();
        // The programme ends before sixty days are over.
        var end = new DateTimeOffset(2022, 9, 1, 0, 0, 0, TimeSpan.FromHours(8));
        foreach (var wrong in new[] { announced.AddMilliseconds(-1), end, now.AddDays(60).AddMilliseconds(1) })
        {
            Assert.Contains("\"answerBy\"", await Season.Refused(season.ParkStaff.PostAsync($"rounds/{roundId}/publish", new PublishRound.Request(wrong)), HttpStatusCode.BadRequest), StringComparison.Ordinal);
        }

        season.Season.Host.Clock.Set(announced);
        await Season.Refused(season.ParkStaff.PostAsync($"rounds/{roundId}/publish", new PublishRound.Request()), HttpStatusCode.Conflict);
        Assert.Contains("\"answerBy\"", await Season.Refused(season.ParkStaff.PostAsync($"rounds/{roundId}/publish", new PublishRound.Request(announced)), HttpStatusCode.BadRequest), StringComparison.Ordinal);
        await Season.Must(season.ParkStaff.PostAsync($"rounds/{roundId}/publish", new PublishRound.Request(end.AddMilliseconds(-1))));
        Assert.Equal(end.AddMilliseconds(-1), (await season.ShowAsync(roundId)).AnswerBy);
        Assert.Equal(end.AddMilliseconds(-1), (await season.Member.GetAsync<PageOf<ListPlacements.Line>>("placements?stage=offered")).Items[0].OfferExpiresAt);
    }

    [Fact]
    public async Task Caps_are_set_and_taken_away_where_they_are_meant_and_nowhere_else()
    {
        await using var season = await RoundSeason.StartAsync();
        await season.Season.AnnounceAsync(Announced.Position("实验员", "衡阳特钢") with { ParkId = "hengyang" });
        var roundId = await season.OpenAsync(RoundSeason.Announcement with { Parks = [new OpenRound.ParkTerms("weifang", 9, 1), new OpenRound.ParkTerms("hengyang", 7, 2)] }, season.Supervisor);
        Assert.Contains("\"floor\"", await Season.Refused(season.Supervisor.PutAsync($"rounds/{roundId}/parks/weifang", new SetCaps.ParkRequest(3, 4)), HttpStatusCode.BadRequest), StringComparison.Ordinal);
        await Season.Must(season.Supervisor.PutAsync($"rounds/{roundId}/parks/weifang", new SetCaps.ParkRequest(3, 3)));
        await Season.Refused(season.Supervisor.PutAsync($"rounds/{roundId}/parks/chengdu", new SetCaps.ParkRequest(3)), HttpStatusCode.NotFound);
        var shown = await season.ShowAsync(roundId, season.Supervisor);
        Assert.Equal([("hengyang", 7L, 2L), ("weifang", 3L, 3L)], shown.Parks.OrderBy(park => park.ParkId, StringComparer.Ordinal).Select(park => (park.ParkId, (long)park.Cap!, (long)park.Floor!)));

        foreach (var unit in new[] { Season.Unit, RoundSeason.OtherUnit })
        {
            await Season.Must(season.Supervisor.PutAsync($"rounds/{roundId}/units/{People.IdOf(unit)}", new SetCaps.UnitRequest(1)));
        }

        await Season.Must(season.Supervisor.PutAsync($"rounds/{roundId}/units/{People.IdOf(Season.Unit)}", new SetCaps.UnitRequest(2)));
        await Season.Must(season.Supervisor.PutAsync($"rounds/{roundId}/units/{People.IdOf(RoundSeason.OtherUnit)}", new SetCaps.UnitRequest()));
        Assert.Equal((People.IdOf(Season.Unit), 2L), Assert.Single((await season.ShowAsync(roundId, season.Supervisor)).Units.Select(unit => (unit.UnitId, (long)unit.Cap))));
        await Season.Refused(season.Supervisor.PutAsync($"rounds/{roundId}/units/{People.IdOf("没有岗位的单位")}", new SetCaps.UnitRequest(1)), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Officials_a_unit_and_a_graduate_list_the_rounds_they_are_concerned_with_newest_first()
    {
        await using var season = await RoundSeason.StartAsync();
        var cancelled = await season.OpenAsync();
        await Season.Must(season.ParkStaff.PostAsync($"rounds/{cancelled}/cancel", new CancelRound.Request("另行安排")));
        season.Season.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        var roundId = await season.ReadyAsync();
        var listed = await season.ParkStaff.GetAsync<PageOf<ListRounds.Line>>("rounds");
        Assert.Equal([(roundId, RoundStage.Open), (cancelled, RoundStage.Cancelled)], listed.Items.Select(line => (line.RoundId, line.Stage)));
        Assert.Equal((1L, 3L, 3L, 3L, 4L), (listed.Items[0].Parks, listed.Items[0].Graduates, listed.Items[0].Ranked, listed.Items[0].Positions, listed.Items[0].Seats));
        Assert.Equal(2, (await season.Supervisor.GetAsync<PageOf<ListRounds.Line>>($"rounds?programme={Season.Code}")).Total);
        Assert.Equal(0, (await season.Season.As(People.ParkStaff("hengyang")).GetAsync<PageOf<ListRounds.Line>>("rounds")).Total);

        await Season.Must(season.Member.PostAsync(
            $"unit/rounds/{roundId}/candidates/{RoundSeason.PlacementOf("丙", RoundSeason.Research)}/refusal", new GradeCandidate.Refusal("专业方向不符合要求")));
        var units = (await season.Member.GetAsync<List<ListUnitRounds.Line>>("unit/rounds")).Single(line => line.RoundId == roundId);
        Assert.Equal((4, 2, 1, 1), (units.Candidates, units.Graded, units.Refused, units.UngradedCount));
        var mine = (await season.Season.As(People.Graduate("乙")).GetAsync<List<ListMyRounds.Line>>("my/rounds")).Single(line => line.RoundId == roundId);
        Assert.Equal((2, true, (string?)null), (mine.Wishes, mine.Ranked, mine.SeatedPositionTitle));
        await season.CloseAsync(roundId);
        await season.SolveAsync(roundId);
        Assert.Equal(2, (await season.ParkStaff.GetAsync<PageOf<ListRounds.Line>>("rounds")).Items[0].Seated);
        await season.PublishAsync(roundId);
        mine = (await season.Season.As(People.Graduate("乙")).GetAsync<List<ListMyRounds.Line>>("my/rounds")).Single(line => line.RoundId == roundId);
        Assert.Equal(RoundSeason.Gears, mine.SeatedPositionTitle);
    }
}
