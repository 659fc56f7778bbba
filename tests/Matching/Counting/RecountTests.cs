using System.Net;
using RaMatch.Contracts;
using RaMatch.Contracts.Matching;
using RaMatch.Matching.Counting;
using RaMatch.Matching.Programmes;
using RaMatch.Platform.Jobs;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Counting;

/// <summary>What counts is judged anew because somebody says so, and the report says what that has changed.</summary>
public sealed class RecountTests
{
    const string Recounts = $"programmes/{Season.Code}/recounts";

    static readonly Rules Longer = Season.Rules with { ShortestTermMonths = 24 };

    static Task AdoptAsync(Season season, Rules rules) => Season.Must(season.Supervisor.PutAsync($"programmes/{Season.Code}/rules", new ReviseRules.Request(rules, "延长期限")));

    static async Task<Recount.Response> RecountAsync(Season season, long version) =>
        Json.Read<Recount.Response>(await (await Season.Must(season.Supervisor.PostAsync(Recounts, new Recount.Request(version, "自本月起执行")))).Content.ReadAsStringAsync());

    [Fact]
    public async Task Rules_change_nothing_that_counts_until_it_is_counted_anew_and_the_report_says_which_and_why()
    {
        await using var season = await Season.OpenAsync(seats: 6);
        await season.AnnounceAsync(Announced.Position("实验员", "衡阳特钢") with { ParkId = "hengyang" });
        var (first, second) = (await season.CountAsync("王小明"), await season.CountAsync("李思"));
        var elsewhere = await season.CountAsync("赵六", "实验员", "衡阳特钢", "hengyang");
        // One keeps to the longer term before anybody asks for it.
        await season.Host.Database().WriteAsync(unit => unit.ExecuteAsync("UPDATE placement SET term_months = 24 WHERE placement_id = @second", new { second }));
        await AdoptAsync(season, Longer);
        Assert.Equal(3, await season.Host.CountAsync("SELECT COUNT(*) FROM counted_hire"));

        var report = await RecountAsync(season, 2);
        Assert.Equal((3L, 2L, true), (report.Recount.Counted, report.Recount.Uncounted, report.Recount.EndedAt is not null));
        Assert.Equal([("hengyang", 1L, 1L, 0L), ("weifang", 2L, 1L, 0L)], report.Parks.Select(park => (park.ParkId, park.Counted, park.Uncounted, park.Ready)));
        var hires = await season.Supervisor.GetAsync<PageOf<Recount.Excluded>>($"programmes/{Season.Code}/recounts/{report.Recount.RecountId}/hires");
        Assert.Equal([("hengyang", elsewhere), (Season.Park, first)], hires.Items.Select(hire => (hire.ParkId, hire.PlacementId)));
        Assert.Equal((1L, "协议期限 12 个月，少于规定的 24 个月。"), (hires.Items[0].CountedUnder, Assert.Single(hires.Items[0].Missing).InChinese()));

        // The ledger says it too, the placements are back where their evidence puts them, and every sum agrees.
        var line = (await season.Supervisor.GetAsync<PageOf<ListLedger.Line>>($"ledger?programme={Season.Code}&placement={first}")).Items[0];
        Assert.Equal((-1L, "按第 2 版规则重新认定：协议期限 12 个月，少于规定的 24 个月。"), (line.Delta, line.Reason.InChinese()));
        Assert.Equal((PlacementStage.OnDuty, PlacementStage.Counted), (await season.StageAsync(first), await season.StageAsync(second)));
        Assert.True((await season.Supervisor.GetAsync<Reconcile.Response>($"reconciliation?programme={Season.Code}")).Ok);
        Assert.Equal(2, (await season.Host.ToldAsync<HireUncounted>()).Count);

        // A park reads its part.
        var own = await season.ParkStaff.GetAsync<Recount.Response>($"{Recounts}/{report.Recount.RecountId}");
        Assert.Equal((2L, 1L, Season.Park), (own.Recount.Counted, own.Recount.Uncounted, Assert.Single(own.Parks).ParkId));
        Assert.Equal(first, Assert.Single((await season.ParkStaff.GetAsync<PageOf<Recount.Excluded>>($"{Recounts}/{report.Recount.RecountId}/hires?park=hengyang")).Items).PlacementId);

        // Mended and verified, it counts again.
        await Season.Must(season.Member.PostAsync($"placements/{first}/sign", Season.Agreement with { TermMonths = 24 }));
        await Season.Must(season.ParkStaff.PostAsync($"placements/{first}/verify", new { }));
        hires = await season.Supervisor.GetAsync<PageOf<Recount.Excluded>>($"programmes/{Season.Code}/recounts/{report.Recount.RecountId}/hires");
        Assert.Equal([false, true], hires.Items.Select(hire => hire.CountsAgain));
        Assert.Equal(0, (await RecountAsync(season, 2)).Recount.Uncounted);
        Assert.Equal([0L, 2L], (await season.Supervisor.GetAsync<IReadOnlyList<Recount.Line>>(Recounts)).Select(one => one.Uncounted));
    }

