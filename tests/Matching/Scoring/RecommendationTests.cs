using System.Net;
using System.Text.Json;
using RaMatch.Contracts;
using RaMatch.Contracts.Applicant;
using RaMatch.Matching.Programmes;
using RaMatch.Matching.Scoring;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Scoring;

/// <summary>Recommendations, fit, candidates and reach through the front door.</summary>
public sealed class RecommendationTests
{
    [Fact]
    public async Task A_graduate_sees_the_positions_that_fit_best_first_with_reasons_and_no_others()
    {
        await using var season = await Season.OpenAsync();
        await season.AnnounceAsync(
            Announced.Graduate("王明"),
            Announced.Position("机械设计工程师") with { Majors = ["080202"] },
            Announced.Position("数据分析工程师") with { RequiredSkills = ["Python", "SQL"] },
            Announced.Position("博士后") with { MinimumDegree = DegreeLevel.Doctor },
            Announced.Position("成都的岗位") with { City = "成都市" },
            Announced.Position("已关闭的岗位"),
            Announced.Closed("已关闭的岗位"));
        var page = await season.As(People.Graduate("王明")).GetAsync<PageOf<RecommendPositions.Recommendation>>("recommendations");
        Assert.Equal(["机械设计工程师", "研发工程师", "数据分析工程师"], page.Items.Select(item => item.Title));
        Assert.Equal(3, page.Total);
        Assert.True(page.Items[0].Score > page.Items[1].Score && page.Items[1].Score > page.Items[2].Score);
        Assert.Equal("必备技能全部具备：SolidWorks、C#。", page.Items[0].Reasons[0].InChinese());
        Assert.Contains("您的专业（机械设计制造及其自动化）正是岗位指定的专业。", page.Items[0].Reasons.InChinese());
        Assert.Equal("如果您掌握“Python”，请补充到简历的技能中。", page.Items[2].Changes[0].Sentence.InChinese());
    }

    [Fact]
    public async Task Pages_of_recommendations_follow_each_other_without_gap_or_repetition()
    {
        await using var season = await Season.OpenAsync();
        await season.AnnounceAsync([Announced.Graduate("王明"), .. Enumerable.Range(1, 6).Select(number => Announced.Position($"岗位{number}"))]);
        var graduate = season.As(People.Graduate("王明"));
        var all = await graduate.GetAsync<PageOf<RecommendPositions.Recommendation>>("recommendations");
        var first = await graduate.GetAsync<PageOf<RecommendPositions.Recommendation>>("recommendations?page=1&size=4");
        var second = await graduate.GetAsync<PageOf<RecommendPositions.Recommendation>>("recommendations?page=2&size=4");
        var beyond = await graduate.GetAsync<PageOf<RecommendPositions.Recommendation>>("recommendations?page=100000&size=200");
        Assert.Equal(all.Items.Select(item => item.PositionId), first.Items.Concat(second.Items).Select(item => item.PositionId));
        Assert.Equal((7, 7, 0), (all.Total, beyond.Total, beyond.Items.Count));
    }

    [Fact]
    public async Task Without_consent_there_are_no_recommendations_and_a_withdrawal_ends_them_at_once()
    {
        await using var season = await Season.OpenAsync();
        var graduate = season.As(People.Graduate("王明"));
        Assert.Equal(HttpStatusCode.NotFound, (await graduate.GetAsync("recommendations")).StatusCode);
        await season.AnnounceAsync(Announced.Graduate("王明"));
        Assert.Equal(HttpStatusCode.OK, (await graduate.GetAsync("recommendations")).StatusCode);
        await season.AnnounceAsync(Announced.Withdrawn("王明"));
        Assert.Equal(HttpStatusCode.NotFound, (await graduate.GetAsync("recommendations")).StatusCode);
    }

