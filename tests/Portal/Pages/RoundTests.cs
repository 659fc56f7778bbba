using System.Net;
using RaMatch.Reference;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Portal.Tests.Pages;

/// <summary>The pages of matching rounds, without JavaScript.</summary>
public sealed class RoundTests
{
    const string Hostile = "<script>alert(1)</script>";

    static readonly (string, string)[] Dates =
    [
        ("rankBy", "2022-07-05T18:00"), ("publishOn", "2022-07-08T18:00"), ("answerBy", "2022-07-15T18:00"), ("supplementaryOn", "2022-07-20T18:00"),
        ("pointsPerGrade", "10"), ("ungraded", "50"), ("cap-weifang", ""),
    ];

    [Fact]
    public async Task A_round_is_walked_from_its_opening_to_the_result_by_forms()
    {
        await using var programme = await Programme.OpenAsync();
        var round = await SmallRound.PrepareAsync(programme);
        using var park = new Visitor(programme.Host.Address);
        using var unit = new Visitor(programme.Host.Address);
        using var graduate = new Visitor(programme.Host.Address);
        using var stranger = new Visitor(programme.Host.Address);
        await park.SignInAsync("park");
        await unit.SignInAsync("unit");
        await graduate.SignInAsync();

        await park.OpenAsync("/park/rounds");
        Assert.Equal("还没有开过撮合轮次", park.Title);
        Assert.Contains("毕业生把投递过的岗位排出先后", park.Text);
        await park.OpenAsync(park.LinkTo("/park/rounds/new"));
        await park.SubmitAsync("round", [.. Dates, ("title", "第 1 轮"), ("floor-weifang", "3")]);
        Assert.Contains("日期、公式和种子指纹已向所有人公布", park.Text);
        round.RoundId = Guid.Parse(park.LinkTo("/rounds/", "readiness").Split('/')[3]);
        var here = $"/park/rounds/{round.RoundId}";

        await Eventually.Passes(async () =>
        {
            await park.OpenAsync("/park/rounds");
            Assert.Equal("第 1 轮：3 人中 2 人已排志愿，距截止 7 天", park.Title);
        }, "the graduate with two wishes has not ranked them");
        await park.OpenAsync($"{here}/readiness?state=waiting");
        Assert.Equal("3 人中 1 人还未排志愿", park.Title);
        Assert.DoesNotContain(Programme.Graduate.Name, park.Text);

        await graduate.OpenAsync("/m");
        Assert.Contains("第 1 轮：还没有排志愿，距截止 7 天", graduate.Text);
        await graduate.OpenAsync("/m/applications");
        await graduate.SendAsync("/m/applications/rank");
        await Eventually.Passes(async () =>
        {
            await graduate.OpenAsync($"/m/rounds/{round.RoundId}");
            Assert.Equal("已排 2 个志愿，距截止 7 天", graduate.Title);
        }, "the ranking should reach the round");

        await unit.OpenAsync("/unit/rounds");
        Assert.Equal("第 1 轮：4 位候选人没有评价，距截止 7 天", unit.Title);
        await unit.OpenAsync($"/unit/rounds/{round.RoundId}");
        Assert.DoesNotContain("志愿 1", unit.Text);
        await unit.SubmitAsync("grades", ($"grade-{round.OfBest}", "95"), ($"grade-{round.FirstWish}", "101"), ($"grade-{round.OfLast}", "60"));
        Assert.Contains("1 处评价有误，请改正标出的地方再保存。评价是一起保存的：有一处不对，本页的改动都没有保存。", unit.Text);
        Assert.Contains("value=\"101\"", unit.Html);
        Assert.Contains("评价应为 0 至 100 分", unit.Text);
        await unit.SubmitAsync("grades", ($"grade-{round.OfBest}", "95"), ($"grade-{round.FirstWish}", "80"), ($"grade-{round.OfLast}", "60"), ($"grade-{round.SecondWish}", ""));
        Assert.Contains("已保存 3 位候选人的评价。", unit.Text);
        Assert.Equal("1 位候选人没有评价，距截止 7 天", unit.Title);
        await unit.SubmitAsync($"refuse-{round.SecondWish}", ("reason", "不"));
        Assert.Contains("原因为 5 至 200 个字", unit.Text);
        Assert.Contains("value=\"不\"", unit.Html);
        await unit.SubmitAsync($"refuse-{round.SecondWish}", ("reason", "专业方向与岗位不符" + Hostile));
        Assert.Contains("专业方向与岗位不符", unit.Text);
        Assert.DoesNotContain(Hostile, unit.Html);
        await unit.SubmitAsync($"allow-{round.SecondWish}");
        Assert.Contains("重新参加", unit.Text);

        await park.OpenAsync(here);
        await park.SubmitAsync("close", ("reason", ""));
        Assert.Contains("提前截止请填写原因", park.Text);
        await park.SubmitAsync("close", ("reason", "双方都已准备好"));
        Assert.Equal("第 1 轮：志愿和评价已截止，等待撮合", park.Title);
        await graduate.OpenAsync($"/m/rounds/{round.RoundId}");
        Assert.Equal("志愿已截止，7 月 8 日 18:00 公布结果", graduate.Title);
        await park.SubmitAsync("solve");
        Assert.Equal("第 1 轮：撮合完成，2 人录用，等待公布", park.Title);
        Assert.Contains("第 2 志愿", park.Text);
        Assert.Contains("缺口 1", park.Text);
        await stranger.OpenAsync($"/rounds/{round.RoundId}/folder.zip");
        Assert.Contains("数据在结果公布之后才能下载", stranger.Text);
        await park.OpenAsync($"{here}/publish");
        Assert.Equal("公布后发出 2 份录用", park.Title);
        await park.SubmitAsync("publish");
        Assert.Contains("结果已公布，录用已发出", park.Text);
        Assert.Equal("第 1 轮：2 人录用，结果已公布", park.Title);
        await park.OpenAsync($"{here}/assignments");
        Assert.Equal("录用 2 人", park.Title);
        Assert.DoesNotContain(Programme.Graduate.Name, park.Text);

        await graduate.OpenAsync($"/m/rounds/{round.RoundId}");
        Assert.Equal("您被第 2 志愿录用：光学工程研发助理", graduate.Title);
        Assert.Contains("岗位名额已满", graduate.Text);
        Assert.Contains("您的得分", graduate.Text);
        await Eventually.Passes(async () =>
        {
            await graduate.OpenAsync("/m/offers");
            Assert.Equal("1 份录用通知待您答复", graduate.Title);
        }, "the offer of the round should reach the graduate");
        await unit.OpenAsync($"/unit/rounds/{round.RoundId}");
        Assert.StartsWith("结果已公布", unit.Title);
        Assert.Contains("岗位名额已满", unit.Text);

        await stranger.OpenAsync($"/rounds/{round.RoundId}");
        Assert.Equal("第 1 轮：3 人参加，2 人录用", stranger.Title);
        Assert.Contains("-- verify ", stranger.Text);
        await stranger.OpenAsync(stranger.LinkTo("folder.zip"));
        Assert.StartsWith("PK", stranger.Html);
        await stranger.OpenAsync($"/rounds/{round.RoundId}/result.zip");
        Assert.StartsWith("PK", stranger.Html);
        using var browser = programme.Host.Anonymous();
        using var whole = await browser.GetAsync(new Uri($"/rounds/{round.RoundId}/result.zip", UriKind.Relative));
        using var part = new HttpRequestMessage(HttpMethod.Get, $"/rounds/{round.RoundId}/result.zip") { Headers = { Range = new(0, 1) } };
        using var head = await browser.SendAsync(part);
        Assert.Equal((HttpStatusCode.PartialContent, "PK"), (head.StatusCode, await head.Content.ReadAsStringAsync()));
        using var known = new HttpRequestMessage(HttpMethod.Get, $"/rounds/{round.RoundId}/result.zip") { Headers = { IfNoneMatch = { whole.Headers.ETag! } } };
        using var same = await browser.SendAsync(known);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);