    [Fact]
    public async Task Whoever_has_not_seen_the_rules_in_force_counts_nothing_anew()
    {
        await using var season = await Season.OpenAsync();
        await season.CountAsync("王小明");
        await AdoptAsync(season, Longer);
        Assert.Contains("规则已被他人修订", await Season.Refused(season.Supervisor.PostAsync(Recounts, new Recount.Request(1, "重新认定")), HttpStatusCode.Conflict), StringComparison.Ordinal);
        await Season.Refused(season.Supervisor.PostAsync(Recounts, new Recount.Request(2, "")), HttpStatusCode.BadRequest);
        await Season.Refused(season.ParkStaff.PostAsync(Recounts, new Recount.Request(2, "重新认定")), HttpStatusCode.Forbidden);
        await Season.Refused(season.Supervisor.PostAsync("programmes/ra-1999/recounts", new Recount.Request(1, "重新认定")), HttpStatusCode.NotFound);
        await Season.Refused(season.Supervisor.GetAsync(new Uri($"{Recounts}/{Guid.NewGuid()}", UriKind.Relative)), HttpStatusCode.NotFound);
        await Season.Must(season.Supervisor.PostAsync($"programmes/{Season.Code}/close", new AmendProgramme.Closing(2, "提前完成")));
        await Season.Refused(season.Supervisor.PostAsync(Recounts, new Recount.Request(2, "重新认定")), HttpStatusCode.Conflict);
        Assert.Equal(0, await season.Host.CountAsync("SELECT COUNT(*) FROM recount"));
        Assert.Equal(1, await season.Host.CountAsync("SELECT COUNT(*) FROM counted_hire"));
    }

    [Fact]
    public async Task Rules_adopted_meanwhile_break_a_recount_off_and_what_died_goes_on_where_it_was()
    {
        await using var season = await Season.OpenAsync(seats: 6);
        await season.AnnounceAsync(Announced.Position("实验员", "衡阳特钢") with { ParkId = "hengyang" });
        await season.CountAsync("王小明");
        await season.CountAsync("赵六", "实验员", "衡阳特钢", "hengyang");
        await AdoptAsync(season, Longer);
        var (old, half) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await AskAsync(season, old, 1);
        Assert.Contains("认定已停止", (await season.Supervisor.GetAsync<Recount.Response>($"{Recounts}/{old}")).Recount.BrokenOff!.InChinese(), StringComparison.Ordinal);
        Assert.Equal(2, await season.Host.CountAsync("SELECT COUNT(*) FROM counted_hire"));

        // One park had been gone through when the process died; the hires it judged stay as it left them.
        await season.Host.Database().WriteAsync(unit => unit.ExecuteAsync("INSERT INTO recount_park (recount_id, park_id, counted, ready) VALUES (@half, 'hengyang', 1, 0)", new { half }));
        await AskAsync(season, half, 2);
        var report = await season.Supervisor.GetAsync<Recount.Response>($"programmes/{Season.Code}/recounts/{half}");
        Assert.Equal((2L, 1L, null), (report.Recount.Counted, report.Recount.Uncounted, report.Recount.BrokenOff));
        Assert.Equal(1, await season.Host.CountAsync("SELECT COUNT(*) FROM counted_hire"));
    }

    static async Task AskAsync(Season season, Guid recountId, long version)
    {
        var job = await season.Host.Database().WriteAsync(async unit =>
        {
            await unit.ExecuteAsync(
                "INSERT INTO recount (recount_id, programme, rules_version, reason, actor_id, asked_at) VALUES (@recountId, @code, @version, '重新认定', @actorId, @now)",
                new { recountId, code = Season.Code, version, actorId = People.Supervisor().Id, now = unit.Now });
            return await JobDesk.AskAsync(unit, Recounting.Kind, recountId, People.Supervisor().Id);
        });
        await Eventually.True(async () => (await season.Host.Database().ReadAsync(reader => Job.FindAsync(reader, job.JobId)))!.HasEnded, "The recount ends.");
    }
}
