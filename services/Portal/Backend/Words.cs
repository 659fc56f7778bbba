using System.Globalization;
using RaMatch.Contracts;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Backend;

/// <summary>What unit, park and supervisor read for the states and events of the services.</summary>
static class Words
{
    /// <summary>化名: what a unit calls a graduate who has not applied, another one at each position.</summary>
    public static string Pseudonym(Guid pseudonym) => "毕业生 " + pseudonym.ToString("N")[..6].ToUpperInvariant();

    /// <summary>毕业院校; written by hand it says so, with its country or region.</summary>
    public static string University(string? name, bool byHand, string? country) => name is null ? "未填写" : byHand ? $"{name}（{country}，手工填写）" : name;

    /// <summary>专业; written by hand it says so.</summary>
    public static string Major(string? name, bool byHand) => name is null ? "未填写" : byHand ? name + "（手工填写）" : name;

    /// <summary>毕业时间 with the cohort (届) that it makes.</summary>
    public static string Graduation(int year, int? month, int cohort) => month is null ? $"{cohort} 届" : $"{year} 年 {month} 月毕业（{cohort} 届）";

    /// <summary>核验状态.</summary>
    public static string Of(UnitStatus status) => status switch
    {
        UnitStatus.Pending => "待核验",
        UnitStatus.Verified => "已核验",
        UnitStatus.Refused => "未通过",
        _ => "已暂停",
    };

    /// <summary>How a unit's state is to be taken.</summary>
    public static Tone ToneOf(UnitStatus status) => status switch
    {
        UnitStatus.Pending => Tone.Warn,
        UnitStatus.Verified => Tone.Ok,
        _ => Tone.Bad,
    };

    /// <summary>对接方式.</summary>
    public static string Of(ContactChannel channel) => channel switch
    {
        ContactChannel.Visit => "上门走访",
        ContactChannel.Call => "电话",
        ContactChannel.Message => "微信或短信",
        _ => "宣讲会",
    };

    /// <summary>对接结果.</summary>
    public static string Of(ContactOutcome outcome) => outcome switch
    {
        ContactOutcome.Promised => "承诺提供岗位",
        ContactOutcome.Interested => "有意向",
        ContactOutcome.Considering => "需内部研究",
        ContactOutcome.Informed => "已告知政策",
        ContactOutcome.NoNeed => "暂无需求",
        _ => "未联系上",
    };

    /// <summary>How an outcome is to be taken.</summary>
    public static Tone ToneOf(ContactOutcome outcome) => outcome switch
    {
        ContactOutcome.Promised => Tone.Ok,
        ContactOutcome.Interested => Tone.Brand,
        ContactOutcome.Considering or ContactOutcome.NotReached => Tone.Warn,
        _ => Tone.Neutral,
    };

    /// <summary>统计表状态.</summary>
    public static string Of(ReportState state) => state switch
    {
        ReportState.Frozen => "未报送",
        ReportState.HandedIn => "已报送",
        ReportState.Returned => "已退回",
        _ => "已接收",
    };

    /// <summary>How a report's state is to be taken.</summary>
    public static Tone ToneOf(ReportState state) => state switch
    {
        ReportState.HandedIn => Tone.Brand,
        ReportState.Returned => Tone.Bad,
        ReportState.Accepted => Tone.Ok,
        _ => Tone.Neutral,
    };

    /// <summary>报送情况.</summary>
    public static string Of(DueState state) => state switch
    {
        DueState.Missing => "未报送",
        DueState.HandedIn => "已报送",
        DueState.Returned => "已退回",
        _ => "已接收",
    };

    /// <summary>How a park's answer to a milestone is to be taken.</summary>
    public static Tone ToneOf(DueState state, bool late) => state switch
    {
        DueState.Missing => late ? Tone.Bad : Tone.Warn,
        DueState.Returned => Tone.Bad,
        DueState.HandedIn => Tone.Brand,
        _ => Tone.Ok,
    };

    /// <summary>岗位状态.</summary>
    public static string Of(PositionStatus status) => status switch
    {
        PositionStatus.Submitted => "待审核",
        PositionStatus.Returned => "已退回",
        PositionStatus.Published => "已发布",
        _ => "已关闭",
    };

    /// <summary>A draft by its title, as far as it is typed.</summary>
    public static string Untitled(string? title) => string.IsNullOrEmpty(title) ? "未命名岗位" : title;

    /// <summary>How a position's state is to be taken.</summary>
    public static Tone ToneOf(PositionStatus status) => status switch
    {
        PositionStatus.Submitted => Tone.Warn,
        PositionStatus.Returned => Tone.Bad,
        PositionStatus.Published => Tone.Ok,
        _ => Tone.Neutral,
    };

