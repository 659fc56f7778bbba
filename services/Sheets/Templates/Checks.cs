using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using RaMatch.Sheets.Reading;

namespace RaMatch.Sheets.Templates;

/// <summary>What a spreadsheet program checks while a template is filled in, and what it says beside the cell.</summary>
static class Checks
{
    const int LongestList = 255;
    const int LongestTitle = 32;
    const int LongestPrompt = 255;

    static readonly DateOnly SerialZero = new(1899, 12, 30);

    /// <summary>The check of a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="range">The cells.</param>
    /// <param name="list">Where the choices stand, if they are too long for the check itself.</param>
    public static DataValidation Of(SheetColumn column, string range, string? list)
    {
        var check = new DataValidation
        {
            AllowBlank = !column.IsRequired,
            ShowInputMessage = true,
            ShowErrorMessage = true,
            ErrorStyle = DataValidationErrorStyleValues.Stop,
            ErrorTitle = "请检查",
            Error = Cut($"{column.Label}：{Rule(column)}", LongestPrompt),
            PromptTitle = Cut(column.Label, LongestTitle),
            Prompt = Cut((column.IsRequired ? "必填。" : "") + (column.Help ?? Rule(column)), LongestPrompt),
            SequenceOfReferences = new ListValue<StringValue>([range]),
        };
        switch (column.Kind)
        {
            case CellKind.OneOf:
                check.Type = DataValidationValues.List;
                check.Append(new Formula1(list ?? $"\"{Joined((CellKind.OneOf)column.Kind)}\""));
                break;
            case CellKind.Whole whole:
                Between(check, DataValidationValues.Whole, whole.Least, whole.Most);
                break;
            case CellKind.Money money:
                Between(check, DataValidationValues.Decimal, money.LeastFen / 100m, money.MostFen / 100m);
                break;
            case CellKind.Day day:
                Between(check, DataValidationValues.Date, Serial(day.Least), Serial(day.Most));
                break;
            case CellKind.Month month:
                Between(check, DataValidationValues.Date, Serial(new DateOnly(month.Least.Year, month.Least.Month, 1)), Serial(new DateOnly(month.Most.Year, month.Most.Month, 1).AddMonths(1)) - 1);
                break;
            case CellKind.IdNumber or CellKind.CreditCode:
                check.Type = DataValidationValues.TextLength;
                check.Operator = DataValidationOperatorValues.Equal;
                check.Append(new Formula1("18"));
                break;
            case CellKind.Text text:
                check.Type = DataValidationValues.TextLength;
                check.Operator = DataValidationOperatorValues.LessThanOrEqual;
                check.Append(new Formula1(text.Most.ToString(CultureInfo.InvariantCulture)));
                break;
        }

        return check;
    }

    /// <summary>Whether the choices fit into the check itself; a comma would part them.</summary>
    public static bool FitsInline(CellKind.OneOf kind) => Joined(kind).Length <= LongestList && !kind.Choices.Any(choice => choice.Label.AsSpan().ContainsAny(",\"\r\n"));

    /// <summary>What a column takes, in a sentence.</summary>
    public static string Rule(SheetColumn column) => column.Kind switch
    {
        CellKind.Text text => string.Create(CultureInfo.InvariantCulture, $"不超过 {text.Most} 个字。"),
        CellKind.Whole whole => string.Create(CultureInfo.InvariantCulture, $"填写 {whole.Least} 到 {whole.Most} 的整数。"),
        CellKind.Money money => string.Create(CultureInfo.InvariantCulture, $"填写金额，单位元，{money.LeastFen / 100m:0.##} 到 {money.MostFen / 100m:0.##}，最多两位小数。"),
        CellKind.Day day => string.Create(CultureInfo.InvariantCulture, $"填写日期，如 2026-06-30，从 {day.Least:yyyy-MM-dd} 到 {day.Most:yyyy-MM-dd}。"),
        CellKind.Month month => string.Create(CultureInfo.InvariantCulture, $"填写年月，如 2026-06，从 {month.Least:yyyy-MM} 到 {month.Most:yyyy-MM}。"),
        CellKind.OneOf => "从下拉列表中选择。",
        CellKind.IdNumber => "填写 18 位公民身份号码，按文本填写。",
        CellKind.CreditCode => "填写 18 位统一社会信用代码，按文本填写。",
        _ => throw new ArgumentOutOfRangeException(nameof(column)),
    };

    /// <summary>A day as spreadsheet programs count it.</summary>
    public static int Serial(DateOnly day) => day.DayNumber - SerialZero.DayNumber;

    static string Joined(CellKind.OneOf kind) => string.Join(',', kind.Choices.Select(choice => choice.Label));

    static void Between(DataValidation check, DataValidationValues type, decimal least, decimal most)
    {
        check.Type = type;
        check.Operator = DataValidationOperatorValues.Between;
        check.Append(new Formula1(least.ToString(CultureInfo.InvariantCulture)), new Formula2(most.ToString(CultureInfo.InvariantCulture)));
    }

    static string Cut(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";
}
