using System.Text.Json;
using System.Net;
using RaMatch.Contracts;
using RaMatch.Contracts.Applicant;
using RaMatch.Contracts.Matching;
using RaMatch.Contracts.Posting;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Applicant.Tests;

public sealed class ApplicationTests
{
    [Fact]
    public async Task Nobody_applies_without_profile_and_consent()
    {
        await using var season = await Season.OpenAsync();
        var positionId = await season.PublishAsync("磁悬浮研发工程师");
        var graduate = season.As(People.Graduate("张伟"));
        Assert.Equal("请先填写简历，再投递岗位。", await graduate.PostAsync("applications", new { positionId }).RefusedAsync(HttpStatusCode.Conflict));
        await graduate.PutAsync("profile", Season.ProfileOf()).OkAsync();
        Assert.Equal("请先同意“岗位匹配”授权，再投递岗位。", await graduate.PostAsync("applications", new { positionId }).RefusedAsync(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task A_double_tap_is_one_application()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        var positionId = await season.PublishAsync("磁悬浮研发工程师");

        var taps = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => graduate.PostAsync("applications", new { positionId })));

        Assert.Equal(1, taps.Count(tap => tap.StatusCode == HttpStatusCode.Created));
        Assert.Equal(7, taps.Count(tap => tap.StatusCode == HttpStatusCode.Conflict));
        Assert.Equal(1, (await graduate.GetJsonAsync("applications")).GetProperty("total").GetInt64());
        await season.HeardAsync<ApplicationSubmitted>(1);
    }

    [Fact]
    public async Task A_repeated_request_gets_the_first_answer_and_changes_nothing()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        var positionId = await season.PublishAsync("磁悬浮研发工程师");

