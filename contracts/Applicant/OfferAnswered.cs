namespace RaMatch.Contracts.Applicant;

/// <summary>A graduate has answered an offer. Matching decides whether it still stands.</summary>
/// <param name="PlacementId">The placement.</param>
/// <param name="Version">The subject's version after this event, counted from 1.</param>
/// <param name="GraduateId">The graduate's pseudonym.</param>
/// <param name="Accepted">Accepted, or else declined.</param>
/// <param name="AnsweredAt">When.</param>
[Message("applicant", "offer-answered", "matching")]
public sealed record OfferAnswered(
    Guid PlacementId,
    long Version,
    Guid GraduateId,
    bool Accepted,
    DateTimeOffset AnsweredAt) : IMessage
{
    Guid IMessage.Subject => PlacementId;
}
