using RaMatch.Contracts;
using Xunit;

namespace RaMatch.Reference.Tests;

public class LabelsTests
{
    [Fact]
    public void Every_value_of_the_contracts_has_a_Chinese_label_of_its_own()
    {
        EachHasItsOwn<DegreeLevel>(Labels.Of);
        EachHasItsOwn<PositionKind>(Labels.Of);
        EachHasItsOwn<UnitCategory>(Labels.Of);
        EachHasItsOwn<AgreementForm>(Labels.Of);
        EachHasItsOwn<PlacementStage>(Labels.Of);
    }

    [Fact]
    public void A_number_that_is_no_value_throws() =>
        Assert.Throws<ArgumentOutOfRangeException>("level", () => Labels.Of((DegreeLevel)99));

    static void EachHasItsOwn<T>(Func<T, string> label)
        where T : struct, Enum
    {
        var labels = Enum.GetValues<T>().Select(label).ToArray();
        Assert.All(labels, text => Assert.Matches("^[\u4e00-\u9fff（）]+$", text));
        Assert.Equal(labels.Length, labels.Distinct().Count());
    }
}
