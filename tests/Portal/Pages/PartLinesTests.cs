using RaMatch.Portal.Backend;
using RaMatch.Portal.Parks;
using Xunit;

namespace RaMatch.Portal.Tests.Pages;

/// <summary>The parts of a target as people type and paste them.</summary>
public sealed class PartLinesTests
{
    [Theory]
    [InlineData("新城街道，120", "新城街道", 120)]
    [InlineData("新城街道 120 人", "新城街道", 120)]
    [InlineData("新城街道：１２０名", "新城街道", 120)]
    [InlineData("新城街道\t1,200", "新城街道", 1200)]
    [InlineData("新城街道，1,200", "新城街道", 1200)]
    [InlineData("新城街道，1，200", "新城街道", 1200)]
    [InlineData("新城，清池街道,85", "新城，清池街道", 85)]
    [InlineData("新城街道\t", "新城街道", null)]
    [InlineData("新城街道\t若干", "新城街道\t若干", null)]
    [InlineData("新城街道", "新城街道", null)]
    public void A_line_is_a_name_and_a_number_however_they_are_parted(string line, string name, int? target)
    {
        var lines = PartLines.Read([line], TargetSplit.Street, []);
        Assert.Equal((name, target), (Assert.Single(lines.Parts).Street, lines.Parts[0].Target));
        Assert.Equal(target is null, lines.Faults(null)?.Contains("后面没有人数", StringComparison.Ordinal) ?? false);
    }
}
