using System.Security.Cryptography;
using System.Text;
using CsCheck;
using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Tests.Verifying;

/// <summary>Rounds whose lottery is really drawn, so that they can go through files.</summary>
static class Drawn
{
    /// <summary>Small enough to try everything.</summary>
    public static readonly Gen<Tiny> Tinies = Gen.Select(Tiny.Any, Gen.Byte, (round, seed) => round with { Lottery = Lottery(Seed(seed), round.Lottery.Length) });

    /// <summary>Three parks, six units, twelve positions and forty graduates: enough for every level to be full and every floor to be missed somewhere.</summary>
    public static readonly Gen<RoundInstance> Middling = Gen.Byte.SelectMany(seed => Gen.Int.Select(value => Middle(new Random(value), seed)));

    /// <summary>A tiny round as an instance, with the terms its lottery was drawn for.</summary>
    public static RoundInstance Instance(Tiny round)
    {
        var seed = Enumerable.Range(0, 256).Select(value => Seed((byte)value)).First(seed => Lottery(seed, round.Lottery.Length).SequenceEqual(round.Lottery));
        return With(round.Instance(), seed, round.Lottery);
    }

    static RoundInstance Middle(Random random, byte seed)
    {
        var lists = Enumerable.Range(0, 40).Select(_ =>
        {
            var positions = Enumerable.Range(0, 12).ToArray();
            random.Shuffle(positions);
            return positions[..random.Next(0, 9)].Select(position => new Wish(position, random.Next(0, 6))).ToArray();
        }).ToArray();
        int[] Some(int count, int least, int most, double share) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() < share ? random.Next(least, most) : RoundInstance.NoCap)];
        var parkCaps = Some(3, 3, 9, 0.7);
        var round = new Tiny(
            parkCaps,
            [.. parkCaps.Select(cap => Math.Min(cap, random.Next(0, 9)))],
            [0, 0, 1, 1, 2, 2],
            Some(6, 1, 5, 0.5),
            [.. Enumerable.Range(0, 12).Select(position => position / 2)],
            [.. Enumerable.Range(0, 12).Select(_ => random.Next(0, 4))],
            Lottery(Seed(seed), 40),
            lists);
        return With(round.Instance(), Seed(seed), round.Lottery);
    }

    static RoundInstance With(RoundInstance round, byte[] seed, uint[] lottery) => round with
    {
        Terms = round.Terms with { LotteryCommitment = Convert.ToHexStringLower(SHA256.HashData(seed)), LotterySeed = Convert.ToHexStringLower(seed) },
        Lottery = [.. lottery],
    };

    static byte[] Seed(byte value) => SHA256.HashData([value]);

    static uint[] Lottery(byte[] seed, int applicants)
    {
        var codes = Enumerable.Range(0, applicants).Select(applicant => Convert.ToHexString(HMACSHA256.HashData(seed, Encoding.UTF8.GetBytes("A" + applicant)))).ToList();
        return [.. codes.Select(code => (uint)codes.Count(other => string.CompareOrdinal(other, code) <= 0))];
    }
}
