namespace RaMatch.Contracts.Applicant;

/// <summary>A graduate has withdrawn an application before accepting an offer on it.</summary>
/// <param name="ApplicationId">The application.</param>
/// <param name="Version">The subject's version after this event, counted from 1.</param>
/// <param name="GraduateId">The graduate's pseudonym.</param>
/// <param name="WithdrawnAt">When.</param>
[Message("applicant", "application-withdrawn", "matching")]
public sealed record ApplicationWithdrawn(
    Guid ApplicationId,
    long Version,
    Guid GraduateId,
    DateTimeOffset WithdrawnAt) : IMessage
{
    Guid IMessage.Subject => ApplicationId;
}
