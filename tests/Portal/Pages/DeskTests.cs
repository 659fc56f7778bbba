using System.Net;
using RaMatch.Contracts;
using RaMatch.Platform.Web;
using RaMatch.Reference;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Portal.Tests.Pages;

/// <summary>The desks of unit, park and supervisor, without JavaScript.</summary>
public sealed class DeskTests
{
    const string Hostile = "<script>alert(1)</script>";
    const string IdWithoutCheck = "99000120000101001";

    static readonly byte[] Pdf = Papers.Pdf("demo");

    [Fact]
    public async Task A_hire_is_walked_from_the_units_registration_to_the_parks_counter_by_forms()
    {
        await using var programme = await Programme.StartAsync();
        using var supervisor = new Visitor(programme.Host.Address);
        using var unit = new Visitor(programme.Host.Address);
        using var park = new Visitor(programme.Host.Address);
        await supervisor.SignInAsync("supervisor");
        Assert.Equal("还没有专项", supervisor.Title);
        await OpenProgrammeAsync(supervisor);
        await supervisor.SubmitAsync("target", ("parkId", Programme.Park), ("target", "2"), ("reason", "年度任务"));
        Assert.Equal("1 个园区，目标合计 2 人", supervisor.Title);

        await unit.SignInAsync("unit");
        Assert.Equal("先登记单位，再发布岗位", unit.Title);
        (string, string)[] facts = [("name", "启明智造" + Hostile), ("parkId", Programme.Park), ("city", "潍坊市"), ("contactName", "高婧"), ("contactPhone", "13800138000"), ("evidence-highTechEnterprise", "GR2021"), ("year-highTechEnterprise", "2021")];
        await unit.SubmitAsync("unit", [.. facts, ("uscc", "91370700MA3ABCDE12")]);
        Assert.Contains("aria-invalid=\"true\"", unit.Html);
        Assert.Contains("GR2021", unit.Html);
        Assert.DoesNotContain(Hostile, unit.Html);
        const string first17 = "91370700MA3ABCDE1";
        await unit.SubmitAsync("unit", [.. facts, ("uscc", first17 + UnifiedSocialCreditCode.CheckCharacter(first17))]);
        Assert.Equal("等待园区核验", unit.Title);
        await unit.OpenAsync("/unit/positions/new");
        Assert.Contains("贵单位正在等待园区核验，通过后才能提交岗位", unit.Text);

        await park.SignInAsync("park");
        await park.OpenAsync("/park/units");
        Assert.Equal("1 家单位等待核验", park.Title);
        await park.OpenAsync($"/park/units/{Programme.Member.UnitId}");
        Assert.DoesNotContain(Hostile, park.Html);
        await park.SendAsync($"/park/units/{Programme.Member.UnitId}/verify");
        Assert.EndsWith("：已核验", park.Title);

        var positionId = await PublishAsync(unit, park);
        await programme.IntroduceGraduateAsync();
        var placementId = await programme.ApplyAsync(positionId);
        await MoveOnAsync(programme, unit, placementId);

        await park.OpenAsync("/park/evidence");
        Assert.Equal("1 人可以核验，通过后计入落实", park.Title);
        Assert.DoesNotContain(Programme.Graduate.Name, park.Text);
        await park.OpenAsync(park.LinkTo("/evidence/0"));
        Assert.StartsWith("%PDF", park.Html);
        await park.OpenAsync("/park/evidence");
        await park.SendAsync($"/park/evidence/{placementId}/verify");
        Assert.Contains("已计入落实", park.Text);

        await park.OpenAsync("/park");
        Assert.StartsWith("完成 50.0%，比计划超前", park.Title);
        await park.OpenAsync(park.LinkTo("/park/hires", "number=counted"));
        Assert.Equal("已落实 1 人", park.Title);
        await park.OpenAsync(park.LinkTo("hires.csv"));
        Assert.StartsWith("毕业生,学历,届别,单位,岗位,阶段,协议形式,签约日期,到岗日期,期限（月）,本人确认时间,落实时间,应届\r\n", park.Html, StringComparison.Ordinal);
        Assert.Contains(",嵌入式软件工程师,", park.Html, StringComparison.Ordinal);
        Assert.Equal(2, park.Html.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain(Programme.Graduate.Name, park.Html, StringComparison.Ordinal);
        await park.OpenAsync($"/park/progress.csv?programme={Programme.Code}");
        Assert.StartsWith("日期,累计落实,计划\r\n2022-06-28,1,", park.Html, StringComparison.Ordinal);
        await park.OpenAsync("/park/hires.csv?programme=none&number=counted");
        Assert.Contains("没有", park.Text, StringComparison.Ordinal);
        for (var time = 4; time <= Limits.ExportsAMinute; time++)
        {
            await park.OpenAsync($"/park/progress.csv?programme={Programme.Code}");
            Assert.Equal(HttpStatusCode.OK, park.Status);
        }

        await park.OpenAsync($"/park/progress.csv?programme={Programme.Code}");
        Assert.Equal(HttpStatusCode.TooManyRequests, park.Status);
        Assert.Contains("操作过于频繁", park.Text, StringComparison.Ordinal);
        await park.OpenAsync("/park/hires?number=counted");
        await park.OpenAsync(park.LinkTo($"/park/hires/{placementId}"));
        Assert.EndsWith("：已落实", park.Title);
        Assert.Contains("劳动合同", park.Text);
        Assert.Contains("9,000 元/月", park.Text);
        Assert.Contains("第 1 笔", park.Text);
        await park.OpenAsync(park.LinkTo("/evidence/"));
        Assert.StartsWith("%PDF", park.Html);
        await supervisor.OpenAsync($"/supervisor/programmes/{Programme.Code}");
        Assert.Contains("不计入 协议期限 11 个月：协议期限 11 个月，少于规定的 12 个月。", string.Join(' ', supervisor.Text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)));
        await supervisor.OpenAsync(supervisor.LinkTo("/rules"));
        await supervisor.SubmitAsync("rules", [.. RulesFields, ("shortestTermMonths", "36"), ("reason", "延长期限"), ("act", "try")]);
        Assert.Contains("已落实的 1 人中，有 1 人按这些规则不会计入", supervisor.Text);
        Assert.Contains("少于规定的 36 个月", supervisor.Text);
        await supervisor.OpenAsync(supervisor.LinkTo($"/hires/{placementId}"));
        Assert.EndsWith("：已落实", supervisor.Title);
        await supervisor.OpenAsync($"/supervisor/programmes/{Programme.Code}/recounts");
        Assert.Equal("还没有重新认定过", supervisor.Title);
        Assert.Contains("已落实的 1 人按现行规则都符合，不需要重新认定", supervisor.Text);
        await park.OpenAsync("/park/ledger");
        Assert.Equal("台账合计 1 人，与落实记录一致", park.Title);
        await park.OpenAsync(park.LinkTo($"/park/hires/{placementId}"));
        Assert.EndsWith("：已落实", park.Title);
        foreach (var (list, looked, hits) in new[] { ("ledger", "启明", true), ("hires", "启明", true), ("ledger", "%", false), ("hires", "没有的单位", false) })
        {
            await park.OpenAsync($"/park/{list}?q={Uri.EscapeDataString(looked)}");
            Assert.Equal(hits, park.Html.Contains($"/park/hires/{placementId}\"", StringComparison.Ordinal));
        }

        await park.OpenAsync("/park/hires");
        await park.SendAsync($"/park/hires/{placementId}/uncount", ("reason", "材料有误"));
        Assert.Equal("已落实 0 人", park.Title);
        await supervisor.OpenAsync($"/supervisor/parks/{Programme.Park}/ledger");
        Assert.Contains("材料有误", supervisor.Text);
        await supervisor.OpenAsync(supervisor.LinkTo($"/supervisor/parks/{Programme.Park}/hires/{placementId}"));
        Assert.Contains("材料有误", supervisor.Text);
        await supervisor.OpenAsync(supervisor.LinkTo("/evidence/"));
        Assert.StartsWith("%PDF", supervisor.Html);
        await supervisor.OpenAsync($"/supervisor/parks/{Programme.Park}/ledger");
        Assert.Contains("−1", supervisor.Text);
        await supervisor.OpenAsync(supervisor.LinkTo("ledger.csv"));
        Assert.StartsWith("编号,变动,毕业生,单位,岗位,应届,原因,时间,规则版本,校验值\r\n2,-1,", supervisor.Html, StringComparison.Ordinal);
        Assert.Contains("\r\n1,1,", supervisor.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_position_against_the_rules_is_told_at_its_fields_before_and_at_submission_and_keeps_what_was_typed()
    {
        await using var programme = await Programme.OpenAsync();
        using var unit = new Visitor(programme.Host.Address);
        await unit.SignInAsync("unit");
        await unit.OpenAsync("/unit/positions/new");
        (string, string)[] wrong = [.. PositionFields.Where(field => field.Item1 != "duties"), ("programme", Programme.Code), ("duties", "参与固件开发，限985、211院校毕业生。")];

        await unit.SubmitAsync("position", [.. wrong, ("deed", "check")]);
        Assert.Contains("aria-invalid=\"true\"", unit.Html);
        Assert.Contains("限985、211院校毕业生", unit.Text);
        await unit.SubmitAsync("position", [.. wrong, ("deed", "submit")]);
        Assert.Contains("aria-invalid=\"true\"", unit.Html);

        await unit.OpenAsync("/unit/positions");
        Assert.Equal("0 个岗位", unit.Title);
    }

    [Fact]
    public async Task A_supervisor_revises_the_rules_and_what_is_wrong_is_told_at_its_field()
    {
        await using var programme = await Programme.OpenAsync();
        using var supervisor = new Visitor(programme.Host.Address);
        await supervisor.SignInAsync("supervisor");
        await supervisor.OpenAsync($"/supervisor/programmes/{Programme.Code}");
        await supervisor.OpenAsync(supervisor.LinkTo("/rules"));
        Assert.Equal("修订规则，成为第 2 版", supervisor.Title);

        (string, string)[] rules = [.. RulesFields, ("reason", "按当年通知调整")];
        await supervisor.SubmitAsync("rules", [.. rules, ("shortestTermMonths", "0")]);
        Assert.Contains("aria-invalid=\"true\"", supervisor.Html);
        Assert.Contains("value=\"9\"", supervisor.Html);
        Assert.Contains("按当年通知调整", supervisor.Html);

        // Tried first: nothing is saved, and what was typed stays.
        await supervisor.SubmitAsync("rules", [.. rules, ("shortestTermMonths", "24"), ("act", "try")]);
        Assert.Equal("修订规则，成为第 2 版", supervisor.Title);
        Assert.Contains("还没有落实的人，新规则不影响已有结果", supervisor.Text);
        Assert.Contains("value=\"24\"", supervisor.Html);

        await supervisor.SubmitAsync("rules", [.. rules, ("shortestTermMonths", "24")]);
        Assert.Contains("规则已修订为第 2 版。", supervisor.Text);
        Assert.Contains("不少于 24 个月", supervisor.Text);
        Assert.Contains("9 天内", supervisor.Text);
        Assert.Contains("全部六类", supervisor.Text);
        Assert.Contains("按当年通知调整", supervisor.Text);
    }

    [Fact]
    public async Task A_supervisor_amends_and_closes_a_programme_and_reads_what_was_changed()
    {
        await using var programme = await Programme.OpenAsync();
        using var supervisor = new Visitor(programme.Host.Address);
        using var colleague = new Visitor(programme.Host.Address);
        foreach (var visitor in new[] { supervisor, colleague })
        {
            await visitor.SignInAsync("supervisor");
            await visitor.OpenAsync($"/supervisor/programmes/{Programme.Code}/amend");
            Assert.Equal("修改专项", visitor.Title);
        }

        (string, string)[] terms = [("title", "2022 年科研助理岗位专项"), ("issuer", "科技部火炬中心"), ("opensOn", "2022-06-28")];
        await supervisor.SubmitAsync("amend", [.. terms, ("closesOn", "2022-06-01"), ("reason", "按通知延期")]);
        Assert.Contains("结束日期不能早于开始日期。", supervisor.Text);
        await supervisor.SubmitAsync("amend", [.. terms, ("closesOn", "2022-09-15"), ("milestone-on-3", "2022-09-10"), ("milestone-title-3", "终期报送"), ("milestone-filled-3", "100"), ("reason", "按通知延期")]);
        Assert.Contains("专项已修改。", supervisor.Text);
        Assert.Contains("结束日期由 2022年8月31日 改为 2022年9月15日；设置时间节点“终期报送”（2022年9月10日，落实 100%）", supervisor.Text);

        // Whoever opened the form before sees that it has changed, and what they typed.
        await colleague.SubmitAsync("amend", ("title", "另一名称"), ("issuer", "科技部"), ("opensOn", "2022-06-28"), ("closesOn", "2022-08-31"), ("reason", "更名"));
        Assert.Contains("专项已被他人修改", colleague.Text);
        Assert.Contains("value=\"另一名称\"", colleague.Html);

        await supervisor.OpenAsync($"/supervisor/programmes/{Programme.Code}/amend");
        await supervisor.SubmitAsync("close", ("close-reason", ""));
        Assert.Contains("请填写理由。", supervisor.Text);
        await supervisor.SubmitAsync("close", ("close-reason", "任务提前完成"));
        Assert.Contains("专项已关闭。", supervisor.Text);
        Assert.Contains("任务提前完成", supervisor.Text);
        await supervisor.OpenAsync($"/supervisor/programmes/{Programme.Code}/amend");
        Assert.Equal("专项已关闭，不能再修改", supervisor.Title);
        await supervisor.OpenAsync($"/supervisor/programmes/{Programme.Code}/rules");
        Assert.Equal("专项已关闭，规则不能再修订", supervisor.Title);
    }

    [Fact]
    public async Task A_supervisor_sorts_the_parks_on_a_phone_by_a_form()
    {
        await using var programme = await Programme.OpenAsync();
        using var supervisor = new Visitor(programme.Host.Address);
        await programme.DoAsync(Programme.Supervisor, "matching", HttpMethod.Put, $"programmes/{Programme.Code}/targets/hengyang", new { target = 300, reason = "省厅下达" });
        await supervisor.SignInAsync("supervisor");
        await supervisor.OpenAsync($"/supervisor?programme={Programme.Code}&sort=-target");
        Assert.True(supervisor.Text.IndexOf("潍坊高新区", StringComparison.Ordinal) < supervisor.Text.IndexOf("衡阳高新区", StringComparison.Ordinal));
        Assert.Contains("<option value=\"-target\" selected>", supervisor.Html);
        await supervisor.OpenAsync($"/supervisor?programme={Programme.Code}&sort=target");
        Assert.True(supervisor.Text.IndexOf("潍坊高新区", StringComparison.Ordinal) > supervisor.Text.IndexOf("衡阳高新区", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_returned_position_shows_the_parks_notes_at_its_fields_until_it_is_submitted_again()
    {
        await using var programme = await Programme.OpenAsync();
        using var unit = new Visitor(programme.Host.Address);
        using var park = new Visitor(programme.Host.Address);
        await unit.SignInAsync("unit");
        await park.SignInAsync("park");
        await unit.OpenAsync("/unit/positions/new");
        await unit.SubmitAsync("position", [.. PositionFields, ("programme", Programme.Code), ("deed", "submit")]);
        await park.OpenAsync("/park/positions");
        var address = park.LinkTo("/park/positions/");
        await park.OpenAsync(address);

        await park.SendAsync(address + "/return");
        Assert.Contains("请至少在一项下写明修改意见", park.Text);
        await park.SendAsync(address + "/return", ("note-duties", "请写明参与哪个项目" + Hostile));
        Assert.Equal("没有等待审核的岗位", park.Title);

        await unit.OpenAsync("/unit/positions");
        Assert.Equal("1 个岗位，其中 1 个被退回，等待修改", unit.Title);
        await unit.OpenAsync("/unit");
        Assert.Contains("1 个岗位被园区退回，等待修改", unit.Text);
        Assert.Equal(address.Replace("/park", "/unit", StringComparison.Ordinal), unit.LinkTo("/unit/positions/", "-"));
        await unit.OpenAsync(address.Replace("/park", "/unit", StringComparison.Ordinal));
        Assert.Contains("园区意见：请写明参与哪个项目", unit.Text);
        Assert.DoesNotContain(Hostile, unit.Html);
        await unit.SubmitAsync("position", [.. PositionFields, ("deed", "submit")]);
        Assert.EndsWith("：待审核", unit.Title);
    }

    [Fact]
    public async Task Another_parks_staff_sees_nothing_of_it_and_the_wrong_role_is_turned_away()
    {
        await using var programme = await Programme.OpenAsync();
        var positionId = await programme.PublishAsync();
        using var other = new Visitor(programme.Host.Address);
        await other.SignInAsync("park-hengyang");

        foreach (var path in new[] { $"/park/units/{Programme.Member.UnitId}", $"/park/positions/{positionId}" })
        {
            await other.OpenAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, other.Status);
            Assert.DoesNotContain("启明智造", other.Text);
        }

        foreach (var path in new[] { "/park/units", "/park/evidence", "/park/hires", "/park/published", "/park/ledger", "/park/disputes", $"/supervisor/parks/{Programme.Park}/hires" })
        {
            await other.OpenAsync(path);
            Assert.DoesNotContain("启明智造", other.Text);
        }

        foreach (var path in new[] { "/supervisor", "/unit", "/supervisor/programmes", $"/supervisor/parks/{Programme.Park}" })
        {
            await other.OpenAsync(path);
            Assert.Equal("这个页面不属于您当前的身份", other.Title);
        }
    }

    [Fact]
    public async Task A_form_without_its_antiforgery_token_is_refused()
    {
        await using var programme = await Programme.OpenAsync();
        using var park = new Visitor(programme.Host.Address);
        await park.SignInAsync("park");

        await park.PostAsync($"/park/units/{Programme.Member.UnitId}/suspend", ("reason", "伪造"));

        Assert.Equal(HttpStatusCode.BadRequest, park.Status);
        await park.OpenAsync($"/park/units/{Programme.Member.UnitId}");
        Assert.EndsWith("：已核验", park.Title);
    }

    static (string, string)[] RulesFields =>
    [
        .. Enum.GetValues<PositionKind>().Select(kind => ("kinds", Wording.Key(kind))), ("minimumDegree", "bachelor"), ("earliestGraduationYear", "2021"), ("counter", "all"),
        ("agreementForms", "labourContract"), ("requiredEvidence", "agreement"), ("terminationUncounts", "true"), ("wishLimit", "5"), ("offerDays", "9"),
    ];

    static (string, string)[] PositionFields =>
    [
        ("title", "嵌入式软件工程师"), ("kind", "researchProject"), ("duties", "参与智能控制器的固件开发，编写测试并整理技术文档。"), ("seats", "2"), ("minimumDegree", "bachelor"),
        ("majors", "软件工程（080902）"), ("requiredSkills", "C\nRTOS"), ("wishedSkills", ""), ("city", "潍坊市"), ("payMinimumFen", "8000"), ("payMaximumFen", "13000"), ("termMonths", "12"), ("closesOn", "2022-08-01"),
    ];

    static async Task OpenProgrammeAsync(Visitor supervisor)
    {
        await supervisor.OpenAsync("/supervisor/programmes/new");
        await supervisor.SubmitAsync(
            "programme",
            [
                ("code", Programme.Code), ("title", "2022 年科研助理专项"), ("issuer", "科技部"), ("cohortYear", "2022"), ("opensOn", "2022-06-28"), ("closesOn", "2022-08-31"),
                .. Enum.GetValues<PositionKind>().Select(kind => ("kinds", Wording.Key(kind))),
                ("minimumDegree", "bachelor"), ("earliestGraduationYear", "2021"), ("agreementForms", "labourContract"), ("shortestTermMonths", "12"),
                ("requiredEvidence", "agreement"), ("requiredEvidence", "onDuty"), ("wishLimit", "5"), ("offerDays", "7"), ("counter", "all"), ("terminationUncounts", "true"),
                ("milestone-on-0", "2022-07-31"), ("milestone-title-0", "完成一半"), ("milestone-filled-0", "50"),
            ]);
        Assert.Equal("专项已发布，还没有下达目标", supervisor.Title);
    }

    static async Task<Guid> PublishAsync(Visitor unit, Visitor park)
    {
        // Posting is told of a new programme a moment after it was opened.
        await Eventually.Passes(async () =>
        {
            await unit.OpenAsync("/unit/positions/new");
            await unit.SubmitAsync("position", [.. PositionFields, ("programme", Programme.Code), ("deed", "submit")]);
            Assert.Equal("嵌入式软件工程师：待审核", unit.Title);
        }, "the position should be submitted");
        await park.OpenAsync("/park/positions");
        Assert.Equal("1 个岗位等待审核", park.Title);
        // Nothing is published unread.
        Assert.DoesNotContain("/publish\"", park.Html);
        var positionId = Guid.Parse(park.LinkTo("/park/positions/").Split('/')[^1]);
        await park.OpenAsync($"/park/positions/{positionId}");
        await park.SendAsync($"/park/positions/{positionId}/publish");
        Assert.Equal("没有等待审核的岗位", park.Title);
        return positionId;
    }

    static async Task MoveOnAsync(Programme programme, Visitor unit, Guid placementId)
    {
        var address = $"/unit/candidates/{placementId}";
        await Eventually.Passes(async () =>
        {
            await unit.OpenAsync("/unit");
            Assert.StartsWith("1 份新投递等待初筛", unit.Title);
            Assert.Contains(Programme.Graduate.Name, unit.Text);
        }, "the application should reach the unit");
        await unit.SendAsync(address + "/shortlist");
        await unit.SendAgainAsync();
        Assert.Equal("没有待初筛的投递，已签约 0 人", unit.Title);

        await unit.OpenAsync(address);
        await unit.SubmitAsync("interview", ("at", "2020-01-01T09:00"), ("place", "三楼会议室"));
        Assert.Contains("面试时间不能早于现在", unit.Text);
        Assert.Contains("三楼会议室", unit.Html);
        await unit.SubmitAsync("interview", ("at", "2030-07-01T09:00"), ("place", "三楼会议室"));
        Assert.Contains("面试时间不能晚于一年以后", unit.Text);
        await unit.SubmitAsync("interview", ("at", "0001-01-01T00:00"), ("place", "三楼会议室"));
        Assert.Contains("“0001-01-01T00:00”不是日期和时间", unit.Text);
        await unit.SubmitAsync("interview", ("at", ""), ("place", "三楼会议室"));
        Assert.Contains("请填写日期和时间。", unit.Text);
        await unit.SubmitAsync("interview", ("at", "9999-12-31T23:59"), ("place", "三楼会议室"));
        Assert.Contains("日期应在 2000 年至 2099 年之间", unit.Text);
        await unit.SubmitAsync("interview", ("at", "2022-07-01T09:00"), ("place", "三楼会议室"));
        Assert.EndsWith("：面试中", unit.Title);
        await unit.SubmitAsync("offer", ("pay", "5000"), ("expiresAt", ""));
        Assert.Contains("低于岗位公布的月薪", unit.Text);
        Assert.EndsWith("：面试中", unit.Title);
        await unit.SubmitAsync("offer", ("pay", "9000"), ("expiresAt", ""));
        Assert.EndsWith("：待答复录用", unit.Title);

        await programme.DoAsync(Programme.Graduate, "applicant", HttpMethod.Post, $"offers/{placementId}/answer", new { accept = true });
        await Eventually.Passes(async () =>
        {
            await unit.OpenAsync(address);
            Assert.EndsWith("：已接受录用", unit.Title);
        }, "the answer should reach the unit");
        await unit.SubmitAsync("sign", ("form", "labourContract"), ("signedOn", "2022-06-28"), ("startsOn", "2022-06-28"), ("termMonths", "6"), ("pay", "1000"));
        Assert.Contains("不能计入落实", unit.Text);
        Assert.Equal(2, System.Text.RegularExpressions.Regex.Count(unit.Html, "aria-invalid=\"true\""));
        Assert.Contains("协议期限 6 个月，少于规定的 12 个月。", unit.Text);
        Assert.Contains("低于潍坊市最低工资标准", unit.Text);
        await unit.SubmitAsync("sign", ("form", "labourContract"), ("signedOn", "2022-06-28"), ("startsOn", "2022-06-28"), ("termMonths", "12"), ("pay", "9000"));
        Assert.DoesNotContain("aria-invalid", unit.Html);
        Assert.EndsWith("：已签约", unit.Title);
        await unit.UploadAsync(address + "/evidence", Pdf, "协议.pdf", ("kind", "agreement"));
        Assert.Contains("还需要", unit.Text);
        await unit.UploadAsync(address + "/evidence", [.. Pdf, .. "% on duty"u8], "到岗.pdf", ("kind", "onDuty"));
        Assert.EndsWith("：已到岗", unit.Title);
        await programme.DoAsync(Programme.Graduate, "applicant", HttpMethod.Post, $"hires/{placementId}/confirm", new { idNumber = IdWithoutCheck + ResidentIdNumber.CheckCharacter(IdWithoutCheck) });
        await Eventually.Passes(async () =>
        {
            await unit.OpenAsync(address);
            Assert.Contains("等待园区核验", unit.Text);
        }, "the confirmation should reach the unit");
    }
}
