namespace RaMatch.Contracts.Matching;

/// <summary>A claimed hire that waited for its park's verification lacks something again: a document was taken out, or the agreement registered anew.</summary>
/// <param name="PlacementId">The placement.</param>
/// <param name="Version">The subject's version at that moment, counted from 1.</param>
/// <param name="ParkId">The park.</param>
/// <param name="ReopenedAt">When.</param>
[Message("matching", "evidence-reopened", "portal")]
public sealed record EvidenceReopened(
    Guid PlacementId,
    long Version,
    string ParkId,
    DateTimeOffset ReopenedAt) : IMessage
{
    Guid IMessage.Subject => PlacementId;
}
