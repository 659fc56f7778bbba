using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Solving;

/// <summary>
/// The lottery that breaks ties, committed to before lists close: the commitment to a secret seed is published at opening, the seed at
/// solving, and then everybody can recompute every number.
/// </summary>
public static class Lottery
{
    /// <summary>Bytes in a seed.</summary>
    public const int SeedBytes = 32;

    /// <summary>The commitment to a seed: its SHA-256 as 64 lower-case hex digits.</summary>
    public static string Commitment(ReadOnlySpan<byte> seed) => Convert.ToHexStringLower(SHA256.HashData(Checked(seed)));

    /// <summary>
    /// Each applicant's number: the rank, from 1, of the HMAC-SHA256 (RFC 2104) of the id in UTF-8 under the seed, digests compared byte
    /// by byte as unsigned numbers, then ids. Depends on the set of ids, not on their order.
    /// </summary>
    public static ImmutableArray<uint> Numbers(ReadOnlySpan<byte> seed, IdTable applicants)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Checked(seed));
        var digests = new ulong[applicants.Count];
        var order = new int[applicants.Count];
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        for (var applicant = 0; applicant < digests.Length; applicant++)
        {
            Digest(hmac, applicants[applicant], digest);
            digests[applicant] = BinaryPrimitives.ReadUInt64BigEndian(digest);
            order[applicant] = applicant;
        }

        Array.Sort(digests, order);
        SortAlike(digests, order, (one, other) => Compare(hmac, applicants[one], applicants[other]));

        var numbers = new uint[order.Length];
        for (var rank = 0; rank < order.Length; rank++)
        {
            numbers[order[rank]] = (uint)rank + 1;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(numbers);
    }

    // Digests that agree in their first 8 bytes, one pair in a national round at odds of one to a billion, are made again.
    internal static void SortAlike(ulong[] digests, int[] order, Comparison<int> comparison)
    {
        for (int from = 0, to; from < digests.Length; from = to)
        {
            for (to = from + 1; to < digests.Length && digests[to] == digests[from];)
            {
                to++;
            }

            if (to - from > 1)
            {
                order.AsSpan(from..to).Sort(comparison);
            }
        }
    }

    internal static int Compare(IncrementalHash hmac, ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        Span<byte> ofOne = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> ofOther = stackalloc byte[SHA256.HashSizeInBytes];
        Digest(hmac, one, ofOne);
        Digest(hmac, other, ofOther);
        var difference = ofOne.SequenceCompareTo(ofOther);
        return difference != 0 ? difference : one.SequenceCompareTo(other);
    }

    static void Digest(IncrementalHash hmac, ReadOnlySpan<byte> id, Span<byte> digest)
    {
        hmac.AppendData(id);
        hmac.GetHashAndReset(digest);
    }

    static ReadOnlySpan<byte> Checked(ReadOnlySpan<byte> seed) => seed.Length == SeedBytes
        ? seed
        : throw new ArgumentException($"A lottery seed has {SeedBytes} bytes, not {seed.Length}.", nameof(seed));
}
