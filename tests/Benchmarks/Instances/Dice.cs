namespace RaMatch.Benchmarks.Instances;

/// <summary>
/// A stream of random numbers in integer arithmetic only, so that the same seed gives the same bits on every machine: SplitMix64
/// (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014). Each thing that is made has a stream of its own,
/// so it does not matter in which order or in how many threads things are made.
/// </summary>
public struct Dice
{
    ulong _state;

    /// <summary>The stream of one thing.</summary>
    /// <param name="seed">The instance's seed.</param>
    /// <param name="kind">What is made.</param>
    /// <param name="number">Which of its kind.</param>
    public Dice(ulong seed, uint kind, long number) => _state = Mixed(Mixed(seed + kind * Golden) + (ulong)number * Golden);

    const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>64 random bits.</summary>
    public ulong Next() => Mixed(_state += Golden);

    /// <summary>0 up to, not including, <paramref name="bound"/>; uneven by less than one part in 2^32.</summary>
    public int Below(int bound) => (int)((Next() >> 32) * (ulong)bound >> 32);

    /// <summary>From the first up to and including the second.</summary>
    public int Between(int lowest, int highest) => lowest + Below(highest - lowest + 1);

    /// <summary>True in so many of a hundred cases.</summary>
    public bool Percent(int share) => Below(100) < share;

    /// <summary>The place in <paramref name="shares"/>, each as likely as its share of their sum, which is <paramref name="sum"/>.</summary>
    public int Of(ReadOnlySpan<int> shares, int sum)
    {
        var left = Below(sum);
        var place = 0;
        while (left >= shares[place])
        {
            left -= shares[place++];
        }

        return place;
    }

    /// <summary>
    /// A rank from 0 up to, not including, <paramref name="count"/> with the popularity law of Zipf and Mandelbrot, in which rank r is about
    /// as likely as 1 / (r + <paramref name="flat"/>): every octave of r + flat is equally likely, and within an octave all are.
    /// </summary>
    public int Zipf(int count, int flat)
    {
        var octaves = 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)((count + flat - 1) / flat));
        while (true)
        {
            var width = flat << Below(octaves);
            var rank = width + Below(width) - flat;
            if (rank < count)
            {
                return rank;
            }
        }
    }

    /// <summary>Puts the items in a random order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = Below(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    static ulong Mixed(ulong z)
    {
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }
}
