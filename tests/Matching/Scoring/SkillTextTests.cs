using RaMatch.Matching.Scoring;
using Xunit;

namespace RaMatch.Matching.Tests.Scoring;

public sealed class SkillTextTests
{
    [Theory]
    [InlineData("C#", "Ｃ＃")]
    [InlineData("C#", "c # 语言")]
    [InlineData("C#", "CSharp")]
    [InlineData("C++", "cpp")]
    [InlineData("C", "C语言")]
    [InlineData(".NET", "dotnet")]
    [InlineData("Node.js", "NodeJS")]
    [InlineData("Power BI", "power-bi")]
    [InlineData("Python", "python 编程")]
    [InlineData("SolidWorks", "ＳｏｌｉｄＷｏｒｋｓ软件")]
    [InlineData("机器学习", "Machine Learning")]
    [InlineData("有限元分析", "有限元")]
    [InlineData("CET-4", "大学英语四级")]
    public void The_same_skill_written_differently_is_the_same(string one, string other) =>
        Assert.Equal(Key.OfSkill(one), Key.OfSkill(other));

    [Theory]
    [InlineData("C", "C#")]
    [InlineData("C", "C++")]
    [InlineData("C#", "C++")]
    [InlineData("Java", "JavaScript")]
    [InlineData("英语四级", "英语六级")]
    [InlineData("自然语言处理", "自然")]
    [InlineData("汇编语言", "汇编")]
    public void Different_skills_stay_different(string one, string other) =>
        Assert.NotEqual(Key.OfSkill(one), Key.OfSkill(other));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("...")]
    public void Text_without_content_is_no_skill(string text) => Assert.Null(Key.OfSkill(text));

    [Fact]
    public void Keys_are_the_same_on_every_machine_and_for_ever() =>
        // FNV-1a of the bytes 63 00 23 00; stored scores depend on nothing else.
        Assert.Equal(FnvOfBytes(0x63, 0x00, 0x23, 0x00), Key.OfSkill("C#"));

    static ulong FnvOfBytes(params byte[] bytes) => bytes.Aggregate(0xcbf29ce484222325UL, (hash, next) => unchecked((hash ^ next) * 0x100000001b3UL));
}
