using System.Runtime.Intrinsics;

namespace RaMatch.Matching.Scoring.Indexing;

/// <summary>The most that <see cref="Fit.Pay"/> can give for floors known in steps only; negative where the floor is above the range.</summary>
readonly struct PayBound
{
    // Points a step have so many bits after the point, steps so many altogether: a product's upper half is whole points.
    const int Fraction = 12;
    const int MostSteps = (1 << Fraction) - 1;

    readonly Vector256<ushort> _weight;
    readonly Vector256<ushort> _lowest;
    readonly Vector256<ushort> _highest;
    readonly Vector256<ushort> _pointsOfStep;

    public PayBound(int weight, long minimumFen, long maximumFen)
    {
        var (highest, range) = (ShortPay.Up(maximumFen), Math.Max(1, maximumFen - minimumFen));
        var pointsOfStep = ((long)weight * ShortPay.Step << Fraction) / range + 1;
        _weight = Vector256.Create((ushort)weight);
        _lowest = Vector256.Create(maximumFen < minimumFen ? (ushort)0 : ShortPay.Down(minimumFen));
        _highest = Vector256.Create(highest);

        // Of a very high or narrow range nothing is told but whether the floor is above it.
        _pointsOfStep = highest > MostSteps || pointsOfStep > ushort.MaxValue ? default : Vector256.Create((ushort)pointsOfStep);
    }

    /// <summary>The bound for floors of so many steps, rounded down.</summary>
    public Vector256<short> Most(Vector256<ushort> payFloor)
    {
        var below = _highest - Vector256.Min(payFloor, _highest);
        var points = _pointsOfStep == default ? _weight : Vector256.Min(Lanes.MultiplyHigh(below << 16 - Fraction, _pointsOfStep), _weight);
        return Vector256.ConditionalSelect(Lanes.AtLeast(_highest, payFloor).AsInt16(), points.AsInt16(), Vector256.Create(FitTable.Refused));
    }

    /// <summary>Where that is not only a bound: floors of so many steps and less than one more are not above the lowest pay.</summary>
    public Vector256<ushort> IsSure(Vector256<ushort> payFloor) => Lanes.AtLeast(_lowest, payFloor + Vector256<ushort>.One);
}
