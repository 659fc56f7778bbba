using RaMatch.Rounds.Format;

namespace RaMatch.Benchmarks.Measuring;

/// <summary>A result as one number, so that two programs can be held to the same result: the same in C# and in Limit/limit.cpp.</summary>
struct Checksum
{
    /// <summary>The number so far.</summary>
    public ulong Value { get; private set; }

    /// <summary>Of every granted wish and every cutoff.</summary>
    public static ulong Of(Outcome outcome)
    {
        var sum = new Checksum();
        foreach (var wish in outcome.Granted)
        {
            sum.Add((uint)wish);
        }

        sum.Add(outcome.PositionCutoffs.AsSpan());
        sum.Add(outcome.UnitCutoffs.AsSpan());
        sum.Add(outcome.ParkCutoffs.AsSpan());
        return sum.Value;
    }

    /// <summary>Takes in a number.</summary>
    public void Add(ulong value)
    {
        var mixed = (Value ^ value) * 0x9E3779B97F4A7C15;
        Value = mixed ^ mixed >> 32;
    }

    void Add(ReadOnlySpan<ulong> values)
    {
        foreach (var value in values)
        {
            Add(value);
        }
    }
}
