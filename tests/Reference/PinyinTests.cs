using Xunit;

namespace RaMatch.Reference.Tests;

public sealed class PinyinTests
{
    [Fact]
    public void Names_are_listed_by_their_pinyin_and_not_by_code_point()
    {
        string[] listed = ["安丘精工", "昌邑化工", "衡阳钢管", "潍坊歌尔", "中车四方", "株洲硬质合金"];
        Assert.Equal(listed, listed.Reverse().Order(Pinyin.Order));
        Assert.NotEqual(listed, listed.Order(StringComparer.Ordinal));
    }
}
