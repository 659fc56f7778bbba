using System.Security.Cryptography;
using System.Text;
using CsCheck;
using RaMatch.Rounds.Format;
using RaMatch.Rounds.Solving;
using Xunit;

namespace RaMatch.Rounds.Tests.Solving;

public sealed class LotteryTests
{
    static readonly byte[] Seed = [.. Enumerable.Range(0, Lottery.SeedBytes).Select(index => (byte)index)];

    // sha256sum of the bytes 0 to 31.
    [Fact]
    public void The_commitment_is_the_seeds_SHA_256_in_lower_case_hex() =>
        Assert.Equal("630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd", Lottery.Commitment(Seed));

    [Fact]
    public void A_number_is_the_rank_of_the_HMAC_of_the_id_under_the_seed() => Gen.String.AlphaNumeric.HashSet[0, 50].Sample(set =>
    {
        var ids = set.ToList();
        var ranked = ids.OrderBy(id => Convert.ToHexString(HMACSHA256.HashData(Seed, Encoding.UTF8.GetBytes(id))), StringComparer.Ordinal).ToList();
        Assert.Equal(ids.Select(id => (uint)ranked.IndexOf(id) + 1), Lottery.Numbers(Seed, IdTable.Of(ids)));
    });

    [Fact]
    public void A_graduates_number_does_not_depend_on_the_order_of_the_rows() =>
        Gen.String.AlphaNumeric.HashSet[1, 50].SelectMany(set => Gen.Shuffle(set.ToArray()), (set, shuffled) => (Ids: set.ToArray(), Shuffled: shuffled)).Sample(rows =>
            Assert.Equal(Numbers(rows.Ids), Numbers(rows.Shuffled)));

    [Fact]
    public void Another_seed_is_another_lottery()
    {
        var ids = Enumerable.Range(0, 100).Select(number => $"graduate-{number}").ToArray();
        Assert.NotEqual(Lottery.Numbers(Seed, IdTable.Of(ids)), Lottery.Numbers([.. Seed.Reverse()], IdTable.Of(ids)));
    }

    [Fact]
    public void A_seed_of_the_wrong_length_is_refused() =>
        Assert.Throws<ArgumentException>(() => Lottery.Commitment([1, 2, 3]));

    static SortedDictionary<string, uint> Numbers(string[] ids) =>
        new(ids.Zip(Lottery.Numbers(Seed, IdTable.Of(ids))).ToDictionary(pair => pair.First, pair => pair.Second), StringComparer.Ordinal);
}
