using System.Net;
using RaMatch.Matching.Placements;
using RaMatch.Matching.Rounds;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Rounds;

/// <summary>What is refused, to whom and with which words.</summary>
public sealed class RoundRefusalTests
{
    [Fact]
    public async Task A_park_is_in_one_unfinished_round_of_a_programme_at_most()
    {
        await using var season = await RoundSeason.StartAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number =>
            (number % 2 == 0 ? season.Supervisor : season.ParkStaff).PostAsync("rounds", RoundSeason.Announcement with { Title = $"第 {number} 个" })));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        Assert.All(answers.Where(answer => answer.StatusCode != HttpStatusCode.Created), answer => Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode));
        Assert.Contains("潍坊高新区已在未结束的轮次", await Season.Refused(season.Supervisor.PostAsync("rounds", RoundSeason.Announcement), HttpStatusCode.Conflict), StringComparison.Ordinal);
        await Season.Refused(season.Supervisor.PostAsync("rounds", RoundSeason.Announcement with { Programme = "ra-1999" }), HttpStatusCode.NotFound);
        foreach (var answer in answers)
        {
            answer.Dispose();
        }
    }

    [Fact]
    public async Task Each_stage_refuses_what_is_not_its_turn()
    {
        await using var season = await RoundSeason.StartAsync();
        var empty = await season.OpenAsync();
        Assert.Contains("还没有可参加撮合的志愿", await Season.Refused(season.ParkStaff.PostAsync($"rounds/{empty}/close", new CloseRound.Request("提前")), HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Equal(0, await season.Season.Host.CountAsync("SELECT MAX(closed) FROM unfinished_round"));
        await Season.Must(season.ParkStaff.PostAsync($"rounds/{empty}/cancel", new CancelRound.Request("重新安排")));

        var roundId = await season.ReadyAsync();
        Assert.Contains("2022-07-05 18:00", await Season.Refused(season.ParkStaff.PostAsync($"rounds/{roundId}/close", new CloseRound.Request()), HttpStatusCode.Conflict), StringComparison.Ordinal);
        await Conflicts("solve", "本轮正在进行，不能撮合。");
        await Conflicts("publish", "本轮正在进行，不能公布。");
        await Season.Refused(season.ParkStaff.GetAsync(new Uri($"rounds/{roundId}/assignments", UriKind.Relative)), HttpStatusCode.Conflict);
        season.Season.Host.Clock.Set(RoundSeason.Announcement.RankBy!.Value);
        await Season.Must(season.ParkStaff.PostAsync($"rounds/{roundId}/close", new CloseRound.Request()));
        await Season.Must(season.ParkStaff.PostAsync($"rounds/{roundId}/close", new CloseRound.Request()));
        await Conflicts("publish", "本轮已于 2022-07-05 18:00 截止，不能公布。");
        Assert.Contains("本轮已于 2022-07-05 18:00 截止，不能再评价候选人。", await Season.Refused(season.GradeAsync(roundId, "甲", RoundSeason.Research, 1), HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Contains("本轮已于 2022-07-05 18:00 截止，不能再调整名额。", await Season.Refused(season.ParkStaff.PutAsync($"rounds/{roundId}/parks/weifang", new SetCaps.ParkRequest(1)), HttpStatusCode.Conflict), StringComparison.Ordinal);
        await Season.Refused(season.ParkStaff.GetAsync(new Uri($"rounds/{roundId}/readiness/graduates", UriKind.Relative)), HttpStatusCode.Conflict);
        var first = await season.SolveAsync(roundId);
        Assert.Equal(first.Result, (await season.SolveAsync(roundId)).Result! with { ByRank = first.Result!.ByRank });
        await season.PublishAsync(roundId);
        foreach (var act in new[] { "close", "solve", "publish" })
        {
            await Conflicts(act, "本轮已公布");
        }

        Assert.Contains("本轮已公布，不能取消。", await Season.Refused(season.ParkStaff.PostAsync($"rounds/{roundId}/cancel", new CancelRound.Request("太晚")), HttpStatusCode.Conflict), StringComparison.Ordinal);

        async Task Conflicts(string act, string sentence) =>
            Assert.Contains(sentence, await Season.Refused(season.ParkStaff.PostAsync($"rounds/{roundId}/{act}", new { }), HttpStatusCode.Conflict), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_a_round_decides_its_positions_take_no_other_offer_and_its_applicants_no_rejection()
    {
        await using var season = await RoundSeason.StartAsync();
        var roundId = await season.ReadyAsync();
        var placement = RoundSeason.PlacementOf("丙", RoundSeason.Research);
        await Season.Must(season.Member.PostAsync($"placements/{placement}/shortlist", new { }));
        await season.CloseAsync(roundId);
        var refusal = await Season.Refused(season.Member.PostAsync($"placements/{placement}/offer", new MakeOffer.Request(700_000)), HttpStatusCode.Conflict);
        Assert.Contains("该岗位正在参加“第一轮撮合”，名单已截止，结果将于 2022-07-08 18:00 公布；公布之前不能发出录用。", refusal, StringComparison.Ordinal);
        await Season.Refused(season.Member.PostAsync($"placements/{placement}/reject", new Reject.Request("不合适")), HttpStatusCode.Conflict);
        await season.SolveAsync(roundId);
        await Season.Refused(season.Member.PostAsync($"placements/{placement}/offer", new MakeOffer.Request(700_000)), HttpStatusCode.Conflict);
        await season.PublishAsync(roundId);
        Assert.Contains("名额已满。", await Season.Refused(season.Member.PostAsync($"placements/{placement}/offer", new MakeOffer.Request(700_000)), HttpStatusCode.Conflict), StringComparison.Ordinal);
        await Season.Must(season.Member.PostAsync($"placements/{placement}/reject", new Reject.Request("不合适")));
    }

    [Fact]
    public async Task Nobody_sees_or_steers_what_is_not_theirs()
    {
        await using var season = await RoundSeason.StartAsync();
        var roundId = await season.ReadyAsync();
        var elsewhere = season.Season.As(People.ParkStaff("hengyang"));
        foreach (var path in new[] { "", "/readiness/graduates", "/readiness/units", "/assignments" })
        {
            await Season.Refused(elsewhere.GetAsync(new Uri($"rounds/{roundId}{path}", UriKind.Relative)), HttpStatusCode.NotFound);
        }

        foreach (var act in new[] { "close", "solve", "publish" })
        {
            await Season.Refused(elsewhere.PostAsync($"rounds/{roundId}/{act}", new { }), HttpStatusCode.NotFound);
        }

        await Season.Refused(elsewhere.PostAsync($"rounds/{roundId}/cancel", new CancelRound.Request("别家的")), HttpStatusCode.NotFound);
        Assert.Empty((await elsewhere.GetAsync<PageOf<ListRounds.Line>>("rounds")).Items);
        await Season.Refused(season.ParkStaff.PutAsync($"rounds/{roundId}/parks/hengyang", new SetCaps.ParkRequest(1)), HttpStatusCode.NotFound);
        await Season.Refused(season.ParkStaff.PutAsync($"rounds/{roundId}/units/{Guid.NewGuid()}", new SetCaps.UnitRequest(1)), HttpStatusCode.NotFound);

        var stranger = season.Season.As(People.UnitMember("别的单位"));
        await Season.Refused(stranger.GetAsync(new Uri($"unit/rounds/{roundId}/candidates", UriKind.Relative)), HttpStatusCode.NotFound);
        Assert.Empty(await stranger.GetAsync<IReadOnlyList<ListUnitRounds.Line>>("unit/rounds"));
        var foreign = $"unit/rounds/{roundId}/candidates/{RoundSeason.PlacementOf("甲", RoundSeason.Research)}";
        await Season.Refused(season.OtherMember.PutAsync(foreign, new GradeCandidate.Grading(0)), HttpStatusCode.NotFound);
        await Season.Refused(season.OtherMember.PostAsync($"{foreign}/refusal", new GradeCandidate.Refusal("不是我们的人")), HttpStatusCode.NotFound);
        await Season.Refused(season.Member.PutAsync($"unit/rounds/{roundId}/candidates/{Guid.NewGuid()}", new GradeCandidate.Grading(0)), HttpStatusCode.NotFound);
        await Season.Refused(season.Member.PutAsync(foreign, new GradeCandidate.Grading(101)), HttpStatusCode.BadRequest);
        foreach (var reason in new[] { "不行", "  不行  ", new string('长', 201) })
        {
            Assert.Contains("5 至 200 个字", await Season.Refused(season.Member.PostAsync($"{foreign}/refusal", new GradeCandidate.Refusal(reason)), HttpStatusCode.BadRequest), StringComparison.Ordinal);
        }


        await Season.Refused(season.Season.As(People.Graduate("路人")).GetAsync(new Uri($"my/rounds/{roundId}", UriKind.Relative)), HttpStatusCode.NotFound);
        await Season.Refused(season.Member.GetAsync(new Uri("rounds", UriKind.Relative)), HttpStatusCode.Forbidden);
        await Season.Refused(season.ParkStaff.GetAsync(new Uri("my/rounds", UriKind.Relative)), HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_supervisors_round_is_steered_by_supervisors_and_read_by_the_parks_it_covers()
    {
        await using var season = await RoundSeason.StartAsync();
        await season.Season.AnnounceAsync(Announced.Position("外地岗位", "衡阳单位") with { ParkId = "hengyang" });
        await season.WishAsync("甲", RoundSeason.Research);
        var roundId = await season.OpenAsync(by: season.Supervisor);
        Assert.Equal(["hengyang", "weifang"], (await season.ShowAsync(roundId, season.Supervisor)).Parks.Select(park => park.ParkId));
        var seen = await season.ShowAsync(roundId);
        Assert.False(seen.Steerable);
        Assert.Equal("weifang", Assert.Single(seen.Parks).ParkId);
        foreach (var act in new[] { "close", "solve", "publish" })
        {
            Assert.Contains("只能由主管部门操作", await Season.Refused(season.ParkStaff.PostAsync($"rounds/{roundId}/{act}", new { }), HttpStatusCode.Conflict), StringComparison.Ordinal);
        }

        await Season.Refused(season.ParkStaff.PutAsync($"rounds/{roundId}/parks/weifang", new SetCaps.ParkRequest(1)), HttpStatusCode.Conflict);
        await Season.Must(season.Supervisor.PutAsync($"rounds/{roundId}/parks/weifang", new SetCaps.ParkRequest(1)));
        await Season.Must(season.Supervisor.PostAsync($"rounds/{roundId}/close", new CloseRound.Request("提前")));
        Assert.Equal(1, (await season.Supervisor.GetAsync<PageOf<ListRounds.Line>>("rounds")).Items.Single().Graduates);
    }

    [Fact]
    public async Task Markup_and_emoji_in_titles_and_reasons_are_text()
    {
        await using var season = await RoundSeason.StartAsync();
        var placements = await season.WishAsync("甲", RoundSeason.Research);
        const string text = "<script>alert('轮')</script> 🎓 '; DROP TABLE round; --";
        var roundId = await season.OpenAsync(RoundSeason.Announcement with { Title = text });
        Assert.Equal(text, (await season.ShowAsync(roundId)).Title);
        await Season.Must(season.Member.PostAsync($"unit/rounds/{roundId}/candidates/{placements[0]}/refusal", new GradeCandidate.Refusal(text)));
        Assert.EndsWith(text, Assert.Single((await season.MineAsync(roundId, "甲")).NotTakingPart).Sentence.InChinese(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_grades_all_are_saved_or_none_and_each_that_is_wrong_is_named()
    {
        await using var season = await RoundSeason.StartAsync();
        var roundId = await season.ReadyAsync();
        var (first, second, third, foreign) = (
            RoundSeason.PlacementOf("甲", RoundSeason.Research),
            RoundSeason.PlacementOf("乙", RoundSeason.Research),
            RoundSeason.PlacementOf("丙", RoundSeason.Research),
            RoundSeason.PlacementOf("乙", RoundSeason.Gears));
        Task<HttpResponseMessage> GradeAsync(params GradeCandidate.OneGrading[] grades) => season.Member.PutAsync($"unit/rounds/{roundId}/candidates", new GradeCandidate.Gradings(grades));

        foreach (var (wrong, key, sentence) in new[]
        {
            (new GradeCandidate.OneGrading(second, 101), "grades[1].grade", "评价应为 0 至 100 分。"),
            (new GradeCandidate.OneGrading(foreign, 70), "grades[1].placementId", "本轮没有这位候选人。"),
            (new GradeCandidate.OneGrading(first, 70), "grades[1].placementId", "同一位候选人只能列一次。"),
        })
        {
            var refusal = await Season.Refused(GradeAsync(new GradeCandidate.OneGrading(first, 10), wrong), HttpStatusCode.BadRequest);
            Assert.Contains(key, refusal, StringComparison.Ordinal);
            Assert.Contains(sentence, refusal, StringComparison.Ordinal);
        }

        Assert.Equal([90, 60, null], await GradesAsync());
        for (var sending = 0; sending < 2; sending++)
        {
            using var saved = await Season.Must(GradeAsync(new(first, null), new(second, 61), new(third, 0)));
            Assert.Equal(sending == 0 ? 3 : 0, (await saved.ReadAsync<GradeCandidate.Graded>()).Changed);
            Assert.Equal([null, 61, 0], await GradesAsync());
        }

        await season.CloseAsync(roundId);
        Assert.Matches("本轮已于 2022-06-28 [0-9:]{5} 截止，不能再评价候选人。", await Season.Refused(GradeAsync(new GradeCandidate.OneGrading(first, 1)), HttpStatusCode.Conflict));

        async Task<long?[]> GradesAsync()
        {
            var candidates = (await season.CandidatesAsync(roundId)).ToDictionary(candidate => candidate.PlacementId, candidate => candidate.Grade);
            return [candidates[first], candidates[second], candidates[third]];
        }
    }
}
