using System.Net;
using RaMatch.Contracts.Matching;
using RaMatch.Matching.Programmes;
using RaMatch.Matching.Progress;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Programmes;

/// <summary>Programmes, their rules and targets, and the numbers of the progress page.</summary>
public sealed class ProgrammeTests
{
    [Fact]
    public async Task A_programme_is_announced_with_its_rules_and_again_with_each_new_version()
    {
        await using var season = await Season.OpenAsync();
        await Season.Must(season.Supervisor.PutAsync($"programmes/{Season.Code}/rules", new ReviseRules.Request(Season.Rules with { WishLimit = 8 }, "放宽志愿数量")));
        var shown = await season.Supervisor.GetAsync<ShowProgrammes.Response>($"programmes/{Season.Code}");
        Assert.Equal((2L, 8), (shown.RulesVersion, shown.Rules.WishLimit));
        Assert.Equal(["放宽志愿数量", "专项启动"], shown.Revisions.Select(revision => revision.Reason.InChinese()));
        var bodies = await season.Host.Database().ReadAsync(reader => reader.QueryAsync<string>("SELECT body FROM outbox WHERE type = 'matching.programme-opened' ORDER BY outbox_id"));
        Assert.Equal([(1L, 5), (2L, 8)], bodies.Select(Json.Read<ProgrammeOpened>).Select(opened => (opened.Version, opened.WishLimit)));
    }

    [Fact]
    public async Task New_rules_change_nothing_that_is_counted()
    {
        await using var season = await Season.OpenAsync();
        await season.CountAsync("王小明");
        var waiting = await season.ProveAsync("李思");
        await Season.Must(season.Supervisor.PutAsync($"programmes/{Season.Code}/rules", new ReviseRules.Request(Season.Rules with { ShortestTermMonths = 24 }, "延长期限")));
        var words = await Season.Refused(season.ParkStaff.PostAsync($"placements/{waiting}/verify", new { }), HttpStatusCode.Conflict);
        Assert.Contains("少于规定的 24 个月", words, StringComparison.Ordinal);
        Assert.Equal(1, await season.Host.CountAsync("SELECT COUNT(*) FROM counted_hire WHERE rules_version = 1"));
    }

    [Theory]
    [InlineData("""{"code":"RA 2022"}""", "code")]
    [InlineData("""{"title":""}""", "title")]
    [InlineData("""{"closesOn":"2022-06-01"}""", "closesOn")]
    [InlineData("""{"milestones":[{"on":"2023-01-01","title":"晚"}]}""", "milestones")]
    [InlineData("""{"milestones":[{"on":"2022-07-01","title":""}]}""", "milestones[0].title")]
    [InlineData("""{"rules":null}""", "rules")]
    [InlineData("""{"rules":{"wishLimit":0}}""", "rules.wishLimit")]
    [InlineData("""{"rules":{"kinds":[]}}""", "rules.kinds")]
    [InlineData("""{"rules":{"minimumWagesFen":{"亚特兰蒂斯":1}}}""", "rules.minimumWagesFen")]
    [InlineData("""{"rules":{"minimumWagesFen":{"潍坊":300000,"潍坊市":200000}}}""", "rules.minimumWagesFen")]
    [InlineData("""{"rules":{"counter":"most"}}""", "rules.counter")]
    public async Task A_programme_with_a_wrong_field_is_refused_with_a_sentence_at_the_field(string wrong, string field)
    {
        await using var surroundings = await Surroundings.StartAsync();
        using var supervisor = surroundings.Host.As(People.Supervisor(), "matching");
        var good = System.Text.Json.Nodes.JsonNode.Parse(Json.Text(Season.Programme))!.AsObject();
        Merge(good, System.Text.Json.Nodes.JsonNode.Parse(wrong)!.AsObject());
        var answer = await Season.Refused(supervisor.PostAsync("programmes", good), HttpStatusCode.BadRequest);
        Assert.Contains($"\"{field}\":", answer, StringComparison.Ordinal);
    }