    [Fact]
    public async Task A_suspended_unit_is_recommended_to_nobody_until_it_is_verified_again()
    {
        await using var season = await Season.OpenAsync();
        await season.AnnounceAsync(Announced.Graduate("王明"));
        Assert.Equal(1, await CountAsync(season));
        await season.AnnounceAsync(Announced.UnitSuspended(Season.Unit, version: 2));
        Assert.Equal(0, await CountAsync(season));
        await season.AnnounceAsync(Announced.UnitVerified(Season.Unit, version: 3));
        Assert.Equal(1, await CountAsync(season));
    }

    [Fact]
    public async Task A_position_is_not_recommended_once_its_last_seat_is_held_or_its_last_day_is_over()
    {
        await using var season = await Season.OpenAsync(seats: 1);
        await season.AnnounceAsync(Announced.Graduate("王明"), Announced.Position("另一岗位") with { ClosesOn = new DateOnly(2022, 6, 30) });
        Assert.Equal(2, await CountAsync(season));
        await season.OfferAsync("李雪");
        Assert.Equal(1, await CountAsync(season));
        // Still the 30th in China.
        season.Host.Clock.Set(new DateTimeOffset(2022, 6, 30, 15, 59, 0, TimeSpan.Zero));
        Assert.Equal(1, await CountAsync(season));
        season.Host.Clock.Set(new DateTimeOffset(2022, 6, 30, 16, 0, 0, TimeSpan.Zero));
        Assert.Equal(0, await CountAsync(season));
    }

    [Fact]
    public async Task A_graduate_learns_why_a_position_is_out_of_reach_and_following_the_advice_opens_it()
    {
        await using var season = await Season.OpenAsync();
        var profile = Announced.Graduate("王明") with { Cities = ["济南市"], Skills = ["MATLAB"] };
        await season.AnnounceAsync(profile);
        var graduate = season.As(People.Graduate("王明"));
        var fit = await graduate.GetAsync<ShowFit.Response>($"positions/{People.IdOf("研发工程师")}/fit");
        Assert.False(fit.Eligible);
        var refusal = Assert.Single(fit.Refusals);
        Assert.Equal((Requirements.City, "工作地点在潍坊市，不在您可接受的城市（济南市）中。"), (refusal.Requirement, refusal.Sentence.InChinese()));
        Assert.Equal(fit.Score, fit.Contributions.Sum(contribution => contribution.Points));
        Assert.Equal([Requirements.City], fit.Changes[0].Cures);

        await season.AnnounceAsync(profile with { Version = 2, Cities = ["济南市", "潍坊市"] });
        var after = await graduate.GetAsync<ShowFit.Response>($"positions/{People.IdOf("研发工程师")}/fit");
        Assert.True(after.Eligible);
        Assert.Equal(fit.Score + fit.Changes[0].Gain, after.Score);
        Assert.Equal(HttpStatusCode.NotFound, (await graduate.GetAsync($"positions/{Guid.NewGuid()}/fit")).StatusCode);
    }

