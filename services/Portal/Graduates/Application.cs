using RaMatch.Contracts;

namespace RaMatch.Portal.Graduates;

/// <summary>An application as Applicant tells it to its graduate: where it stands in plain words, and how it came there.</summary>
public sealed record Application(
    Guid ApplicationId,
    Guid PositionId,
    string PositionTitle,
    string UnitName,
    string Programme,
    string City,
    long PayMinimumFen,
    long PayMaximumFen,
    int? Rank,
    PlacementStage Stage,
    string StageText,
    bool Active,
    string? Reason,
    DateTimeOffset SubmittedAt,
    Application.OfferPart? Offer,
    long? AgreedPayFen,
    Application.InterviewPart? Interview,
    bool HireConfirmable,
    DateTimeOffset? HireConfirmedAt,
    string? UnitSuspended,
    IReadOnlyList<Application.PositionChange> PositionChanges,
    IReadOnlyList<Application.Step> Timeline)
{
    /// <summary>More than anybody's wish limit allows, with all that have ended.</summary>
    public const string AllOfThem = "applications?size=200";

    /// <summary>Whether the graduate has an offer to answer.</summary>
    public bool OfferOpen => Offer?.State == "open";

    /// <summary>Whether the answer to an offer is on its way.</summary>
    public bool OfferAnswering => Offer?.State == "answering";

    /// <summary>Whether an offer is accepted and nothing has ended it.</summary>
    public bool IsTaken => Stage is >= PlacementStage.Accepted and <= PlacementStage.Counted;

    /// <summary>The one of the graduate's own that is accepted in a programme, which takes no other application then; null if none is.</summary>
    public static Application? TakenIn(string programme, IEnumerable<Application> own) => own.FirstOrDefault(one => one.IsTaken && one.Programme == programme);

    /// <summary>Whether the graduate may still withdraw.</summary>
    public bool Withdrawable => Active && !IsTaken && !OfferAnswering;

    /// <summary>An offer: <c>open</c>, <c>answering</c> or <c>expired</c>.</summary>
    public sealed record OfferPart(string State, bool? Accepted, long? PayFen, DateTimeOffset? ExpiresAt);

    /// <summary>Something of the position that was changed after the application.</summary>
    public sealed record PositionChange(string Label, string Before, string After);

    /// <summary>An interview.</summary>
    public sealed record InterviewPart(DateTimeOffset At, string? Place);

    /// <summary>One step of the way.</summary>
    public sealed record Step(PlacementStage Stage, string Text, DateTimeOffset At, string? Reason);
}
