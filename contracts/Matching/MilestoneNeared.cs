namespace RaMatch.Contracts.Matching;

/// <summary>A programme's milestone is seven days off, or one day.</summary>
/// <param name="ProgrammeId">The programme.</param>
/// <param name="Version">Counts what was told of the programme's milestones, from 1.</param>
/// <param name="Programme">The programme's code.</param>
/// <param name="Title">What the milestone asks for.</param>
/// <param name="On">Its day (China time).</param>
/// <param name="DaysLeft">7 or 1; fewer where nobody was there to tell it in time.</param>
/// <param name="Parks">How far each park with a target is.</param>
/// <param name="OccurredAt">When.</param>
[Message("matching", "milestone-neared", "portal")]
public sealed record MilestoneNeared(
    Guid ProgrammeId,
    long Version,
    string Programme,
    string Title,
    DateOnly On,
    int DaysLeft,
    IReadOnlyList<ParkAtMilestone> Parks,
    DateTimeOffset OccurredAt) : IMessage
{
    Guid IMessage.Subject => ProgrammeId;
}
