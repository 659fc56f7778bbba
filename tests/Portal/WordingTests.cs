using RaMatch.Contracts;
using RaMatch.Platform;
using RaMatch.Portal.Ui;
using Xunit;

namespace RaMatch.Portal.Tests;

public sealed class WordingTests
{
    static readonly DateOnly Today = new(2022, 6, 28);

    [Fact]
    public void An_instant_at_the_end_of_the_calendar_still_has_words()
    {
        Assert.Contains("9999", Wording.Moment(DateTimeOffset.MaxValue, Today), StringComparison.Ordinal);
        Assert.Equal(DateOnly.MaxValue, ChinaTime.DayOf(DateTimeOffset.MaxValue));
        Assert.Equal(DateOnly.MinValue, ChinaTime.DayOf(DateTimeOffset.MinValue));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(874, 87)]
    [InlineData(875, 88)]
    [InlineData(1000, 100)]
    public void A_score_is_rounded_alike_for_graduate_and_unit(int outOf1000, int shown) => Assert.Equal(shown, Wording.OutOf100(outOf1000));

    [Theory]
    [InlineData(new[] { 257, 407, 136, 111 }, new[] { 26, 41, 13, 11 })]
    [InlineData(new[] { 5, 5, 5 }, new[] { 1, 1, 0 })]
    [InlineData(new[] { 400, 0, 350 }, new[] { 40, 0, 35 })]
    [InlineData(new int[0], new int[0])]
    public void The_parts_of_a_score_add_up_to_it(int[] outOf1000, int[] shown)
    {
        Assert.Equal(shown, Wording.PartsOutOf100(outOf1000));
        Assert.Equal(Wording.OutOf100(outOf1000.Sum()), shown.Sum());
    }

    [Theory]
    [InlineData(8_000_00, 13_000_00, "8–13K")]
    [InlineData(6_500_00, 8_000_00, "6.5–8K")]
    [InlineData(8_000_00, 8_000_00, "8K")]
    [InlineData(4_280_00, 5_120_00, "4,280–5,120 元/月")]
    [InlineData(2_320_50, 2_320_50, "2,320.50 元/月")]
    public void A_range_of_pay_is_short_but_never_rounded(long minimumFen, long maximumFen, string words) =>
        Assert.Equal(words, Wording.PayRange(minimumFen, maximumFen));

    [Theory]
    [InlineData(-1, "已截止", Tone.Bad)]
    [InlineData(0, "今天截止", Tone.Bad)]
    [InlineData(1, "明天截止", Tone.Bad)]
    [InlineData(3, "3 天后截止", Tone.Bad)]
    [InlineData(7, "7 天后截止", Tone.Warn)]
    [InlineData(64, "8 月 31 日截止", Tone.Neutral)]
    [InlineData(220, "2023 年 2 月 3 日截止", Tone.Neutral)]
    public void A_deadline_is_counted_in_days_while_it_is_near(int days, string words, Tone tone)
    {
        Assert.Equal(words, Wording.Deadline(Today.AddDays(days), Today));
        Assert.Equal(tone, Wording.Urgency(Today.AddDays(days), Today));
    }

    [Fact]
    public void An_instant_is_told_in_the_time_of_China() =>
        Assert.Equal("6 月 29 日 00:30", Wording.Moment(new DateTimeOffset(2022, 6, 28, 16, 30, 0, TimeSpan.Zero), Today));

    [Theory]
    [InlineData(-1, "已过期")]
    [InlineData(1, "还剩 1 分钟")]
    [InlineData(61, "还剩 1 小时")]
    [InlineData(47 * 60, "还剩 47 小时")]
    [InlineData(49 * 60, "还剩 2 天")]
    public void What_is_left_of_an_offer_is_never_more_than_there_is(int minutes, string words)
    {
        var now = new DateTimeOffset(2022, 6, 28, 2, 0, 0, TimeSpan.Zero);

        Assert.Equal(words, Wording.Remaining(now.AddMinutes(minutes), now));
    }

    [Fact]
    public void Waiting_is_counted_in_days_of_the_calendar()
    {
        Assert.Equal("已等 1 天", Wording.Waited(new DateTimeOffset(2022, 6, 27, 15, 59, 0, TimeSpan.Zero), Today));
        Assert.Equal("今天", Wording.Waited(new DateTimeOffset(2022, 6, 27, 16, 1, 0, TimeSpan.Zero), Today));
    }

    [Fact]
    public void Conditions_are_named_and_their_absence_too()
    {
        Assert.Equal("硕士及以上", Wording.AtLeast(DegreeLevel.Master));
        Assert.Equal("博士", Wording.AtLeast(DegreeLevel.Doctor));
        Assert.Equal("专业不限", Wording.MajorsOf([]));
        Assert.Contains("工学", Wording.MajorsOf(["08"]));
        Assert.Equal("潍坊高新区", Wording.ParkOf("weifang"));
        Assert.Equal("潍坊高新区", Wording.Place("潍坊市", "weifang"));
        Assert.Equal("济南市 · 潍坊高新区", Wording.Place("济南市", "weifang"));
        Assert.Equal("juniorCollege", Wording.Key(DegreeLevel.JuniorCollege));
    }
}
