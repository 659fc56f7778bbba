using System.Globalization;
using RaMatch.Contracts;
using RaMatch.Portal.Backend;
using RaMatch.Portal.Ui;
using RaMatch.Reference;

namespace RaMatch.Portal.Parks;

/// <summary>
/// Rows of firms as they are copied from a spreadsheet program: cells parted by tabs, with or without a row of headings, in quotes where a cell holds a line
/// break. Without headings the columns are those of <see cref="Columns"/>.
/// </summary>
sealed class PastedFirms
{
    static readonly Dictionary<string, string> FieldOf = new(StringComparer.Ordinal)
    {
        ["单位名称"] = "name",
        ["企业名称"] = "name",
        ["名称"] = "name",
        ["单位"] = "name",
        ["企业"] = "name",
        ["统一社会信用代码"] = "uscc",
        ["社会信用代码"] = "uscc",
        ["信用代码"] = "uscc",
        ["单位类别"] = "categories",
        ["企业类别"] = "categories",
        ["类别"] = "categories",
        ["职工人数"] = "headcount",
        ["员工人数"] = "headcount",
        ["从业人数"] = "headcount",
        ["从业人员"] = "headcount",
        ["人数"] = "headcount",
        ["联系人"] = "contactName",
        ["联系电话"] = "contactPhone",
        ["联系方式"] = "contactPhone",
        ["电话"] = "contactPhone",
        ["手机"] = "contactPhone",
        ["手机号"] = "contactPhone",
        ["地址"] = "address",
        ["单位地址"] = "address",
        ["企业地址"] = "address",
        ["来源"] = "source",
    };

    static readonly Dictionary<string, UnitCategory> Categories = Enum.GetValues<UnitCategory>().ToDictionary(category => FoldedText.Key(Labels.Of(category)), category => category, StringComparer.Ordinal);

    readonly List<(int Line, FirmForm Firm)> _rows = [];
    readonly List<PastedFault> _faults = [];

    /// <summary>The columns where no headings say otherwise, with what people call them.</summary>
    public static IReadOnlyList<Choice> Columns { get; } =
    [
        new("name", "单位名称"), new("uscc", "统一社会信用代码"), new("categories", "单位类别"), new("headcount", "职工人数"), new("contactName", "联系人"), new("contactPhone", "联系电话"), new("address", "地址"), new("source", "来源"),
    ];

    /// <summary>The firms, in the order of the rows.</summary>
    public IReadOnlyList<FirmForm> Firms => [.. _rows.Select(row => row.Firm)];

    /// <summary>What cannot be read.</summary>
    public IReadOnlyList<PastedFault> Faults => _faults;

    /// <summary>Reads what was pasted.</summary>
    /// <param name="text">The rows.</param>
    /// <param name="otherwise">The category of rows that name none.</param>
    /// <param name="source">Whence rows are that name nothing.</param>
    public static PastedFirms Read(string text, UnitCategory? otherwise, string? source)
    {
        var all = new PastedFirms();
        var fields = Columns.Select(column => (string?)column.Value).ToList();
        foreach (var (line, cells) in RowsOf(text))
        {
            if (all._rows.Count == 0 && HeadingsOf(cells) is { } headings)
            {
                fields = headings;
                continue;
            }

            all.Add(line, cells, fields, otherwise, source);
        }

        return all;
    }

    /// <summary>What Posting found, by the rows of the paste; the findings of a refusal that belong to a row count as shown.</summary>
    public IReadOnlyList<PastedFault> Found(Refusal refusal) =>
    [
        .. from row in _rows.Index()
           from column in Columns
           let sentence = refusal.Of($"firms[{row.Index}].{column.Value}")
           where sentence is not null
           select new PastedFault(row.Item.Line, column.Text, Said(row.Item.Firm, column.Value), sentence),
    ];

    void Add(int line, IReadOnlyList<string> cells, List<string?> fields, UnitCategory? otherwise, string? source)
    {
        string? Cell(string field) => fields.IndexOf(field) is >= 0 and var at && at < cells.Count && cells[at].Length > 0 ? cells[at].Replace('\n', ' ') : null;
        int? headcount = null;
        if (Cell("headcount") is { } people && (headcount = Typed.Whole(people, "人")) is null)
        {
            _faults.Add(new PastedFault(line, "职工人数", people, Typed.NoWhole(people)));
        }

        var categories = new List<UnitCategory>();
        foreach (var named in (Cell("categories") ?? "").Split(['、', '；', ';', '，', ',', '/', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Categories.TryGetValue(FoldedText.Key(named), out var category))
            {
                categories.Add(category);
            }
            else
            {
                _faults.Add(new PastedFault(line, "单位类别", named, "没有这个类别，请改为下面列出的十一类之一，几类之间用顿号隔开。"));
            }
        }

        if (categories.Count == 0 && otherwise is { } usual)
        {
            categories.Add(usual);
        }

        _rows.Add((line, new FirmForm(Cell("name"), Cell("uscc"), categories, headcount, Cell("contactName"), Cell("contactPhone"), Cell("address"), Cell("source") ?? source)));
    }

    static string Said(FirmForm firm, string field) => field switch
    {
        "name" => firm.Name ?? "",
        "uscc" => firm.Uscc ?? "",
        "headcount" => firm.Headcount?.ToString(CultureInfo.InvariantCulture) ?? "",
        "contactName" => firm.ContactName ?? "",
        "contactPhone" => firm.ContactPhone ?? "",
        "address" => firm.Address ?? "",
        "source" => firm.Source ?? "",
        _ => string.Join('、', firm.Categories.Select(Labels.Of)),
    };

    // Headings are a row in which the name of a firm is called so, and nothing else stands that no column is called.
    static List<string?>? HeadingsOf(IReadOnlyList<string> cells)
    {
        var fields = cells.Select(cell => FieldOf.GetValueOrDefault(FoldedText.Key(cell))).ToList();
        return fields.Contains("name") && (fields.Count == 1 || fields.Count(field => field is not null) > 1) ? fields : null;
    }

    static IEnumerable<(int Line, IReadOnlyList<string> Cells)> RowsOf(string text)
    {
        var (lines, at) = (text.ReplaceLineEndings("\n").Split('\n'), 0);
        while (at < lines.Length)
        {
            var (line, row) = (at + 1, lines[at++]);
            // An odd number of quotes: a cell goes on in the next line.
            while ((row.StartsWith('"') || row.Contains("\t\"", StringComparison.Ordinal)) && row.Count(one => one == '"') % 2 == 1 && at < lines.Length)
            {
                row += "\n" + lines[at++];
            }

            IReadOnlyList<string> cells = [.. row.Split('\t').Select(Unquoted)];
            if (cells.Any(cell => cell.Length > 0))
            {
                yield return (line, cells);
            }
        }
    }

    static string Unquoted(string cell)
    {
        cell = cell.Trim(' ');
        return cell.Length > 1 && cell[0] == '"' && cell[^1] == '"' ? cell[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal).Trim() : cell;
    }
}

/// <summary>What is wrong with a cell of what was pasted.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">What the column is called.</param>
/// <param name="Value">What stands there.</param>
/// <param name="Sentence">What is wrong, and how to put it right.</param>
sealed record PastedFault(int Line, string Column, string Value, string Sentence);