    static void Merge(System.Text.Json.Nodes.JsonObject into, System.Text.Json.Nodes.JsonObject from)
    {
        foreach (var (name, value) in from)
        {
            if (value is System.Text.Json.Nodes.JsonObject inner && into[name] is System.Text.Json.Nodes.JsonObject outer && name != "minimumWagesFen")
            {
                Merge(outer, inner);
            }
            else
            {
                into[name] = value?.DeepClone();
            }
        }
    }

    [Fact]
    public async Task A_code_is_used_once_and_only_a_supervisor_opens_a_programme()
    {
        await using var season = await Season.OpenAsync();
        await Season.Refused(season.Supervisor.PostAsync("programmes", Season.Programme), HttpStatusCode.Conflict);
        await Season.Refused(season.ParkStaff.PostAsync("programmes", Season.Programme with { Code = "ra-2023" }), HttpStatusCode.Forbidden);
        using var anonymous = season.Host.Anonymous();
        Assert.Equal(Season.Code, Assert.Single((await anonymous.GetAsync<PageOf<ShowProgrammes.Line>>("api/matching/programmes")).Items).Code);
    }

    [Fact]
    public async Task A_changed_target_keeps_the_old_one_on_record()
    {
        await using var season = await Season.OpenAsync();
        await Season.Must(season.Supervisor.PutAsync($"programmes/{Season.Code}/targets/{Season.Park}", new SetTarget.Request(400, "追加任务")));
        var targets = await season.ParkStaff.GetAsync<List<SetTarget.Line>>($"programmes/{Season.Code}/targets");
        Assert.Equal([(400L, "追加任务"), (305L, "省厅下达")], targets.Select(target => (target.Target, target.Reason)));
        Assert.Empty(await season.As(People.ParkStaff("hengyang")).GetAsync<List<SetTarget.Line>>($"programmes/{Season.Code}/targets"));
        await Season.Refused(season.Supervisor.PutAsync($"programmes/{Season.Code}/targets/atlantis", new SetTarget.Request(1, "无")), HttpStatusCode.NotFound);
        await Season.Refused(season.Supervisor.PutAsync($"programmes/{Season.Code}/targets/{Season.Park}", new SetTarget.Request(-1, "负")), HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_progress_page_shows_numbers_that_open_onto_their_rows()
    {
        await using var season = await Season.OpenAsync(seats: 6);
        await season.CountAsync("王小明");
        await season.ProveAsync("李思");
        await season.SignAsync("张三");
        await season.OfferAsync("赵六");
        await season.ApplyAsync("钱七");

        var page = await season.ParkStaff.GetAsync<ShowProgress.Response>($"progress/{Season.Park}?programme={Season.Code}");
        var numbers = page.Numbers;
        Assert.Equal((305L, 1L, 6L, 2L), (numbers.Target, numbers.PublishedPositions, numbers.PublishedSeats, numbers.SeatsOpen));
        Assert.Equal((3L, 2L, 1L, 1L, 1L), (numbers.Claimed, numbers.Evidenced, numbers.Counted, numbers.OfCohort, numbers.OffersPending));
        Assert.Equal(33, numbers.RateBasisPoints);
        Assert.Equal(numbers.Counted - numbers.PlanToday, numbers.Gap);
        Assert.Equal(new ShowProgress.Waiting(Ready: 1, Incomplete: 1, Returned: 0, Unconfirmed: 1, Disputes: 0), page.Waiting);
        Assert.Equal((new DateOnly(2022, 7, 10), 91L, 244L), (page.NextMilestone!.On, page.NextMilestone.Filled, page.NextMilestone.Published));
        Assert.Equal(5, page.Funnel.Single(stage => stage.Stage == Contracts.PlacementStage.Applied).Placements);
        Assert.Equal(4, page.Funnel.Single(stage => stage.Stage == Contracts.PlacementStage.Offered).Placements);
        Assert.Equal(1, page.Trend[0].Counted);
        Assert.Null(page.Trend[1].Counted);
        Assert.Equal(305, page.Trend[^1].Plan);
        Assert.Equal("ready", page.ToDos[0].Kind);

        foreach (var (number, expected) in new[] { ("claimed", 3), ("evidenced", 2), ("counted", 1), ("ofCohort", 1), ("offersPending", 1) })
        {
            Assert.Equal(expected, (await season.ParkStaff.GetAsync<PageOf<OpenNumber.Hire>>($"progress/{Season.Park}/hires?programme={Season.Code}&number={number}")).Total);
        }

        Assert.Equal(4, (await season.ParkStaff.GetAsync<PageOf<OpenNumber.Hire>>($"progress/{Season.Park}/hires?programme={Season.Code}&reached=offered")).Total);
        var reached = $"progress/{Season.Park}/hires?programme={Season.Code}&reached=applied";
        var rows = (await season.ParkStaff.GetAsync<PageOf<OpenNumber.Hire>>(reached)).Items.Select(hire => hire.PlacementId).ToList();
        Assert.Equal(5, rows.Count);
        Assert.Equal(rows, await season.ParkStaff.ByAfterAsync(reached, "placementId"));
        await season.AnnounceAsync(Announced.Position("质检员"));
        var posts = $"progress/{Season.Park}/positions?programme={Season.Code}";
        var published = (await season.ParkStaff.GetAsync<PageOf<OpenNumber.Post>>(posts)).Items.Select(post => post.PositionId).ToList();
        Assert.Equal(2, published.Count);
        Assert.Equal(published, await season.ParkStaff.ByAfterAsync(posts, "positionId"));
        var all = await season.Supervisor.GetAsync<ShowProgress.Comparison>($"progress?programme={Season.Code}");
        Assert.Equal((1L, 305L, 1L), (all.Total.Parks, all.Total.Target, all.Total.Counted));
        using var anonymous = season.Host.Anonymous();
        Assert.Equal(1, (await anonymous.GetAsync<ShowPublicSummary.Response>($"api/matching/public/summary?programme={Season.Code}")).Counted);
    }

    [Fact]
    public async Task Another_parks_page_is_not_found()
    {
        await using var season = await Season.OpenAsync();
        var other = season.As(People.ParkStaff("hengyang"));
        foreach (var path in new[] { $"progress/{Season.Park}?programme={Season.Code}", $"progress/{Season.Park}/hires?programme={Season.Code}&number=counted", $"progress/{Season.Park}/positions?programme={Season.Code}" })
        {
            await Season.Refused(other.GetAsync(new Uri(path, UriKind.Relative)), HttpStatusCode.NotFound);
        }

        await Season.Refused(season.ParkStaff.GetAsync(new Uri($"progress/{Season.Park}?programme=ra-1999", UriKind.Relative)), HttpStatusCode.NotFound);
        await Season.Refused(season.ParkStaff.GetAsync(new Uri($"progress/{Season.Park}/hires?programme={Season.Code}&number=all", UriKind.Relative)), HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_programme_of_the_cohort_compares_the_cohort_with_the_target()
    {
        await using var season = await Season.OpenAsync(rules: Season.Rules with { Counter = Counter.Cohort });
        var placementId = await season.ProveAsync("王小明");
        await season.AnnounceAsync(Announced.Graduate("王小明", version: 2) with { GraduationYear = 2021 });
        await Season.Must(season.ParkStaff.PostAsync($"placements/{placementId}/verify", new { }));
        var page = await season.ParkStaff.GetAsync<ShowProgress.Response>($"progress/{Season.Park}?programme={Season.Code}");
        Assert.Equal((1L, 0L, 0L), (page.Numbers.Counted, page.Numbers.OfCohort, page.Numbers.Compared));
    }
}