    [Fact]
    public async Task A_unit_sees_the_applicants_of_its_own_position_best_first_and_nobody_else_does()
    {
        await using var season = await Season.OpenAsync();
        await season.AnnounceAsync(
            Announced.Graduate("甲") with { Skills = [] },
            season.Submitted("甲"),
            Announced.Graduate("乙"),
            season.Submitted("乙"),
            Announced.Graduate("丙"),
            season.Submitted("丙"),
            Announced.Withdrawn("丙"),
            Announced.Graduate("没有投递"));
        var path = $"positions/{People.IdOf("研发工程师")}/candidates";
        var page = await season.Member.GetAsync<PageOf<RankCandidates.Applicant>>(path);
        Assert.Equal([People.IdOf("乙"), People.IdOf("甲"), People.IdOf("丙")], page.Items.Select(item => item.GraduateId));
        Assert.Equal("该毕业生的简历中尚无岗位的必备技能：SolidWorks、C#。", page.Items[1].Contributions.Single(one => one.Factor == Factor.RequiredSkills).Sentence.InChinese());
        Assert.Null(page.Items[2].Score);
        Assert.Equal(HttpStatusCode.NotFound, (await season.As(People.UnitMember("别的单位")).GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await season.As(People.Graduate("乙")).GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task Candidate_201_has_a_score_in_the_list_and_by_itself()
    {
        const int Applicants = 203;
        await using var season = await Season.OpenAsync();
        await season.AnnounceAsync([.. Enumerable.Range(1, Applicants).Select(number => Announced.Graduate($"毕业生{number}"))]);
        await season.AnnounceAsync([.. Enumerable.Range(1, Applicants).Select(number => season.Submitted($"毕业生{number}"))]);
        var path = $"positions/{People.IdOf("研发工程师")}/candidates";
        var pages = await Task.WhenAll(Enumerable.Range(1, 3).Select(page => season.Member.GetAsync<PageOf<RankCandidates.Applicant>>($"{path}?size=200&page={page}")));
        Assert.Equal([200, 3, 0], pages.Select(page => page.Items.Count));
        var all = pages.SelectMany(page => page.Items).ToList();
        Assert.Equal(Applicants, all.Select(one => one.PlacementId).Distinct().Count());
        Assert.All(all, one => Assert.NotNull(one.Score));
        var alone = await season.Member.GetAsync<RankCandidates.Applicant>($"positions/{People.IdOf("研发工程师")}/candidates/{all[200].PlacementId}");
        Assert.Equal((all[200].GraduateId, all[200].Score, all[200].Contributions.Count), (alone.GraduateId, alone.Score, alone.Contributions.Count));

        Assert.Equal(HttpStatusCode.NotFound, (await season.Member.GetAsync(new Uri($"{path}/{Guid.NewGuid()}", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await season.As(People.UnitMember("别的单位")).GetAsync(new Uri($"{path}/{alone.PlacementId}", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task Who_has_withdrawn_the_application_is_no_candidate_and_a_held_seat_refuses_nobody()
    {
        await using var season = await Season.OpenAsync(seats: 1);
        var placementId = await season.OfferAsync("乙");
        await season.ApplyAsync("甲");
        await season.AnnounceAsync(new ApplicationWithdrawn(People.IdOf("甲研发工程师"), 2, People.IdOf("甲"), season.Host.Clock.GetUtcNow()));
        var page = await season.Member.GetAsync<PageOf<RankCandidates.Applicant>>($"positions/{People.IdOf("研发工程师")}/candidates");
        var only = Assert.Single(page.Items);
        Assert.Equal((placementId, PlacementStage.Offered), (only.PlacementId, only.Stage));
        Assert.Empty(only.Refusals);
    }

    [Fact]
    public async Task A_unit_sees_who_would_fit_and_has_neither_applied_nor_withdrawn_the_consent_nor_accepted_an_offer()
    {
        await using var season = await Season.OpenAsync();
        await season.AnnounceAsync(
            Announced.Position("别的岗位"),
            Announced.Graduate("甲") with { Skills = ["MATLAB"] },
            Announced.Graduate("乙"),
            Announced.Graduate("专业不符") with { MajorCode = "020101" },
            Announced.Graduate("已投递"),
            season.Submitted("已投递"),
            Announced.Graduate("已撤回同意"),
            Announced.Withdrawn("已撤回同意"));
        await season.AcceptAsync("已接受录用", "别的岗位");
        var path = $"positions/{People.IdOf("研发工程师")}/recommendations";
        var page = await season.Member.GetAsync<PageOf<RecommendGraduates.Recommendation>>(path);
        Assert.Equal((2, 2), (page.Items.Count, page.Total));
        Assert.True(page.Items[0].Score > page.Items[1].Score);
        Assert.Equal("该毕业生的简历中尚无岗位的必备技能：SolidWorks、C#。", page.Items[1].Contributions.Single(one => one.Factor == Factor.RequiredSkills).Sentence.InChinese());
        Assert.All(page.Items, item => Assert.Equal(item.Score, item.Contributions.Sum(one => one.Points)));
        Assert.All(page.Items, item => Assert.Equal(Fit.Highest, item.Contributions.Sum(one => one.Maximum)));
        var second = await season.Member.GetAsync<PageOf<RecommendGraduates.Recommendation>>($"positions/{People.IdOf("研发工程师")}/recommendations?page=2&size=1");
        Assert.Equal(page.Items[1].Pseudonym, Assert.Single(second.Items).Pseudonym);

        Assert.Equal(HttpStatusCode.NotFound, (await season.As(People.UnitMember("别的单位")).GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await season.As(People.Graduate("乙")).GetAsync(path)).StatusCode);
        await season.AnnounceAsync(Announced.Closed("研发工程师"));
        Assert.Empty((await season.Member.GetAsync<PageOf<RecommendGraduates.Recommendation>>(path)).Items);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(null)]
    public async Task Who_has_not_agreed_to_be_shown_is_recommended_positions_and_to_no_unit_until_the_day_of_agreeing(bool? shown)
    {
        await using var season = await Season.OpenAsync();
        var profile = Announced.Graduate("王明") with { ShownToUnits = shown };
        var path = $"positions/{People.IdOf("研发工程师")}/recommendations";
        await season.AnnounceAsync(profile);
        Assert.Equal(1, await CountAsync(season));
        Assert.Empty((await season.Member.GetAsync<PageOf<RecommendGraduates.Recommendation>>(path)).Items);

        await season.AnnounceAsync(profile with { Version = 2, ShownToUnits = true });
        Assert.Single((await season.Member.GetAsync<PageOf<RecommendGraduates.Recommendation>>(path)).Items);

        await season.AnnounceAsync(profile with { Version = 3 });
        Assert.Empty((await season.Member.GetAsync<PageOf<RecommendGraduates.Recommendation>>(path)).Items);
        Assert.Equal(1, await CountAsync(season));

        await season.AnnounceAsync(profile with { Version = 4, ShownToUnits = true }, Announced.Withdrawn("王明", version: 5));
        Assert.Empty((await season.Member.GetAsync<PageOf<RecommendGraduates.Recommendation>>(path)).Items);
    }

    [Fact]
    public async Task A_unit_learns_which_skill_how_many_of_those_recommended_lack()
    {
        await using var season = await Season.OpenAsync();
        await season.AnnounceAsync(
            Announced.Graduate("甲") with { Skills = ["c#"] },
            Announced.Graduate("乙") with { Skills = [] },
            Announced.Graduate("丙"),
            Announced.Graduate("不展示") with { Skills = [], ShownToUnits = null });
        var path = $"positions/{People.IdOf("研发工程师")}/recommendations?size=1";
        var page = await season.Member.GetAsync<RecommendGraduates.Response>(path);
        Assert.Equal((1, 3), (page.Items.Count, page.Total));
        Assert.Equal([("SolidWorks", true, 2), ("C#", true, 1), ("MATLAB", false, 2)], page.Missing.Select(one => (one.Skill, one.Required, one.Graduates)));
    }

    [Fact]
    public async Task Two_graduates_with_the_same_features_see_the_same_recommendations_byte_for_byte()
    {
        await using var season = await Season.OpenAsync();
        await season.AnnounceAsync(
            Announced.Graduate("王明"),
            Announced.Graduate("李雪"),
            Announced.Position("另一岗位") with { Majors = ["080202"] },
            Announced.Position("第三个岗位"));
        Assert.Equal(
            await season.As(People.Graduate("王明")).GetStringAsync("recommendations"),
            await season.As(People.Graduate("李雪")).GetStringAsync("recommendations"));
    }

    [Fact]
    public async Task New_rules_hold_for_the_next_recommendation()
    {
        await using var season = await Season.OpenAsync();
        await season.AnnounceAsync(Announced.Graduate("王明"));
        Assert.Equal(1, await CountAsync(season));
        await Season.Must(season.Supervisor.PutAsync($"programmes/{Season.Code}/rules", new ReviseRules.Request(Season.Rules with { MinimumDegree = DegreeLevel.Doctor }, "仅限博士")));
        Assert.Equal(0, await CountAsync(season));
        await Season.Must(season.Supervisor.PutAsync($"programmes/{Season.Code}/rules", new ReviseRules.Request(Season.Rules, "恢复原规则")));
        Assert.Equal(1, await CountAsync(season));
    }

    [Fact]
    public async Task A_unit_learns_how_many_a_position_reaches_and_what_keeps_the_others_away()
    {
        await using var season = await Season.OpenAsync();
        await season.AnnounceAsync(
        [
            .. Many("符合", 21, profile => profile),
            .. Many("缺技能", 15, profile => profile with { Skills = [] }),
            .. Many("专业不符", 12, profile => profile with { MajorCode = "020101" }),
            .. Many("学历不足", 9, profile => profile with { Degree = DegreeLevel.JuniorCollege }),
            .. Many("期望过高", 10, profile => profile with { PayFloorFen = 1_000_000, Cities = ["成都市"] }),
        ]);
        var reach = await season.Member.GetAsync<MeasureReach.Reach>($"positions/{People.IdOf("研发工程师")}/reach");
        Assert.Equal((60, 40, 30), (reach.Graduates, reach.Eligible, reach.WithAllRequiredSkills));
        var barrier = Assert.Single(reach.KeptAway);
        Assert.Equal((Requirements.Major, 10, "另有 10 名以上毕业生仅专业不在接受范围内，放宽专业即可覆盖。"), (barrier.Requirement, barrier.Graduates, barrier.Sentence.InChinese()));
        Assert.Equal(HttpStatusCode.NotFound, (await season.As(People.UnitMember("别的单位")).GetAsync($"positions/{People.IdOf("研发工程师")}/reach")).StatusCode);

        var draft = new MeasureReach.Draft(Season.Code, DegreeLevel.Bachelor, [], []);
        var wider = await (await season.Member.PostAsync("reach", draft)).ReadAsync<MeasureReach.Reach>();
        Assert.Equal(50, wider.Eligible);

        static IEnumerable<IMessage> Many(string name, int count, Func<ProfilePublished, ProfilePublished> changed) => Enumerable.Range(1, count).Select(number => changed(Announced.Graduate($"{name}{number}")));
    }

    [Fact]
    public async Task A_draft_s_mistakes_are_named_by_field()
    {
        await using var season = await Season.OpenAsync();
        using var response = await season.Member.PostAsync("reach", new MeasureReach.Draft("ra-1999", DegreeLevel.Bachelor, [], []));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = await response.ReadAsync<JsonElement>();
        Assert.Equal("没有这个专项。", problem.GetProperty("errors").GetProperty("programme")[0].GetString());
    }

    [Fact]
    public async Task After_a_restart_the_recommendations_are_the_same()
    {
        using var folder = new TemporaryFolder();
        string before;
        var clock = new ManualClock();
        await using (var season = await Season.OpenAsync(folder: folder.Path))
        {
            await season.AnnounceAsync(Announced.Graduate("王明"), Announced.Position("另一岗位") with { Majors = ["080202"] });
            before = await season.As(People.Graduate("王明")).GetStringAsync("recommendations");
            clock.Set(season.Host.Clock.GetUtcNow());
        }

        await using var again = await Surroundings.StartAsync(folder.Path);
        again.Host.Clock.Set(clock.GetUtcNow());
        Assert.Equal(before, await again.Host.As(People.Graduate("王明"), "matching").GetStringAsync("recommendations"));
    }

    static async Task<long> CountAsync(Season season) =>
        (await season.As(People.Graduate("王明")).GetAsync<PageOf<RecommendPositions.Recommendation>>("recommendations")).Total;
}
