using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace RaMatch.Reference;

/// <summary>
/// The majors of the ministry's catalogues: undergraduate majors, and of postgraduates the academic disciplines and the professional degrees. What a position accepts is a list of prefixes: a discipline (two digits), an undergraduate
/// class (four digits) or one major (its whole code). Because a few majors have seven digits (0502100T beside 050210), a prefix is
/// compared by <see cref="Covers"/>, not by comparing text.
/// </summary>
public static partial class Majors
{
    static readonly Lazy<Catalogue> Loaded = new(Catalogue.Load);

    static readonly Lazy<NameIndex<Major>> ByText = new(() => new(All.Select(major => (major, major.PrintedCode, major.Name))));

    /// <summary>All majors in the order of the catalogues: by discipline, undergraduate before graduate.</summary>
    public static IReadOnlyList<Major> All => Loaded.Value.All;

    /// <summary>Finds a major by its code. Upper or lower case, and K or T missing or outdated, make no difference; a prefix is not a major.</summary>
    public static bool TryFind(string? code, [NotNullWhen(true)] out Major? major) =>
        Loaded.Value.ByCode.TryGetValue(Normalize(code), out major);

    /// <summary>Whether the text is a discipline, a class or a major of the catalogues.</summary>
    public static bool IsKnownPrefix(string? code) => Describe(code) is not null;

    /// <summary>The Chinese name of a discipline, class or major; null if there is none of that code.</summary>
    public static string? Describe(string? prefix)
    {
        var sought = Normalize(prefix);
        return Loaded.Value.Groups.GetValueOrDefault(sought) ?? Loaded.Value.ByCode.GetValueOrDefault(sought)?.Name;
    }

    /// <summary>
    /// Whether a major falls under what a position accepts: the same discipline, the same undergraduate class or the same major.
    /// A discipline covers both levels. False if either code is unknown.
    /// </summary>
    public static bool Covers(string? prefix, string? majorCode)
    {
        if (!TryFind(majorCode, out var major))
        {
            return false;
        }

        var sought = Normalize(prefix);
        return sought == major.DisciplineCode || sought == major.ClassCode || sought == major.NormalizedCode;
    }

    /// <summary>Majors whose code or name begins with or whose name contains the text, best first; empty text finds none.</summary>
    public static IReadOnlyList<Major> Search(string? text, int take) => ByText.Value.Search(text, take);

    /// <summary>
    /// All that a text names in the catalogues: a discipline, class or major by its code (as stored, as printed, or as a former edition
    /// printed it), by its name of today or before, or by both together (<c>软件工程（080902）</c>, <c>080902 软件工程</c>), however it is
    /// written. Empty if it names nothing, also where code and name belong to different things. More than one is a question to whoever
    /// wrote it: one code means different majors in the two catalogues, one name may stand in both.
    /// </summary>
    /// <param name="text">What was written.</param>
    /// <param name="track">The catalogue to prefer: if it has any such entry, those of the other are left out.</param>
    public static IReadOnlyList<MajorName> Find(string? text, DegreeTrack? track = null)
    {
        var found = Named(LookupText.Fold(text));
        return found.Any(one => one.Track == track) ? [.. found.Where(one => one.Track is null || one.Track == track)] : found;
    }

    /// <summary>The entry of a major as <see cref="Find"/> gives it.</summary>
    public static MajorName NameOf(Major major) => new(major.Code, major.PrintedCode, major.Name, MajorScope.Major, major.Level);

    /// <summary>Whether the text is a code alone, without a name, so that nothing but <see cref="Find"/> tells what was meant.</summary>
    public static bool IsCodeOnly(string? text) => CodeAndName().Match(LookupText.Fold(text)) is { Success: true } match && match.Groups["name"].Length == 0;

    /// <summary>How a stored prefix is written into a form, so that it is read back as the same: by its name, or by its code where the name means more.</summary>
    public static string Written(string prefix) =>
        Find(prefix).FirstOrDefault(one => Normalize(one.Code) == Normalize(prefix)) is { } named && Find(named.Text) is [var only] && Normalize(only.Code) == Normalize(prefix) ? named.Text : prefix;

    /// <summary>
    /// Disciplines, classes and majors whose code or name begins with or whose name contains the text, best first; empty text finds none.
    /// </summary>
    public static IReadOnlyList<MajorName> Suggest(string? text, int take) => Names.Value.ByText.Search(text, take);

