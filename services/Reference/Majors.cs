using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace RaMatch.Reference;

/// <summary>
/// The majors of the ministry's catalogues. What a position accepts is a list of prefixes: a discipline (two digits), an undergraduate
/// class (four digits) or one major (its whole code). Because a few majors have seven digits (0502100T beside 050210), a prefix is
/// compared by <see cref="Covers"/>, not by comparing text.
/// </summary>
public static class Majors
{
    static readonly Lazy<Catalogue> Loaded = new(Catalogue.Load);

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
    public static IReadOnlyList<Major> Search(string? text, int take) =>
        NameSearch.Find(All, text, take, major => major.PrintedCode, major => major.Name);

    /// <summary>Trims, turns to upper case and drops K and T at the end; does not look whether there is such a code.</summary>
    public static string Normalize(string? code) => (code ?? "").Trim().ToUpperInvariant().TrimEnd('K', 'T');

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
