namespace RaMatch.Mutation.Running;

/// <summary>What came of a test.</summary>
/// <param name="Passed">It passed.</param>
/// <param name="TimedOut">It had to be stopped.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="CpuMilliseconds">How much of the processor's time.</param>
/// <param name="Reached">Without a mutant in force: the mutants whose place it came by.</param>
/// <param name="Failure">What the first failure said.</param>
public sealed record WorkerAnswer(bool Passed, bool TimedOut, double Milliseconds, double CpuMilliseconds, IReadOnlyList<int> Reached, string? Failure);
