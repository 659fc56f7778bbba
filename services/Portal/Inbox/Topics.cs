namespace RaMatch.Portal.Inbox;

/// <summary>What people choose by which way to hear of: kinds that belong together.</summary>
enum Topic
{
    /// <summary>面试.</summary>
    Interviews,

    /// <summary>录用.</summary>
    Offers,

    /// <summary>投递结果.</summary>
    Outcomes,

    /// <summary>岗位.</summary>
    Positions,

    /// <summary>录用确认与落实.</summary>
    Hires,

    /// <summary>撮合轮次.</summary>
    Rounds,

    /// <summary>新投递.</summary>
    Applications,

    /// <summary>核验与审核.</summary>
    Reviews,

    /// <summary>争议.</summary>
    Disputes,

    /// <summary>时间节点.</summary>
    Milestones,

    /// <summary>台账.</summary>
    Numbers,
}

/// <summary>Which topic a kind belongs to, and what is told together.</summary>
static class Topics
{
    /// <summary>The topic of a kind.</summary>
    public static Topic Of(NotificationKind kind) => kind switch
    {
        NotificationKind.InterviewInvited or NotificationKind.InterviewChanged => Topic.Interviews,
        NotificationKind.OfferMade or NotificationKind.OfferExpiring or NotificationKind.OfferWithdrawn or NotificationKind.OfferExpired
            or NotificationKind.OfferAccepted or NotificationKind.OfferDeclined => Topic.Offers,
        NotificationKind.Rejected => Topic.Outcomes,
        NotificationKind.PositionChanged => Topic.Positions,
        NotificationKind.HireToConfirm or NotificationKind.HireCounted or NotificationKind.HireUncounted or NotificationKind.HireEnded
            or NotificationKind.EvidenceReturned or NotificationKind.EvidenceWaiting or NotificationKind.ProofsReminded
            or NotificationKind.ConfirmationReminded => Topic.Hires,
        NotificationKind.RoundOpened or NotificationKind.RoundClosing or NotificationKind.GradesDue or NotificationKind.RoundOver
            or NotificationKind.WishesReminded or NotificationKind.GradesReminded => Topic.Rounds,
        NotificationKind.Applied or NotificationKind.ApplicantWithdrew => Topic.Applications,
        NotificationKind.PositionPublished or NotificationKind.PositionReturned or NotificationKind.UnitVerified or NotificationKind.UnitRefused
            or NotificationKind.UnitSuspended or NotificationKind.UnitWaiting or NotificationKind.PositionWaiting => Topic.Reviews,
        NotificationKind.DisputeOpened or NotificationKind.DisputeDecided => Topic.Disputes,
        NotificationKind.MilestoneNear or NotificationKind.MilestoneMissed => Topic.Milestones,
        NotificationKind.NumbersDiffer => Topic.Numbers,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>Of what comes by the dozen, people hear by the hour: one letter of all that has come in it.</summary>
    // A graduate is hired once.
    public static bool Gathers(NotificationKind kind, AudienceKind audience) => audience != AudienceKind.Graduate && kind is NotificationKind.Applied or NotificationKind.ApplicantWithdrew
        or NotificationKind.OfferAccepted or NotificationKind.OfferDeclined or NotificationKind.OfferExpired or NotificationKind.HireCounted or NotificationKind.HireUncounted
        or NotificationKind.ProofsReminded or NotificationKind.UnitWaiting or NotificationKind.PositionWaiting or NotificationKind.EvidenceWaiting or NotificationKind.PositionPublished;

    /// <summary>What waits until somebody has done it, and is settled then; anything else is news and waits for its reader only.</summary>
    public static bool Waits(NotificationKind kind) => kind is NotificationKind.Applied or NotificationKind.OfferAccepted or NotificationKind.EvidenceReturned
        or NotificationKind.UnitWaiting or NotificationKind.PositionWaiting or NotificationKind.EvidenceWaiting or NotificationKind.DisputeOpened;

    /// <summary>The topics of an audience.</summary>
    public static IReadOnlyList<Topic> For(AudienceKind audience) => audience switch
    {
        AudienceKind.Graduate => [Topic.Interviews, Topic.Offers, Topic.Outcomes, Topic.Positions, Topic.Rounds, Topic.Hires],
        AudienceKind.Unit => [Topic.Applications, Topic.Offers, Topic.Hires, Topic.Reviews, Topic.Rounds],
        AudienceKind.Park => [Topic.Reviews, Topic.Hires, Topic.Disputes, Topic.Milestones, Topic.Numbers],
        _ => [Topic.Disputes, Topic.Milestones, Topic.Numbers],
    };
}
