namespace RaMatch.Contracts.Matching;

/// <summary>Nothing is missing any more for a claimed hire to count: it waits for its park's verification.</summary>
/// <param name="PlacementId">The placement.</param>
/// <param name="Version">The subject's version at that moment, counted from 1.</param>
/// <param name="Programme">The programme's code.</param>
/// <param name="ParkId">The park.</param>
/// <param name="UnitId">The unit.</param>
/// <param name="PositionId">The position.</param>
/// <param name="CompletedAt">When.</param>
[Message("matching", "evidence-completed", "portal")]
public sealed record EvidenceCompleted(
    Guid PlacementId,
    long Version,
    string Programme,
    string ParkId,
    Guid UnitId,
    Guid PositionId,
    DateTimeOffset CompletedAt) : IMessage
{
    Guid IMessage.Subject => PlacementId;
}
