namespace RaMatch.Contracts.Applicant;

/// <summary>A graduate has ordered the applications of one programme. A snapshot: the higher version wins.</summary>
/// <param name="GraduateId">The graduate's pseudonym.</param>
/// <param name="Version">The subject's version after this event, counted from 1.</param>
/// <param name="Programme">The programme's code.</param>
/// <param name="Applications">Applications, dearest first.</param>
/// <param name="RankedAt">When.</param>
[Message("applicant", "wishes-ranked", "matching", "portal")]
public sealed record WishesRanked(
    Guid GraduateId,
    long Version,
    string Programme,
    IReadOnlyList<Guid> Applications,
    DateTimeOffset RankedAt) : IMessage
{
    Guid IMessage.Subject => GraduateId;
}
