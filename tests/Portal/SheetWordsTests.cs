using RaMatch.Sheets.Reading;
using Xunit;

namespace RaMatch.Portal.Tests;

/// <summary>What is said of a sheet that has something to be put right.</summary>
public sealed class SheetWordsTests
{
    [Fact]
    public void Every_fault_of_a_sheet_has_words_that_say_something_of_their_own()
    {
        var words = Enum.GetValues<SheetFault>().Select(fault => SheetWords.Of(new SheetFinding(fault, 5, "B", "目标人数", "三百", "一", "二"))).ToList();
        Assert.All(words, sentence => Assert.EndsWith("。", sentence.Replace("？", "。", StringComparison.Ordinal), StringComparison.Ordinal));
        // But those of a number and of a day outside of what is taken.
        Assert.Equal(words.Count - 1, words.Distinct(StringComparer.Ordinal).Count());
    }
}
