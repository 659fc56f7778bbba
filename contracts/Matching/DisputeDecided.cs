namespace RaMatch.Contracts.Matching;

/// <summary>A supervisor has decided for whom a person counts whom two placements claimed.</summary>
/// <param name="DisputeId">The dispute.</param>
/// <param name="Version">2: it is decided once.</param>
/// <param name="Programme">The programme's code.</param>
/// <param name="HolderParkId">The park for which the person counted.</param>
/// <param name="ClaimantParkId">The park that claimed the person too; may be the same.</param>
/// <param name="DecidedAt">When.</param>
[Message("matching", "dispute-decided", "portal")]
public sealed record DisputeDecided(
    Guid DisputeId,
    long Version,
    string Programme,
    string HolderParkId,
    string ClaimantParkId,
    DateTimeOffset DecidedAt) : IMessage
{
    Guid IMessage.Subject => DisputeId;
}
