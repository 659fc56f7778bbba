namespace RaMatch.Contracts.Applicant;

/// <summary>A graduate confirms being hired there and has given the ID number, of which only a keyed hash leaves the Applicant service.</summary>
/// <param name="PlacementId">The placement.</param>
/// <param name="Version">The subject's version after this event, counted from 1.</param>
/// <param name="GraduateId">The graduate's pseudonym.</param>
/// <param name="PersonKey">HMAC-SHA256 of the ID number under the programme's key, 64 lower-case hex digits: equal for equal persons within a programme, meaningless outside it.</param>
/// <param name="ConfirmedAt">When.</param>
[Message("applicant", "hire-confirmed", "matching", "portal")]
public sealed record HireConfirmed(
    Guid PlacementId,
    long Version,
    Guid GraduateId,
    string PersonKey,
    DateTimeOffset ConfirmedAt) : IMessage
{
    Guid IMessage.Subject => PlacementId;
}
