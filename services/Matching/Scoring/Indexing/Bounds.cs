namespace RaMatch.Matching.Scoring.Indexing;

/// <summary>The most that <see cref="Fit.Pay"/> can give for a floor known in steps only; negative where the floor is above the range.</summary>
readonly struct PayBound
{
    const int Fraction = 20;

    readonly int _weight;
    readonly int _highestFullFloor;
    readonly long _maximum;
    readonly long _rate;

    public PayBound(int weight, long minimumFen, long maximumFen)
    {
        _weight = weight;
        _maximum = maximumFen;
        var range = maximumFen - minimumFen;
        // Within less than a step nothing can be told; a step more and the rate, rounded up, never says too little.
        _highestFullFloor = range < ShortPay.Step ? ShortPay.Up(maximumFen) : ShortPay.Up(minimumFen);
        _rate = range < ShortPay.Step ? 0 : ((long)weight << Fraction) / range + 1;
    }

    /// <summary>The bound for a floor of so many steps, rounded down.</summary>
    public int Most(ushort payFloor)
    {
        if (payFloor <= _highestFullFloor)
        {
            return _weight;
        }

        var above = _maximum - (long)payFloor * ShortPay.Step;
        return above < 0 ? FitTable.Refused : (int)(above * _rate >> Fraction);
    }
}

/// <summary>
/// The order of graduates with equal scores at a position. Everyone has another number at every position, so nobody is first everywhere
/// for having registered early; and it is the same on every machine.
/// </summary>
static class Lot
{
    /// <summary>The larger number comes first.</summary>
    public static long Of(Guid positionId, in Guid graduateId) => (long)(Mixed(Half(positionId) ^ Mixed(Half(graduateId))) >> (64 - TopList.TieBits));

    static ulong Half(in Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(bytes) * 3 ^ System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
    }

    // The finisher of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
    static ulong Mixed(ulong number)
    {
        number = (number ^ number >> 30) * 0xBF58476D1CE4E5B9;
        number = (number ^ number >> 27) * 0x94D049BB133111EB;
        return number ^ number >> 31;
    }
}
