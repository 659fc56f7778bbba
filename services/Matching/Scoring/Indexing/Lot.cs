namespace RaMatch.Matching.Scoring.Indexing;

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
