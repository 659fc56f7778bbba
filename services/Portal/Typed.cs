using System.Globalization;
using System.Text.RegularExpressions;
using RaMatch.Platform;
using RaMatch.Reference;

namespace RaMatch.Portal;

/// <summary>
/// How people write numbers, amounts and days into a field: in either width, with thousands and with the unit behind. What can be read in one
/// way only is read; anything else is null, and the page says what belongs there. "1,2" is no 12 and "1年" no 1 month.
/// </summary>
static partial class Typed
{
    const int LongestSaid = 20;

    // Days of 2000 to 2099 as spreadsheets count them, from 30 December 1899.
    const int FirstSerial = 36_526;
    const int LastSerial = 73_050;

    static readonly DateOnly SerialZero = new(1899, 12, 30);
    static readonly string[] YuanUnits = ["元", "元/月", "元每月", "元整", "圆", "块"];

    /// <summary>A whole number.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="units">What may stand behind it: <c>人</c>.</param>
    public static int? Whole(string text, params ReadOnlySpan<string> units) =>
        Number().Match(Folded(text)) is { Success: true } match && units.Allow(match.Groups["unit"].Value) && match.Groups["fraction"].Value.AsSpan().TrimStart('.').TrimEnd('0').IsEmpty
        && match.Groups["currency"].Length == 0
        && int.TryParse(Plain(match), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>An amount written in yuan, in fen; at most two decimals.</summary>
    public static long? Fen(string text)
    {
        if (Number().Match(Folded(text)) is not { Success: true } match || !new ReadOnlySpan<string>(YuanUnits).Allow(match.Groups["unit"].Value))
        {
            return null;
        }

        var cents = match.Groups["fraction"].Value.TrimStart('.').TrimEnd('0');
        return cents.Length <= 2 && decimal.TryParse($"{Plain(match)}.{cents}0", NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var yuan)
            && Math.Abs(yuan) < 1_000_000_000_000 ? (long)(yuan * 100) : null;
    }

    /// <summary>A day: <c>2026-12-20</c>, <c>2026/12/20</c>, <c>2026年12月20日</c>, <c>20261220</c>.</summary>
    public static DateOnly? Day(string text) =>
        DateOf(CivilDay().Match(Folded(text)));

    /// <summary>A day and time on the clock in China, written as a day with the time behind it.</summary>
    public static DateTimeOffset? Moment(string text) =>
        CivilMoment().Match(Folded(text)) is { Success: true } match && DateOf(match) is { } day
        && TimeOnly.TryParseExact($"{Two(match, "hour")}:{Two(match, "minute")}", "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? new DateTimeOffset(day.ToDateTime(time), ChinaTime.Offset)
            : null;

    /// <summary>A month, as the services write it (<c>2026-11</c>); null where none can be read.</summary>
    public static string? Month(string text) =>
        CivilMonth().Match(Folded(text)) is { Success: true } match && int.Parse(match.Groups["month"].Value, CultureInfo.InvariantCulture) is >= 1 and <= 12
            ? $"{match.Groups["year"].Value}-{Two(match, "month")}"
            : null;

    /// <summary>Why a text is no whole number.</summary>
    public static string NoWhole(string text) => $"“{Said(text)}”不是整数，请只填写数字。";

    /// <summary>Why a text is no amount.</summary>
    public static string NoFen(string text) => Negotiable().IsMatch(text)
        ? $"“{Said(text)}”不是金额。这里要填写数字；还没有定的，请按能给出的范围填写，例如 6000。"
        : $"“{Said(text)}”不是金额，请填写数字，例如 6000。";

    /// <summary>Why a text is no day; of a spreadsheet's count of days it asks which is meant.</summary>
    public static string NoDay(string text) => Whole(text) is >= FirstSerial and <= LastSerial and var serial
        ? $"“{Said(text)}”不是日期。是不是 {SerialZero.AddDays(serial):yyyy-MM-dd}？请按年月日填写。"
        : $"“{Said(text)}”不是日期，请按年月日填写，例如 2026-12-20。";

    /// <summary>Why a text is no day and time.</summary>
    public static string NoMoment(string text) => $"“{Said(text)}”不是日期和时间，请填写完整，例如 2026-12-20 18:00。";

    /// <summary>Why a text is no month.</summary>
    public static string NoMonth(string text) => $"“{Said(text)}”不是月份，请按年月填写，例如 2026-11。";

    // A raised or a circled digit is none of a number: 6² is not 62.
    static string Folded(string text) => text.Any(one => char.GetUnicodeCategory(one) == UnicodeCategory.OtherNumber) ? "" : FoldedText.Of(text).Trim();

    static bool Allow(this ReadOnlySpan<string> units, string unit) => unit.Length == 0 || units.Contains(unit);

    static string Plain(Match match) => match.Groups["whole"].Value.Replace(",", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);

    static string Two(Match match, string part) => match.Groups[part].Value is { Length: > 0 } digits ? digits.PadLeft(2, '0') : "00";

    static DateOnly? DateOf(Match match) =>
        match.Success && DateOnly.TryParseExact($"{match.Groups["year"].Value}-{Two(match, "month")}-{Two(match, "day")}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year > DateOnly.MinValue.Year
            ? day
            : null;

    static string Said(string text) => text.Length <= LongestSaid ? text : text[..LongestSaid] + "…";

    [GeneratedRegex(@"\A(?<currency>¥? ?)(?<whole>[+-]?(?:[0-9]+|[0-9]{1,3}(?:[, ][0-9]{3})+))(?<fraction>\.[0-9]+)? ?(?<unit>[^0-9.,]*)\z")]
    private static partial Regex Number();

    [GeneratedRegex(@"\A(?<year>[0-9]{4})(?:(?<mark>[-/.])(?<month>[0-9]{1,2})\k<mark>(?<day>[0-9]{1,2})|(?<month>[0-9]{2})(?<day>[0-9]{2})| ?年 ?(?<month>[0-9]{1,2}) ?月 ?(?<day>[0-9]{1,2}) ?[日号])\z")]
    private static partial Regex CivilDay();

    [GeneratedRegex(@"\A(?<year>[0-9]{4})(?:(?<mark>[-/.])(?<month>[0-9]{1,2})\k<mark>(?<day>[0-9]{1,2})| ?年 ?(?<month>[0-9]{1,2}) ?月 ?(?<day>[0-9]{1,2}) ?[日号])(?:[T ]| (?=[0-9])|(?<=[日号]))(?<hour>[0-9]{1,2})(?::(?<minute>[0-9]{2})(?::[0-9]{2})?|[点时](?:(?<minute>[0-9]{1,2})分)?)\z")]
    private static partial Regex CivilMoment();

    [GeneratedRegex(@"\A(?<year>[0-9]{4})(?:[-/.](?<month>[0-9]{1,2})|(?<month>[0-9]{2})| ?年 ?(?<month>[0-9]{1,2}) ?月)\z")]
    private static partial Regex CivilMonth();

    [GeneratedRegex("面议|面谈|协商|可谈|待定")]
    private static partial Regex Negotiable();
}
