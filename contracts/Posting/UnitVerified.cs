namespace RaMatch.Contracts.Posting;

/// <summary>A park has verified a unit (用人单位), or verified it again after a change. A snapshot: the higher version wins.</summary>
/// <param name="UnitId">The unit.</param>
/// <param name="Version">The subject's version after this event, counted from 1.</param>
/// <param name="Name">The unit's registered name; not personal data.</param>
/// <param name="ParkId">The park's id in the reference table, for example <c>weifang</c>.</param>
/// <param name="Categories">The categories verified with evidence.</param>
/// <param name="VerifiedAt">When the park decided.</param>
[Message("posting", "unit-verified", "matching", "applicant", "portal")]
public sealed record UnitVerified(
    Guid UnitId,
    long Version,
    string Name,
    string ParkId,
    IReadOnlyList<UnitCategory> Categories,
    DateTimeOffset VerifiedAt) : IMessage
{
    Guid IMessage.Subject => UnitId;
}