        await park.OpenAsync(here);
        Assert.DoesNotContain("/rounds/new?of=", park.Html);
        programme.Host.Clock.Set(new DateTimeOffset(2022, 7, 20, 18, 0, 0, TimeSpan.FromHours(8)));
        await park.SignInAsync("park", here);
        await park.OpenAsync(park.LinkTo("/rounds/new", "of="));
        Assert.Equal("为“第 1 轮”开启补充轮次", park.Title);
        await park.SubmitAsync("round", ("title", "补录一轮"), ("rankBy", "2022-07-25T18:00"), ("publishOn", "2022-07-26T18:00"), ("answerBy", "2022-07-30T18:00"), ("pointsPerGrade", "10"), ("ungraded", "50"));
        Assert.StartsWith("补录一轮：", park.Title);
    }

    [Fact]
    public async Task From_the_announced_end_on_a_graduate_is_told_that_the_lists_are_closed_and_offered_no_ranking()
    {
        await using var programme = await Programme.OpenAsync();
        var round = await SmallRound.PrepareAsync(programme);
        await round.OpenAsync();
        using var graduate = new Visitor(programme.Host.Address);
        await graduate.SignInAsync();
        await Eventually.Passes(async () =>
        {
            await graduate.OpenAsync("/m/applications");
            Assert.Contains("第 1 轮：还没有排志愿", graduate.Text);
        }, "the applications should reach the round");
        Assert.Contains("/m/applications#rank", graduate.Html);
        Assert.Contains("/m/applications/rank", graduate.Html);

        // Nobody presses a button.
        programme.Host.Clock.Set(new DateTimeOffset(2022, 7, 5, 18, 0, 0, TimeSpan.FromHours(8)));
        await graduate.SignInAsync();
        foreach (var path in new[] { "/m", "/m/applications", $"/m/rounds/{round.RoundId}" })
        {
            await graduate.OpenAsync(path);
            Assert.Contains("志愿已截止，7 月 8 日 18:00 公布结果", graduate.Text);
            Assert.DoesNotContain("/m/applications#rank", graduate.Html);
            Assert.DoesNotContain("/m/applications/rank", graduate.Html);
        }
    }

    [Fact]
    public async Task A_round_that_repairs_floors_says_so_before_anybody_ranks_and_shows_every_move_and_its_price()
    {
        await using var programme = await Programme.OpenAsync();
        var round = await SmallRound.PrepareAsync(programme);
        using var park = new Visitor(programme.Host.Address);
        using var unit = new Visitor(programme.Host.Address);
        using var graduate = new Visitor(programme.Host.Address);
        using var stranger = new Visitor(programme.Host.Address);
        await park.SignInAsync("park");
        await graduate.SignInAsync();
        await park.OpenAsync($"/park/rounds/new?programme={Programme.Code}");
        Assert.Contains("<option value=\"report\" selected", park.Html);
        await park.SubmitAsync("round", [.. Dates, ("title", "第 1 轮"), ("floor-weifang", "2"), ("floorPolicy", "repair")]);
        round.RoundId = Guid.Parse(park.LinkTo("/rounds/", "readiness").Split('/')[3]);
        await stranger.OpenAsync($"/rounds/{round.RoundId}");
        Assert.Contains("不防策略性填报", stranger.Text);
        Assert.DoesNotContain("对自己总是最有利", stranger.Text);
        await graduate.OpenAsync($"/m/rounds/{round.RoundId}");
        Assert.Contains("不防策略性填报", graduate.Text);
        await graduate.OpenAsync("/m/applications");
        Assert.Contains("本轮会补足名额下限", graduate.Text);
        await unit.SignInAsync("unit", $"/unit/rounds/{round.RoundId}");
        Assert.Contains("用最短的调整链", unit.Text);

        await round.GradeForRepairAsync();
        await round.MoveAsync("close");
        await round.MoveAsync("solve");
        await park.OpenAsync($"/park/rounds/{round.RoundId}");
        Assert.Contains("原缺 1，已补足", park.Text);
        Assert.Contains("补足前录用 1 人；调整 2 人之后录用 2 人", park.Text);
        Assert.Contains("补足下限作出的调整", park.Text);
        await stranger.OpenAsync($"/rounds/{round.RoundId}");
        Assert.DoesNotContain("补足下限作出的调整", stranger.Text);

        await round.MoveAsync("publish");
        await stranger.OpenAsync($"/rounds/{round.RoundId}");
        Assert.Contains("2 人调整，1 处代价", stranger.Text);
        Assert.Contains("补足下限的校验值", stranger.Text);
        await graduate.OpenAsync($"/m/rounds/{round.RoundId}");
        Assert.Equal("您被第 2 志愿录用：光学工程研发助理", graduate.Title);
        Assert.Contains("因补足下限未录用", graduate.Text);
        Assert.Contains("您被调整到“光学工程研发助理”", graduate.Text);
        await park.OpenAsync($"/park/rounds/{round.RoundId}/assignments");
        Assert.Equal(2, park.Text.Split("补足下限").Length - 1);
    }

    [Fact]
    public async Task A_stranger_finds_every_round_from_the_front_page_with_its_dates_and_once_published_its_data()
    {
        await using var programme = await Programme.OpenAsync();
        using var stranger = new Visitor(programme.Host.Address);
        await stranger.OpenAsync("/");
        await stranger.OpenAsync(stranger.LinkTo("/rounds"));
        Assert.Equal("还没有撮合轮次", stranger.Title);
        var round = await SmallRound.PrepareAsync(programme);
        await round.OpenAsync("第 1 轮" + Hostile);
        await stranger.OpenAsync("/rounds");
        Assert.Equal("1 个撮合轮次正在排志愿", stranger.Title);
        Assert.DoesNotContain(Hostile, stranger.Html);
        Assert.Contains("7 月 5 日 18:00 前排志愿，距截止 7 天", stranger.Text);
        Assert.Contains("潍坊高新区", stranger.Text);
        Assert.DoesNotContain("folder.zip", stranger.Html);
        await stranger.OpenAsync("/rounds?state=published");
        Assert.Contains("没有这样的轮次", stranger.Text);

        await round.GradeAsync();
        await round.MoveAsync("close");
        await round.MoveAsync("solve");
        await stranger.OpenAsync("/rounds?state=deciding");
        Assert.Contains("志愿已截止，7 月 8 日 18:00 公布结果", stranger.Text);
        Assert.DoesNotContain("人录用", stranger.Text);
        await round.MoveAsync("publish");
        await stranger.OpenAsync("/rounds?state=published");
        Assert.Contains("3 人参加，2 人录用", stranger.Text);
        Assert.Contains("预告 7 月 20 日 18:00 起", stranger.Text);
        Assert.Contains($"/rounds/{round.RoundId}#recompute", stranger.Html);
        await stranger.OpenAsync(stranger.LinkTo("result.zip"));
        Assert.StartsWith("PK", stranger.Html);
    }

    [Fact]
    public async Task Who_is_waited_for_sees_it_at_home_and_the_park_takes_the_units_away_with_whom_to_call()
    {
        await using var programme = await Programme.OpenAsync("=启明智造科技（潍坊）有限公司");
        var round = await SmallRound.PrepareAsync(programme);
        await round.OpenAsync();
        using var unit = new Visitor(programme.Host.Address);
        using var park = new Visitor(programme.Host.Address);
        await unit.SignInAsync("unit");
        await unit.OpenAsync("/unit");
        Assert.Contains("第 1 轮：4 位候选人没有评价，距截止 7 天", unit.Text);
        await park.SignInAsync("park");
        await park.OpenAsync($"/park/rounds/{round.RoundId}/readiness?who=units");
        Assert.Contains("每天可以提醒一次", park.Text);
        await park.OpenAsync(park.LinkTo("units.csv"));
        Assert.Equal("单位,园区,联系人,电话,投递,没评价\r\n'=启明智造科技（潍坊）有限公司,潍坊高新区,高婧,13800138000,4,4\r\n", park.Html);

        // A new name waits for the park; the unit is in the round as before and has to be reached.
        await unit.OpenAsync("/unit/profile");
        const string first17 = "91370700MA3ABCDE1";
        await unit.SubmitAsync(
            "unit",
            ("uscc", first17 + UnifiedSocialCreditCode.CheckCharacter(first17)),
            ("name", "启明智造新名"),
            ("city", "潍坊市"),
            ("contactName", "高婧"),
            ("contactPhone", "13800138001"),
            ("evidence-highTechEnterprise", "GR202137000001"),
            ("year-highTechEnterprise", "2021"));
        Assert.Contains("已保存。", unit.Text);
        await park.OpenAsync($"/park/rounds/{round.RoundId}/units.csv");
        Assert.Contains("潍坊高新区,高婧,13800138001,4,4", park.Html);

        await round.GradeAsync();
        await unit.OpenAsync("/unit");
        Assert.DoesNotContain("没有评价", unit.Text);
        await park.OpenAsync($"/park/rounds/{round.RoundId}/units.csv");
        Assert.Equal("单位,园区,联系人,电话,投递,没评价\r\n", park.Html);
        await round.MoveAsync("close");
        await park.OpenAsync($"/park/rounds/{round.RoundId}/units.csv");
        Assert.StartsWith("第 1 轮：志愿和评价已截止", park.Title);
        Assert.Contains("不能再查看准备情况", park.Text);
    }

    [Fact]
    public async Task A_round_that_cannot_be_opened_is_told_at_its_fields_and_keeps_what_was_typed()
    {
        await using var programme = await Programme.OpenAsync();
        await programme.PublishAsync();
        using var park = new Visitor(programme.Host.Address);
        await park.SignInAsync("park");
        await park.OpenAsync($"/park/rounds/new?programme={Programme.Code}");
        Assert.Contains("value=\"潍坊高新区第 1 轮\"", park.Html);

        await park.SubmitAsync("round", [.. Dates.Where(date => date.Item1 != "publishOn"), ("publishOn", "2022-07-01T18:00"), ("title", "早于截止" + Hostile)]);
        Assert.Contains("公布时间应晚于志愿排序截止时间", park.Text);
        Assert.Contains("value=\"2022-07-01T18:00\"", park.Html);
        Assert.Contains("早于截止", park.Html);
        Assert.DoesNotContain(Hostile, park.Html);
        await park.SubmitAsync("round", [.. Dates.Where(date => date.Item1 != "cap-weifang"), ("title", "第 1 轮"), ("cap-weifang", "2"), ("floor-weifang", "5")]);
        Assert.Contains("下限不能高于上限", park.Text);
        Assert.Contains("aria-invalid=\"true\"", park.Html);
    }

    [Fact]
    public async Task Caps_are_set_while_the_round_is_open_and_it_is_called_off_with_a_reason()
    {
        await using var programme = await Programme.OpenAsync();
        var round = await SmallRound.PrepareAsync(programme, "嵌入式" + Hostile);
        await round.OpenAsync("第 1 轮" + Hostile);
        using var supervisor = new Visitor(programme.Host.Address);
        using var park = new Visitor(programme.Host.Address);
        using var other = new Visitor(programme.Host.Address);
        using var graduate = new Visitor(programme.Host.Address);
        await supervisor.SignInAsync("supervisor");
        await park.SignInAsync("park");
        await other.SignInAsync("park-hengyang");
        await graduate.SignInAsync();
        var here = $"/park/rounds/{round.RoundId}";

        await park.OpenAsync(here);
        await park.SubmitAsync("limit", ("cap", "1"), ("floor", "2"));
        Assert.Contains("下限不能高于上限", park.Text);
        await park.SubmitAsync("limit", ("cap", "2"), ("floor", "1"));
        Assert.Contains("潍坊高新区的上下限已保存", park.Text);
        await park.OpenAsync($"{here}/readiness?who=units");
        await park.SubmitAsync($"limit-{Programme.Member.UnitId}", ("cap", "-1"));
        Assert.Contains("上限应为 0 至", park.Text);
        await park.SubmitAsync($"limit-{Programme.Member.UnitId}", ("cap", "1"));
        Assert.Contains("该单位名额上限 1 人", park.Text);
        await supervisor.OpenAsync($"/supervisor/rounds/{round.RoundId}");
        Assert.Contains("最多 1 人", supervisor.Text);

        await other.OpenAsync(here);
        Assert.Equal(HttpStatusCode.NotFound, other.Status);
        Assert.Equal("没有找到这个轮次", other.Title);

        await park.OpenAsync(here);
        await park.SubmitAsync("cancel", ("reason", ""));
        Assert.Contains("请填写取消的原因", park.Text);
        await park.SubmitAsync("cancel", ("reason", "岗位有误" + Hostile));
        Assert.Contains("本轮已取消：岗位有误", park.Text);
        await graduate.OpenAsync($"/rounds/{round.RoundId}");
        Assert.Contains("岗位有误", graduate.Text);
        foreach (var visitor in new[] { supervisor, park, graduate })
        {
            Assert.DoesNotContain(Hostile, visitor.Html);
        }
    }

    [Fact]
    public async Task The_pages_of_rounds_are_for_those_they_concern_and_their_forms_need_a_token()
    {
        await using var programme = await Programme.OpenAsync();
        var round = await SmallRound.PrepareAsync(programme);
        await round.OpenAsync();
        using var visitor = new Visitor(programme.Host.Address);
        string[] ofPark = ["/park/rounds", "/park/rounds/new", $"/park/rounds/{round.RoundId}", $"/park/rounds/{round.RoundId}/readiness", $"/park/rounds/{round.RoundId}/publish"];
        string[] ofUnit = ["/unit/rounds", $"/unit/rounds/{round.RoundId}"];
        string[] ofGraduate = [$"/m/rounds/{round.RoundId}"];

        foreach (var path in (string[])[.. ofPark, .. ofUnit, .. ofGraduate])
        {
            await visitor.OpenAsync(path);
            Assert.Equal("登录后继续", visitor.Title);
        }

        await visitor.SignInAsync("graduate");
        foreach (var path in (string[])[.. ofPark, .. ofUnit])
        {
            await visitor.OpenAsync(path);
            Assert.Equal("这个页面不属于您当前的身份", visitor.Title);
        }

        await visitor.OpenAsync($"/m/rounds/{Guid.NewGuid()}");
        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
        await visitor.OpenAsync($"/rounds/{Guid.NewGuid()}");
        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
        await visitor.SignInAsync("unit");
        foreach (var path in (string[])[.. ofPark, .. ofGraduate])
        {
            await visitor.OpenAsync(path);
            Assert.Equal("这个页面不属于您当前的身份", visitor.Title);
        }

        await visitor.PostAsync($"/unit/rounds/{round.RoundId}", ("_handler", "grades"), ($"grade-{round.OfBest}", "95"));
        Assert.Equal(HttpStatusCode.BadRequest, visitor.Status);
        await visitor.SignInAsync("park");
        foreach (var handler in new[] { "close", "cancel", "limit" })
        {
            await visitor.PostAsync($"/park/rounds/{round.RoundId}", ("_handler", handler), ("reason", "没有令牌的表单"));
            Assert.Equal(HttpStatusCode.BadRequest, visitor.Status);
        }

        await visitor.OpenAsync($"/park/rounds/{round.RoundId}");
        Assert.StartsWith("第 1 轮：3 人中", visitor.Title);
    }
}
