namespace RaMatch.Mutation;

/// <summary>Says what was found: of each room the mutants that nobody noticed, and the share of those that were noticed.</summary>
/// <param name="output">Where to.</param>
public sealed class Report(TextWriter output)
{
    /// <summary>No room that was written about is below its goal.</summary>
    public bool GoalsReached { get; private set; } = true;

    /// <summary>Writes about the rooms.</summary>
    public void Write(IEnumerable<Room> rooms, IReadOnlyCollection<Verdict> verdicts)
    {
        output.WriteLine();
        output.WriteLine("Not noticed:");
        var lines = new List<string>();
        foreach (var room in rooms)
        {
            var own = verdicts.Where(verdict => room.Holds(verdict.Mutant.Path)).OrderBy(verdict => verdict.Mutant.Number).ToList();
            foreach (var verdict in own.Where(verdict => !verdict.Noticed && verdict.State != Verdict.Kind.Equivalent))
            {
                output.WriteLine($"{verdict.Mutant}{(verdict.State == Verdict.Kind.NotReached ? " (no test comes by)" : "")}");
            }

            int Count(Verdict.Kind kind) => own.Count(verdict => verdict.State == kind);
            var judged = own.Count - Count(Verdict.Kind.Equivalent);
            var share = judged == 0 ? 100 : 100.0 * own.Count(verdict => verdict.Noticed) / judged;
            GoalsReached &= share >= room.Goal;
            lines.Add($"{room.Folder}: {share:0.0} % of {judged} noticed (goal {room.Goal:0} %): {Count(Verdict.Kind.Killed)} by a failure, {Count(Verdict.Kind.TimedOut)} by a time-out; "
                + $"{Count(Verdict.Kind.Survived)} not noticed, {Count(Verdict.Kind.NotReached)} reached by no test; {Count(Verdict.Kind.Equivalent)} equivalent");
        }

        output.WriteLine();
        lines.ForEach(output.WriteLine);
    }
}
