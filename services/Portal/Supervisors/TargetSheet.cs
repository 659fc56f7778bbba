using RaMatch.Reference;
using RaMatch.Sheets.Reading;
using RaMatch.Sheets.Templates;

namespace RaMatch.Portal.Supervisors;

/// <summary>The targets of many parks as a sheet: what it looks like, and what somebody's says.</summary>
sealed class TargetSheet
{
    const int MostPeople = 1_000_000;
    const int LongestReason = 500;

    static readonly SheetColumn[] Columns =
    [
        new("park", "园区", new CellKind.OneOf([.. Reference.Parks.All.Select(park => new SheetChoice(park.Id, park.ShortName, park.Name))]), IsRequired: true)
        {
            Aliases = ["园区名称", "高新区", "高新区名称", "国家高新区"],
            Example = "潍坊高新区",
            Help = "从下拉列表中选择，一个园区一行。",
        },
        new("target", "目标人数", new CellKind.Whole(0, MostPeople) { Units = ["人", "名"] }, IsRequired: true)
        {
            Aliases = ["目标", "目标数", "任务数", "任务人数", "目标任务", "目标任务数"],
            Example = "305",
        },
        new("reason", "理由", new CellKind.Text(LongestReason))
        {
            Aliases = ["调整理由", "备注"],
            Example = "年度任务下达",
            Help = "只有个别园区的理由与统一填写的不同时才填。",
        },
    ];

    readonly SheetReading _reading;
    readonly List<SheetFinding> _faults;

    TargetSheet(SheetReading reading)
    {
        (_reading, _faults) = (reading, [.. reading.Faults]);
        var lineOf = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in reading.Rows.Where(row => row.Text("park") is not null))
        {
            if (!lineOf.TryAdd(row.Text("park")!, row.Number))
            {
                Twice.Add((row.Number, reading.Letters["park"], Wording.ParkOf(row.Text("park")!), lineOf[row.Text("park")!]));
            }
        }
    }

    /// <summary>A park's target as it is sent to Matching.</summary>
    /// <param name="ParkId">The park.</param>
    /// <param name="Target">Its target.</param>
    /// <param name="Reason">Why, if not as the list says.</param>
    /// <param name="Seen">The revision that the list was checked against; null before it was.</param>
    public sealed record Row(string ParkId, long Target, string? Reason, long? Seen);

    /// <summary>A place to be put right, in words.</summary>
    public sealed record Place(string Row, string Column, string Value, string Sentence);

    /// <summary>Whether everything could be read.</summary>
    public bool IsWhole => _faults.Count == 0 && Twice.Count == 0;

    /// <summary>The parks, in the order of the sheet.</summary>
    public IReadOnlyList<Row> Rows => [.. _reading.Rows.Where(row => row.IsWhole).Select(row => new Row(row.Text("park")!, row.Whole("target")!.Value, row.Text("reason"), null))];

    /// <summary>What has to be put right.</summary>
    public IReadOnlyList<Place> Places =>
    [
        .. _faults.Select(found => (Row: found.Row ?? 0, Place: new Place(SheetWords.RowOf(found), SheetWords.ColumnOf(found), found.Value ?? "", SheetWords.Of(found))))
            .Concat(Twice.Select(twice => (twice.Row, Place: new Place($"第 {twice.Row} 行", $"{twice.Column} 园区", twice.Park, $"与第 {twice.Other} 行是同一个园区，请只保留一行。"))))
            .OrderBy(one => one.Row)
            .Select(one => one.Place),
    ];

    /// <summary>What is worth knowing of how it was read.</summary>
    public IReadOnlyList<string> Notes
    {
        get
        {
            List<string> unknown = [.. _reading.Notes.Where(note => note.Fault == SheetFault.UnknownColumn).Select(note => note.Label ?? "").Where(label => label.Length > 0)];
            return
            [
                .. unknown.Count == 0 ? Array.Empty<string>() : [$"没有读取这些列：{string.Join('、', unknown.Take(10))}{(unknown.Count > 10 ? $"等 {unknown.Count} 列" : null)}。"],
                .. _reading.Notes.Where(note => note.Fault is not (SheetFault.ColumnLeftOut or SheetFault.UnknownColumn)).Select(SheetWords.Of),
            ];
        }
    }

    List<(int Row, string Column, string Park, int Other)> Twice { get; } = [];

    /// <summary>Reads what somebody sent.</summary>
    public static TargetSheet Read(Stream file) => new(SheetReader.Read(file, Columns));

    /// <summary>A sheet to fill in, with the targets that stand.</summary>
    public static byte[] Template(string title, IEnumerable<(string ParkId, long Target)> standing) => new SheetTemplate("园区目标", Columns)
    {
        Rows = [.. standing.OrderBy(one => Wording.ParkOf(one.ParkId), Pinyin.Order).Select(one => (IReadOnlyList<object?>)[Wording.ParkOf(one.ParkId), one.Target, null])],
        Guide = [$"{title}：各园区目标", "表中已填入各园区现在的目标。改动要调整的，删去不调整的也可以：没有写的园区不受影响，与现在相同的不作改动。"],
        CheckedRows = 500,
    }.ToFile();
}
