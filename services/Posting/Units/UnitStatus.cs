namespace RaMatch.Posting.Units;

/// <summary>Where a unit stands with its park.</summary>
enum UnitStatus
{
    /// <summary>待核验: registered, or changed in a verified fact.</summary>
    Pending,

    /// <summary>已核验.</summary>
    Verified,

    /// <summary>未通过: the park has refused it, with a reason.</summary>
    Refused,

    /// <summary>已暂停: the park has suspended it; its positions are hidden.</summary>
    Suspended,
}

/// <summary>What happens to a unit.</summary>
enum UnitEventKind
{
    Registered,
    Changed,
    Verified,
    Refused,
    Suspended,
}
