namespace RaMatch.Contracts.Posting;

/// <summary>A position, or a new text of one, waits for its park's review.</summary>
/// <param name="PositionId">The position.</param>
/// <param name="Version">The subject's version after this event, counted from 1.</param>
/// <param name="UnitId">The unit that offers it.</param>
/// <param name="ParkId">The unit's park.</param>
/// <param name="Programme">The programme's code.</param>
/// <param name="Title">The post's title as submitted.</param>
/// <param name="SubmittedAt">When.</param>
[Message("posting", "position-submitted", "portal")]
public sealed record PositionSubmitted(
    Guid PositionId,
    long Version,
    Guid UnitId,
    string ParkId,
    string Programme,
    string Title,
    DateTimeOffset SubmittedAt) : IMessage
{
    Guid IMessage.Subject => PositionId;
}
