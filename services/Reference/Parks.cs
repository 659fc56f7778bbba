using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace RaMatch.Reference;

/// <summary>A national high-tech zone (国家高新区).</summary>
/// <param name="Id">Lower-case letters and hyphens, such as <c>weifang</c>; never changes and is never given to another zone.</param>
/// <param name="Name">Full name, such as 潍坊高新技术产业开发区.</param>
/// <param name="ShortName">The usual short name, such as 潍坊高新区.</param>
/// <param name="Province">Province, autonomous region or municipality.</param>
/// <param name="City">The city it lies in; always one of <see cref="Cities"/>.</param>
public sealed record Park(string Id, string Name, string ShortName, string Province, string City);

/// <summary>The national high-tech zones.</summary>
public static class Parks
{
    static readonly Lazy<IReadOnlyList<Park>> Loaded = new(Load);

    static readonly Lazy<FrozenDictionary<string, Park>> ById =
        new(() => All.ToFrozenDictionary(park => park.Id, StringComparer.Ordinal));

    static readonly Lazy<NameIndex<Park>> ByShortName = new(() => new(All.Select(park => (park, park.Id, park.ShortName))));

    static readonly Lazy<NameIndex<Park>> ByName = new(() => new(All.Select(park => (park, park.Id, park.Name))));

    /// <summary>All zones, by province.</summary>
    public static IReadOnlyList<Park> All => Loaded.Value;

    /// <summary>Finds a zone by its id; ids are compared exactly.</summary>
    public static bool TryFind(string? id, [NotNullWhen(true)] out Park? park) => ById.Value.TryGetValue(id ?? "", out park);

    /// <summary>A zone's short name; of an id that is no zone's, the id.</summary>
    public static string ShortNameOf(string id) => TryFind(id, out var park) ? park.ShortName : id;

    /// <summary>Zones whose id, short or full name begins with or contains the text, best first; empty text finds none.</summary>
    public static IReadOnlyList<Park> Search(string? text, int take) =>
        ByShortName.Value.Search(text, take) is { Count: > 0 } found ? found : ByName.Value.Search(text, take);

    static IReadOnlyList<Park> Load()
    {
        var parks = new List<Park>();
        var province = "";
        foreach (var (indent, text) in TableFile.Read("parks.txt"))
        {
            if (indent == 0)
            {
                province = text;
                continue;
            }

            var (city, items) = TableFile.SplitAt(text, ": ");
            foreach (var item in items.Split(TableFile.ItemSeparator))
            {
                var (id, names) = TableFile.SplitAt(item, " ");
                var (shortName, fullName) = names.Contains(" = ", StringComparison.Ordinal)
                    ? TableFile.SplitAt(names, " = ")
                    : (names, names.Replace("高新区", "高新技术产业开发区", StringComparison.Ordinal));
                parks.Add(new Park(id, fullName, shortName, province, city));
            }
        }

        return parks.AsReadOnly();
    }
}
