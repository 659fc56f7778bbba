namespace RaMatch.Mutation.Running;

/// <summary>Asks a worker to run a test.</summary>
/// <param name="Case">The test's place in the worker's list; -1 asks for the names of all.</param>
/// <param name="Mutant">The mutant in force; 0: none.</param>
/// <param name="Mutants">How many mutants there are.</param>
/// <param name="Milliseconds">After so long the test is stopped, which is a failure.</param>
/// <param name="CpuMilliseconds">Likewise after so much time of the processor.</param>
public sealed record WorkerQuestion(int Case, int Mutant, int Mutants, double Milliseconds, double CpuMilliseconds);
