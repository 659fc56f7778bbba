namespace RaMatch.Mutation.Rewriting;

/// <summary>The mutants of a run, numbered as they are found.</summary>
/// <param name="dropped">The keys of those that did not compile, which are left out.</param>
public sealed class MutantList(IReadOnlySet<string> dropped)
{
    readonly List<Mutant> _all = [];

    /// <summary>All so far, in the order of their numbers.</summary>
    public IReadOnlyList<Mutant> All => _all;

    /// <summary>How many were left out.</summary>
    public int Dropped { get; private set; }

    /// <summary>Adds a mutant and gives its number; null if it was left out.</summary>
    public int? Add(string path, int line, string member, int start, string before, string after)
    {
        var mutant = new Mutant(_all.Count + 1, path, line, member, start, OneLine(before), OneLine(after));
        if (dropped.Contains(mutant.Key))
        {
            Dropped++;
            return null;
        }

        _all.Add(mutant);
        return mutant.Number;
    }

    static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
