using RaMatch.Matching.Counting;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Counting;

/// <summary>The ledger notices whatever is done to it by hand.</summary>
public sealed class LedgerTests
{
    static List<Ledger.Entry> Chain(int length)
    {
        var entries = new List<Ledger.Entry>();
        var previous = Ledger.Start;
        for (var number = 1; number <= length; number++)
        {
            var entry = new Ledger.Entry { Programme = "ra-2022", Number = number, PlacementId = Guid.NewGuid(), Sequence = 1, ParkId = "weifang", Delta = 1, Reason = Sentence.Said("一"), PreviousHash = previous };
            entries.Add(entry with { Hash = Ledger.HashOf(entry) });
            previous = entries[^1].Hash;
        }

        return entries;
    }

    [Fact]
    public void A_whole_chain_has_no_flaw()
    {
        var chain = Chain(5);
        Assert.Null(Ledger.Flaw(chain, 5, chain[^1].Hash));
        Assert.Null(Ledger.Flaw([], 0, Ledger.Start));
    }

    [Fact]
    public void A_changed_entry_is_found()
    {
        var chain = Chain(5);
        var hash = chain[^1].Hash;
        chain[2] = chain[2] with { ParkId = "hengyang" };
        Assert.Equal("第 3 条台账记录被改动，或其前一条被替换。", Ledger.Flaw(chain, 5, hash)!.InChinese());
    }

    [Fact]
    public void A_changed_entry_with_its_hash_made_anew_is_found_at_the_next()
    {
        var chain = Chain(5);
        var hash = chain[^1].Hash;
        chain[2] = chain[2] with { Delta = -1 };
        chain[2] = chain[2] with { Hash = Ledger.HashOf(chain[2]) };
        Assert.Equal("第 4 条台账记录被改动，或其前一条被替换。", Ledger.Flaw(chain, 5, hash)!.InChinese());
    }

    [Fact]
    public void A_removed_entry_is_found_in_the_middle_and_at_the_end()
    {
        var chain = Chain(5);
        var hash = chain[^1].Hash;
        Assert.Equal("第 2 条台账记录缺失。", Ledger.Flaw([.. chain.Where(entry => entry.Number != 2)], 5, hash)!.InChinese());
        Assert.Equal("台账末尾应为第 5 条，实际止于第 4 条。", Ledger.Flaw([.. chain.SkipLast(1)], 5, hash)!.InChinese());
    }

    [Fact]
    public void Texts_that_look_alike_when_joined_have_different_hashes() =>
        Assert.NotEqual(
            Ledger.HashOf(new Ledger.Entry { Programme = "a", ParkId = "b1:c" }),
            Ledger.HashOf(new Ledger.Entry { Programme = "a1:b", ParkId = "c" }));

    [Fact]
    public async Task A_ledger_row_changed_in_the_database_fails_the_reconciliation()
    {
        await using var season = await Season.OpenAsync();
        await season.CountAsync("王小明");
        await season.Host.Database().WriteAsync(unit => unit.ExecuteAsync("UPDATE ledger_entry SET delta = 2"));
        var proof = await season.Supervisor.GetAsync<Reconcile.Response>($"reconciliation?programme={Season.Code}");
        Assert.False(proof.Ok);
        Assert.Contains("weifang：台账合计 2，落实记录 1。", proof.Differences.InChinese());
        Assert.Contains("第 1 条台账记录被改动，或其前一条被替换。", proof.Differences.InChinese());
    }

    [Fact]
    public async Task The_digest_does_not_depend_on_the_order_or_the_hour()
    {
        await using var one = await Season.OpenAsync();
        await one.CountAsync("王小明");
        await one.CountAsync("李思");
        await using var other = await Season.OpenAsync();
        await other.CountAsync("李思");
        other.Host.Clock.Advance(TimeSpan.FromHours(3));
        await other.CountAsync("王小明");
        Assert.Equal(await DigestAsync(one), await DigestAsync(other));
        await Season.Must(other.ParkStaff.PostAsync($"placements/{People.IdOf("李思研发工程师")}/uncount", new UncountHire.Request("查无此人")));
        Assert.NotEqual(await DigestAsync(one), await DigestAsync(other));
    }

    static async Task<string> DigestAsync(Season season) =>
        (await season.Supervisor.GetAsync<Reconcile.Response>($"reconciliation?programme={Season.Code}")).Digest;

    [Fact]
    public async Task A_park_reads_its_own_part_of_the_ledger_only()
    {
        await using var season = await Season.OpenAsync();
        await season.CountAsync("王小明");
        var other = await season.As(People.ParkStaff("hengyang")).GetAsync<PageOf<Ledger.Entry>>($"ledger?programme={Season.Code}&park=weifang");
        Assert.Equal(0, other.Total);
    }
}
