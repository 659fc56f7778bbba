namespace RaMatch.Contracts.Matching;

/// <summary>A programme's milestone has passed, and some parks have fewer hires than it asks for.</summary>
/// <param name="ProgrammeId">The programme.</param>
/// <param name="Version">Counts what was told of the programme's milestones, from 1.</param>
/// <param name="Programme">The programme's code.</param>
/// <param name="Title">What the milestone asked for.</param>
/// <param name="On">Its day (China time).</param>
/// <param name="Parks">The parks that are short.</param>
/// <param name="OccurredAt">When.</param>
[Message("matching", "milestone-missed", "portal")]
public sealed record MilestoneMissed(
    Guid ProgrammeId,
    long Version,
    string Programme,
    string Title,
    DateOnly On,
    IReadOnlyList<ParkAtMilestone> Parks,
    DateTimeOffset OccurredAt) : IMessage
{
    Guid IMessage.Subject => ProgrammeId;
}
