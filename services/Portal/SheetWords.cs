using RaMatch.Sheets.Reading;

namespace RaMatch.Portal;

/// <summary>What somebody reads whose sheet has something to be put right: what is wrong, and what to do.</summary>
static class SheetWords
{
    const string SaveAgain = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。";

    /// <summary>The sentence of a finding, without its place.</summary>
    public static string Of(SheetFinding found) => found.Fault switch
    {
        SheetFault.FileEmpty => "文件是空的，请重新选择。",
        SheetFault.FileTooLarge => $"文件超过了 {First(found)} MB。请删去图片和多余的工作表，或分成几份上传。",
        SheetFault.OldWorkbook => "这是旧版表格（.xls 或 .et）。" + SaveAgain,
        SheetFault.Encrypted => "文件有打开密码，无法读取。请去掉密码，保存后再上传。",
        SheetFault.Macros => "文件带有宏，不能上传。" + SaveAgain,
        SheetFault.BinaryWorkbook => "这是二进制表格（.xlsb）。" + SaveAgain,
        SheetFault.PlainText => "这是文本或 .csv 文件。" + SaveAgain,
        SheetFault.WebPage => "这是网页格式的表格，只是改了扩展名。" + SaveAgain,
        SheetFault.OtherFile => "这不是 Excel 表格。请上传 .xlsx 文件。",
        SheetFault.Damaged => "文件已损坏，无法读取。" + SaveAgain,
        SheetFault.TooMuchInside => "文件里的内容太多，无法读取。请把数据复制到新建的表格里再上传。",
        SheetFault.NoHeader => $"没有找到表头。{(found.Arguments.Count == 0 ? "" : $"文件里有这些工作表：{string.Join('、', found.Arguments)}。")}请使用模板，或把列名写在前 20 行之内。",
        SheetFault.SeveralSheets => $"这几张工作表都有数据：{string.Join('、', found.Arguments)}。请只保留要上传的一张。",
        SheetFault.ColumnMissing => $"缺少“{found.Label}”这一列。",
        SheetFault.ColumnTwice => $"“{found.Label}”有不止一列（{string.Join('、', found.Arguments)} 列），请只保留一列。",
        SheetFault.HeaderMerged => $"表头 {First(found)} 是合并的单元格，请取消合并。",
        SheetFault.NoRows => "表头下面没有数据。",
        SheetFault.TooManyRows => $"一次最多上传 {First(found)} 行，请分几次上传。",
        SheetFault.CellEmpty => "没有填写。",
        SheetFault.TooLong => $"超过了 {First(found)} 个字。",
        SheetFault.LineBreak => "中间有换行，请改成一行。",
        SheetFault.NotWhole => "不是整数，请只填写数字。",
        SheetFault.OutOfRange => $"应在 {First(found)} 至 {Second(found)} 之间。",
        SheetFault.NotMoney => "不是金额，请填写数字，单位是元。",
        SheetFault.TooManyDecimals => "金额最多两位小数。",
        SheetFault.Percentage => "单元格是百分比格式，请改为常规格式后重新填写。",
        SheetFault.NotDay => found.Arguments.Count > 0 ? $"不是日期。是不是 {First(found)}？请按年月日填写。" : "不是日期，请按年月日填写，例如 2026-06-30。",
        SheetFault.NoSuchDay => "没有这一天，请检查日期。",
        SheetFault.DayWithoutYear => "缺少年份，请按年月日填写，例如 2026-06-30。",
        SheetFault.DayOutOfRange => $"应在 {First(found)} 至 {Second(found)} 之间。",
        SheetFault.NotMonth => "不是月份，请按年月填写，例如 2026-06。",
        SheetFault.MonthAsDecimal => "写成了小数，分不清 1 月和 10 月。请写成 2026-01 这样的文本。",
        SheetFault.NoChoice when found.Value is "合计" or "总计" or "小计" => "这是合计行，请删去后再上传。",
        SheetFault.NoChoice => found.Arguments.Count > 0 ? $"没有这一项。是不是“{First(found)}”？" : "没有这一项，请从下拉列表中选择。",
        SheetFault.DigitsLost => "号码太长，Excel 只留下了前 15 位。请把单元格设为文本格式，重新填写完整号码。",
        SheetFault.IdNumberForm => "身份证号应为 18 位。",
        SheetFault.CreditCodeForm => "统一社会信用代码应为 18 位数字和大写字母（没有 I、O、S、V、Z）。",
        SheetFault.CheckCharacter => "校验不通过，请核对是否有写错的字符。",
        SheetFault.ErrorValue => "单元格显示的是公式错误，请改正公式或直接填写。",
        SheetFault.NoResult => "公式没有算出结果。请用 Excel 打开，保存一次后再上传。",
        SheetFault.CellsMerged => $"{First(found)} 是合并的单元格，请取消合并，逐行填写。",
        SheetFault.TurnedIntoDate => "Excel 把它当成了日期。请改单元格格式后重新填写。",
        SheetFault.ExampleChanged => $"这一行还标着“（{SheetReader.ExampleMark}）”。要填写真实内容，请另起一行。",
        SheetFault.HiddenRows => $"第 {First(found)} 行是隐藏的，也读取了。",
        SheetFault.FilteredRows => $"第 {First(found)} 行被筛选隐藏，也读取了。",
        SheetFault.HiddenColumn => $"“{found.Label}”列是隐藏的，也读取了。",
        SheetFault.UnknownColumn => $"没有读取“{found.Label}”列。",
        SheetFault.ColumnLeftOut => $"没有“{found.Label}”列。",
        SheetFault.ResultsOfFormulas => $"有 {First(found)} 个单元格是公式（如 {Second(found)}），按保存时的结果读取。",
        _ => throw new ArgumentOutOfRangeException(nameof(found)),
    };

    /// <summary>Where it is: <c>第 5 行</c>; nothing of what is in no row.</summary>
    public static string RowOf(SheetFinding found) => found.Row is { } row ? $"第 {row} 行" : "";

    /// <summary>In which column: <c>B 目标人数</c>.</summary>
    public static string ColumnOf(SheetFinding found) => string.Join(' ', new[] { found.Column, found.Label }.OfType<string>());

    static string First(SheetFinding found) => found.Arguments.ElementAtOrDefault(0) ?? "";

    static string Second(SheetFinding found) => found.Arguments.ElementAtOrDefault(1) ?? "";
}
