namespace RaMatch.Contracts.Posting;

/// <summary>A park has returned a submitted position to its unit with notes; an earlier text stays published.</summary>
/// <param name="PositionId">The position.</param>
/// <param name="Version">The subject's version after this event, counted from 1.</param>
/// <param name="UnitId">The unit that offers it.</param>
/// <param name="ParkId">The unit's park.</param>
/// <param name="ReturnedAt">When the park decided.</param>
[Message("posting", "position-returned", "portal")]
public sealed record PositionReturned(
    Guid PositionId,
    long Version,
    Guid UnitId,
    string ParkId,
    DateTimeOffset ReturnedAt) : IMessage
{
    Guid IMessage.Subject => PositionId;
}
