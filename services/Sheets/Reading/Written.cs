using System.Globalization;
using System.Text.RegularExpressions;

namespace RaMatch.Sheets.Reading;

/// <summary>How people write numbers, amounts, days and months as text. What can be read in one way only is read.</summary>
static partial class Written
{
    /// <summary>A whole number: either width, thousands, a unit behind it; null of anything else.</summary>
    public static long? Whole(string folded, IReadOnlyList<string> units) =>
        Number().Match(folded) is { Success: true } match && match.Groups["currency"].Length == 0 && Allows(units, match.Groups["unit"].Value)
        && match.Groups["fraction"].Value.AsSpan().TrimStart('.').TrimEnd('0').IsEmpty
        && long.TryParse(Plain(match), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>An amount in yuan; null of anything else.</summary>
    public static decimal? Yuan(string folded) =>
        Number().Match(folded) is { Success: true } match && Allows(["元", "元/月", "元每月", "元整", "圆", "块"], match.Groups["unit"].Value)
        && decimal.TryParse(Plain(match) + match.Groups["fraction"].Value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var yuan)
            ? yuan
            : null;

    /// <summary>A day, or why it is none.</summary>
    public static (DateOnly? Day, SheetFault Fault) Day(string folded, int? year)
    {
        if (CivilDay().Match(folded) is { Success: true } whole)
        {
            return Of(Int(whole, "year"), Int(whole, "month"), Int(whole, "day"));
        }

        return DayAndMonth().Match(folded) is not { Success: true } match ? (null, SheetFault.NotDay)
            : year is not { } given ? (null, SheetFault.DayWithoutYear)
            : Of(given, Int(match, "month"), Int(match, "day"));
    }

    /// <summary>A month as its first day, or why it is none.</summary>
    public static (DateOnly? Month, SheetFault Fault) Month(string folded)
    {
        if (CivilMonth().Match(folded) is { Success: true } match)
        {
            return Of(Int(match, "year"), Int(match, "month"), 1) is { Day: { } month } ? (month, default) : (null, SheetFault.NotMonth);
        }

        return Day(folded, null) is { Day: { } day } ? (new DateOnly(day.Year, day.Month, 1), default) : (null, SheetFault.NotMonth);
    }

    /// <summary>The day of a count of days; null where there is none.</summary>
    /// <param name="serial">The count, with the time of day behind the point.</param>
    /// <param name="from1904">Whether it begins with 1 January 1904 as 0.</param>
    public static DateOnly? DayOfSerial(double serial, bool from1904)
    {
        const int lastDay = 2_958_465;
        const int noSuchDay = 60;
        // A moment short of midnight is how a whole day comes out of some sums.
        var days = Math.Floor(serial + 1e-9);
        if (!(days >= 0) || days > lastDay)
        {
            return null;
        }

        // Counted from 1900, day 60 is 29 February 1900, which no calendar has: before it the count is one less.
        return from1904 ? days + 1_462 > lastDay ? null : new DateOnly(1904, 1, 1).AddDays((int)days)
            : days is 0 or noSuchDay ? null
            : new DateOnly(1899, 12, days < noSuchDay ? 31 : 30).AddDays((int)days);
    }

    /// <summary>Whether it is what a program makes of a number that is too long for it: 3.70702E+17.</summary>
    public static bool IsScientific(string folded) => Scientific().IsMatch(folded);

    /// <summary>Whether it is what a program shows for a formula that came to nothing.</summary>
    public static bool IsError(string text) => text is "#REF!" or "#N/A" or "#VALUE!" or "#DIV/0!" or "#NAME?" or "#NUM!" or "#NULL!" or "#SPILL!" or "#CALC!";

    static bool Allows(IReadOnlyList<string> units, string unit) => unit.Length == 0 || units.Contains(unit);

    static string Plain(Match match) => match.Groups["whole"].Value.Replace(",", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);

    static int Int(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    static (DateOnly? Day, SheetFault Fault) Of(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? (new DateOnly(year, month, day), default) : (null, SheetFault.NoSuchDay);

    [GeneratedRegex(@"\A(?<currency>¥? ?)(?<whole>[+-]?(?:[0-9]{1,18}|[0-9]{1,3}(?:[, ][0-9]{3}){1,5}))(?<fraction>\.[0-9]{1,15})? ?(?<unit>[^0-9.,]*)\z")]
    private static partial Regex Number();

    // A time of day may stand behind it.
    [GeneratedRegex(@"\A(?<year>[0-9]{4})(?:(?<mark>[-/.])(?<month>[0-9]{1,2})\k<mark>(?<day>[0-9]{1,2})|(?<month>[0-9]{2})(?<day>[0-9]{2})| ?年 ?(?<month>[0-9]{1,2}) ?月 ?(?<day>[0-9]{1,2}) ?[日号])(?:[T ] ?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,7})?)?Z?)?\z")]
    private static partial Regex CivilDay();

    [GeneratedRegex(@"\A(?:(?<month>[0-9]{1,2}) ?月 ?(?<day>[0-9]{1,2}) ?[日号]|(?<month>[0-9]{1,2})[-/](?<day>[0-9]{1,2}))\z")]
    private static partial Regex DayAndMonth();

    [GeneratedRegex(@"\A(?<year>[0-9]{4})(?:[-/.](?<month>[0-9]{1,2})|(?<month>[0-9]{2})| ?年 ?(?<month>[0-9]{1,2}) ?月(?:份)?)\z")]
    private static partial Regex CivilMonth();

    [GeneratedRegex(@"\A[0-9](?:\.[0-9]+)?[Ee]\+?[0-9]{1,3}\z")]
    private static partial Regex Scientific();
}
