namespace RaMatch.Contracts.Matching;

/// <summary>Two placements claim the same person; a supervisor has to decide.</summary>
/// <param name="DisputeId">The dispute.</param>
/// <param name="Version">1: a dispute is opened once.</param>
/// <param name="Programme">The programme's code.</param>
/// <param name="HolderParkId">The park for which the person counts.</param>
/// <param name="ClaimantParkId">The park that claims the person too; may be the same.</param>
/// <param name="OpenedAt">When.</param>
[Message("matching", "dispute-opened", "portal")]
public sealed record DisputeOpened(
    Guid DisputeId,
    long Version,
    string Programme,
    string HolderParkId,
    string ClaimantParkId,
    DateTimeOffset OpenedAt) : IMessage
{
    Guid IMessage.Subject => DisputeId;
}
