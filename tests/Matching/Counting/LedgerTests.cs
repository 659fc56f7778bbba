using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RaMatch.Matching.Counting;
using RaMatch.Platform.Audit;
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
    public async Task The_check_walks_the_ledger_and_names_the_entry_that_was_changed()
    {
        await using var season = await Season.OpenAsync();
        await season.CountAsync("王小明");
        var check = Assert.Single(season.Host.Services.GetServices<ICheck>(), one => one.What == "ledger");
        var whole = await season.Host.Database().ReadAsync(check.CheckAsync);
        Assert.Equal((1, 0), (whole.Entries, whole.Differences.Count));
        await season.Host.Database().WriteAsync(unit => unit.ExecuteAsync("UPDATE ledger_entry SET delta = 2"));
        Assert.Contains("ra-2022", Assert.Single((await season.Host.Database().ReadAsync(check.CheckAsync)).Differences), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_writes_the_whole_chain_anew_is_found_by_the_seal_of_the_day()
    {
        await using var season = await Season.OpenAsync();
        await season.CountAsync("王小明");
        await season.CountAsync("李思");
        var sealing = season.Host.Services.GetServices<IHostedService>().OfType<SealLedgers>().Single();
        await sealing.SealAsync(CancellationToken.None);
        Assert.Equal(0, await season.Host.CountAsync("SELECT COUNT(*) FROM ledger_seal"));
        season.Host.Clock.Advance(TimeSpan.FromDays(1));
        await sealing.SealAsync(CancellationToken.None);
        await sealing.SealAsync(CancellationToken.None);
        var proof = await season.Supervisor.GetAsync<Reconcile.Response>($"reconciliation?programme={Season.Code}");
        Assert.Equal((true, new DateOnly(2022, 6, 28), 2L, proof.Hash), (proof.Ok, proof.Sealed!.On, proof.Sealed.Entries, proof.Sealed.Hash));
        var check = Assert.Single(season.Host.Services.GetServices<ICheck>(), one => one.What == "ledger");
        Assert.Empty((await season.Host.Database().ReadAsync(check.CheckAsync)).Differences);

        // All of it, hashes and head included, for another actor.
        var previous = Ledger.Start;
        foreach (var entry in await season.Host.Database().ReadAsync(reader => reader.QueryAsync<Ledger.Entry>(Reconcile.SelectEntries, new { programme = Season.Code })))
        {
            var forged = entry with { ActorId = People.IdOf("另一人"), PreviousHash = previous };
            forged = forged with { Hash = previous = Ledger.HashOf(forged) };
            await season.Host.Database().WriteAsync(unit => unit.ExecuteAsync("UPDATE ledger_entry SET actor_id = @actorId, previous_hash = @previousHash, hash = @hash WHERE number = @number", new { forged.ActorId, forged.PreviousHash, forged.Hash, forged.Number }));
        }

        await season.Host.Database().WriteAsync(unit => unit.ExecuteAsync("UPDATE ledger_head SET hash = @previous", new { previous }));
        proof = await season.Supervisor.GetAsync<Reconcile.Response>($"reconciliation?programme={Season.Code}");
        Assert.Equal("2022年6月28日封存时的台账（至第 2 条）与现在的不同：其中有记录在封存之后被改写。", Assert.Single(proof.Differences).InChinese());
        Assert.Contains("rewritten after the seal", Assert.Single((await season.Host.Database().ReadAsync(check.CheckAsync)).Differences), StringComparison.Ordinal);

        // A seal that is made to fit is none of ours.
        await season.Host.Database().WriteAsync(unit => unit.ExecuteAsync("UPDATE ledger_seal SET hash = @previous", new { previous }));
        Assert.Contains("not made with the key of this installation", Assert.Single((await season.Host.Database().ReadAsync(check.CheckAsync)).Differences), StringComparison.Ordinal);
    }

    [Fact]
    public void A_day_that_has_ended_and_is_not_sealed_is_named()
    {
        var chain = Chain(3).ConvertAll(entry => entry with { OccurredAt = Announced.Morning.AddDays(entry.Number - 1) });
        LedgerSeals.Row[] seals = [new() { Entries = 1 }];
        Assert.Equal("第 2 条起的台账（2022年6月29日）至今没有封存。请启动服务，几秒后重新核查。", LedgerCheck.Unsealed(Announced.Morning.AddDays(2), seals, chain)!.InChinese());
        Assert.Null(LedgerCheck.Unsealed(Announced.Morning.AddDays(1), seals, chain));
        Assert.Null(LedgerCheck.Unsealed(Announced.Morning.AddDays(2), [.. seals, new() { Entries = 2 }], chain));
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
    public void A_last_entry_made_anew_is_found_by_the_hash_kept_beside_the_chain_and_an_entry_too_few_by_the_number()
    {
        var chain = Chain(5);
        var hash = chain[^1].Hash;
        var forged = chain[^1] with { Delta = -1 };
        Assert.NotNull(Ledger.Flaw([.. chain.SkipLast(1), forged with { Hash = Ledger.HashOf(forged) }], 5, hash));
        Assert.NotNull(Ledger.Flaw(chain, 6, hash));
    }

    static readonly Dictionary<string, Func<Ledger.Entry, Ledger.Entry>> Changed = new()
    {
        ["previous hash"] = entry => entry with { PreviousHash = "1" },
        ["programme"] = entry => entry with { Programme = "ra-2023" },
        ["number"] = entry => entry with { Number = 2 },
        ["placement"] = entry => entry with { PlacementId = People.IdOf("另一条") },
        ["sequence"] = entry => entry with { Sequence = 2 },
        ["park"] = entry => entry with { ParkId = "hengyang" },
        ["unit"] = entry => entry with { UnitId = People.IdOf("另一条") },
        ["position"] = entry => entry with { PositionId = People.IdOf("另一条") },
        ["graduate"] = entry => entry with { GraduateId = People.IdOf("另一条") },
        ["delta"] = entry => entry with { Delta = -1 },
        ["of cohort"] = entry => entry with { OfCohort = 1 },
        ["reason"] = entry => entry with { Reason = Sentence.Said("二") },
        ["rules"] = entry => entry with { RulesVersion = 2 },
        ["actor"] = entry => entry with { ActorId = People.IdOf("另一条") },
        ["instant"] = entry => entry with { OccurredAt = Announced.Morning.AddMilliseconds(1) },
    };

    public static TheoryData<string> Fields => [.. Changed.Keys];

    [Theory]
    [MemberData(nameof(Fields))]
    public void No_field_of_an_entry_can_be_changed_without_its_hash(string field)
    {
        var entry = Chain(1)[0] with { OccurredAt = Announced.Morning };
        Assert.NotEqual(Ledger.HashOf(entry), Ledger.HashOf(Changed[field](entry)));
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
    public async Task A_counted_stage_without_its_row_fails_the_reconciliation_and_so_does_a_row_of_a_hire_that_is_not_counted()
    {
        await using var season = await Season.OpenAsync();
        var counted = await season.CountAsync("王小明");
        var signed = await season.SignAsync("李思");
        Assert.True((await season.Supervisor.GetAsync<Reconcile.Response>($"reconciliation?programme={Season.Code}")).Ok);
        foreach (var (placementId, stage) in new[] { (counted, "Signed"), (signed, "Counted") })
        {
            await SetStageAsync(placementId, stage);
            var proof = await season.Supervisor.GetAsync<Reconcile.Response>($"reconciliation?programme={Season.Code}");
            Assert.False(proof.Ok);
            Assert.Equal(["1 条应聘记录的状态与落实记录不一致。", "保存的统计数有 2 项与逐条记录不一致。"], proof.Differences.InChinese());
            await SetStageAsync(placementId, placementId == counted ? "Counted" : "Signed");
        }

        // One that has ended may go on counting; of what was moved by hand only the sums tell.
        await SetStageAsync(counted, "Terminated");
        var ended = await season.Supervisor.GetAsync<Reconcile.Response>($"reconciliation?programme={Season.Code}");
        Assert.Equal(["保存的统计数有 2 项与逐条记录不一致。"], ended.Differences.InChinese());

        Task SetStageAsync(Guid placementId, string stage) => season.Host.Database().WriteAsync(unit => unit.ExecuteAsync(
            "UPDATE placement SET stage = @stage WHERE placement_id = @placementId", new { placementId, stage }));
    }

    [Fact]
    public async Task A_park_proves_its_own_numbers_and_nobody_those_of_a_programme_that_is_not()
    {
        await using var season = await Season.OpenAsync();
        await season.AnnounceAsync(Announced.Position("实验员", "衡阳特钢") with { ParkId = "hengyang" });
        await season.CountAsync("王小明");
        await season.CountAsync("李思", "实验员", "衡阳特钢", "hengyang");
        Assert.Equal(
            [new Reconcile.ParkSum("hengyang", 1, 1), new Reconcile.ParkSum(Season.Park, 1, 1)],
            (await season.Supervisor.GetAsync<Reconcile.Response>($"reconciliation?programme={Season.Code}")).Parks);
        await Season.Must(season.As(People.ParkStaff("hengyang")).PostAsync($"placements/{People.IdOf("李思实验员")}/uncount", new UncountHire.Request("查无此人")));
        Assert.Equal(
            [new Reconcile.ParkSum("hengyang", 0, 0), new Reconcile.ParkSum(Season.Park, 1, 1)],
            (await season.Supervisor.GetAsync<Reconcile.Response>($"reconciliation?programme={Season.Code}")).Parks);
        Assert.Equal([new Reconcile.ParkSum(Season.Park, 1, 1)], (await season.ParkStaff.GetAsync<Reconcile.Response>($"reconciliation?programme={Season.Code}")).Parks);
        await Season.Refused(season.Supervisor.GetAsync(new Uri("reconciliation?programme=none", UriKind.Relative)), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_digest_does_not_depend_on_the_order_or_the_hour_and_whoever_reads_the_ledger_can_make_it()
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

        var lines = (await other.Supervisor.GetAsync<PageOf<Ledger.Entry>>($"ledger?programme={Season.Code}")).Items
            .Select(entry => FormattableString.Invariant($"{entry.Programme}|{entry.ParkId}|{entry.UnitId}|{entry.GraduateId}|{entry.Delta}|{entry.Reason.InChinese()}|{entry.RulesVersion}\n"))
            .Order(StringComparer.Ordinal);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines)))), await DigestAsync(other));
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

    [Fact]
    public async Task A_supervisor_reads_the_ledger_of_all_parks_or_one_newest_first_and_of_one_programme()
    {
        await using var season = await Season.OpenAsync();
        await season.AnnounceAsync(Announced.Position("实验员", "衡阳特钢") with { ParkId = "hengyang" });
        Guid[] counted = [await season.CountAsync("王小明"), await season.CountAsync("李思"), await season.CountAsync("张三", "实验员", "衡阳特钢", "hengyang")];
        Assert.Equal(counted.Reverse(), await ReadAsync(""));
        Assert.Equal([counted[1], counted[0]], await ReadAsync("&park=weifang"));
        Assert.Equal([counted[2]], await ReadAsync("&park=hengyang"));
        // Whoever goes through all of it goes on behind the last entry read.
        Assert.Equal([counted[1], counted[0]], await ReadAsync("&after=3"));
        Assert.Equal([counted[0]], await ReadAsync("&park=weifang&after=2"));
        Assert.Empty(await ReadAsync("&after=1"));

        async Task<IEnumerable<Guid>> ReadAsync(string park)
        {
            var read = await season.Supervisor.GetAsync<PageOf<Ledger.Entry>>($"ledger?programme={Season.Code}{park}");
            Assert.Equal(read.Items.Count, read.Total);
            return read.Items.Select(entry => entry.PlacementId);
        }
    }

    [Fact]
    public async Task The_account_of_a_programme_is_there_to_wait_for_before_anything_is_booked_to_it()
    {
        await using var season = await Season.OpenAsync();
        await season.Host.Database().WriteAsync(unit => Ledger.TakeAsync(unit, Season.Code));
        await season.Host.Database().WriteAsync(unit => Ledger.TakeAsync(unit, "ra-2023"));
        Assert.Equal(2, await season.Host.CountAsync("SELECT COUNT(*) FROM ledger_head WHERE entries = 0"));
        Assert.True((await season.Supervisor.GetAsync<Reconcile.Response>($"reconciliation?programme={Season.Code}")).Ok);
        await season.CountAsync("王小明");
        Assert.Equal(1, await season.Host.CountAsync($"SELECT entries FROM ledger_head WHERE programme = '{Season.Code}'"));
        Assert.Equal(0, await season.Host.CountAsync("SELECT entries FROM ledger_head WHERE programme = 'ra-2023'"));
        Assert.True((await season.Supervisor.GetAsync<Reconcile.Response>($"reconciliation?programme={Season.Code}")).Ok);

        // What is booked to an account that nobody has waited for opens it.
        await season.Host.Database().WriteAsync(unit => Ledger.AppendAsync(unit, new Ledger.Entry { Programme = "ra-2024", PlacementId = People.IdOf("另一条"), ParkId = Season.Park, Delta = 1 }));
        Assert.Equal(1, await season.Host.CountAsync($"SELECT COUNT(*) FROM ledger_entry WHERE programme = 'ra-2024' AND number = 1 AND previous_hash = '{Ledger.Start}'"));
    }
}
