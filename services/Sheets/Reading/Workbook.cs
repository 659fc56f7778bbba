using System.Xml;

namespace RaMatch.Sheets.Reading;

/// <summary>A workbook: its sheets, the texts its cells share, and how its styles show numbers.</summary>
sealed class Workbook
{
    readonly PackedFile _file;
    readonly SheetLimits _limits;
    readonly Dictionary<string, (string Path, string Type)> _targets;

    Workbook(PackedFile file, SheetLimits limits, string path)
    {
        (_file, _limits) = (file, limits);
        _targets = Targets(file, path, limits);
        using (var reader = file.Xml(path))
        {
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element)
                {
                    continue;
                }

                switch (reader.LocalName)
                {
                    case "workbookPr":
                        CountsFrom1904 = reader.Says("date1904");
                        break;
                    case "sheet":
                        Add(reader);
                        break;
                }
            }
        }

        Texts = ReadTexts();
        Styles = PathOf(_targets, "styles") is { } styles && file.Has(styles) ? NumberStyleTable.Read(file, styles) : NumberStyleTable.None;
    }

    /// <summary>A sheet of the workbook.</summary>
    /// <param name="Name">As its tab says.</param>
    /// <param name="IsHidden">Whether it has no tab.</param>
    /// <param name="Path">Where it is in the file.</param>
    public sealed record Sheet(string Name, bool IsHidden, string Path);

    public List<Sheet> Sheets { get; } = [];

    public bool CountsFrom1904 { get; }

    public IReadOnlyList<string> Texts { get; }

    public NumberStyleTable Styles { get; }

    /// <exception cref="Refusal">It is none, or one that is not read.</exception>
    public static Workbook Open(PackedFile file, SheetLimits limits)
    {
        if (file.HasNamed("vbaProject.bin"))
        {
            throw new Refusal(SheetFault.Macros);
        }

        if (!file.Has("[Content_Types].xml") || !file.Has("_rels/.rels"))
        {
            throw new Refusal(SheetFault.OtherFile);
        }

        if (PathOf(Targets(file, "", limits), "officeDocument") is not { } path)
        {
            throw new Refusal(SheetFault.OtherFile);
        }

        using (var types = file.Xml("[Content_Types].xml"))
        {
            while (types.ToNext("Override"))
            {
                if (!string.Equals(types.GetAttribute("PartName")?.TrimStart('/'), path, StringComparison.OrdinalIgnoreCase))
                {
                    continue;
                }

                var type = types.GetAttribute("ContentType") ?? "";
                // A binary workbook calls itself one with macros, too.
                if (type.Contains("binary", StringComparison.OrdinalIgnoreCase))
                {
                    throw new Refusal(SheetFault.BinaryWorkbook);
                }

                if (type.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase))
                {
                    throw new Refusal(SheetFault.Macros);
                }

                if (!type.Contains("spreadsheetml", StringComparison.OrdinalIgnoreCase))
                {
                    throw new Refusal(SheetFault.OtherFile);
                }
            }
        }

        return new Workbook(file, limits, path);
    }

    /// <summary>Opens a sheet.</summary>
    public XmlReader Open(Sheet sheet) => _file.Xml(sheet.Path);

    void Add(XmlReader reader)
    {
        var (name, state, id) = (reader.GetAttribute("name") ?? "", reader.GetAttribute("state"), reader.Attribute("id", ofNamespace: true));
        // What has no rows (a sheet that is one chart) is no sheet here.
        if (id is not null && _targets.TryGetValue(id, out var target) && target.Type == "worksheet")
        {
            Sheets.Add(new Sheet(name, state is "hidden" or "veryHidden", target.Path));
        }

        if (Sheets.Count > _limits.Sheets)
        {
            throw new Refusal(SheetFault.TooMuchInside);
        }
    }

    List<string> ReadTexts()
    {
        var texts = new List<string>();
        if (PathOf(_targets, "sharedStrings") is not { } path || !_file.Has(path))
        {
            return texts;
        }

        using var reader = _file.Xml(path);
        while (reader.ToNext("si"))
        {
            if (texts.Count == _limits.SharedTexts)
            {
                throw new Refusal(SheetFault.TooMuchInside);
            }

            texts.Add(reader.TextWithin(_limits.TextLength, without: "rPh"));
        }

        return texts;
    }

    static string? PathOf(Dictionary<string, (string Path, string Type)> targets, string type) => targets.Values.Where(target => target.Type == type).Select(target => target.Path).FirstOrDefault();

    // By id, where a part's relationships lead to, and the last word of their types.
    static Dictionary<string, (string Path, string Type)> Targets(PackedFile file, string part, SheetLimits limits)
    {
        var folder = part.LastIndexOf('/') is >= 0 and var at ? part[..(at + 1)] : "";
        var path = $"{folder}_rels/{part[folder.Length..]}.rels";
        var targets = new Dictionary<string, (string Path, string Type)>(StringComparer.Ordinal);
        if (!file.Has(path))
        {
            return targets;
        }

        using var reader = file.Xml(path);
        while (reader.ToNext("Relationship"))
        {
            // What lies outside of the file is nobody's to fetch.
            if (reader.GetAttribute("Id") is not { } id || reader.GetAttribute("Target") is not { } target || reader.GetAttribute("Type") is not { } type || reader.GetAttribute("TargetMode") == "External")
            {
                continue;
            }

            targets.TryAdd(id, (target.StartsWith('/') ? target[1..] : Resolved(folder + target), type[(type.LastIndexOf('/') + 1)..]));
            if (targets.Count > limits.Parts)
            {
                throw new Refusal(SheetFault.TooMuchInside);
            }
        }

        return targets;
    }

    static string Resolved(string path)
    {
        var steps = new List<string>();
        foreach (var step in path.Split('/'))
        {
            if (step == ".." && steps.Count > 0)
            {
                steps.RemoveAt(steps.Count - 1);
            }
            else if (step is not ("" or "." or ".."))
            {
                steps.Add(step);
            }
        }

        return string.Join('/', steps);
    }
}
