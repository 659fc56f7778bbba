using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace RaMatch.Reference;

/// <summary>An institution from which people graduate.</summary>
/// <param name="Code">
/// The ministry's ten-digit identification code (学校标识码); of an institution outside its lists an id of ours, Q and four digits. Both stand
/// in stored profiles and never change.
/// </param>
/// <param name="Name">Full Chinese name.</param>
/// <param name="Level">本科 or 专科; of an institution outside the ministry's lists its kind, such as 科研院所 or 香港高校.</param>
/// <param name="City">The city it stands in, one of <see cref="Cities"/>; empty outside the ministry's lists.</param>
/// <param name="Province">The province that keeps it, or its region; two institutions stand in a city of another one; empty where not known.</param>
public sealed record University(string Code, string Name, string Level, string City, string Province);

/// <summary>What a name was found to mean.</summary>
/// <param name="University">The institution.</param>
/// <param name="OtherName">The former or other name by which it was found; null if by its own.</param>
/// <param name="MergedInto">Where an institution that is no more went, if that is known.</param>
public sealed record UniversityFound(University University, string? OtherName = null, University? MergedInto = null)
{
    /// <summary>The name by which it was found.</summary>
    public string Name => OtherName ?? University.Name;
}

/// <summary>
/// The ministry's list of regular institutions of higher education (全国普通高等学校名单) with the former names of the institutions and those
/// that are no more, and the institutions outside it whose names graduates give. The editions are named in the heads of the tables. Who
/// graduated elsewhere writes the name by hand.
/// </summary>
public static class Universities
{
    static readonly Lazy<IReadOnlyList<University>> Loaded = new(() => [.. Regular("universities.txt").Select(one => one.University)]);

    static readonly Lazy<IReadOnlyList<(University University, string? MergedInto)>> LoadedFormer = new(() => [.. Regular("former-universities.txt")]);

    static readonly Lazy<IReadOnlyList<(University University, string[] OtherNames)>> LoadedOthers = new(() => [.. OutsideTheList()]);

    static readonly Lazy<FrozenDictionary<string, University>> ByCode = new(() => All
        .Concat(LoadedFormer.Value.Select(one => one.University))
        .Concat(LoadedOthers.Value.Select(one => one.University))
        .ToFrozenDictionary(university => university.Code, StringComparer.Ordinal));

    static readonly Lazy<NameIndex<UniversityFound>> ByName = new(() => new(Named()
        .SelectMany(one => NamesOf(one.Name).Select(name => (one, one.OtherName is null ? one.University.Code : name, name)))));

    /// <summary>The regular institutions of today: by province, then level, then city.</summary>
    public static IReadOnlyList<University> All => Loaded.Value;

    /// <summary>Finds an institution by its code, also one that is no more.</summary>
    public static bool TryFind(string? code, [NotNullWhen(true)] out University? university) =>
        ByCode.Value.TryGetValue((code ?? "").Trim(), out university);

    /// <summary>
    /// Finds an institution by a full name of today or before, however it is written: brackets of any shape or none. Null if no institution
    /// has or had it. A name of today goes before a former one.
    /// </summary>
    public static UniversityFound? Find(string? name) => ByName.Value.Named(name) is [var found, ..] ? found : null;

    /// <summary>Institutions whose code or a name of which begins with or contains the text, best first; empty text finds none.</summary>
    public static IReadOnlyList<UniversityFound> Search(string? text, int take) => ByName.Value.Search(text, take);

    // In the order in which a name is claimed.
    static IEnumerable<UniversityFound> Named() =>
    [
        .. All.Select(one => new UniversityFound(one)),
        .. LoadedOthers.Value.Select(one => new UniversityFound(one.University)),
        .. TableFile.Read("university-names.txt").Select(line => TableFile.SplitAt(line.Text, Equal)).Select(line => new UniversityFound(ByCode.Value[line.After], line.Before)),
        .. LoadedOthers.Value.SelectMany(one => one.OtherNames.Select(name => new UniversityFound(one.University, name))),
        .. LoadedFormer.Value.Select(one => new UniversityFound(one.University, null, one.MergedInto is null ? null : ByCode.Value[one.MergedInto])),
    ];

    // 中国石油大学（华东） is also written without its brackets.
    static IEnumerable<string> NamesOf(string name) => name.Contains('（', StringComparison.Ordinal)
        ? [name, name.Replace("（", "", StringComparison.Ordinal).Replace("）", "", StringComparison.Ordinal)]
        : [name];

    const string Equal = " = ";
    const string Unknown = "–";
    const string RegularInstitution = "41";
    const int FullCodeLength = 10;

    static IEnumerable<(University University, string? MergedInto)> Regular(string table)
    {
        var (provinceCode, province, level) = ("", "", "");
        foreach (var (indent, text) in TableFile.Read(table))
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
                    var (ownName, mergedInto) = name.Contains(Equal, StringComparison.Ordinal) ? TableFile.SplitAt(name, Equal) : (name, null);
                    yield return (new University(code, ownName, level, city, province), mergedInto);
                }
            }
        }
    }

    static IEnumerable<(University University, string[] OtherNames)> OutsideTheList()
    {
        var (kind, province) = ("", "");
        foreach (var (indent, text) in TableFile.Read("institutions.txt"))
        {
            if (indent == 0)
            {
                kind = text;
            }
            else if (indent == 1)
            {
                province = text == Unknown ? "" : text;
            }
            else
            {
                var (code, names) = TableFile.SplitAt(text, " ");
                var (name, others) = names.Contains(Equal, StringComparison.Ordinal) ? TableFile.SplitAt(names, Equal) : (names, null);
                yield return (new University(code, name, kind, "", province), others?.Split(" | ") ?? []);
            }
        }
    }
}
