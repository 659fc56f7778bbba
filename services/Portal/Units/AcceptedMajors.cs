using RaMatch.Contracts;
using RaMatch.Reference;

namespace RaMatch.Portal.Units;

/// <summary>
/// What a unit writes for the majors it accepts: disciplines, classes and majors by name or code. A name that stands in both catalogues means
/// both; a code that means something else in each is asked back.
/// </summary>
static class AcceptedMajors
{
    const int MostOffered = 4;

    static readonly char[] Separators = ['、', '，', ',', '；', ';'];

    /// <summary>The prefixes for Posting; what names nothing, or not one thing, is noted at the field.</summary>
    public static IReadOnlyList<string> Read(Posted posted)
    {
        var track = posted.Value<DegreeLevel>("minimumDegree") is DegreeLevel.Master or DegreeLevel.Doctor ? DegreeTrack.Graduate : (DegreeTrack?)null;
        return [.. posted.Entries("majors").SelectMany(Pieces).SelectMany(entry => PrefixesOf(entry, track, posted)).Select(Majors.Normalize).Distinct()];
    }

    // 土木、水利与海洋工程 is one major; 光电信息工程、电子信息工程 are two that were pasted into one field.
    static IEnumerable<string> Pieces(string entry) =>
        Majors.Find(entry).Count == 0 && entry.Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is var pieces && pieces.All(piece => Majors.Find(piece).Count > 0)
            ? pieces
            : [entry];

    static IEnumerable<string> PrefixesOf(string entry, DegreeTrack? track, Posted posted)
    {
        // The key by which a graduate major is stored names one only, but nobody prints it.
        var found = Majors.TryFind(entry, out var stored) && IsSame(stored.Code, entry) && stored.Code != stored.PrintedCode ? [Majors.NameOf(stored)] : Majors.Find(entry, track);
        if (found.Count == 0)
        {
            var near = Majors.Suggest(entry, MostOffered);
            posted.Refuse("majors", $"专业目录中没有“{entry}”。" + (near.Count == 0 ? "请填写学科门类、专业类或专业的名称。" : $"是不是：{string.Join('、', near.Select(one => one.Text))}？"));
        }
        else if (found.Count > 1 && Majors.IsCodeOnly(entry))
        {
            posted.Refuse("majors", $"代码“{entry}”在本科和研究生目录中是不同的专业：{string.Join('、', found.Select(one => one.Text))}。请填写其中一个。");
        }
        else if (track is not null && Majors.IsCodeOnly(entry) && found.All(one => one.Track is not null && one.Track != track))
        {
            posted.Refuse("majors", $"代码“{entry}”在本科目录中是{string.Join('、', found.Select(one => one.Name))}。这个岗位要求研究生学历，请填写名称，或名称和代码一起写：{string.Join('、', found.Select(one => one.Text))}。");
        }

        // What names nothing goes through as it is: the linter refuses it too.
        return found.Count == 0 ? [entry] : found.Select(one => one.Code);
    }

    static bool IsSame(string code, string other) => Majors.Normalize(code) == Majors.Normalize(other);
}
