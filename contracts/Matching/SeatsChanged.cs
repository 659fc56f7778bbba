namespace RaMatch.Contracts.Matching;

/// <summary>How many seats of a position are held by offers or hires has changed. A snapshot: the higher version wins.</summary>
/// <param name="PositionId">The position.</param>
/// <param name="Version">The subject's version after this event, counted from 1.</param>
/// <param name="Seats">All seats.</param>
/// <param name="SeatsHeld">Seats held by offers and hires.</param>
/// <param name="OccurredAt">When.</param>
[Message("matching", "seats-changed", "posting", "applicant")]
public sealed record SeatsChanged(
    Guid PositionId,
    long Version,
    int Seats,
    int SeatsHeld,
    DateTimeOffset OccurredAt) : IMessage
{
    Guid IMessage.Subject => PositionId;
}
