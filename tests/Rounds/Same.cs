using RaMatch.Rounds.Format;
using Xunit;

namespace RaMatch.Rounds.Tests;

static class Same
{
    /// <summary>Bit by bit the same outcome.</summary>
    public static void Outcomes(Outcome expected, Outcome actual)
    {
        Assert.Equal(expected.Granted.AsSpan(), actual.Granted.AsSpan());
        Assert.Equal(expected.PositionCutoffs.AsSpan(), actual.PositionCutoffs.AsSpan());
        Assert.Equal(expected.UnitCutoffs.AsSpan(), actual.UnitCutoffs.AsSpan());
        Assert.Equal(expected.ParkCutoffs.AsSpan(), actual.ParkCutoffs.AsSpan());
    }
}
