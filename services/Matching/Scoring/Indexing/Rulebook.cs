using System.Collections.Frozen;

namespace RaMatch.Matching.Scoring.Indexing;

/// <summary>The tables of the programmes' rules in force. Rules are no part of the index: new ones are a new book, and nothing is rebuilt.</summary>
sealed class Rulebook
{
    readonly FrozenDictionary<string, FitTable> _tables;

    /// <summary>Takes over the tables of <paramref name="before"/> whose rules have not changed.</summary>
    public Rulebook(IReadOnlyDictionary<string, FitRules> rules, Rulebook? before = null) =>
        _tables = rules.ToFrozenDictionary(
            one => one.Key,
            one => before?.Find(one.Key) is { } table && table.Rules == one.Value ? table : new FitTable(one.Value),
            StringComparer.Ordinal);

    /// <summary>The table of a programme; null for a programme without rules, whose positions are recommended to nobody.</summary>
    public FitTable? Find(string programme) => _tables.GetValueOrDefault(programme);

    /// <summary>Whether these are the rules of the book.</summary>
    public bool Says(IReadOnlyDictionary<string, FitRules> rules) =>
        rules.Count == _tables.Count && rules.All(one => Find(one.Key)?.Rules == one.Value);
}
