using System.Text.RegularExpressions;
using RaMatch.Contracts;
using RaMatch.Portal.Backend;
using RaMatch.Reference;
using RaMatch.Sheets.Reading;

namespace RaMatch.Portal.Parks;

/// <summary>The parts of a target as somebody types them: one a line, its name and how many, parted by a comma, a tab, a colon or a blank.</summary>
sealed partial class PartLines
{
    readonly List<(Part Part, string? Fault)> _lines;

    PartLines(List<(Part, string?)> lines) => _lines = lines;

    /// <summary>A part as it is sent to Matching. What cannot be read is null, which Matching refuses: no split is kept in which a line was left out.</summary>
    public sealed record Part(string? Street, UnitCategory? Category, Guid? UnitId, int? Target);

    /// <summary>The parts, in the order of the lines.</summary>
    public IReadOnlyList<Part> Parts => [.. _lines.Select(line => line.Part)];

    /// <summary>Reads what was typed.</summary>
    /// <param name="lines">The lines that are not empty.</param>
    /// <param name="kind">By what the target is split.</param>
    /// <param name="units">The units that a part may be of.</param>
    public static PartLines Read(IReadOnlyList<string> lines, TargetSplit kind, IReadOnlyList<TargetUnit> units) => new([.. lines.Select(line => Read(line, kind, units))]);

    /// <summary>A split as it is typed.</summary>
    public static string Write(TargetSplitting? split) => split is null ? "" : string.Join('\n', split.Parts.Select(part => $"{NameOf(part)}，{part.Target}"));

    /// <summary>What a part is called.</summary>
    public static string NameOf(TargetPart part) => part.Street ?? part.UnitName ?? (part.Category is { } category ? Labels.Of(category) : "（已不在名单中的单位）");

    /// <summary>What is wrong, line by line: what could not be read, or what Matching has found; null where nothing is.</summary>
    public string? Faults(Refusal? refusal)
    {
        var said = new List<string>();
        if (refusal?.Of("parts") is { } all)
        {
            said.Add(all);
        }

        foreach (var (at, (_, fault)) in _lines.Index())
        {
            var found = new[] { "street", "category", "unitId", "target" }.Select(field => refusal?.Of($"parts[{at}].{field}")).OfType<string>().ToList();
            if ((fault ?? found.FirstOrDefault()) is { } sentence)
            {
                said.Add($"第 {at + 1} 行：{sentence}");
            }
        }

        return said.Count == 0 ? null : string.Concat(said);
    }

    static (Part, string?) Read(string line, TargetSplit kind, IReadOnlyList<TargetUnit> units)
    {
        // Two columns of a sheet are parted by a tab; else the number is what the line ends with.
        var parts = line.IndexOf('\t', StringComparison.Ordinal) is > 0 and var tab ? NumberAlone().Match(line[(tab + 1)..]) : NameAndNumber().Match(line);
        var target = parts.Success ? Typed.Whole(parts.Groups["number"].Value.Replace('，', ',')) : null;
        var name = (target is null ? line : parts.Groups["name"] is { Success: true } typed ? typed.Value : line[..line.IndexOf('\t', StringComparison.Ordinal)]).Trim(' ', '\u3000', '\t', '，', ',', '：', ':');
        if (target is null)
        {
            return (Named(name, kind, units).Part with { Target = null }, $"“{name}”后面没有人数，请写成“名称，人数”。");
        }

        var (part, fault) = Named(name, kind, units);
        return (part with { Target = target }, fault);
    }

    static (Part Part, string? Fault) Named(string name, TargetSplit kind, IReadOnlyList<TargetUnit> units)
    {
        var key = FoldedText.Key(name);
        switch (kind)
        {
            case TargetSplit.Street:
                return (new Part(name, null, null, null), null);
            case TargetSplit.Category:
                var category = Enum.GetValues<UnitCategory>().Where(one => FoldedText.Key(Labels.Of(one)) == key).Select(one => (UnitCategory?)one).FirstOrDefault();
                return (new Part(null, category, null, null), category is null ? Unknown(name, "单位类别", Enum.GetValues<UnitCategory>().Select(Labels.Of)) : null);
            default:
                List<TargetUnit> found = [.. units.Where(unit => FoldedText.Key(unit.Name) == key)];
                return found.Count == 1 ? (new Part(null, null, found[0].UnitId, null), null)
                    : (new Part(null, null, null, null), found.Count > 1 ? $"有 {found.Count} 家单位都叫“{name}”，无法区分。" : Unknown(name, "核验通过的单位", units.Select(unit => unit.Name)));
        }
    }

    static string Unknown(string name, string what, IEnumerable<string> names) =>
        Nearest.Of(name, names) is { } nearest ? $"没有名为“{name}”的{what}，是不是“{nearest}”？" : $"没有名为“{name}”的{what}。";

    [GeneratedRegex(@"\A[ \u3000]*(?<number>[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+|[0-9０-９]+)[ \u3000]*[人名个]?[ \t\u3000]*\z")]
    private static partial Regex NumberAlone();

    [GeneratedRegex(@"\A(?<name>.*?)[ \u3000,，:：]+(?<number>[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+|[0-9０-９]+)[ \u3000]*[人名个]?[ \t\u3000]*\z")]
    private static partial Regex NameAndNumber();
}
