using System.Globalization;
using Xunit;

namespace RaMatch.Portal.Tests;

/// <summary>How people write numbers, amounts and days.</summary>
public sealed class TypedTests
{
    [Theory]
    [InlineData("6000", 6000_00)]
    [InlineData("6000元", 6000_00)]
    [InlineData("6000 元/月", 6000_00)]
    [InlineData("¥6,000", 6000_00)]
    [InlineData("￥６０００", 6000_00)]
    [InlineData("６，０００．５元", 6000_50)]
    [InlineData("6 000.50", 6000_50)]
    [InlineData("6000.500", 6000_50)]
    [InlineData("60\u200B00", 6000_00)]
    [InlineData("-5", -5_00)]
    [InlineData("0", 0)]
    public void An_amount_is_read_in_either_width_with_thousands_and_its_unit(string text, long fen) => Assert.Equal(fen, Typed.Fen(text));

    [Theory]
    [InlineData("6k")]
    [InlineData("6K")]
    [InlineData("6千")]
    [InlineData("0.6万")]
    [InlineData("面议")]
    [InlineData("6000-8000")]
    [InlineData("6,00")]
    [InlineData("60,00")]
    [InlineData("6000.555")]
    [InlineData("6²")]
    [InlineData("1e3")]
    [InlineData("6000美元")]
    [InlineData("99999999999999999999")]
    public void What_is_no_amount_says_so_and_not_that_it_is_missing(string text)
    {
        Assert.Null(Typed.Fen(text));
        Assert.StartsWith($"“{text}”不是金额", Typed.NoFen(text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3", 3)]
    [InlineData("３人", 3)]
    [InlineData("1,200", 1200)]
    [InlineData("12.0", 12)]
    [InlineData("+7", 7)]
    [InlineData("-7", -7)]
    public void A_count_is_read_with_its_own_unit(string text, int number) => Assert.Equal(number, Typed.Whole(text, "人"));

    [Theory]
    [InlineData("1,2")]
    [InlineData("1、2")]
    [InlineData("1.5")]
    [InlineData("3年")]
    [InlineData("三")]
    [InlineData("若干")]
    [InlineData("3人4")]
    [InlineData("99999999999")]
    public void What_is_no_count_is_not_guessed(string text)
    {
        Assert.Null(Typed.Whole(text, "人"));
        Assert.StartsWith($"“{text}”不是整数", Typed.NoWhole(text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-12-20")]
    [InlineData("2026/12/20")]
    [InlineData("2026.12.20")]
    [InlineData("2026年12月20日")]
    [InlineData("2026 年 12 月 20 日")]
    [InlineData("２０２６－１２－２０")]
    [InlineData("20261220")]
    public void A_day_is_read_as_people_write_it(string text) => Assert.Equal(new DateOnly(2026, 12, 20), Typed.Day(text));

    [Theory]
    [InlineData("12/20/2026")]
    [InlineData("2026-02-30")]
    [InlineData("2026-12/20")]
    [InlineData("下周五")]
    public void What_is_no_day_says_so(string text)
    {
        Assert.Null(Typed.Day(text));
        Assert.StartsWith($"“{text}”不是日期", Typed.NoDay(text), StringComparison.Ordinal);
    }

    [Fact]
    public void A_count_of_days_from_a_spreadsheet_is_asked_back()
    {
        Assert.Null(Typed.Day("46376"));
        Assert.Contains("是不是 2026-12-20？", Typed.NoDay("46376"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-12-20T18:00")]
    [InlineData("2026-12-20T18:00:00")]
    [InlineData("2026-12-20 18:00")]
    [InlineData("2026/12/20 18：00")]
    [InlineData("2026年12月20日18时")]
    [InlineData("2026年12月20日 18点00分")]
    public void A_day_and_time_is_read_on_the_clock_in_China(string text) =>
        Assert.Equal(DateTimeOffset.Parse("2026-12-20T18:00:00+08:00", CultureInfo.InvariantCulture), Typed.Moment(text));

    [Theory]
    [InlineData("2026-12-20")]
    [InlineData("18:00")]
    [InlineData("2026-12-20 25:00")]
    [InlineData("0000-00-00 00:00")]
    public void A_day_without_a_time_is_none(string text) => Assert.Null(Typed.Moment(text));

    [Theory]
    [InlineData("2026-11")]
    [InlineData("2026/11")]
    [InlineData("2026年11月")]
    [InlineData("202611")]
    public void A_month_is_read_where_a_browser_has_no_calendar_of_months(string text) => Assert.Equal("2026-11", Typed.Month(text));

    [Fact]
    public void A_thirteenth_month_is_none() => Assert.Null(Typed.Month("2026-13"));
}
