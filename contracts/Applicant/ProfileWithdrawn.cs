namespace RaMatch.Contracts.Applicant;

/// <summary>A graduate has withdrawn the consent to matching or deleted the account: the features go.</summary>
/// <param name="GraduateId">The graduate's pseudonym.</param>
/// <param name="Version">The subject's version after this event, counted from 1.</param>
/// <param name="WithdrawnAt">When.</param>
[Message("applicant", "profile-withdrawn", "matching")]
public sealed record ProfileWithdrawn(
    Guid GraduateId,
    long Version,
    DateTimeOffset WithdrawnAt) : IMessage
{
    Guid IMessage.Subject => GraduateId;
}
