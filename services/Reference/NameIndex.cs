using System.Collections.Frozen;

namespace RaMatch.Reference;

/// <summary>
/// The look-up behind every picker: what a person types is compared with codes and names, however it is written
/// (<see cref="LookupText"/>). One thing may stand in it under several names.
/// </summary>
sealed class NameIndex<T>
{
    readonly Entry[] _entries;
    readonly FrozenDictionary<string, T[]> _byName;

    readonly record struct Entry(T Item, string Code, string Name);

    public NameIndex(IEnumerable<(T Item, string Code, string Name)> entries)
    {
        _entries = [.. entries.Select(entry => new Entry(entry.Item, LookupText.Fold(entry.Code), LookupText.Fold(entry.Name)))];
        _byName = _entries
            .GroupBy(entry => entry.Name, entry => entry.Item, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>All that have this name, in the order of the table; of none an empty list.</summary>
    public IReadOnlyList<T> Named(string? name) => _byName.GetValueOrDefault(LookupText.Fold(name), []);

    /// <summary>
    /// Order: equal to code or name, then begins with it, then contains it in the name; within a group the shorter name first,
    /// then the order of the table. Empty text finds nothing, so that a picker opened by mistake does not list thousands.
    /// </summary>
    public IReadOnlyList<T> Search(string? text, int take)
    {
        var sought = LookupText.Fold(text);
        if (sought.Length == 0 || take <= 0)
        {
            return [];
        }

        return [.. _entries
            .Select(entry => (Entry: entry, Rank: Rank(sought, entry)))
            .Where(hit => hit.Rank < NoMatch)
            .OrderBy(hit => hit.Rank)
            .ThenBy(hit => hit.Entry.Name.Length)
            .Select(hit => hit.Entry.Item)
            .Distinct()
            .Take(take)];
    }

    const int NoMatch = 3;

    static int Rank(string sought, Entry entry)
    {
        if (entry.Code == sought || entry.Name == sought)
        {
            return 0;
        }

        if (entry.Code.StartsWith(sought, StringComparison.Ordinal) || entry.Name.StartsWith(sought, StringComparison.Ordinal))
        {
            return 1;
        }

        return entry.Name.Contains(sought, StringComparison.Ordinal) ? 2 : NoMatch;
    }
}
