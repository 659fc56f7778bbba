using System.Text;
using CsCheck;
using RaMatch.Rounds.Format;
using Xunit;

namespace RaMatch.Rounds.Tests.Format;

/// <summary>Ids in their order, and found by their bytes.</summary>
public sealed class IdTests
{
    // Few letters and long ids, so that many begin alike for eight bytes and more.
    static readonly Gen<string[]> Ids =
        from prefix in Gen.String[Gen.Char["ab"], 0, 20]
        from ids in Gen.String[Gen.Char["ab毕"], 1, 30].Array[1, 40]
        from few in Gen.String[Gen.Char["ab"], 1, 2].Array[1, 10]
        from doubled in Gen.Bool
        select ids.Concat(doubled ? ids.Select(id => id + "a") : []).Concat(few).Select(id => prefix + id).Distinct().ToArray();

    [Fact]
    public void Ids_are_in_the_order_of_their_bytes() => Ids.Sample(ids =>
    {
        var expected = ids.Index().OrderBy(id => Convert.ToHexString(Encoding.UTF8.GetBytes(id.Item)), StringComparer.Ordinal).Select(id => id.Index);
        Assert.Equal(expected, IdOrder.Of(IdTable.Of(ids)));
    }, iter: 300);

    [Theory]
    [InlineData("", "")]
    [InlineData("a", "0")]
    [InlineData("a b", "0 1")]
    [InlineData("b a", "1 0")]
    [InlineData("ab a", "1 0")]
    [InlineData("prefix-00000001 prefix-00000000", "1 0")]
    [InlineData("00000000b 00000000a 1", "1 0 2")]
    [InlineData("1 00000000b 00000000a", "2 1 0")]
    [InlineData("00000000 00000000a 000", "2 0 1")]
    [InlineData("x0000000000000000b x0000000000000000a y", "1 0 2")]
    [InlineData("c b a", "2 1 0")]
    public void Ids_that_begin_alike_are_told_apart_further_on(string ids, string order) => Assert.Equal(
        order.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse),
        IdOrder.Of(IdTable.Of(ids.Split(' ', StringSplitOptions.RemoveEmptyEntries))));

    [Fact]
    public void An_id_is_found_by_its_number_and_no_other_is() => Ids.Sample(ids =>
    {
        var index = new IdIndex();
        foreach (var (number, id) in ids.Index())
        {
            Assert.Equal(-1, index.Find(Encoding.UTF8.GetBytes(id)));
            Assert.True(index.Add(Encoding.UTF8.GetBytes(id)));
            Assert.False(index.Add(Encoding.UTF8.GetBytes(id)));
            Assert.Equal((number, number + 1), (index.Find(Encoding.UTF8.GetBytes(id)), index.Count));
        }

        Assert.Equal(ids, Enumerable.Range(0, index.Count).Select(index.ToTable().Text));
    }, iter: 100);

    [Fact]
    public void An_index_takes_room_by_its_ids_and_finds_ten_thousand()
    {
        var ids = Enumerable.Range(0, 10_000).Select(number => Encoding.UTF8.GetBytes($"graduate-{number}")).ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var index = new IdIndex();
        foreach (var id in ids)
        {
            index.Add(id);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
        Assert.All(ids.Index(), id => Assert.Equal(id.Index, index.Find(id.Item)));
        Assert.Equal(-1, index.Find("graduate-10000"u8));
    }
}
