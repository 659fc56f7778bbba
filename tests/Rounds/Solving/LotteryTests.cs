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

    // Two real codes that agree in their first eight bytes nobody can make, so the order of such is asked for here.
    [Fact]
    public void Codes_that_begin_alike_are_put_in_order_by_the_rest_and_no_others()
    {
        int[] order = [2, 0, 1, 7, 6, 5, 4, 3];
        Lottery.SortAlike([5, 5, 5, 6, 7, 8, 8, 9], order, (one, other) => one.CompareTo(other));
        Assert.Equal([0, 1, 2, 7, 6, 4, 5, 3], order);
    }

    [Fact]
    public void Two_graduates_are_compared_by_their_whole_codes()
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Seed);
        var graduates = Enumerable.Range(0, 60).Select(number => Encoding.UTF8.GetBytes($"graduate-{number}")).Select(id => (Id: id, Code: Convert.ToHexString(HMACSHA256.HashData(Seed, id)))).ToList();
        foreach (var one in graduates)
        {
            Assert.All(graduates, other => Assert.Equal(Math.Sign(string.CompareOrdinal(one.Code, other.Code)), Math.Sign(Lottery.Compare(hmac, one.Id, other.Id))));
        }
    }

    static SortedDictionary<string, uint> Numbers(string[] ids) =>
        new(ids.Zip(Lottery.Numbers(Seed, IdTable.Of(ids))).ToDictionary(pair => pair.First, pair => pair.Second), StringComparer.Ordinal);
}
