namespace RaMatch.Contracts.Posting;

/// <summary>A unit waits for its park's verification: registered, or changed in what the park had verified.</summary>
/// <param name="UnitId">The unit.</param>
/// <param name="Version">The subject's version after this event, counted from 1.</param>
/// <param name="Name">The name it gives itself; not verified.</param>
/// <param name="ParkId">The park it asks.</param>
/// <param name="SubmittedAt">When.</param>
[Message("posting", "unit-submitted", "portal")]
public sealed record UnitSubmitted(
    Guid UnitId,
    long Version,
    string Name,
    string ParkId,
    DateTimeOffset SubmittedAt) : IMessage
{
    Guid IMessage.Subject => UnitId;
}
