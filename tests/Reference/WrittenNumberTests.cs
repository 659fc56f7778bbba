using Xunit;

namespace RaMatch.Reference.Tests;

/// <summary>Numbers and addresses as people type them: the same number is the same, and one that is none is refused.</summary>
public class WrittenNumberTests
{
    const string Invented = "99000019990101123";

    static string Number { get; } = Invented + ResidentIdNumber.CheckCharacter(Invented);

    public static TheoryData<string> Spellings()
    {
        const string WithX = "11010519491231002X";
        var (region, birth, rest) = (Number[..6], Number[6..14], Number[14..]);
        return
        [
            Number,
            $"我的身份证号是{Number}。",
            $"{region} {birth} {rest}",
            $"{region}-{birth}-{rest}",
            $"{region}\r\n{birth}\r\n{rest}",
            $"{region}/{Number[6..10]}.{Number[10..12]}.{Number[12..14]} — {rest}",
            string.Join(' ', Number.AsEnumerable()),
            string.Join('\u200B', Number.AsEnumerable()),
            string.Join("😀", Number.AsEnumerable()),
            string.Concat(Number.Select(digit => (char)(digit - '0' + '０'))),
            string.Concat(Number.Select(digit => (char)(digit - '0' + '٠'))),
            string.Concat(Number.Select(digit => (char)(digit - '0' + '۰'))),
            string.Concat(Number.Select(digit => "〇一二三四五六七八九"[digit - '0'])),
            string.Concat(Number.Select(digit => "零壹贰叁肆伍陆柒捌玖"[digit - '0'])),
            $"{Number}@qq.com",
            $"电话 13800001111 {Number}",
            WithX,
            WithX.Replace('X', 'x'),
            WithX.Replace('X', 'Ｘ'),
            WithX.Replace('X', 'Х'),
            WithX.Insert(17, " "),
            "990000990101123",
            "990000 990101 123",
            "370702-900131123",
            "３７０７０２９００１３１１２３",
        ];
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public void An_ID_number_is_found_however_it_is_written(string text) => Assert.True(IdNumberGuard.Finds(text), text);

    [Theory]
    [InlineData("990000199901011234一份")]
    [InlineData("第一990000199901011234")]
    [InlineData("990000199901011234两人")]
    [InlineData("99000019990101123413800001111")]
    [InlineData("1990000199901011234")]
    [InlineData("1990000-19990101-1234")]
    [InlineData("990000     19990101     1234")]
    [InlineData("990000......19990101......1234")]
    [InlineData("990000\n\n19990101 ———— 1234")]
    [InlineData("370702900131123一份")]
    public void An_ID_number_is_found_whatever_stands_beside_or_between(string text) => Assert.True(IdNumberGuard.Finds(text), text);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("990000199901011235")]
    [InlineData("13800001111 2019")]
    [InlineData("138 0000 1111 2019")]
    [InlineData("13812345670 8011234")]
    [InlineData("2019.09-2023.06 山东大学，电话 0536-8888888")]
    [InlineData("专利号 ZL 2020 1 0123456.7，GR202137000123")]
    [InlineData("370702001331123")]
    [InlineData("6000-9000 元，10000-12000 元，2026-11-30")]
    [InlineData("6222021234567890123")]
    [InlineData("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15")]
    [InlineData("13800001111，13900002222，0536-8888888")]
    [InlineData("请联系 13810117366，2026-12-05 14:30")]
    [InlineData("2021-09-01、2022-12-31、2023-06-30")]
    [InlineData("370702900131123456")]
    public void What_is_no_ID_number_is_let_be(string? text) => Assert.False(IdNumberGuard.Finds(text), text);

    [Theory]
    [InlineData("990000 19990101 1234", "990000199901011234")]
    [InlineData(" 11010519491231002x ", "11010519491231002X")]
    [InlineData("１１０１０５－１９４９１２３１－００２Ｘ", "11010519491231002X")]
    public void An_ID_number_has_one_spelling(string typed, string number) => Assert.Equal(number, ResidentIdNumber.Normalize(typed));

    [Theory]
    [InlineData("91350100m000100y43")]
    [InlineData(" 91350100M000100Y43\u3000")]
    [InlineData("９１３５０１００Ｍ０００１００Ｙ４３")]
    [InlineData("913501 00M0001 00Y43\u200B")]
    public void A_credit_code_has_one_spelling(string typed) => Assert.Equal("91350100M000100Y43", UnifiedSocialCreditCode.Normalize(typed));