    static IReadOnlyList<MajorName> Named(string text)
    {
        var names = Names.Value;
        if (names.ByText.Named(text) is { Count: > 0 } named)
        {
            return named;
        }

        if (names.ByFormerName.Named(text) is { Count: > 0 } former)
        {
            return former;
        }

        if (CodeAndName().Match(text) is { Success: true } match && names.ByCode.TryGetValue(Normalize(match.Groups["code"].Value), out var coded))
        {
            var name = match.Groups["name"].Value;
            return name.Length == 0 ? coded : [.. coded.Where(one => names.ByText.Named(name).Contains(one) || names.ByFormerName.Named(name).Contains(one))];
        }

        return text.EndsWith(MajorSuffix, StringComparison.Ordinal) ? Named(text[..^MajorSuffix.Length]) : [];
    }

    const string MajorSuffix = "专业";

    // A code before or after the name, in brackets or not; the G is that of our graduate keys.
    [GeneratedRegex(@"^(?:\(?(?<code>[0-9]{2,7}(?:g[0-9]{2})?[kt]*)\)?(?<name>[^0-9(][^0-9]*)?|(?<name>[^0-9]*[^0-9(])\(?(?<code>[0-9]{2,7}(?:g[0-9]{2})?[kt]*)\)?)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex CodeAndName();

    /// <summary>Trims, turns to upper case and drops K and T at the end; does not look whether there is such a code.</summary>
    public static string Normalize(string? code) => (code ?? "").Trim().ToUpperInvariant().TrimEnd('K', 'T');

    static readonly Lazy<Naming> Names = new(Naming.Make);

    sealed record Naming(NameIndex<MajorName> ByText, NameIndex<MajorName> ByFormerName, FrozenDictionary<string, MajorName[]> ByCode)
    {
        public static Naming Make()
        {
            var majors = All.ToDictionary(major => major.Code, NameOf, StringComparer.Ordinal);
            var groups = Loaded.Value.Groups.Select(group => group.Key.Length == 2
                ? new MajorName(group.Key, group.Key, group.Value, MajorScope.Discipline, null)
                : new MajorName(group.Key, group.Key, group.Value, MajorScope.Class, DegreeTrack.Undergraduate));
            var all = majors.Values.Concat(groups).ToList();
            var former = TableFile.Read("former-majors.txt").Select(line => TableFile.SplitAt(line.Text, " = ")).Select(line =>
            {
                var (code, name) = TableFile.SplitAt(line.Before, " ");
                return (Code: code, Name: name, Major: majors[line.After]);
            }).ToList();
            return new Naming(
                new(all.Select(one => (one, one.PrintedCode, one.Name))),
                new(former.Select(one => (one.Major, one.Code, one.Name))),
                all.Select(one => (one.Code, Named: one))
                    .Concat(all.Select(one => (Code: one.PrintedCode, Named: one)))
                    .Concat(former.Select(one => (one.Code, Named: one.Major)))
                    .GroupBy(one => Normalize(one.Code), one => one.Named, StringComparer.Ordinal)
                    .ToFrozenDictionary(group => group.Key, group => group.Distinct().ToArray(), StringComparer.Ordinal));
        }
    }

    sealed record Catalogue(IReadOnlyList<Major> All, FrozenDictionary<string, Major> ByCode, FrozenDictionary<string, string> Groups)
    {
        const string Academic = "学术";
        const string Professional = "专业";

        public static Catalogue Load()
        {
            var majors = new List<Major>();
            var groups = new Dictionary<string, string>(StringComparer.Ordinal);
            var (discipline, disciplineName) = ("", "");
            // Null while the lines of the graduate catalogue are read.
            (string Code, string Name)? group = null;
            foreach (var (indent, text) in TableFile.Read("majors.txt"))
            {
                switch (indent)
                {
                    case 0:
                        (discipline, disciplineName) = TableFile.SplitAt(text, " ");
                        groups.Add(discipline, disciplineName);
                        break;
                    case 1 when text is Academic or Professional:
                        group = null;
                        break;
                    case 1:
                        group = TableFile.SplitAt(text, " ");
                        groups.Add(group.Value.Code, group.Value.Name);
                        break;
                    default:
                        majors.AddRange(text.Split(TableFile.ItemSeparator).Select(Read));
                        break;
                }
            }

            return new Catalogue(
                majors.AsReadOnly(),
                majors.ToFrozenDictionary(major => major.NormalizedCode, StringComparer.Ordinal),
                groups.ToFrozenDictionary(StringComparer.Ordinal));

            Major Read(string item)
            {
                var (rest, name) = TableFile.SplitAt(item, " ");
                if (group is { } undergraduate)
                {
                    return new Major(
                        undergraduate.Code + rest, name, DegreeTrack.Undergraduate, undergraduate.Code, undergraduate.Name, discipline, disciplineName);
                }

                var code = discipline + "G" + rest;
                return new Major(code, name, DegreeTrack.Graduate, code, name, discipline, disciplineName);
            }
        }
    }
}
