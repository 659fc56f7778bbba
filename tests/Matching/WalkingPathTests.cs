using System.Net;
using System.Text.Json;
using RaMatch.Contracts;
using RaMatch.Matching.Counting;
using RaMatch.Matching.Placements;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests;

/// <summary>The path of one hire from application to counter, and back.</summary>
public sealed class WalkingPathTests
{
    [Fact]
    public async Task A_hire_walks_from_application_to_the_counter()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.ProveAsync("王小明");
        Assert.Equal(PlacementStage.OnDuty, await season.StageAsync(placementId));

        var desk = await season.ParkStaff.GetAsync<PageOf<EvidenceDesk.Line>>($"desk/evidence?programme={Season.Code}&state=ready");
        Assert.Equal(placementId, Assert.Single(desk.Items).PlacementId);

        var verified = await (await Season.Must(season.ParkStaff.PostAsync($"placements/{placementId}/verify", new { }))).ReadAsync<PlacementState>();
        Assert.Equal(PlacementStage.Counted, verified.Stage);

        var ledger = await season.ParkStaff.GetAsync<PageOf<Ledger.Entry>>($"ledger?programme={Season.Code}");
        var entry = Assert.Single(ledger.Items);
        Assert.Equal((1L, placementId, 1L), (entry.Delta, entry.PlacementId, entry.OfCohort));
        var proof = await season.Supervisor.GetAsync<Reconcile.Response>($"reconciliation?programme={Season.Code}");
        Assert.True(proof.Ok, string.Join(' ', proof.Differences));
        Assert.Equal(1, await season.Host.CountAsync("SELECT COUNT(*) FROM outbox WHERE type = 'matching.hire-counted'"));
    }

    [Fact]
    public async Task A_hire_taken_back_leaves_a_counter_entry_and_can_be_counted_again()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.CountAsync("王小明");
        await Season.Must(season.ParkStaff.PostAsync($"placements/{placementId}/uncount", new UncountHire.Request("社保未缴")));
        Assert.Equal(PlacementStage.OnDuty, await season.StageAsync(placementId));
        await Season.Must(season.ParkStaff.PostAsync($"placements/{placementId}/verify", new { }));

        var ledger = await season.ParkStaff.GetAsync<PageOf<Ledger.Entry>>($"ledger?programme={Season.Code}");
        Assert.Equal([1L, -1L, 1L], ledger.Items.Select(entry => entry.Delta));
        Assert.Equal([3L, 2L, 1L], ledger.Items.Select(entry => entry.Sequence));
        var proof = await season.ParkStaff.GetAsync<Reconcile.Response>($"reconciliation?programme={Season.Code}");
        Assert.True(proof.Ok, string.Join(' ', proof.Differences));
        Assert.Equal(new Reconcile.ParkSum(Season.Park, 1, 1), Assert.Single(proof.Parks));
    }

    [Fact]
    public async Task What_is_missing_is_said_in_words_and_nothing_is_counted()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.SignAsync("王小明");
        var words = await Season.Refused(season.ParkStaff.PostAsync($"placements/{placementId}/verify", new { }), HttpStatusCode.Conflict);
        Assert.Contains("缺少协议扫描件。", words, StringComparison.Ordinal);
        Assert.Contains("缺少到岗确认材料。", words, StringComparison.Ordinal);
        Assert.Contains("毕业生本人尚未确认去向。", words, StringComparison.Ordinal);
        using var refusal = JsonDocument.Parse(words);
        Assert.Equal(3, refusal.RootElement.GetProperty("missing").GetArrayLength());
        Assert.Equal(0, await season.Host.CountAsync("SELECT COUNT(*) FROM ledger_entry"));
    }
}
