using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace RaMatch.Reference;

/// <summary>A regular institution of higher education.</summary>
/// <param name="Code">The ministry's ten-digit identification code (学校标识码).</param>
/// <param name="Name">Full Chinese name.</param>
/// <param name="Level">本科 or 专科.</param>
/// <param name="City">The city it stands in; always one of <see cref="Cities"/>.</param>
/// <param name="Province">The province that keeps it; two institutions stand in a city of another one.</param>
public sealed record University(string Code, string Name, string Level, string City, string Province);

/// <summary>The ministry's list of regular institutions of higher education (全国高等学校名单); the edition is named in the table's head.</summary>
public static class Universities
{
    static readonly Lazy<IReadOnlyList<University>> Loaded = new(Load);

    static readonly Lazy<FrozenDictionary<string, University>> ByCode =
        new(() => All.ToFrozenDictionary(university => university.Code, StringComparer.Ordinal));

    static readonly Lazy<FrozenDictionary<string, University>> ByName =
        new(() => All.ToFrozenDictionary(university => university.Name, StringComparer.Ordinal));

    static readonly Lazy<NameIndex<University>> ByText = new(() => new(All.Select(university => (university, university.Code, university.Name))));

    /// <summary>All institutions: by province, then level, then city.</summary>
    public static IReadOnlyList<University> All => Loaded.Value;

    /// <summary>Finds an institution by its ten-digit code.</summary>
    public static bool TryFind(string? code, [NotNullWhen(true)] out University? university) =>
        ByCode.Value.TryGetValue((code ?? "").Trim(), out university);

    /// <summary>Finds an institution by its full name, as it stands in spreadsheets.</summary>
    public static bool TryFindByName(string? name, [NotNullWhen(true)] out University? university) =>
        ByName.Value.TryGetValue((name ?? "").Trim(), out university);

    /// <summary>Institutions whose code or name begins with or whose name contains the text, best first; empty text finds none.</summary>
    public static IReadOnlyList<University> Search(string? text, int take) =>
        ByText.Value.Search(text, take);

    const string RegularInstitution = "41";
    const int FullCodeLength = 10;

    static IReadOnlyList<University> Load()
    {
        var universities = new List<University>();
        var (provinceCode, province, level) = ("", "", "");
        foreach (var (indent, text) in TableFile.Read("universities.txt"))
        {
            if (indent == 0)
            {
                (provinceCode, province) = TableFile.SplitAt(text, " ");
            }
            else if (indent == 1)
            {
                level = text;
            }
            else
            {
                var (city, items) = TableFile.SplitAt(text, ": ");
                foreach (var item in items.Split(TableFile.ItemSeparator))
                {
                    var (digits, name) = TableFile.SplitAt(item, " ");
                    var code = digits.Length == FullCodeLength ? digits : RegularInstitution + provinceCode + digits;
                    universities.Add(new University(code, name, level, city, province));
                }
            }
        }

        return universities.AsReadOnly();
    }
}
