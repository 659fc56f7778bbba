using System.Buffers.Binary;
using System.Security.Cryptography;

namespace RaMatch.Rounds.Format;

/// <summary>
/// Holds lottery numbers to their definition: an applicant's number is the rank, from 1, of HMAC-SHA256(seed, id) among all applicants.
/// Nothing is sorted: laid out by their numbers, the codes must rise.
/// </summary>
static class LotteryCheck
{
    /// <summary>Refuses the first number, in the order of the numbers, that is not the rank.</summary>
    /// <param name="applicants">The ids.</param>
    /// <param name="holders">By lottery number less one: which applicant holds it.</param>
    /// <param name="seed">32 bytes.</param>
    /// <param name="cancellation">Looked at now and then.</param>
    public static void Check(IdTable applicants, int[] holders, byte[] seed, CancellationToken cancellation)
    {
        if (FirstFall(Heads(applicants, holders, seed, cancellation), rank => HMACSHA256.HashData(seed, applicants[holders[rank]])) is { } rank)
        {
            throw new RoundFormatException(
                RoundFolder.Applicants, holders[rank] + 2, 0, $"the lottery number is {rank + 1}, but HMAC-SHA256(lottery_seed, applicant) comes before that of the number {rank}");
        }
    }

    /// <summary>The first eight bytes of each code as a number, by lottery number less one.</summary>
    internal static ulong[] Heads(IdTable applicants, int[] holders, byte[] seed, CancellationToken cancellation)
    {
        const int Share = 1 << 12;
        var heads = new ulong[holders.Length];
        Parallel.For(0, (holders.Length + Share - 1) / Share, new ParallelOptions { CancellationToken = cancellation }, share =>
        {
            // One keyed state a share: making one costs as much as two codes.
            using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, seed);
            Span<byte> code = stackalloc byte[HMACSHA256.HashSizeInBytes];
            for (var rank = share * Share; rank < Math.Min(holders.Length, (share + 1) * Share); rank++)
            {
                hmac.AppendData(applicants[holders[rank]]);
                hmac.GetHashAndReset(code);
                heads[rank] = BinaryPrimitives.ReadUInt64BigEndian(code);
            }
        });
        return heads;
    }

    /// <summary>The first code that comes before the one ahead of it; null where they rise. Whole codes are asked for only where two heads are equal.</summary>
    internal static int? FirstFall(ReadOnlySpan<ulong> heads, Func<int, byte[]> code)
    {
        for (var rank = 1; rank < heads.Length; rank++)
        {
            if (heads[rank] < heads[rank - 1] || (heads[rank] == heads[rank - 1] && code(rank - 1).AsSpan().SequenceCompareTo(code(rank)) > 0))
            {
                return rank;
            }
        }

        return null;
    }
}
