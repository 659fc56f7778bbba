namespace RaMatch.Contracts.Applicant;

/// <summary>A graduate has deleted the account: whoever holds a text about the graduate, written by whomever, forgets it.</summary>
/// <param name="GraduateId">The graduate's pseudonym.</param>
/// <param name="Version">The subject's version after this event, counted from 1.</param>
/// <param name="ErasedAt">When.</param>
[Message("applicant", "graduate-erased", "matching", "portal")]
public sealed record GraduateErased(
    Guid GraduateId,
    long Version,
    DateTimeOffset ErasedAt) : IMessage
{
    Guid IMessage.Subject => GraduateId;
}
