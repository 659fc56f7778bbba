using RaMatch.Platform;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Inbox;

/// <summary>What people read of a notification: short, what has happened, what to do, until when. Made when it is read, so that a name or the time that is left is that of the day.</summary>
static class NotificationWords
{
    /// <summary>One line of the inbox.</summary>
    /// <param name="Title">What has happened.</param>
    /// <param name="Detail">What to do, until when; null where the title says it all.</param>
    /// <param name="Action">What the button says.</param>
    /// <param name="Address">Where it leads.</param>
    /// <param name="Tone">How it is to be taken.</param>
    public sealed record Said(string Title, string? Detail, string Action, string Address, Tone Tone);

    /// <summary>What a topic is called.</summary>
    public static string Of(Topic topic) => topic switch
    {
        Topic.Interviews => "面试",
        Topic.Offers => "录用",
        Topic.Outcomes => "投递结果",
        Topic.Positions => "岗位信息变更",
        Topic.Hires => "签约与落实",
        Topic.Rounds => "撮合轮次",
        Topic.Applications => "新投递",
        Topic.Reviews => "核验与审核",
        Topic.Disputes => "重复认定争议",
        Topic.Milestones => "时间节点",
        _ => "台账核对",
    };

    /// <summary>What all that stands together is about.</summary>
    public static string Heading(InboxLine line) => line switch
    {
        { Audience: AudienceKind.Graduate, PositionTitle: { } title } => $"{line.UnitName} · {title}",
        { Audience: AudienceKind.Unit } when (line.PositionTitle ?? line.Facts.Title) is { } title => title,
        { Facts.Title: { } title } when Topics.Of(line.Kind) == Topic.Rounds => title,
        { Kind: NotificationKind.UnitVerified or NotificationKind.UnitRefused or NotificationKind.UnitSuspended } => "单位信息",
        { Kind: NotificationKind.UnitWaiting } => "单位核验",
        { Kind: NotificationKind.PositionWaiting } => "岗位审核",
        { Kind: NotificationKind.EvidenceWaiting } => "证明核验",
        { Kind: NotificationKind.MilestoneNear or NotificationKind.MilestoneMissed or NotificationKind.NumbersDiffer } => "进度与台账",
        { Kind: NotificationKind.DisputeOpened or NotificationKind.DisputeDecided } => "争议",
        { Audience: AudienceKind.Unit } => "岗位",
        _ => "投递的岗位",
    };

