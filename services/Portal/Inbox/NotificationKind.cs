namespace RaMatch.Portal.Inbox;

/// <summary>What somebody is told; what is said of it stands in <see cref="NotificationWords"/>.</summary>
enum NotificationKind
{
    /// <summary>邀请面试: to a graduate.</summary>
    InterviewInvited,

    /// <summary>面试时间或地点有变: to a graduate.</summary>
    InterviewChanged,

    /// <summary>收到录用: to a graduate.</summary>
    OfferMade,

    /// <summary>录用即将到期: to a graduate, a day before.</summary>
    OfferExpiring,

    /// <summary>录用已撤回: to a graduate.</summary>
    OfferWithdrawn,

    /// <summary>录用逾期: to the graduate and the unit.</summary>
    OfferExpired,

    /// <summary>未通过: to a graduate.</summary>
    Rejected,

    /// <summary>岗位有变更: to who has applied for it.</summary>
    PositionChanged,

    /// <summary>园区提醒排志愿: to a graduate, once a day.</summary>
    WishesReminded,

    /// <summary>园区提醒评分: to a unit, once a day.</summary>
    GradesReminded,

    /// <summary>园区提醒补齐证明: to a unit, once a day.</summary>
    ProofsReminded,

    /// <summary>园区提醒确认录用: to a graduate, once a day.</summary>
    ConfirmationReminded,

    /// <summary>待确认录用: to a graduate.</summary>
    HireToConfirm,

    /// <summary>已落实: to the graduate and the unit.</summary>
    HireCounted,

    /// <summary>不再计入落实: to the graduate and the unit.</summary>
    HireUncounted,

    /// <summary>解约: to the graduate.</summary>
    HireEnded,

    /// <summary>撮合轮次已开始: to graduates and units concerned.</summary>
    RoundOpened,

    /// <summary>志愿即将截止: to graduates concerned, a day before.</summary>
    RoundClosing,

    /// <summary>评分即将截止: to units concerned, a day before.</summary>
    GradesDue,

    /// <summary>撮合轮次已结束: to graduates and units concerned.</summary>
    RoundOver,

    /// <summary>新投递: to a unit.</summary>
    Applied,

    /// <summary>毕业生接受录用: to a unit.</summary>
    OfferAccepted,

    /// <summary>毕业生婉拒录用: to a unit.</summary>
    OfferDeclined,

    /// <summary>毕业生撤回投递: to a unit that had taken it further.</summary>
    ApplicantWithdrew,

    /// <summary>证明被退回: to a unit.</summary>
    EvidenceReturned,

    /// <summary>岗位已发布: to a unit.</summary>
    PositionPublished,

    /// <summary>岗位被退回: to a unit.</summary>
    PositionReturned,

    /// <summary>单位已通过核验: to a unit.</summary>
    UnitVerified,

    /// <summary>单位未通过核验: to a unit.</summary>
    UnitRefused,

    /// <summary>单位已暂停: to a unit.</summary>
    UnitSuspended,

    /// <summary>单位待核验: to a park.</summary>
    UnitWaiting,

    /// <summary>岗位待审核: to a park.</summary>
    PositionWaiting,

    /// <summary>证明待核验: to a park.</summary>
    EvidenceWaiting,

    /// <summary>重复认定争议: to the parks concerned and the supervisors.</summary>
    DisputeOpened,

    /// <summary>争议已裁定: to the parks concerned.</summary>
    DisputeDecided,

    /// <summary>时间节点临近: to a park.</summary>
    MilestoneNear,

    /// <summary>时间节点未达: to the park and the supervisors.</summary>
    MilestoneMissed,

    /// <summary>台账核对有差异: to the park and the supervisors.</summary>
    NumbersDiffer,
}
