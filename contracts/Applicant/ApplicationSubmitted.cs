namespace RaMatch.Contracts.Applicant;

/// <summary>A graduate has applied for a position. The application's id is the placement's id in every service.</summary>
/// <param name="ApplicationId">The application, and from here on the placement.</param>
/// <param name="Version">The subject's version after this event, counted from 1.</param>
/// <param name="GraduateId">The graduate's pseudonym.</param>
/// <param name="PositionId">The position.</param>
/// <param name="UnitId">The unit that offers it.</param>
/// <param name="ParkId">The unit's park.</param>
/// <param name="Programme">The programme's code.</param>
/// <param name="Rank">Rank among the graduate's wishes, from 1.</param>
/// <param name="SubmittedAt">When.</param>
[Message("applicant", "application-submitted", "matching")]
public sealed record ApplicationSubmitted(
    Guid ApplicationId,
    long Version,
    Guid GraduateId,
    Guid PositionId,
    Guid UnitId,
    string ParkId,
    string Programme,
    int Rank,
    DateTimeOffset SubmittedAt) : IMessage
{
    Guid IMessage.Subject => ApplicationId;
}
