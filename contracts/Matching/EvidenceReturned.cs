namespace RaMatch.Contracts.Matching;

/// <summary>A park has sent a claimed hire's evidence back to the unit, saying there what to mend.</summary>
/// <param name="PlacementId">The placement.</param>
/// <param name="Version">The subject's version after this event, counted from 1.</param>
/// <param name="Programme">The programme's code.</param>
/// <param name="ParkId">The park.</param>
/// <param name="UnitId">The unit.</param>
/// <param name="PositionId">The position.</param>
/// <param name="ReturnedAt">When.</param>
[Message("matching", "evidence-returned", "portal")]
public sealed record EvidenceReturned(
    Guid PlacementId,
    long Version,
    string Programme,
    string ParkId,
    Guid UnitId,
    Guid PositionId,
    DateTimeOffset ReturnedAt) : IMessage
{
    Guid IMessage.Subject => PlacementId;
}