        using var first = await graduate.PostAsync("applications", new { positionId }, "key-1");
        using var again = await graduate.PostAsync("applications", new { positionId }, "key-1");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, again.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal(1, (await graduate.GetJsonAsync("applications")).GetProperty("total").GetInt64());
        using var other = await graduate.PostAsync("applications", new { positionId = Guid.NewGuid() }, "key-1");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
    }

    [Fact]
    public async Task Wishes_are_limited_and_ended_ones_make_room()
    {
        await using var season = await Season.OpenAsync(wishLimit: 2);
        var graduate = await season.GraduateAsync();
        var first = await Season.ApplyAsync(graduate, await season.PublishAsync("光学工程师"));
        var second = await Season.ApplyAsync(graduate, await season.PublishAsync("数据分析工程师"));
        var third = await season.PublishAsync("硅光芯片设计工程师");
        Assert.Contains("最多同时投递2个岗位", await graduate.PostAsync("applications", new { positionId = third }).RefusedAsync(HttpStatusCode.Conflict), StringComparison.Ordinal);

        await season.AdvanceAsync(first, 1, PlacementStage.Rejected, reason: "专业方向不符");
        await Season.ApplyAsync(graduate, third);
        await graduate.PostAsync($"applications/{second}/withdraw", new { }).OkAsync();
        await Season.ApplyAsync(graduate, await season.PublishAsync("几何光学工程师"));
        await season.HeardAsync<ApplicationSubmitted>(4);
    }

    [Fact]
    public async Task Many_taps_on_many_positions_never_exceed_the_limit()
    {
        await using var season = await Season.OpenAsync(wishLimit: 3);
        var graduate = await season.GraduateAsync();
        var positions = new List<Guid>();
        foreach (var number in Enumerable.Range(1, 6))
        {
            positions.Add(await season.PublishAsync($"研发工程师{number}"));
        }

        var taps = await Task.WhenAll(positions.Select(positionId => graduate.PostAsync("applications", new { positionId })));

        Assert.Equal(3, taps.Count(tap => tap.IsSuccessStatusCode));
        Assert.Equal([1, 2, 3], (await season.HeardAsync<ApplicationSubmitted>(3)).Select(submitted => submitted.Rank).Order());
    }

    [Fact]
    public async Task A_position_that_takes_no_applications_says_why()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        Task<string> ApplyAsync(Guid positionId) => graduate.PostAsync("applications", new { positionId }).RefusedAsync(HttpStatusCode.Conflict);

        Assert.Equal("该岗位不存在或尚未发布。", await ApplyAsync(Guid.NewGuid()));
        Assert.Equal("该岗位的投递截止日期已过。", await ApplyAsync(await season.PublishAsync("过期岗位", closesOn: new DateOnly(2022, 6, 27))));
        Assert.Equal("该岗位所属的专项尚未开放。", await ApplyAsync(await season.PublishAsync("别的专项", programme: "ra-2099")));

        var closed = await season.PublishAsync("已停岗位");
        await season.SayAsync(new PositionClosed(closed, 2, "名额已满", season.Host.Clock.GetUtcNow()));
        await season.KnowsAsync($"SELECT COUNT(*) FROM position_closing WHERE position_id = '{closed}'", "the closing");
        Assert.Equal("该岗位已停止招聘。", await ApplyAsync(closed));

        season.Host.Clock.Set(new DateTimeOffset(2022, 8, 31, 16, 0, 0, TimeSpan.Zero));
        Assert.Equal("该岗位所属的专项已结束。", await ApplyAsync(await season.PublishAsync("太晚的岗位", closesOn: new DateOnly(2022, 12, 31))));
    }

    [Fact]
    public async Task The_last_day_of_a_position_ends_at_midnight_in_China()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        var positionId = await season.PublishAsync("光学工程师", closesOn: new DateOnly(2022, 7, 1));
        season.Host.Clock.Set(new DateTimeOffset(2022, 7, 1, 16, 0, 0, TimeSpan.Zero));
        await graduate.PostAsync("applications", new { positionId }).RefusedAsync(HttpStatusCode.Conflict);
        season.Host.Clock.Set(new DateTimeOffset(2022, 7, 1, 15, 59, 59, TimeSpan.Zero));
        await Season.ApplyAsync(graduate, positionId);
    }

    [Fact]
    public async Task A_closing_that_comes_before_its_publication_holds_until_a_later_publication()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        var positionId = People.IdOf("光学工程师");
        await season.SayAsync(new PositionClosed(positionId, 2, "撤岗", season.Host.Clock.GetUtcNow()));
        await season.PublishAsync("光学工程师", version: 1);
        await season.KnowsAsync("SELECT COUNT(*) FROM position_closing", "the closing");
        await graduate.PostAsync("applications", new { positionId }).RefusedAsync(HttpStatusCode.Conflict);
        await season.PublishAsync("光学工程师", version: 3);
        await Season.ApplyAsync(graduate, positionId);
    }

    [Fact]
    public async Task A_suspended_unit_takes_no_applications_until_it_is_verified_again()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        var positionId = await season.PublishAsync("光学工程师");
        var unitId = People.IdOf(Season.Firm);
        await season.SayAsync(new UnitSuspended(unitId, 2, "weifang", "材料存疑", season.Host.Clock.GetUtcNow()));
        await season.SayAsync(new UnitVerified(unitId, 1, Season.Firm, "weifang", [], season.Host.Clock.GetUtcNow()));
        await season.KnowsAsync("SELECT COUNT(*) FROM unit_standing WHERE suspended = 1", "the suspension");
        Assert.Equal("该用人单位目前已暂停招聘。", await graduate.PostAsync("applications", new { positionId }).RefusedAsync(HttpStatusCode.Conflict));
        await season.SayAsync(new UnitVerified(unitId, 3, Season.Firm, "weifang", [], season.Host.Clock.GetUtcNow()));
        await season.KnowsAsync("SELECT COUNT(*) FROM unit_standing WHERE suspended = 0 AND version = 3", "the new verification");
        await Season.ApplyAsync(graduate, positionId);
    }

    [Fact]
    public async Task A_programme_that_changes_its_limit_changes_it_for_the_next_application()
    {
        await using var season = await Season.OpenAsync(wishLimit: 1);
        var graduate = await season.GraduateAsync();
        await Season.ApplyAsync(graduate, await season.PublishAsync("光学工程师"));
        var second = await season.PublishAsync("数据分析工程师");
        await graduate.PostAsync("applications", new { positionId = second }).RefusedAsync(HttpStatusCode.Conflict);
        await season.SayAsync(Season.ProgrammeOf(2, version: 3));
        await season.SayAsync(Season.ProgrammeOf(1, version: 2));
        await season.KnowsAsync("SELECT COUNT(*) FROM programme WHERE wish_limit = 2", "the new rules");
        await Season.ApplyAsync(graduate, second);
    }

    [Theory]
    [InlineData("""{"positionId":"not-an-id"}""", "positionId")]
    [InlineData("""{"positionId":7}""", "positionId")]
    [InlineData("""{"positionId":null}""", "positionId")]
    [InlineData("{}", "positionId")]
    public async Task A_wrong_position_id_is_named(string body, string field)
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        Assert.Equal([field], (await graduate.SendRawAsync(HttpMethod.Post, "applications", body).InvalidAsync()).Keys);
    }

    [Fact]
    public async Task A_graduate_orders_wishes_and_Matching_hears_the_order()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        var first = await Season.ApplyAsync(graduate, await season.PublishAsync("光学工程师"));
        var second = await Season.ApplyAsync(graduate, await season.PublishAsync("数据分析工程师"));
        var third = await Season.ApplyAsync(graduate, await season.PublishAsync("几何光学工程师"));
        await graduate.PostAsync($"applications/{second}/withdraw", new { reason = "有其他安排" }).OkAsync();

        await graduate.PutAsync("applications/ranking", new { programme = Season.Programme, applications = new[] { third, first } }).OkAsync();

        Assert.Equal([third, first], (await season.HeardAsync<WishesRanked>(1))[0].Applications);
        var ranks = (await graduate.GetJsonAsync("applications")).GetProperty("items").EnumerateArray()
            .ToDictionary(item => item.GetProperty("applicationId").GetGuid(), item => item.GetProperty("rank").ToString());
        Assert.Equal(("1", "2", ""), (ranks[third], ranks[first], ranks[second]));
    }

    [Fact]
    public async Task The_order_of_wishes_in_a_round_stays_from_when_its_lists_close_until_it_is_over()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        var first = await Season.ApplyAsync(graduate, await season.PublishAsync("光学工程师"));
        var second = await Season.ApplyAsync(graduate, await season.PublishAsync("数据分析工程师"));
        var closing = season.Host.Clock.GetUtcNow().AddHours(1);
        await TellAsync(1, closing);
        await RankAsync(second, first).OkAsync();

        season.Host.Clock.Set(closing);
        foreach (var order in new[] { new[] { first, second }, [second, first] })
        {
            Assert.StartsWith("轮次“第一轮撮合”的名单已于 ", await RankAsync(order).RefusedAsync(HttpStatusCode.Conflict), StringComparison.Ordinal);
        }

        // What was applied for since is in no closed list and may come before or between, the others keep their order.
        var since = await Season.ApplyAsync(graduate, await season.PublishAsync("几何光学工程师"));
        await RankAsync(second, since, first).OkAsync();
        await RankAsync(first, since, second).RefusedAsync(HttpStatusCode.Conflict);
        await TellAsync(3, closing, isOver: true);
        await TellAsync(2, closing);
        await RankAsync(first, second, since).OkAsync();
        Assert.Equal([second, first, second, since, first, first, second, since], (await season.HeardAsync<WishesRanked>(3)).SelectMany(ranked => ranked.Applications));

        Task<HttpResponseMessage> RankAsync(params Guid[] applications) => graduate.PutAsync("applications/ranking", new { programme = Season.Programme, applications });

        async Task TellAsync(long version, DateTimeOffset at, bool isOver = false)
        {
            await season.SayAsync(new RoundAnnounced(People.IdOf("轮次"), version, Season.Programme, "第一轮撮合", ["weifang"], at, isOver, season.Host.Clock.GetUtcNow()));
            await season.KnowsAsync($"SELECT COUNT(*) FROM round WHERE version >= {version}", "the round");
        }
    }

    [Fact]
    public async Task A_ranking_names_every_own_active_application_once()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        var other = await season.GraduateAsync("李娜");
        var positionId = await season.PublishAsync("光学工程师");
        var mine = await Season.ApplyAsync(graduate, positionId);
        var more = await Season.ApplyAsync(graduate, await season.PublishAsync("数据分析工程师"));
        var theirs = await Season.ApplyAsync(other, positionId);
        async Task<IEnumerable<string>> RankAsync(params Guid[] applications) =>
            (await graduate.PutAsync("applications/ranking", new { programme = Season.Programme, applications }).InvalidAsync()).Keys;

        Assert.Equal(["applications[1]"], await RankAsync(mine, theirs));
        Assert.Equal(["applications[1]"], await RankAsync(mine, mine));
        Assert.Equal(["applications"], await RankAsync(more));
        Assert.Equal(["programme"], (await graduate.PutAsync("applications/ranking", new { applications = new[] { mine } }).InvalidAsync()).Keys);
        Assert.Equal(["applications"], (await graduate.SendRawAsync(HttpMethod.Put, "applications/ranking", """{"programme":"ra-2022","applications":"all"}""").InvalidAsync()).Keys);
        await season.HeardAsync<WishesRanked>(0);
    }

    [Fact]
    public async Task An_application_is_withdrawn_once_and_stays_in_the_list()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        var applicationId = await Season.ApplyAsync(graduate, await season.PublishAsync("光学工程师"));
        await graduate.PostAsync($"applications/{applicationId}/withdraw", new { reason = "有其他安排" }).OkAsync();
        await graduate.PostAsync($"applications/{applicationId}/withdraw", new { }).OkAsync();
        await season.HeardAsync<ApplicationWithdrawn>(1);

        var story = await graduate.GetJsonAsync($"applications/{applicationId}");
        Assert.Equal(("withdrawn", "投递已撤回", "有其他安排", false), (story.GetProperty("stage").GetString(), story.GetProperty("stageText").GetString(), story.GetProperty("reason").GetString(), story.GetProperty("active").GetBoolean()));
        await season.AdvanceAsync(applicationId, 1, PlacementStage.Applied);
        await season.AdvanceAsync(applicationId, 2, PlacementStage.Withdrawn);
        story = await graduate.GetJsonAsync($"applications/{applicationId}");
        Assert.Equal(["applied", "withdrawn"], story.GetProperty("timeline").EnumerateArray().Select(step => step.GetProperty("stage").GetString()));
    }

    [Fact]
    public async Task An_application_is_nobody_elses()
    {
        await using var season = await Season.OpenAsync();
        var applicationId = await Season.ApplyAsync(await season.GraduateAsync(), await season.PublishAsync("光学工程师"));
        var other = await season.GraduateAsync("李娜");
        await other.FetchAsync($"applications/{applicationId}").RefusedAsync(HttpStatusCode.NotFound);
        await other.PostAsync($"applications/{applicationId}/withdraw", new { }).RefusedAsync(HttpStatusCode.NotFound);
        await other.PostAsync($"offers/{applicationId}/answer", new { accept = true }).RefusedAsync(HttpStatusCode.NotFound);
        await other.PostAsync($"hires/{applicationId}/confirm", new { idNumber = IdNumbers.Of(1) }).RefusedAsync(HttpStatusCode.NotFound);
        Assert.Equal(0, (await other.GetJsonAsync("applications")).GetProperty("total").GetInt64());
    }

    [Fact]
    public async Task A_timeline_is_whole_and_in_order_whatever_the_order_of_arrival()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        var applicationId = await Season.ApplyAsync(graduate, await season.PublishAsync("光学工程师"));
        await season.AdvanceAsync(applicationId, 3, PlacementStage.Interviewing);
        await season.AdvanceAsync(applicationId, 1, PlacementStage.Applied);
        await season.AdvanceAsync(applicationId, 2, PlacementStage.Shortlisted);

        var story = await graduate.GetJsonAsync($"applications/{applicationId}");
        Assert.Equal("interviewing", story.GetProperty("stage").GetString());
        Assert.Equal("潍坊高新区科技大厦301", story.GetProperty("interview").GetProperty("place").GetString());
        Assert.Equal(["applied", "shortlisted", "interviewing"], story.GetProperty("timeline").EnumerateArray().Select(step => step.GetProperty("stage").GetString()));
    }

    [Fact]
    public async Task An_application_shows_how_many_seats_are_held()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        var positionId = await season.PublishAsync("光学工程师");
        var applicationId = await Season.ApplyAsync(graduate, positionId);
        await season.SayAsync(new SeatsChanged(positionId, 2, 2, 1, season.Host.Clock.GetUtcNow()));
        await season.SayAsync(new SeatsChanged(positionId, 1, 2, 0, season.Host.Clock.GetUtcNow()));
        await season.KnowsAsync("SELECT COUNT(*) FROM position_seats WHERE seats_held = 1", "the seats");
        var story = await graduate.GetJsonAsync($"applications/{applicationId}");
        Assert.Equal((2, 1), (story.GetProperty("seats").GetInt64(), story.GetProperty("seatsHeld").GetInt64()));
    }

    [Fact]
    public async Task A_long_list_comes_in_pages()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        foreach (var number in Enumerable.Range(1, 3))
        {
            await Season.ApplyAsync(graduate, await season.PublishAsync($"研发工程师{number}"));
        }

        var page = await graduate.GetJsonAsync("applications?page=2&size=2");
        Assert.Equal((3, 1, 2), (page.GetProperty("total").GetInt64(), page.GetProperty("items").GetArrayLength(), page.GetProperty("number").GetInt32()));
        Assert.Equal(0, (await graduate.GetJsonAsync("applications?page=9")).GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData(PlacementStage.Withdrawn, "placement.accepted-elsewhere", "您已接受其他录用")]
    [InlineData(PlacementStage.Withdrawn, "placement.withdrawn-by-graduate", "您撤回了投递")]
    [InlineData(PlacementStage.Declined, "placement.declined", "您婉拒了录用")]
    public async Task What_units_read_of_a_graduates_decision_is_said_to_the_graduate(PlacementStage stage, string reason, string said)
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        var applicationId = await Season.ApplyAsync(graduate, await season.PublishAsync("科研助理"));
        await season.AdvanceAsync(applicationId, 1, stage, reason: "ramatch:" + reason);

        var story = await graduate.GetJsonAsync($"applications/{applicationId}");
        Assert.Equal((said, said), (story.GetProperty("reason").GetString(), story.GetProperty("timeline")[1].GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task What_a_unit_changes_after_an_application_stands_beside_it_with_old_and_new()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        var first = season.PositionOf("光学工程师") with { Duties = "搭建光路。" };
        await SayAsync(first);
        var applicationId = await Season.ApplyAsync(graduate, first.PositionId);
        await season.AdvanceAsync(applicationId, 1, PlacementStage.Applied);
        season.Host.Clock.Advance(TimeSpan.FromHours(1));
        // The same text under a new name of the unit is no change of the position; neither are seats and the closing date.
        await SayAsync(first with { Version = 2, UnitName = "新名称", Seats = 3, ClosesOn = first.ClosesOn.AddDays(1), PublishedAt = season.Host.Clock.GetUtcNow() });
        Assert.Equal((0, 1), await StoryAsync());

        season.Host.Clock.Advance(TimeSpan.FromHours(1));
        // The newest comes first.
        var last = first with { Version = 4, Title = "光学总监", City = "济南市", PayMinimumFen = 210_000, PayMaximumFen = 210_000, MinimumDegree = DegreeLevel.Doctor, Majors = [], RequiredSkills = ["Zemax", "C#"], TermMonths = 24, Duties = "带领团队。", PublishedAt = season.Host.Clock.GetUtcNow() };
        await SayAsync(last);
        await SayAsync(first with { Version = 3, Title = "光学主管", PublishedAt = season.Host.Clock.GetUtcNow().AddMinutes(-5) });
        season.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        await season.AdvanceAsync(applicationId, 2, PlacementStage.Shortlisted);
        Assert.Equal((8, 4), await StoryAsync());
        var story = await graduate.GetJsonAsync($"applications/{applicationId}");
        Assert.Equal(
            ["岗位名称：光学工程师→光学总监", "工作城市：潍坊市→济南市", "月薪：6,000–10,000 元→2,100–2,100 元", "最低学历：本科→博士研究生", "专业要求：计算机类→不限", "必备技能：C#→Zemax、C#", "服务期：12 个月→24 个月", "岗位职责：搭建光路。→带领团队。"],
            story.GetProperty("positionChanges").EnumerateArray().Select(change => $"{Text(change, "label")}：{Text(change, "before")}→{Text(change, "after")}"));
        Assert.Equal(
            ["已投递/", "岗位信息有修改/岗位名称", "岗位信息有修改/岗位名称、工作城市、月薪、最低学历、专业要求、必备技能、服务期、岗位职责", "初筛通过/"],
            story.GetProperty("timeline").EnumerateArray().Select(step => $"{Text(step, "text")}/{Text(step, "reason")}"));

        // Who applies now applies to what is there now; to who has withdrawn nothing changes any more.
        var later = await season.GraduateAsync("李娜");
        season.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        var laterId = await Season.ApplyAsync(later, first.PositionId);
        Assert.Equal(0, (await later.GetJsonAsync($"applications/{laterId}")).GetProperty("positionChanges").GetArrayLength());
        await graduate.PostAsync($"applications/{applicationId}/withdraw", new { }).OkAsync();
        Assert.Equal(0, (await StoryAsync()).Changes);

        async Task SayAsync(PositionPublished position)
        {
            await season.SayAsync(position);
            await season.KnowsAsync($"SELECT COUNT(*) FROM position_version WHERE position_id = '{position.PositionId}' AND version = {position.Version}", "the version");
        }

        async Task<(int Changes, int Steps)> StoryAsync() => await graduate.GetJsonAsync($"applications/{applicationId}") is var story
            ? (story.GetProperty("positionChanges").GetArrayLength(), story.GetProperty("timeline").GetArrayLength())
            : default;

        static string? Text(JsonElement element, string property) => element.GetProperty(property).GetString();
    }

    [Fact]
    public async Task A_renamed_unit_has_its_new_name_at_every_application_closed_positions_too()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        var unitId = People.IdOf(Season.Firm);
        var positionId = await season.PublishAsync("光学工程师");
        await Season.ApplyAsync(graduate, positionId);
        await season.SayAsync(new PositionClosed(positionId, 2, "已招满", season.Host.Clock.GetUtcNow()));
        await season.SayAsync(new UnitVerified(unitId, 4, "潍坊天瑞智能装备有限公司", "weifang", [], season.Host.Clock.GetUtcNow()));
        // An older verification and a newer suspension change no name.
        await season.SayAsync(new UnitVerified(unitId, 1, Season.Firm, "weifang", [], season.Host.Clock.GetUtcNow()));
        await season.SayAsync(new UnitSuspended(unitId, 5, "weifang", "材料存疑", season.Host.Clock.GetUtcNow()));
        await season.KnowsAsync("SELECT COUNT(*) FROM unit_standing WHERE version = 5 AND name_version = 4", "all of it");
        Assert.Equal("潍坊天瑞智能装备有限公司", (await graduate.GetJsonAsync("applications")).GetProperty("items")[0].GetProperty("unitName").GetString());
    }
}
