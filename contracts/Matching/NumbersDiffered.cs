namespace RaMatch.Contracts.Matching;

/// <summary>The daily proof has found that a programme's ledger and what it is about do not agree; somebody has to look.</summary>
/// <param name="ProgrammeId">The programme.</param>
/// <param name="Version">The day (China time) as its number from 1 January of year 1: a difference is told once a day.</param>
/// <param name="Programme">The programme's code.</param>
/// <param name="Parks">The parks whose sums differ; none where it is the chain or a sum kept of all.</param>
/// <param name="DifferedAt">When.</param>
[Message("matching", "numbers-differed", "portal")]
public sealed record NumbersDiffered(
    Guid ProgrammeId,
    long Version,
    string Programme,
    IReadOnlyList<string> Parks,
    DateTimeOffset DifferedAt) : IMessage
{
    Guid IMessage.Subject => ProgrammeId;
}
