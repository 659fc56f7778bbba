namespace RaMatch.Contracts.Posting;

/// <summary>A position takes no more applications. Placements already under way go on.</summary>
/// <param name="PositionId">The position.</param>
/// <param name="Version">The subject's version after this event, counted from 1.</param>
/// <param name="Reason">Why it was closed.</param>
/// <param name="ClosedAt">When.</param>
[Message("posting", "position-closed", "applicant", "matching")]
public sealed record PositionClosed(
    Guid PositionId,
    long Version,
    string Reason,
    DateTimeOffset ClosedAt) : IMessage
{
    Guid IMessage.Subject => PositionId;
}
