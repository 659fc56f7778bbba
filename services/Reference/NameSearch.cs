namespace RaMatch.Reference;

/// <summary>The search behind every picker: what a person types is compared with code and name, best matches first.</summary>
static class NameSearch
{
    /// <summary>
    /// Order: equal to code or name, then begins with it, then contains it in the name; within a group the shorter name first,
    /// then the order of the table. Empty text finds nothing, so that a picker opened by mistake does not list thousands.
    /// </summary>
    public static IReadOnlyList<T> Find<T>(IEnumerable<T> all, string? text, int take, Func<T, string> code, Func<T, string> name)
    {
        var sought = text?.Trim() ?? "";
        if (sought.Length == 0 || take <= 0)
        {
            return [];
        }

        return [.. all
            .Select(item => (Item: item, Rank: Rank(sought, code(item), name(item)), name(item).Length))
            .Where(hit => hit.Rank < NoMatch)
            .OrderBy(hit => hit.Rank)
            .ThenBy(hit => hit.Length)
            .Take(take)
            .Select(hit => hit.Item)];
    }

    const int NoMatch = 3;

    static int Rank(string sought, string code, string name)
    {
        if (Same(code, sought) || Same(name, sought))
        {
            return 0;
        }

        if (code.StartsWith(sought, StringComparison.OrdinalIgnoreCase) || name.StartsWith(sought, StringComparison.OrdinalIgnoreCase))
        {
            return 1;
        }

        return name.Contains(sought, StringComparison.OrdinalIgnoreCase) ? 2 : NoMatch;
    }

    static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
