namespace RaMatch.Contracts.Matching;

/// <summary>A placement has moved to another stage. A snapshot: the higher version wins.</summary>
/// <param name="PlacementId">The placement (the application's id).</param>
/// <param name="Version">The subject's version after this event, counted from 1.</param>
/// <param name="GraduateId">The graduate's pseudonym.</param>
/// <param name="PositionId">The position.</param>
/// <param name="UnitId">The unit.</param>
/// <param name="ParkId">The unit's park.</param>
/// <param name="Programme">The programme's code.</param>
/// <param name="Stage">The stage reached.</param>
/// <param name="Reason">Why, where the stage is an end or a round has made the offer; in plain words.</param>
/// <param name="OfferExpiresAt">Until when an offer can be answered.</param>
/// <param name="OfferPayFen">Monthly pay offered, in fen.</param>
/// <param name="InterviewAt">When the interview is.</param>
/// <param name="InterviewPlace">Where the interview is.</param>
/// <param name="OccurredAt">When.</param>
[Message("matching", "placement-advanced", "applicant", "portal")]
public sealed record PlacementAdvanced(
    Guid PlacementId,
    long Version,
    Guid GraduateId,
    Guid PositionId,
    Guid UnitId,
    string ParkId,
    string Programme,
    PlacementStage Stage,
    string? Reason,
    DateTimeOffset? OfferExpiresAt,
    long? OfferPayFen,
    DateTimeOffset? InterviewAt,
    string? InterviewPlace,
    DateTimeOffset OccurredAt) : IMessage
{
    Guid IMessage.Subject => PlacementId;
}
