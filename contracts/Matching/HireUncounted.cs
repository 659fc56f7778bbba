namespace RaMatch.Contracts.Matching;

/// <summary>A counted hire counts no more: one entry of −1 in the ledger, with its reason.</summary>
/// <param name="PlacementId">The placement.</param>
/// <param name="Version">The subject's version after this event, counted from 1.</param>
/// <param name="Programme">The programme's code.</param>
/// <param name="ParkId">The park.</param>
/// <param name="UnitId">The unit.</param>
/// <param name="PositionId">The position.</param>
/// <param name="Reason">Why.</param>
/// <param name="UncountedAt">When.</param>
[Message("matching", "hire-uncounted", "posting")]
public sealed record HireUncounted(
    Guid PlacementId,
    long Version,
    string Programme,
    string ParkId,
    Guid UnitId,
    Guid PositionId,
    string Reason,
    DateTimeOffset UncountedAt) : IMessage
{
    Guid IMessage.Subject => PlacementId;
}
