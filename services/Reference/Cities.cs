using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RaMatch.Reference;

/// <summary>A city as posts and wishes name it: prefecture level, a municipality, or a county-level city run directly by its province.</summary>
/// <param name="Name">Full name, such as 潍坊市 or 延边朝鲜族自治州.</param>
/// <param name="Province">Province, autonomous region or municipality.</param>
/// <param name="MinimumMonthlyWageFen">
/// Monthly minimum wage in fen, as of <see cref="Cities.WagesAsOf"/>; a programme's own wage table goes before it.
/// </param>
/// <param name="MinimumWageFrom">The day from which that wage applies; null where it is only known to have been in force on the day of the table.</param>
/// <param name="WageTierInDoubt">Sources differ on the tier of the city: the wage is that of the lower one, a safe floor and not legal advice.</param>
public sealed record City(string Name, string Province, long MinimumMonthlyWageFen, DateOnly? MinimumWageFrom, bool WageTierInDoubt);

/// <summary>The cities of the mainland with their minimum wages; the day of the table is named in its head.</summary>
public static class Cities
{
    static readonly Lazy<(DateOnly AsOf, IReadOnlyList<City> All)> Loaded = new(Load);

    static readonly Lazy<FrozenDictionary<string, City>> ByName = new(() => All
        .SelectMany(city => NamesOf(city).Select(name => KeyValuePair.Create(name, city)))
        .ToFrozenDictionary(StringComparer.Ordinal));

    static readonly Lazy<NameIndex<City>> ByText = new(() => new(All.Select(city => (city, city.Name, city.Name))));

    /// <summary>All cities, by province.</summary>
    public static IReadOnlyList<City> All => Loaded.Value.All;

    /// <summary>The day on which all wages of the table were in force.</summary>
    public static DateOnly WagesAsOf => Loaded.Value.AsOf;

    /// <summary>Finds a city by its full name, or without 市 at the end: 潍坊市 and 潍坊.</summary>
    public static bool TryFind(string? name, [NotNullWhen(true)] out City? city) =>
        ByName.Value.TryGetValue(LookupText.Fold(name), out city);

    /// <summary>Cities whose name begins with or contains the text, best first; empty text finds none.</summary>
    public static IReadOnlyList<City> Search(string? text, int take) => ByText.Value.Search(text, take);

    static IEnumerable<string> NamesOf(City city) => city.Name.EndsWith('市') ? [city.Name, city.Name[..^1]] : [city.Name];

    const long FenPerYuan = 100;
    const string Unknown = "–";
    const char InDoubt = '?';

    static (DateOnly AsOf, IReadOnlyList<City> All) Load()
    {
        var cities = new List<City>();
        var asOf = default(DateOnly?);
        var (province, from, tiers) = ("", default(DateOnly?), Array.Empty<long>());
        foreach (var (indent, text) in TableFile.Read("cities.txt"))
        {
            if (asOf is null)
            {
                asOf = Day(text);
                continue;
            }

            var words = text.Split(' ');
            if (indent == 0)
            {
                province = words[0];
                from = words[1] == Unknown ? null : Day(words[1]);
                tiers = [.. words[2].Split('/').Select(yuan => long.Parse(yuan, CultureInfo.InvariantCulture) * FenPerYuan)];
                continue;
            }

            var wage = tiers[int.Parse(words[0].TrimEnd(InDoubt), CultureInfo.InvariantCulture) - 1];
            cities.AddRange(words.Skip(1).Select(name => new City(name, province, wage, from, words[0].EndsWith(InDoubt))));
        }

        return (asOf ?? throw new InvalidDataException("The table of cities does not begin with its day."), cities.AsReadOnly());
    }

    static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
