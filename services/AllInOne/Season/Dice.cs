namespace RaMatch.AllInOne.Season;

/// <summary>
/// A stream of numbers that is the same on every machine and in every version of the runtime: SplitMix64 (Steele, Lea and
/// Flood 2014). The framework's own generator promises neither.
/// </summary>
sealed class Dice(ulong seed)
{
    ulong _state = seed;

    /// <summary>A whole number from 0 to <paramref name="below"/> − 1.</summary>
    public int Next(int below) => (int)(NextUInt64() % (uint)below);

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public int Between(int least, int most) => least + Next(most - least + 1);

    /// <summary>True so many times in a thousand.</summary>
    public bool InThousand(int times) => Next(1000) < times;

    /// <summary>One of them.</summary>
    public T Pick<T>(IReadOnlyList<T> from) => from[Next(from.Count)];

    ulong NextUInt64()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = _state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
