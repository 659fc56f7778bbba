using System.Net;
using RaMatch.Contracts;
using RaMatch.Matching.Counting;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Counting;

/// <summary>One person counts once in a programme, nationwide; the second claim is a dispute.</summary>
public sealed class DisputeTests
{
    const string OtherUnit = "衡阳特钢";
    const string OtherPark = "hengyang";

    static async Task<(Season Season, Guid Holder, Guid Claimant)> DisputedAsync()
    {
        var season = await Season.OpenAsync();
        await season.AnnounceAsync(Announced.Position("实验员", OtherUnit) with { ParkId = OtherPark });
        var holder = await season.CountAsync("王小明");
        // Another account of the same person: the ID number, and so its keyed hash, is the same.
        var claimant = await season.ProveAsync("王晓明", "实验员", OtherUnit, OtherPark, person: "王小明");
        var words = await Season.Refused(season.As(People.ParkStaff(OtherPark)).PostAsync($"placements/{claimant}/verify", new { }), HttpStatusCode.Conflict);
        Assert.Contains("已登记为争议", words, StringComparison.Ordinal);
        return (season, holder, claimant);
    }

    [Fact]
    public async Task A_second_claim_on_a_person_opens_one_dispute_that_both_parks_see()
    {
        var (season, holder, claimant) = await DisputedAsync();
        await using var _ = season;
        await Season.Refused(season.As(People.ParkStaff(OtherPark)).PostAsync($"placements/{claimant}/verify", new { }), HttpStatusCode.Conflict);
        foreach (var park in new[] { Season.Park, OtherPark })
        {
            var dispute = Assert.Single((await season.As(People.ParkStaff(park)).GetAsync<PageOf<Disputes.Response>>("disputes?open=true")).Items);
            Assert.Equal((holder, claimant), (dispute.Holder.PlacementId, dispute.Claimant.PlacementId));
            Assert.Equal(2, dispute.Claimant.Evidence.Count);
        }

        Assert.Empty((await season.As(People.ParkStaff("chengdu")).GetAsync<PageOf<Disputes.Response>>("disputes")).Items);
        Assert.Equal(1, await season.Host.CountAsync("SELECT SUM(delta) FROM ledger_entry"));
    }

    [Fact]
    public async Task A_decision_for_the_claimant_moves_the_hire_from_one_park_to_the_other()
    {
        var (season, holder, claimant) = await DisputedAsync();
        await using var _ = season;
        var dispute = Assert.Single((await season.Supervisor.GetAsync<PageOf<Disputes.Response>>("disputes")).Items);
        await Season.Must(season.Supervisor.PostAsync($"disputes/{dispute.DisputeId}/decide", new Disputes.Request(claimant, "社保在衡阳缴纳")), HttpStatusCode.NoContent);
        Assert.Equal(PlacementStage.OnDuty, await season.StageAsync(holder));
        Assert.Equal(PlacementStage.Counted, await season.StageAsync(claimant));
        var proof = await season.Supervisor.GetAsync<Reconcile.Response>($"reconciliation?programme={Season.Code}");
        Assert.True(proof.Ok, string.Join(' ', proof.Differences));
        Assert.Equal([new Reconcile.ParkSum(OtherPark, 1, 1), new Reconcile.ParkSum(Season.Park, 0, 0)], proof.Parks);
        await Season.Refused(season.Supervisor.PostAsync($"disputes/{dispute.DisputeId}/decide", new Disputes.Request(holder, "再议")), HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_decision_for_the_holder_changes_no_number()
    {
        var (season, holder, _) = await DisputedAsync();
        await using var __ = season;
        var dispute = Assert.Single((await season.Supervisor.GetAsync<PageOf<Disputes.Response>>("disputes")).Items);
        await Season.Must(season.Supervisor.PostAsync($"disputes/{dispute.DisputeId}/decide", new Disputes.Request(holder, "先到且材料属实")), HttpStatusCode.NoContent);
        Assert.Equal(1, await season.Host.CountAsync("SELECT COUNT(*) FROM ledger_entry"));
        Assert.Empty((await season.ParkStaff.GetAsync<PageOf<Disputes.Response>>("disputes?open=true")).Items);
    }

    [Fact]
    public async Task A_decision_names_one_of_the_two_and_is_the_supervisors()
    {
        var (season, holder, _) = await DisputedAsync();
        await using var __ = season;
        var dispute = Assert.Single((await season.Supervisor.GetAsync<PageOf<Disputes.Response>>("disputes")).Items);
        await Season.Refused(season.Supervisor.PostAsync($"disputes/{dispute.DisputeId}/decide", new Disputes.Request(Guid.NewGuid(), "谁")), HttpStatusCode.BadRequest);
        await Season.Refused(season.Supervisor.PostAsync($"disputes/{Guid.NewGuid()}/decide", new Disputes.Request(holder, "无")), HttpStatusCode.NotFound);
        await Season.Refused(season.ParkStaff.PostAsync($"disputes/{dispute.DisputeId}/decide", new Disputes.Request(holder, "自己定")), HttpStatusCode.Forbidden);
    }
}
