using RaMatch.Platform.Web;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Parks;

/// <summary>What officials read for an entry of the audit trail. What has no words here is shown by its name in the API.</summary>
static class AuditWords
{
    static readonly IReadOnlyDictionary<string, string> Actions = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["/apps"] = "登记应用",
        ["/apps/{appId:guid}/end"] = "停用应用",
        ["/webhooks"] = "登记事件推送",
        ["/webhooks/{webhookId:guid}/end"] = "停用事件推送",
        ["/webhooks/{webhookId:guid}/test"] = "测试事件推送",
        ["/webhooks/{webhookId:guid}/deliveries/{deliveryId:guid}/replay"] = "重新推送",
        ["RegisterUnit"] = "登记单位",
        ["ChangeUnit"] = "修改单位信息",
        ["VerifyUnit"] = "核验通过单位",
        ["RefuseUnit"] = "单位不予通过",
        ["SuspendUnit"] = "暂停单位",
        ["AddFirm"] = "添加单位",
        ["ChangeFirm"] = "修改企业信息",
        ["ImportFirms"] = "导入企业名单",
        ["ShowFirm"] = "查看企业联系人和经过",
        ["RecordContact"] = "登记对接",
        ["AnnulContact"] = "作废对接记录",
        ["PostponeVisit"] = "推迟走访",
        ["RecordBriefing"] = "登记宣讲会",
        ["KeepDraft"] = "保存岗位草稿",
        ["ChangeDraft"] = "修改岗位草稿",
        ["DiscardDraft"] = "删除岗位草稿",
        ["CopyPosition"] = "复制岗位",
        ["SubmitPosition"] = "提交岗位",
        ["RevisePosition"] = "修改岗位",
        ["ClosePosition"] = "关闭岗位",
        ["PublishPosition"] = "发布岗位",
        ["ReturnPosition"] = "退回岗位",
        ["SaveProfile"] = "保存简历",
        ["GiveConsent"] = "给予授权",
        ["WithdrawConsent"] = "撤回授权",
        ["SubmitApplication"] = "投递",
        ["WithdrawApplication"] = "撤回投递",
        ["RankApplications"] = "排志愿",
        ["AnswerOffer"] = "答复录用",
        ["ConfirmHire"] = "确认录用",
        ["EraseGraduate"] = "删除个人信息",
        ["ReadCandidate"] = "查看候选人",
        ["ReadCandidates"] = "查看候选人名单",
        ["ExportEverything"] = "导出个人信息",
        ["Shortlist"] = "初筛通过",
        ["Interview"] = "安排面试",
        ["Reject"] = "标记未通过",
        ["MakeOffer"] = "发出录用",
        ["WithdrawOffer"] = "撤回录用",
        ["SignAgreement"] = "登记签约",
        ["FileEvidence"] = "上传证明材料",
        ["SupersedeEvidence"] = "作废证明材料",
        ["ReadEvidence"] = "查看证明材料",
        ["ReturnHire"] = "退回材料",
        ["VerifyHire"] = "核验落实",
        ["UncountHire"] = "取消落实",
        ["Terminate"] = "登记解约",
        ["DecideDispute"] = "裁定争议",
        ["OpenProgramme"] = "发布专项",
        ["AmendProgramme"] = "修改专项",
        ["CloseProgramme"] = "关闭专项",
        ["ReviseRules"] = "修订规则",
        ["Recount"] = "重新认定",
        ["SetTarget"] = "下达任务数",
        ["SetTargets"] = "批量下达任务数",
        ["SplitTarget"] = "分解任务数",
        ["FreezeReport"] = "生成统计表",
        ["HandInReport"] = "报送统计表",
        ["AcceptReport"] = "接收统计表",
        ["ReturnReport"] = "退回统计表",
        ["OpenRound"] = "发布撮合轮次",
        ["SetCapsOfPark"] = "设置园区上下限",
        ["SetCapOfUnit"] = "设置单位上限",
        ["CloseRound"] = "截止轮次",
        ["SolveRound"] = "计算轮次",
        ["PublishRound"] = "公布轮次结果",
        ["CancelRound"] = "取消轮次",
        ["GradeCandidate"] = "评价候选人",
        ["GradeCandidates"] = "批量评价候选人",
        ["RefuseCandidate"] = "不接收候选人",
        ["UndoRefusal"] = "撤销不接收",
        ["RetryGivenUpLetter"] = "重发消息",
        ["RetryGivenUpLetters"] = "批量重发消息",
        ["DiscardGivenUpLetter"] = "删除未发出的消息",
        ["ReplayPostingLaidAside"] = "重新处理搁置的通知（单位与岗位）",
        ["ReplayApplicantLaidAside"] = "重新处理搁置的通知（投递与简历）",
        ["ReplayMatchingLaidAside"] = "重新处理搁置的通知（撮合与落实）",
        ["ReplayPortalLaidAside"] = "重新处理搁置的通知（账号）",
        ["ReplayPostingErrorQueue"] = "重新处理出错队列（单位与岗位）",
        ["ReplayApplicantErrorQueue"] = "重新处理出错队列（投递与简历）",
        ["ReplayMatchingErrorQueue"] = "重新处理出错队列（撮合与落实）",
        ["ReplayPortalErrorQueue"] = "重新处理出错队列（账号）",
        ["ClosePostingDeliveryFault"] = "关闭传递故障（单位与岗位）",
        ["CloseApplicantDeliveryFault"] = "关闭传递故障（投递与简历）",
        ["CloseMatchingDeliveryFault"] = "关闭传递故障（撮合与落实）",
        ["ClosePortalDeliveryFault"] = "关闭传递故障（账号）",
        ["/members"] = "邀请成员",
        ["/members/{membershipId:guid}/capacity"] = "更改成员权限",
        ["/members/{membershipId:guid}/end"] = "移除成员",
        ["/members/invitations/{invitationId:guid}/revoke"] = "撤回邀请",
        ["/park/evidence/{placementId:guid}/remind"] = "提醒补材料",
        ["/park/rounds/{roundId:guid}/remind"] = "提醒轮次参加者",
        ["/supervisor/rounds/{roundId:guid}/remind"] = "提醒轮次参加者（主管）",
        ["/park/hires.csv"] = "导出落实名单",
        ["/park/ledger.csv"] = "导出台账",
        ["/park/progress.csv"] = "导出进度",
        ["/park/firms.csv"] = "导出企业名单",
        ["/park/outreach.csv"] = "导出对接记录",
        ["/park/reports/{reportId:guid}/report.xlsx"] = "下载统计表",
        ["/supervisor/reports/{reportId:guid}/report.xlsx"] = "下载统计表（主管）",
        ["/park/audit.csv"] = "导出操作记录",
        ["/park/rounds/{roundId:guid}/units.csv"] = "导出轮次单位",
        ["/supervisor/parks/{parkId}/hires.csv"] = "导出落实名单（主管）",
        ["/supervisor/parks/{parkId}/ledger.csv"] = "导出台账（主管）",
        ["/supervisor/parks/{parkId}/progress.csv"] = "导出进度（主管）",
        ["/supervisor/audit.csv"] = "导出操作记录（主管）",
        ["/supervisor/rounds/{roundId:guid}/units.csv"] = "导出轮次单位（主管）",
    };

    /// <summary>The choices of a list field.</summary>
    public static IReadOnlyList<Choice> Choices { get; } = [.. Actions.Select(action => new Choice(action.Key, action.Value))];

    /// <summary>Whether an action has words.</summary>
    public static bool Knows(string action) => Actions.ContainsKey(action);

    /// <summary>操作.</summary>
    public static string Of(string action) => Actions.GetValueOrDefault(action, action);

    /// <summary>人员: a graduate has no name here.</summary>
    public static string Who(AuditLine line) => line.Name.Length > 0 ? line.Name : line.Role == Roles.Graduate ? "毕业生" : "系统";

    /// <summary>身份.</summary>
    public static string Role(AuditLine line) => line.Role switch
    {
        Roles.Graduate => "本人",
        Roles.UnitMember => "用人单位",
        Roles.ParkStaff => Wording.ParkOf(line.ActsFor ?? ""),
        Roles.Supervisor => "主管部门",
        _ => "系统维护",
    };

    /// <summary>对象.</summary>
    public static string Subject(string? kind) => kind switch
    {
        null => "–",
        "placement" or "application" => "应聘记录",
        "unit" => "单位",
        "position" => "岗位",
        "firm" => "企业",
        "contact" => "对接记录",
        "briefing" => "宣讲会",
        "draft" => "岗位草稿",
        "evidence" => "证明材料",
        "round" => "撮合轮次",
        "dispute" => "争议",
        "report" => "统计表",
        "code" => "专项",
        "park" => "园区",
        "purpose" => "授权",
        "membership" => "成员",
        "invitation" => "邀请",
        "app" => "应用",
        "webhook" => "事件推送",
        "delivery" => "推送",
        _ => "消息",
    };

    /// <summary>How many things an entry is about, where its detail names them.</summary>
    public static int Together(AuditLine line) => line.Detail?.Split(',', ' ', '=').Count(part => Guid.TryParse(part, out _)) ?? 0;

    /// <summary>The page of what an entry is about, for who looks at it; null where there is none.</summary>
    public static string? Page(AuditLine line, bool isSupervisor) => (line.SubjectKind, line.SubjectId, isSupervisor) switch
    {
        (_, null, _) => null,
        ("placement" or "application", var id, false) => $"/park/hires/{id}",
        ("placement" or "application", var id, true) => line.ParkId is { } park ? $"/supervisor/parks/{Uri.EscapeDataString(park)}/hires/{id}" : null,
        ("evidence", var id, _) => $"/evidence/{id}",
        ("round", var id, false) => $"/park/rounds/{id}",
        ("round", var id, true) => $"/supervisor/rounds/{id}",
        ("report", var id, false) => $"/park/reports/{id}",
        ("report", var id, true) => $"/supervisor/reports/{id}",
        ("dispute", _, false) => "/park/disputes",
        ("dispute", _, true) => "/supervisor/disputes",
        ("unit", var id, false) => $"/park/units/{id}",
        ("firm", var id, false) => $"/park/firms/{id}",
        ("briefing", var id, false) => $"/park/outreach?briefing={id}",
        ("position", var id, false) => $"/park/positions/{id}",
        ("code", var code, true) => $"/supervisor/programmes/{Uri.EscapeDataString(code)}",
        ("park", var park, true) => $"/supervisor/parks/{Uri.EscapeDataString(park)}",
        _ => null,
    };

    /// <summary>来源: the program, the address, or both.</summary>
    public static string Whence(AuditLine line) => string.Join(" · ", new[] { line.App, line.Address }.OfType<string>());
}