    /// <summary>The words of a line.</summary>
    public static Said Of(InboxLine line, DateTimeOffset now)
    {
        var today = ChinaTime.DayOf(now);
        // Of what waits all that waits, of news what is new to the reader.
        var count = Math.Max(1, Topics.Waits(line.Kind) ? line.Standing : line.Unread);
        var (facts, many) = (line.Facts, count > 1);
        var until = facts.At is { } at ? Wording.Moment(at, today) : null;
        return line.Kind switch
        {
            NotificationKind.InterviewInvited => new("单位邀请您面试", until is null ? "时间和地点见投递详情。" : $"{until}，地点见投递详情。", "查看面试", Application(), Tone.Brand),
            NotificationKind.InterviewChanged => new("面试安排有变", until is null ? "新的安排见投递详情。" : $"新的时间：{until}，地点见投递详情。", "查看面试", Application(), Tone.Warn),
            NotificationKind.OfferMade => new("您收到录用通知", until is null ? "请尽快答复。" : $"请在 {until} 前答复，{Wording.Remaining(facts.At!.Value, now)}。", "查看并答复", "/m/offers", Tone.Ok),
            NotificationKind.OfferExpiring => new("录用即将到期", $"请在 {until} 前答复，{Wording.Remaining(facts.At!.Value, now)}；逾期名额不再保留。", "查看并答复", "/m/offers", Tone.Warn),
            NotificationKind.OfferWithdrawn => new("单位撤回了录用", "投递仍在进行，说明见投递详情。", "查看投递", Application(), Tone.Bad),
            NotificationKind.OfferExpired when line.Audience == AudienceKind.Graduate => new("录用已逾期", "没有在期限内答复，名额已不再保留。", "查看投递", Application(), Tone.Bad),
            NotificationKind.OfferExpired => new(many ? $"{count} 份录用逾期未答复" : "录用逾期未答复", "名额已释放，可以录用其他候选人。", "查看", Candidates(), Tone.Warn),
            NotificationKind.Rejected => new("这次没有通过", "说明见投递详情；可以再看看其他适合您的岗位。", "查看投递", Application(), Tone.Neutral),
            NotificationKind.PositionChanged => new(
                many ? $"岗位信息有 {count} 次修改，最近一次：{string.Join('、', facts.Names)}" : $"岗位信息有修改：{string.Join('、', facts.Names)}",
                "您的投递仍然有效；修改前后的对比见投递详情。",
                "查看修改",
                $"/m/applications#application-{line.Matter}",
                Tone.Warn),
            NotificationKind.HireToConfirm => new("单位已办理签约，请您确认录用", "确认后才能认定为落实，需要填写身份证号。", "确认录用", $"/m/hires/{line.SubjectId}", Tone.Brand),
            NotificationKind.ConfirmationReminded => new("请您确认录用（管理部门提醒）", "确认后才能认定为落实，需要填写身份证号。", "确认录用", $"/m/hires/{line.SubjectId}", Tone.Warn),
            NotificationKind.WishesReminded => new("请您排志愿（管理部门提醒）", $"请在 {until} 前排好志愿顺序。", "排志愿", $"/m/rounds/{line.SubjectId}", Tone.Warn),
            NotificationKind.GradesReminded => new("请您为候选人评分（管理部门提醒）", $"{until} 截止。", "去评分", $"/unit/rounds/{line.SubjectId}", Tone.Warn),
            NotificationKind.ProofsReminded => new(many ? $"请补齐 {count} 名录用人员的证明材料（园区提醒）" : "请补齐录用人员的证明材料（园区提醒）", "还缺什么，见候选人详情。", "去补齐", Candidates(), Tone.Warn),
            NotificationKind.HireCounted when line.Audience == AudienceKind.Graduate => new("录用已认定为落实", null, "查看投递", Application(), Tone.Ok),
            NotificationKind.HireCounted => new(many ? $"{count} 名录用已认定为落实" : "录用已认定为落实", null, "查看", Candidates(), Tone.Ok),
            NotificationKind.HireUncounted when line.Audience == AudienceKind.Graduate => new("录用不再计入落实", "说明见投递详情。", "查看投递", Application(), Tone.Bad),
            NotificationKind.HireUncounted => new(many ? $"{count} 名录用不再计入落实" : "录用不再计入落实", "说明见候选人详情。", "查看", Candidates(), Tone.Bad),
            NotificationKind.HireEnded => new("协议已解除", "说明见投递详情。", "查看投递", Application(), Tone.Bad),
            NotificationKind.RoundOpened when line.Audience == AudienceKind.Graduate => new("撮合轮次开始", $"请在 {until} 前排好志愿顺序。", "排志愿", $"/m/rounds/{line.SubjectId}", Tone.Brand),
            NotificationKind.RoundOpened => new("撮合轮次开始", $"请在 {until} 前为候选人评分。", "去评分", $"/unit/rounds/{line.SubjectId}", Tone.Brand),
            NotificationKind.RoundClosing => new("志愿顺序即将截止", $"{until} 截止，{Wording.Remaining(facts.At!.Value, now)}。", "排志愿", $"/m/rounds/{line.SubjectId}", Tone.Warn),
            NotificationKind.GradesDue => new("评分即将截止", $"{until} 截止，{Wording.Remaining(facts.At!.Value, now)}；未评分的按公布的分值计。", "去评分", $"/unit/rounds/{line.SubjectId}", Tone.Warn),
            NotificationKind.RoundOver => new(
                facts.Cancelled ? "撮合轮次已取消" : "撮合轮次结果已公布",
                null,
                "查看结果",
                line.Audience == AudienceKind.Graduate ? $"/m/rounds/{line.SubjectId}" : $"/unit/rounds/{line.SubjectId}",
                facts.Cancelled ? Tone.Warn : Tone.Ok),
            NotificationKind.Applied => new(many ? $"{count} 份新投递" : "1 份新投递", null, "查看候选人", Candidates(), Tone.Brand),
            NotificationKind.OfferAccepted => new(many ? $"{count} 名毕业生接受了录用" : "毕业生接受了录用", "请办理签约，并在候选人详情中填写协议。", "办理签约", Candidates(), Tone.Ok),
            NotificationKind.OfferDeclined => new(many ? $"{count} 名毕业生婉拒了录用" : "毕业生婉拒了录用", "名额已释放，可以录用其他候选人。", "查看", Candidates(), Tone.Warn),
            NotificationKind.ApplicantWithdrew => new(many ? $"{count} 名候选人撤回了投递" : "候选人撤回了投递", null, "查看", Candidates(), Tone.Neutral),
            NotificationKind.EvidenceReturned => new(many ? $"{count} 名录用的证明被退回" : "录用证明被退回", "请按园区的意见补正后重新提交。", "去补正", Candidates(), Tone.Bad),
            NotificationKind.PositionPublished => new("岗位已发布", "毕业生现在可以投递。", "查看岗位", $"/unit/positions/{line.SubjectId}", Tone.Ok),
            NotificationKind.PositionReturned => new("岗位被退回", "请按园区的意见修改后重新提交。", "去修改", $"/unit/positions/{line.SubjectId}", Tone.Bad),
            NotificationKind.UnitVerified => new("单位已通过核验", "现在可以发布岗位。", "发布岗位", "/unit/positions", Tone.Ok),
            NotificationKind.UnitRefused => new("单位没有通过核验", "请按园区的意见修改后重新提交。", "去修改", "/unit/profile", Tone.Bad),
            NotificationKind.UnitSuspended => new("单位已被暂停", "岗位暂停接受投递；园区的说明见单位信息。", "查看说明", "/unit/profile", Tone.Bad),
            NotificationKind.UnitWaiting => many
                ? new($"{count} 家单位等待核验", null, "去核验", "/park/units?status=pending", Tone.Brand)
                : new($"{facts.Name ?? "1 家单位"}等待核验", null, "去核验", $"/park/units/{line.SubjectId}", Tone.Brand),
            NotificationKind.PositionWaiting => many
                ? new($"{count} 个岗位等待审核", null, "去审核", "/park/positions", Tone.Brand)
                : new($"“{facts.Title}”等待审核", null, "去审核", $"/park/positions/{line.SubjectId}", Tone.Brand),
            NotificationKind.EvidenceWaiting => new($"{count} 名录用的证明已齐，等待核验", null, "去核验", many ? "/park/evidence?state=ready" : $"/park/hires/{line.SubjectId}", Tone.Brand),
            NotificationKind.DisputeOpened when line.Audience == AudienceKind.Park => new("有录用人员重复申报，等待主管部门裁定", null, "查看争议", "/park/disputes", Tone.Warn),
            NotificationKind.DisputeOpened => new($"{count} 起重复认定争议等待裁定", null, "去裁定", "/supervisor/disputes?open=true", Tone.Warn),
            NotificationKind.DisputeDecided => new("争议已裁定", null, "查看裁定", "/park/disputes?open=false", Tone.Neutral),
            NotificationKind.MilestoneNear => new($"“{facts.Title}”{Left(facts.On!.Value, today)}", Short(facts), "查看进度", Overview(), facts.Due > facts.Counted ? Tone.Warn : Tone.Brand),
            NotificationKind.MilestoneMissed when line.Audience == AudienceKind.Park => new($"“{facts.Title}”未完成", Short(facts), "查看进度", Overview(), Tone.Bad),
            NotificationKind.MilestoneMissed => new($"“{facts.Title}”：{facts.Names.Count} 个园区未完成", Parks(facts.Names), "查看各园区", "/supervisor", Tone.Bad),
            NotificationKind.NumbersDiffer => new(
                $"{Wording.Day(facts.On!.Value, today)}核对台账，发现差异",
                "核查清楚之前请不要上报数字，并联系平台管理人员。",
                "查看",
                line.Audience == AudienceKind.Park ? $"/park/ledger?programme={facts.Programme}" : "/supervisor",
                Tone.Bad),
            _ => throw new ArgumentOutOfRangeException(nameof(line), line.Kind, null),
        };

        string Application() => $"/m/applications#application-{line.SubjectId}";

        string Overview() => $"/park?programme={facts.Programme}";

        // One leads to the person, several to the list.
        string Candidates() => many ? $"/unit?position={line.PositionId}" : $"/unit/candidates/{line.SubjectId}";
    }

    static string Left(DateOnly day, DateOnly today) => (day.DayNumber - today.DayNumber) switch
    {
        < 0 => "已到期",
        0 => "今天到期",
        var days => $"还有 {days} 天",
    };

    static string? Short(NotificationFacts facts) => facts switch
    {
        { Due: { } due, Counted: { } counted } when due > counted => $"应落实 {Figures.Whole(due)} 人，已落实 {Figures.Whole(counted)} 人，还差 {Figures.Whole(due - counted)} 人。",
        { Due: { } due, Counted: { } counted } => $"应落实 {Figures.Whole(due)} 人，已落实 {Figures.Whole(counted)} 人，已达到。",
        _ => null,
    };

    static string Parks(IReadOnlyList<string> parks)
    {
        const int named = 3;
        return string.Join('、', parks.Take(named).Select(Wording.ParkOf)) + (parks.Count > named ? $"等 {parks.Count} 个园区" : "");
    }
}
