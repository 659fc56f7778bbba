using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using RaMatch.Rounds.Format;
using Xunit;

namespace RaMatch.Rounds.Tests.Format;

public sealed class LotteryCheckTests
{
    // Two shares of work and one applicant more.
    const int Many = (1 << 13) + 1;

    static readonly byte[] Seed = SHA256.HashData("a seed"u8);

    [Fact]
    public void The_head_of_every_code_is_made_whichever_share_it_is_in()
    {
        var ids = Enumerable.Range(0, Many).Select(number => $"g-{number}").ToArray();
        var holders = Enumerable.Range(0, Many).Reverse().ToArray();
        var heads = LotteryCheck.Heads(IdTable.Of(ids), holders, Seed, TestContext.Current.CancellationToken);
        Assert.Equal(holders.Select(holder => BinaryPrimitives.ReadUInt64BigEndian(HMACSHA256.HashData(Seed, Encoding.UTF8.GetBytes(ids[holder])))), heads);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("9", null)]
    [InlineData("0 1", null)]
    [InlineData("1 0", 1)]
    [InlineData("1 3 2", 2)]
    [InlineData("1 3 2 1", 2)]
    [InlineData("3 1 2", 1)]
    public void Codes_must_rise_and_the_first_that_falls_is_named(string heads, int? fall) =>
        Assert.Equal(fall, LotteryCheck.FirstFall(Numbers(heads), _ => throw new InvalidOperationException("The heads tell.")));

    [Theory]
    [InlineData("5 5", "1 2", null)]
    [InlineData("5 5", "2 1", 1)]
    [InlineData("5 5", "7 7", null)]
    [InlineData("4 5 5", "9 1 2", null)]
    [InlineData("4 5 5 6", "0 2 1 9", 2)]
    [InlineData("5 5 5", "1 2 2", null)]
    public void Codes_that_begin_alike_are_compared_whole(string heads, string codes, int? fall)
    {
        var rest = Numbers(codes);
        Assert.Equal(fall, LotteryCheck.FirstFall(Numbers(heads), rank => [5, (byte)rest[rank]]));
    }

    [Fact]
    public void The_check_can_be_called_off()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => LotteryCheck.Check(IdTable.Of(["a"]), [0], Seed, stop.Token));
    }

    static ulong[] Numbers(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ulong.Parse)];
}
