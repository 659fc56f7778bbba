using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using RaMatch.Rounds.Format;

namespace RaMatch.Benchmarks.Instances;

/// <summary>What a made-up round looks like, and a fingerprint of every number in it, to see that two machines made the same.</summary>
static class Description
{
    /// <summary>One line a fact.</summary>
    public static IEnumerable<(string Fact, string Value)> Of(RoundInstance round)
    {
        yield return ("fingerprint", Fingerprint(round));
        yield return ("parks / units / positions", $"{round.ParkCaps.Length} / {round.UnitCaps.Length} / {round.PositionSeats.Length}");
        yield return ("graduates", Text(round.Lottery.Length));
        yield return ("wishes", Text(round.Wishes.Length));
        yield return ("seats", Text(round.PositionSeats.Sum(seats => (long)seats)));
        yield return ("parks with cap / floor", $"{round.ParkCaps.Count(cap => cap != RoundInstance.NoCap)} / {round.ParkFloors.Count(floor => floor > 0)}");
        yield return ("units with cap", Text(round.UnitCaps.Count(cap => cap != RoundInstance.NoCap)));
        var wanted = new int[round.PositionSeats.Length];
        foreach (var wish in round.Wishes)
        {
            wanted[wish.Position]++;
        }

        yield return ("wishes for the most wanted position", Text(wanted.Max()));
        yield return ("positions nobody wants", Text(wanted.Count(count => count == 0)));
        yield return ("wishes whose score another has at the position", $"{100L * Tied(round) / Math.Max(1, round.Wishes.Length)} %");
    }

    /// <summary>SHA-256 over all numbers of the round, each in four bytes, low byte first.</summary>
    public static string Fingerprint(RoundInstance round)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var numbers in new[] { round.ParkCaps, round.ParkFloors, round.UnitParks, round.UnitCaps, round.PositionUnits, round.PositionSeats, round.WishStarts })
        {
            Append(hash, numbers.AsSpan());
        }

        Append(hash, round.Lottery.AsSpan());
        Append(hash, round.Wishes.AsSpan());
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // Twelve million graduates' wishes are more bytes than one span can count.
    static void Append<T>(IncrementalHash hash, ReadOnlySpan<T> numbers)
        where T : unmanaged
    {
        const int AtOnce = 1 << 20;
        for (; numbers.Length > AtOnce; numbers = numbers[AtOnce..])
        {
            hash.AppendData(MemoryMarshal.AsBytes(numbers[..AtOnce]));
        }

        hash.AppendData(MemoryMarshal.AsBytes(numbers));
    }

    static long Tied(RoundInstance round)
    {
        var keys = new ulong[round.Wishes.Length];
        for (var number = 0; number < keys.Length; number++)
        {
            keys[number] = (ulong)round.Wishes[number].Position << 32 | (uint)round.Wishes[number].Score;
        }

        Array.Sort(keys);
        long tied = 0;
        for (var number = 0; number < keys.Length; number++)
        {
            tied += number > 0 && keys[number - 1] == keys[number] || number + 1 < keys.Length && keys[number + 1] == keys[number] ? 1 : 0;
        }

        return tied;
    }

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
