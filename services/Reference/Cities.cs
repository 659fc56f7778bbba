using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RaMatch.Reference;

/// <summary>A city as posts and wishes name it: prefecture level, a municipality, or a county-level city run directly by its province.</summary>
/// <param name="Name">Full name, such as 潍坊市 or 延边朝鲜族自治州.</param>
/// <param name="Province">Province, autonomous region or municipality.</param>
/// <param name="MinimumMonthlyWageFen">
/// Monthly minimum wage in fen. Where the tier of the city is in doubt it is the lowest of the province: a safe floor, not legal advice;
/// a programme's own wage table goes before it.
/// </param>
/// <param name="MinimumWageFrom">The day from which that wage applies.</param>
public sealed record City(string Name, string Province, long MinimumMonthlyWageFen, DateOnly MinimumWageFrom);

/// <summary>The cities of the mainland with their minimum wages; the day of the table is named in its head.</summary>
public static class Cities
{
    static readonly Lazy<IReadOnlyList<City>> Loaded = new(Load);

    static readonly Lazy<FrozenDictionary<string, City>> ByName = new(() => All
        .SelectMany(city => NamesOf(city).Select(name => KeyValuePair.Create(name, city)))
        .ToFrozenDictionary(StringComparer.Ordinal));

    static readonly Lazy<NameIndex<City>> ByText = new(() => new(All.Select(city => (city, city.Name, city.Name))));

    /// <summary>All cities, by province.</summary>
    public static IReadOnlyList<City> All => Loaded.Value;

    /// <summary>Finds a city by its full name, or without 市 at the end: 潍坊市 and 潍坊.</summary>
    public static bool TryFind(string? name, [NotNullWhen(true)] out City? city) =>
        ByName.Value.TryGetValue(LookupText.Fold(name), out city);

    /// <summary>Cities whose name begins with or contains the text, best first; empty text finds none.</summary>
    public static IReadOnlyList<City> Search(string? text, int take) => ByText.Value.Search(text, take);

    static IEnumerable<string> NamesOf(City city) => city.Name.EndsWith('市') ? [city.Name, city.Name[..^1]] : [city.Name];

    const long FenPerYuan = 100;

    static IReadOnlyList<City> Load()
    {
        var cities = new List<City>();
        var (province, from, tiers) = ("", default(DateOnly), Array.Empty<long>());
        foreach (var (indent, text) in TableFile.Read("cities.txt"))
        {
            var words = text.Split(' ');
            if (indent == 0)
            {
                province = words[0];
                from = DateOnly.ParseExact(words[1], "yyyy-MM-dd", CultureInfo.InvariantCulture);
                tiers = [.. words[2].Split('/').Select(yuan => long.Parse(yuan, CultureInfo.InvariantCulture) * FenPerYuan)];
                continue;
            }

            var wage = tiers[int.Parse(words[0], CultureInfo.InvariantCulture) - 1];
            cities.AddRange(words.Skip(1).Select(name => new City(name, province, wage, from)));
        }

        return cities.AsReadOnly();
    }
}
