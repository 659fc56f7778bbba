namespace RaMatch.Posting.Positions;

/// <summary>Where the latest text of a position stands. An earlier text stays live until a later one is published.</summary>
enum PositionStatus
{
    /// <summary>待审核.</summary>
    Submitted,

    /// <summary>已退回: with notes to the fields.</summary>
    Returned,

    /// <summary>已发布.</summary>
    Published,

    /// <summary>已关闭: for good.</summary>
    Closed,
}

/// <summary>What happens to a position.</summary>
enum PositionEventKind
{
    /// <summary>Of positions that began as copies before drafts were kept as they were typed.</summary>
    Copied,

    Submitted,
    Revised,
    Returned,
    Published,
    UnitRenamed,
    Closed,
}
