namespace RaMatch.Contracts.Matching;

/// <summary>How far a park is at a milestone.</summary>
/// <param name="ParkId">The park.</param>
/// <param name="Due">How many hires the milestone asks of it; null where it asks for no number.</param>
/// <param name="Counted">How many count.</param>
public sealed record ParkAtMilestone(string ParkId, long? Due, long Counted);