    /// <summary>A stage as a step of the way that many have taken: 录用, not 待答复录用.</summary>
    public static string Step(PlacementStage stage) => stage switch
    {
        PlacementStage.Applied => "投递",
        PlacementStage.Interviewing => "面试",
        PlacementStage.Offered => "录用",
        PlacementStage.Accepted => "接受录用",
        PlacementStage.Signed => "签约",
        PlacementStage.OnDuty => "到岗",
        PlacementStage.Counted => "落实",
        _ => Reference.Labels.Of(stage),
    };

    /// <summary>证明材料.</summary>
    public static string Of(EvidenceKind kind) => kind switch
    {
        EvidenceKind.Agreement => "协议扫描件",
        EvidenceKind.OnDuty => "到岗确认材料",
        _ => "社保缴纳证明",
    };

    /// <summary>A document with its month, where it has one.</summary>
    public static string Of(EvidenceOnFile evidence) => Of(evidence.Kind) + (evidence.Month is null ? "" : $"（{evidence.Month}）");

    /// <summary>比对口径.</summary>
    public static string Of(Counter counter) => counter == Counter.Cohort ? "仅统计应届毕业生" : "统计全部落实人数";

    /// <summary>What happened to a unit.</summary>
    public static string OfUnitEvent(string what) => what switch
    {
        "registered" => "登记",
        "changed" => "修改信息",
        "verified" => "核验通过",
        "refused" => "核验未通过",
        "suspended" => "暂停",
        _ => what,
    };

    /// <summary>What happened to a position.</summary>
    public static string OfPositionEvent(string what) => what switch
    {
        "copied" => "复制为草稿",
        "submitted" => "提交审核",
        "revised" => "修改后重新提交",
        "returned" => "退回修改",
        "published" => "审核通过并发布",
        "unitRenamed" => "单位更名",
        "closed" => "关闭",
        _ => what,
    };

    /// <summary>A field of a position.</summary>
    public static string OfField(string field) => field switch
    {
        "programme" => "专项",
        "title" => "岗位名称",
        "kind" => "岗位类型",
        "duties" => "岗位职责",
        "seats" => "招聘人数",
        "minimumDegree" => "最低学历",
        "majors" => "专业要求",
        "requiredSkills" => "必备技能",
        "wishedSkills" => "加分技能",
        "city" => "工作城市",
        "payMinimumFen" => "月薪下限",
        "payMaximumFen" => "月薪上限",
        "termMonths" => "协议期限",
        "closesOn" => "投递截止",
        _ => "其他",
    };

    /// <summary>The fields a park may comment on, in the order of the form.</summary>
    public static IReadOnlyList<Choice> PositionFields { get; } =
        [.. new[] { "title", "kind", "duties", "seats", "minimumDegree", "majors", "requiredSkills", "wishedSkills", "city", "payMinimumFen", "payMaximumFen", "termMonths", "closesOn" }
            .Select(field => new Choice(field, OfField(field)))];

    /// <summary>A share in basis points: <c>77.5%</c>.</summary>
    public static string Rate(long? basisPoints) => basisPoints is { } points ? Figures.Percent(points / 10_000.0) : "–";

    /// <summary>Bytes, roundly: <c>1.2 MB</c>, <c>340 KB</c>.</summary>
    public static string Size(long bytes) => bytes >= 1_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000.0:0.#} MB")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, bytes / 1000)} KB");

    /// <summary>School, major and degree in one line; what is not known yet is left out.</summary>
    public static string Background(Candidate candidate) => string.Join(" · ", new[]
    {
        candidate.University is { } university ? University(university, candidate.UniversityByHand, candidate.UniversityCountry) : null,
        candidate.Major is { } major ? Major(major, candidate.MajorByHand) : null,
        candidate.Degree is { } degree ? Wording.Short(degree) : null,
    }.Where(part => part is not null));

    /// <summary>Form, days and term of an agreement in one line.</summary>
    public static string Agreement(AgreementForm? form, DateOnly? signedOn, DateOnly? startsOn, long? termMonths, DateOnly today) => form is null
        ? "尚未登记协议"
        : string.Join(" · ", new[]
        {
            Reference.Labels.Of(form.Value),
            signedOn is { } signed ? Wording.Day(signed, today) + "签订" : null,
            startsOn is { } starts ? Wording.Day(starts, today) + "到岗" : null,
            termMonths is { } months ? $"{months} 个月" : null,
        }.Where(part => part is not null));
}
