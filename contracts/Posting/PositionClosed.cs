namespace RaMatch.Contracts.Posting;

/// <summary>A position takes no more applications, or will never: it may be closed before it was published. Placements already under way go on.</summary>
/// <param name="PositionId">The position.</param>
/// <param name="Version">The subject's version after this event, counted from 1.</param>
/// <param name="Reason">Why it was closed.</param>
/// <param name="ClosedAt">When.</param>
[Message("posting", "position-closed", "applicant", "matching", "portal")]
public sealed record PositionClosed(
    Guid PositionId,
    long Version,
    string Reason,
    DateTimeOffset ClosedAt) : IMessage
{
    Guid IMessage.Subject => PositionId;
}
