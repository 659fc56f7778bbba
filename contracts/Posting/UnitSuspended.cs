namespace RaMatch.Contracts.Posting;

/// <summary>A park has suspended a unit: its positions take no more applications or offers until it is verified again.</summary>
/// <param name="UnitId">The unit.</param>
/// <param name="Version">The subject's version after this event, counted from 1.</param>
/// <param name="ParkId">The unit's park.</param>
/// <param name="Reason">The park's words.</param>
/// <param name="SuspendedAt">When the park decided.</param>
[Message("posting", "unit-suspended", "matching", "applicant", "portal")]
public sealed record UnitSuspended(
    Guid UnitId,
    long Version,
    string ParkId,
    string Reason,
    DateTimeOffset SuspendedAt) : IMessage
{
    Guid IMessage.Subject => UnitId;
}
