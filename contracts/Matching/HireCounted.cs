namespace RaMatch.Contracts.Matching;

/// <summary>A hire has been counted (落实): one entry of +1 in the ledger.</summary>
/// <param name="PlacementId">The placement.</param>
/// <param name="Version">The subject's version after this event, counted from 1.</param>
/// <param name="Programme">The programme's code.</param>
/// <param name="ParkId">The park.</param>
/// <param name="UnitId">The unit.</param>
/// <param name="PositionId">The position.</param>
/// <param name="OfCohort">Whether the graduate is of this year's cohort (应届).</param>
/// <param name="CountedAt">When.</param>
[Message("matching", "hire-counted", "posting")]
public sealed record HireCounted(
    Guid PlacementId,
    long Version,
    string Programme,
    string ParkId,
    Guid UnitId,
    Guid PositionId,
    bool OfCohort,
    DateTimeOffset CountedAt) : IMessage
{
    Guid IMessage.Subject => PlacementId;
}
