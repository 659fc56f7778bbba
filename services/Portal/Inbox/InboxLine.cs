using RaMatch.Platform.Web;

namespace RaMatch.Portal.Inbox;

/// <summary>All that an audience was told of one kind in one matter, as a line with what came last.</summary>
sealed record InboxLine
{
    public AudienceKind Audience { get; init; }
    public NotificationKind Kind { get; init; }
    public string Matter { get; init; } = "";
    public Guid SubjectId { get; init; }
    public Guid? PositionId { get; init; }
    public string? PositionTitle { get; init; }
    public string? UnitName { get; init; }
    public DateTimeOffset OccurredAt { get; init; }
    public DateTimeOffset AppearsAt { get; init; }
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>How many wait for somebody still.</summary>
    public long Standing { get; init; }

    /// <summary>How many of them the reader has not read.</summary>
    public long Unread { get; init; }

    /// <summary>When the last of all appeared.</summary>
    public DateTimeOffset Newest { get; init; }

    /// <summary>As stored.</summary>
    public string FactsText { get; init; } = "{}";

    /// <summary>What is said of what came last.</summary>
    public NotificationFacts Facts => Json.Read<NotificationFacts>(FactsText);
}
