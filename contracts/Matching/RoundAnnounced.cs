namespace RaMatch.Contracts.Matching;

/// <summary>A matching round (撮合轮次) is announced, its lists close earlier than announced, or it is over. A snapshot: the higher version wins.</summary>
/// <param name="RoundId">The round.</param>
/// <param name="Version">The subject's version after this event, counted from 1.</param>
/// <param name="Programme">The programme's code.</param>
/// <param name="Title">What the round is called.</param>
/// <param name="Parks">The parks whose positions it covers.</param>
/// <param name="ListsCloseAt">From when on the order of the wishes in these parks stays as it is.</param>
/// <param name="IsOver">It is published or cancelled: the order may change again.</param>
/// <param name="OccurredAt">When.</param>
/// <param name="IsCancelled">It is over because it was cancelled. Absent where the event was written before it was told.</param>
[Message("matching", "round-announced", "applicant", "portal")]
public sealed record RoundAnnounced(
    Guid RoundId,
    long Version,
    string Programme,
    string Title,
    IReadOnlyList<string> Parks,
    DateTimeOffset ListsCloseAt,
    bool IsOver,
    DateTimeOffset OccurredAt,
    bool? IsCancelled = null) : IMessage
{
    Guid IMessage.Subject => RoundId;
}
