using System.Globalization;
using System.Text;
using Xunit;

namespace RaMatch.Reference.Tests;

public class FoldedTextTests
{
    [Theory]
    [InlineData("限９８５高校", "限985高校")]
    [InlineData("985\u200B高校", "985高校")]
    [InlineData("9️⃣8️⃣5️⃣", "985")]
    [InlineData("⑨⑧⑤ ❾❽❺", "985 985")]
    [InlineData("٩٨٥ ۹۸۵ ९८५ 𝟗𝟖𝟓", "985 985 985 985")]
    [InlineData("限\u3164男\u2800性\u00AD\uFEFF\u202E", "限男性")]
    [InlineData("限⼥性", "限女性")]
    [InlineData("9\u03368\u03365\u0336", "985")]
    [InlineData("a\u00A0b\u3000c\td", "a b c d")]
    [InlineData("一\r\n二\r三\u2028四\u0085五\n\n六", "一\n二\n三\n四\n五\n\n六")]
    [InlineData("0536－8888888—1–2−3", "0536-8888888-1-2-3")]
    [InlineData("买买提•吐尔逊 ・ ･ ‧", "买买提·吐尔逊 · · ·")]
    [InlineData("（甲）：乙，Ａｂ", "(甲):乙,Ab")]
    [InlineData("葛\U000E0100城", "葛城")]
    [InlineData("résumé", "résumé")]
    [InlineData("三十五岁", "三十五岁")]
    [InlineData(null, "")]
    public void A_text_is_folded_to_what_is_read(string? typed, string folded) => Assert.Equal(folded, FoldedText.Of(typed));

    [Fact]
    public void Half_of_a_character_is_folded_to_the_sign_for_what_is_none() => Assert.Equal("x\uFFFDy", FoldedText.Of("x\uD800y"));

    [Fact]
    public void Folding_twice_changes_nothing_and_every_digit_is_one_of_ten()
    {
        for (var value = 0; value <= 0x10FFFF; value++)
        {
            if (!Rune.IsValid(value))
            {
                continue;
            }

            var rune = new Rune(value);
            var folded = FoldedText.Of($"一{rune}a");
            Assert.Equal(folded, FoldedText.Of(folded));
            Assert.DoesNotContain(folded.EnumerateRunes(), one => Characters.IsInvisible(one) || Rune.GetUnicodeCategory(one) is UnicodeCategory.DecimalDigitNumber && one.Value is < '0' or > '9' && Rune.IsDigit(one));
        }
    }

    [Theory]
    [InlineData("清华大学", " 清 华\u3000大学\u200B")]
    [InlineData("ｒａ－2026", "RA-2026")]
    public void Texts_that_read_alike_have_one_key(string left, string right) => Assert.Equal(FoldedText.Key(left), FoldedText.Key(right));

    [Theory]
    [InlineData("限九八五高校", "限985高校")]
    [InlineData("三十五岁以下", "35岁以下")]
    [InlineData("十八至二十岁", "18至20岁")]
    [InlineData("身高一百六十五，一百零八", "身高165，108")]
    [InlineData("电话幺三九〇〇零壹二", "电话13900012")]
    [InlineData("叁拾伍", "35")]
    [InlineData("三十五十", "三十五十")]
    [InlineData("十百三", "十百三")]
    [InlineData("百一十", "110")]
    [InlineData("没有数目", "没有数目")]
    public void Chinese_numerals_are_read_as_numbers(string text, string read) => Assert.Equal(read, ChineseNumerals.InDigits(text));
}
