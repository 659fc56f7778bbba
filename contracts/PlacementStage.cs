namespace RaMatch.Contracts;

/// <summary>Stages of one graduate's way into one position; the last five are ends.</summary>
public enum PlacementStage
{
    /// <summary>投递: applied, or proposed by a round.</summary>
    Applied,

    /// <summary>初筛通过.</summary>
    Shortlisted,

    /// <summary>面试.</summary>
    Interviewing,

    /// <summary>录用: an offer holds a seat until it is answered or expires.</summary>
    Offered,

    /// <summary>已接受录用.</summary>
    Accepted,

    /// <summary>已签约: claimed by the unit.</summary>
    Signed,

    /// <summary>已到岗.</summary>
    OnDuty,

    /// <summary>已落实: evidenced, confirmed by the graduate, verified by the park, unique nationwide.</summary>
    Counted,

    /// <summary>未通过: ended by the unit before an offer was accepted.</summary>
    Rejected,

    /// <summary>婉拒录用: ended by the graduate answering an offer.</summary>
    Declined,

    /// <summary>撤回投递: ended by the graduate.</summary>
    Withdrawn,

    /// <summary>录用逾期: the offer was not answered in time.</summary>
    Expired,

    /// <summary>解约: ended after the agreement was signed.</summary>
    Terminated,
}
