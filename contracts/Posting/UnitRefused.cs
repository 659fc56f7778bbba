namespace RaMatch.Contracts.Posting;

/// <summary>A park has turned away a unit that it did not trust until now; one that it did is suspended (<see cref="UnitSuspended"/>).</summary>
/// <param name="UnitId">The unit.</param>
/// <param name="Version">The subject's version after this event, counted from 1.</param>
/// <param name="ParkId">The park.</param>
/// <param name="RefusedAt">When the park decided.</param>
[Message("posting", "unit-refused", "portal")]
public sealed record UnitRefused(
    Guid UnitId,
    long Version,
    string ParkId,
    DateTimeOffset RefusedAt) : IMessage
{
    Guid IMessage.Subject => UnitId;
}