    [Theory]
    [InlineData("19200001111")]
    [InlineData("+86 192 0000 1111")]
    [InlineData("0086-19200001111")]
    [InlineData("86 19200001111")]
    [InlineData("１９２－００００－１１１１")]
    [InlineData("\u202D192 0000 1111\u202C")]
    [InlineData("١٩٢٠٠٠٠١١١١")]
    public void A_mobile_number_has_one_spelling(string typed)
    {
        Assert.Equal("19200001111", MobilePhone.Normalize(typed));
        Assert.Equal("19200001111", TelephoneNumber.Normalize(typed));
        Assert.True(TelephoneNumber.IsValid(TelephoneNumber.Normalize(typed)));
    }

    [Theory]
    [InlineData("12000001111")]
    [InlineData("1380000111")]
    [InlineData("138000011112")]
    [InlineData("+85213800001111")]
    [InlineData("")]
    public void What_is_no_mobile_number_is_refused(string typed) => Assert.False(MobilePhone.IsValid(MobilePhone.Normalize(typed)));

    [Theory]
    [InlineData("0536-8888888", "0536-8888888")]
    [InlineData("0５３６-８８８８８８８", "0536-8888888")]
    [InlineData("(0536)8888888", "(0536)8888888")]
    [InlineData("（0536） 888 8888", "(0536) 888 8888")]
    [InlineData("0536－8888888", "0536-8888888")]
    [InlineData("010—88888888转1234", "010-88888888转1234")]
    [InlineData("021 88888888-12", "021 88888888-12")]
    [InlineData("+86 536 8888888", "+86 536 8888888")]
    [InlineData("400-123-4567", "400-123-4567")]
    [InlineData("400 1234 567", "400 1234 567")]
    [InlineData("8008101234", "8008101234")]
    public void A_fixed_line_is_taken_as_it_is_written(string typed, string stored)
    {
        Assert.Equal(stored, TelephoneNumber.Normalize(typed));
        Assert.True(TelephoneNumber.IsValid(stored));
    }

    [Theory]
    [InlineData("0536-8888888\n")]
    [InlineData("8888888")]
    [InlineData("0536-888888")]
    [InlineData("0000-8888888")]
    [InlineData("401-123-4567")]
    [InlineData("0536-8888888 或 0536-8888889")]
    [InlineData("电话")]
    [InlineData("")]
    public void What_nobody_can_be_called_at_is_refused(string typed) => Assert.False(TelephoneNumber.IsValid(typed));

    [Theory]
    [InlineData("A@B.COM", "A@B.COM")]
    [InlineData("张三@例子.中国", "张三@例子.中国")]
    [InlineData(" wang.ming+job@mail.example.edu.cn ", "wang.ming+job@mail.example.edu.cn")]
    [InlineData("ｗａｎｇ＠ｑｑ．ｃｏｍ", "wang@qq.com")]
    [InlineData("12345@qq。com", "12345@qq.com")]
    [InlineData("o'neil@example.com", "o'neil@example.com")]
    [InlineData("x@xn--fiqs8s.xn--fiqs8s", "x@xn--fiqs8s.xn--fiqs8s")]
    public void An_address_is_taken_in_any_script(string typed, string stored)
    {
        Assert.Equal(stored, EmailAddress.Normalize(typed));
        Assert.True(EmailAddress.IsValid(stored));
    }

    [Theory]
    [InlineData("a b@c")]
    [InlineData("a b@c.com")]
    [InlineData("a@b c.com")]
    [InlineData("@")]
    [InlineData("a@")]
    [InlineData("@b.com")]
    [InlineData("a@b")]
    [InlineData("a@@b.com")]
    [InlineData("a@b@c.com")]
    [InlineData("a@b..com")]
    [InlineData("a@.com")]
    [InlineData("a@b.com.")]
    [InlineData("a.@b.com")]
    [InlineData("a..b@c.com")]
    [InlineData("a@-b.com")]
    [InlineData("a@b_c.com")]
    [InlineData("a@1.2.3.4")]
    [InlineData("a,b@c.com")]
    [InlineData("<a@b.com>")]
    [InlineData("a@b.com\n")]
    [InlineData("")]
    public void What_is_no_address_is_refused(string text) => Assert.False(EmailAddress.IsValid(text));

    [Theory]
    [InlineData("wang.ming@example.com", "w***@example.com")]
    [InlineData("a@b.com", "a***@b.com")]
    [InlineData("张三@例子.中国", "张***@例子.中国")]
    [InlineData("𠮷野@例子.中国", "𠮷***@例子.中国")]
    [InlineData("@b.com", "***")]
    [InlineData("13800138000", "***")]
    [InlineData("", "***")]
    public void Of_an_address_the_first_character_and_the_domain_are_shown(string address, string shown) => Assert.Equal(shown, EmailAddress.Mask(address));
}
