using System.Net;
using RaMatch.Contracts;
using RaMatch.Matching.Counting;
using RaMatch.Matching.Placements;
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
    public async Task A_counted_hire_keeps_its_person_and_whoever_counts_for_the_one_named_since_is_in_dispute_with_it()
    {
        await using var season = await Season.OpenAsync();
        await season.AnnounceAsync(Announced.Position("实验员", OtherUnit) with { ParkId = OtherPark });
        var first = await season.CountAsync("王小明");
        var second = await season.CountAsync("李雪", "实验员", OtherUnit, OtherPark);
        await season.AnnounceAsync(season.Confirmation(first, "王小明", person: "李雪") with { Version = 4 });
        Assert.Equal(2, await season.Host.CountAsync("SELECT COUNT(*) FROM counted_hire JOIN confirmation ON confirmation.placement_id = counted_hire.placement_id AND confirmation.person_key = counted_hire.person_key"));
        var dispute = Assert.Single((await season.Supervisor.GetAsync<PageOf<Disputes.Response>>("disputes?open=true")).Items);
        Assert.Equal((second, first), (dispute.Holder.PlacementId, dispute.Claimant.PlacementId));

        await Season.Must(season.Supervisor.PostAsync($"disputes/{dispute.DisputeId}/decide", new Disputes.Request(second, "本人在衡阳")), HttpStatusCode.NoContent);
        Assert.Equal((PlacementStage.OnDuty, PlacementStage.Counted), (await season.StageAsync(first), await season.StageAsync(second)));
        Assert.True((await season.Supervisor.GetAsync<Reconcile.Response>($"reconciliation?programme={Season.Code}")).Ok);
        // Now it is whose the graduate has said since, and that person counts elsewhere.
        Assert.Contains("已登记为争议", await Season.Refused(season.ParkStaff.PostAsync($"placements/{first}/verify", new { }), HttpStatusCode.Conflict), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_whom_a_counted_hire_has_named_since_does_not_count_a_second_time()
    {
        await using var season = await Season.OpenAsync();
        await season.AnnounceAsync(Announced.Position("实验员", OtherUnit) with { ParkId = OtherPark });
        var first = await season.CountAsync("王小明");
        await season.AnnounceAsync(season.Confirmation(first, "王小明", person: "李雪") with { Version = 4 });
        var second = await season.ProveAsync("李雪", "实验员", OtherUnit, OtherPark);
        Assert.Contains("已登记为争议", await Season.Refused(season.As(People.ParkStaff(OtherPark)).PostAsync($"placements/{second}/verify", new { }), HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Equal(1, await season.Host.CountAsync("SELECT COUNT(*) FROM counted_hire"));
    }

    [Fact]
    public async Task A_decision_holds_though_the_winner_has_named_another_person_meanwhile_unless_that_one_counts_already()
    {
        var (season, holder, claimant) = await DisputedAsync();
        await using var _ = season;
        var dispute = Assert.Single((await season.Supervisor.GetAsync<PageOf<Disputes.Response>>("disputes")).Items);
        await season.CountAsync("李雪");
        await season.AnnounceAsync(season.Confirmation(claimant, "王晓明", person: "李雪") with { Version = 4 });
        Assert.Contains("已由另一条记录计入落实", await Season.Refused(season.Supervisor.PostAsync($"disputes/{dispute.DisputeId}/decide", new Disputes.Request(claimant, "社保在衡阳缴纳")), HttpStatusCode.Conflict), StringComparison.Ordinal);

        await season.AnnounceAsync(season.Confirmation(claimant, "王晓明", person: "赵强") with { Version = 5 });
        await Season.Must(season.Supervisor.PostAsync($"disputes/{dispute.DisputeId}/decide", new Disputes.Request(claimant, "社保在衡阳缴纳")), HttpStatusCode.NoContent);
        Assert.Equal((PlacementStage.OnDuty, PlacementStage.Counted), (await season.StageAsync(holder), await season.StageAsync(claimant)));
        Assert.True((await season.Supervisor.GetAsync<Reconcile.Response>($"reconciliation?programme={Season.Code}")).Ok);
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

    [Fact]
    public async Task Disputes_are_listed_newest_first_and_by_whether_they_are_open_to_the_parks_concerned()
    {
        var (season, holder, _) = await DisputedAsync();
        await using var __ = season;
        season.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        // A second one, of two units of the one park.
        await season.AnnounceAsync(Announced.Position("工艺员", "潍坊重机"));
        await season.CountAsync("李雪");
        var second = await season.ProveAsync("李学", "工艺员", "潍坊重机", person: "李雪");
        await Season.Refused(season.ParkStaff.PostAsync($"placements/{second}/verify", new { }), HttpStatusCode.Conflict);

        var supervisor = season.Supervisor;
        Assert.Equal([second, People.IdOf("王晓明实验员")], await ClaimantsAsync(supervisor, ""));
        var first = (await supervisor.GetAsync<PageOf<Disputes.Response>>("disputes")).Items[1];
        await Season.Must(supervisor.PostAsync($"disputes/{first.DisputeId}/decide", new Disputes.Request(holder, "先到")), HttpStatusCode.NoContent);
        Assert.Equal([second], await ClaimantsAsync(supervisor, "?open=true"));
        Assert.Equal([People.IdOf("王晓明实验员")], await ClaimantsAsync(supervisor, "?open=false"));
        Assert.Equal([second, People.IdOf("王晓明实验员")], await ClaimantsAsync(season.ParkStaff, ""));
        Assert.Equal([People.IdOf("王晓明实验员")], await ClaimantsAsync(season.As(People.ParkStaff(OtherPark)), ""));
        Assert.Empty(await ClaimantsAsync(season.As(People.ParkStaff(OtherPark)), "?open=true"));

        var decided = Assert.Single((await supervisor.GetAsync<PageOf<Disputes.Response>>("disputes?open=false")).Items);
        Assert.Equal((holder, "先到", season.Host.Clock.GetUtcNow()), (decided.WinnerPlacementId, decided.Decision, decided.DecidedAt));

        async Task<IEnumerable<Guid>> ClaimantsAsync(HttpClient client, string query)
        {
            var listed = await client.GetAsync<PageOf<Disputes.Response>>($"disputes{query}");
            Assert.Equal(listed.Items.Count, listed.Total);
            return listed.Items.Select(dispute => dispute.Claimant.PlacementId);
        }
    }

    [Fact]
    public async Task Of_several_who_count_for_a_person_the_one_that_counted_first_is_in_dispute()
    {
        await using var season = await Season.OpenAsync(seats: 5);
        // Whoever is first by id counts last.
        var names = new[] { "甲", "乙", "丙" }.OrderByDescending(name => People.IdOf(name + "研发工程师").ToString(), StringComparer.Ordinal).ToArray();
        var first = await season.CountAsync(names[0]);
        season.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await season.CountAsync(names[1]);
        await season.AnnounceAsync(season.Confirmation(second, names[1], person: names[0]) with { Version = 4 });
        var third = await season.ProveAsync(names[2], person: names[0]);
        await Season.Refused(season.ParkStaff.PostAsync($"placements/{third}/verify", new { }), HttpStatusCode.Conflict);
        var dispute = Assert.Single((await season.Supervisor.GetAsync<PageOf<Disputes.Response>>("disputes")).Items, one => one.Claimant.PlacementId == third);
        Assert.Equal(first, dispute.Holder.PlacementId);
    }

    [Fact]
    public async Task A_person_may_count_once_in_each_of_two_programmes()
    {
        await using var season = await Season.OpenAsync();
        await Season.Must(season.Supervisor.PostAsync("programmes", Season.Programme with { Code = "ra-2022-b" }), HttpStatusCode.Created);
        await season.AnnounceAsync(Announced.Position("实验员", OtherUnit) with { ParkId = OtherPark, Programme = "ra-2022-b" });
        await season.CountAsync("王小明");
        var submitted = season.Submitted("王晓明", "实验员", OtherUnit, OtherPark) with { Programme = "ra-2022-b" };
        await season.AnnounceAsync(Announced.Graduate("王晓明"), submitted);
        var other = season.As(People.UnitMember(OtherUnit));
        await Season.Must(other.PostAsync($"placements/{submitted.ApplicationId}/shortlist", new { }));
        await Season.Must(other.PostAsync($"placements/{submitted.ApplicationId}/offer", new MakeOffer.Request(700_000)));
        await season.AnnounceAsync(season.Answer(submitted.ApplicationId, "王晓明"));
        await Season.Must(other.PostAsync($"placements/{submitted.ApplicationId}/sign", Season.Agreement));
        foreach (var kind in new[] { "agreement", "onDuty" })
        {
            await Season.Must(Season.SendDocumentAsync(other, $"placements/{submitted.ApplicationId}/evidence?kind={kind}", Season.Pdf), HttpStatusCode.Created);
        }

        await season.AnnounceAsync(season.Confirmation(submitted.ApplicationId, "王晓明", person: "王小明"));
        await Season.Must(season.As(People.ParkStaff(OtherPark)).PostAsync($"placements/{submitted.ApplicationId}/verify", new { }));
        Assert.Equal(0, (await season.Supervisor.GetAsync<PageOf<Disputes.Response>>("disputes")).Total);
    }
}
