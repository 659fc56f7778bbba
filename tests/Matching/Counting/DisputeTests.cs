using System.Net;
using RaMatch.Contracts;
using RaMatch.Contracts.Matching;
using RaMatch.Matching.Counting;
using RaMatch.Matching.Placements;
using RaMatch.Matching.Progress;
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
    public async Task Disputes_are_gone_through_one_behind_the_other()
    {
        var (season, _, _) = await DisputedAsync();
        await using var closing = season;
        await season.CountAsync("李思");
        // At the same instant as the first: the order between them is that of their ids.
        var claimant = await season.ProveAsync("李斯", "实验员", OtherUnit, OtherPark, person: "李思");
        await Season.Refused(season.As(People.ParkStaff(OtherPark)).PostAsync($"placements/{claimant}/verify", new { }), HttpStatusCode.Conflict);

        var all = (await season.ParkStaff.GetAsync<PageOf<Disputes.Response>>("disputes")).Items.Select(dispute => dispute.DisputeId).ToList();
        Assert.Equal(2, all.Count);
        Assert.Equal(all, await season.ParkStaff.ByAfterAsync("disputes?open=true", "disputeId"));
    }

    [Fact]
    public async Task A_dispute_is_told_when_it_is_opened_and_when_it_is_decided_and_each_once()
    {
        var (season, holder, claimant) = await DisputedAsync();
        await using var _ = season;
        await Season.Refused(season.As(People.ParkStaff(OtherPark)).PostAsync($"placements/{claimant}/verify", new { }), HttpStatusCode.Conflict);
        var opened = Assert.Single(await season.Host.ToldAsync<DisputeOpened>());
        var dispute = Assert.Single((await season.Supervisor.GetAsync<PageOf<Disputes.Response>>("disputes")).Items);
        Assert.Equal(new DisputeOpened(dispute.DisputeId, 1, Season.Code, Season.Park, OtherPark, dispute.OpenedAt), opened);

        await Season.Refused(season.Supervisor.PostAsync($"disputes/{dispute.DisputeId}/decide", new Disputes.Request(Guid.NewGuid(), "不明")), HttpStatusCode.BadRequest);
        Assert.Empty(await season.Host.ToldAsync<DisputeDecided>());
        await Season.Must(season.Supervisor.PostAsync($"disputes/{dispute.DisputeId}/decide", new Disputes.Request(claimant, "社保在衡阳缴纳")), HttpStatusCode.NoContent);
        await Season.Refused(season.Supervisor.PostAsync($"disputes/{dispute.DisputeId}/decide", new Disputes.Request(holder, "再议")), HttpStatusCode.Conflict);
        Assert.Equal(
            new DisputeDecided(dispute.DisputeId, 2, Season.Code, Season.Park, OtherPark, season.Host.Clock.GetUtcNow()),
            Assert.Single(await season.Host.ToldAsync<DisputeDecided>()));
    }

    [Fact]
    public async Task A_decision_for_the_claimant_moves_the_hire_from_one_park_to_the_other()
    {
        var (season, holder, claimant) = await DisputedAsync();
        await using var _ = season;
        var dispute = Assert.Single((await season.Supervisor.GetAsync<PageOf<Disputes.Response>>("disputes")).Items);
        await Season.Must(season.Supervisor.PostAsync($"disputes/{dispute.DisputeId}/decide", new Disputes.Request(claimant, " 社保在衡阳缴纳 ")), HttpStatusCode.NoContent);
        Assert.Equal(PlacementStage.OnDuty, await season.StageAsync(holder));
        Assert.Equal(PlacementStage.Counted, await season.StageAsync(claimant));
        var proof = await season.Supervisor.GetAsync<Reconcile.Response>($"reconciliation?programme={Season.Code}");
        Assert.True(proof.Ok, string.Join(' ', proof.Differences));
        Assert.Equal([new Reconcile.ParkSum(OtherPark, 1, 1), new Reconcile.ParkSum(Season.Park, 0, 0)], proof.Parks);
        var ledger = await season.Supervisor.GetAsync<PageOf<Ledger.Entry>>($"ledger?programme={Season.Code}");
        Assert.Equal(["争议裁定：社保在衡阳缴纳", "争议裁定：社保在衡阳缴纳"], ledger.Items.Take(2).Select(entry => entry.Reason.InChinese()));
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_decided_dispute_is_final_for_as_long_as_the_winner_counts(bool forTheClaimant)
    {
        var (season, holder, claimant) = await DisputedAsync();
        await using var _ = season;
        var (winner, loser) = forTheClaimant ? (claimant, holder) : (holder, claimant);
        var (winnersPark, losersPark) = forTheClaimant ? (OtherPark, Season.Park) : (Season.Park, OtherPark);
        var staff = season.As(People.ParkStaff(losersPark));
        var dispute = Assert.Single((await season.Supervisor.GetAsync<PageOf<Disputes.Response>>("disputes")).Items);
        await Season.Must(season.Supervisor.PostAsync($"disputes/{dispute.DisputeId}/decide", new Disputes.Request(winner, "材料属实")), HttpStatusCode.NoContent);

        Assert.Contains("裁定，这名毕业生的落实归另一方", await Season.Refused(staff.PostAsync($"placements/{loser}/verify", new { }), HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Empty((await staff.GetAsync<PageOf<Disputes.Response>>("disputes?open=true")).Items);
        foreach (var state in new[] { "", "waiting", "ready", "incomplete" })
        {
            Assert.Empty((await staff.GetAsync<PageOf<EvidenceDesk.Line>>($"desk/evidence?programme={Season.Code}&state={state}")).Items);
        }

        Assert.Equal(new ShowProgress.Waiting(0, 0, 0, 0, 0), (await staff.GetAsync<ShowProgress.Response>($"progress/{losersPark}?programme={Season.Code}")).Waiting);
        Assert.Contains("争议已裁定归另一方，不再计入本方的落实。", (await staff.GetAsync<ShowPlacement.Response>($"placements/{loser}")).Verdict!.Missing.InChinese());

        // What the supervisor takes out of the counter is nobody's: the other waits again and counts.
        await Season.Must(season.Supervisor.PostAsync($"placements/{winner}/uncount", new UncountHire.Request("社保未缴")));
        Assert.Equal(loser, Assert.Single((await staff.GetAsync<PageOf<EvidenceDesk.Line>>($"desk/evidence?programme={Season.Code}&state=ready")).Items).PlacementId);
        await Season.Must(staff.PostAsync($"placements/{loser}/verify", new { }));

        // And whoever was once decided for hears what to do.
        Assert.Contains(
            "已裁定这名毕业生的落实归本方",
            await Season.Refused(season.As(People.ParkStaff(winnersPark)).PostAsync($"placements/{winner}/verify", new { }), HttpStatusCode.Conflict),
            StringComparison.Ordinal);
        Assert.Empty((await season.Supervisor.GetAsync<PageOf<Disputes.Response>>("disputes?open=true")).Items);
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
        // Now it is whose the graduate has said since, and that person counts elsewhere, as was decided.
        Assert.Contains("落实归另一方", await Season.Refused(season.ParkStaff.PostAsync($"placements/{first}/verify", new { }), HttpStatusCode.Conflict), StringComparison.Ordinal);
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
        await Season.Must(supervisor.PostAsync($"disputes/{first.DisputeId}/decide", new Disputes.Request(holder, " 先到 ")), HttpStatusCode.NoContent);
        Assert.Equal([second], await ClaimantsAsync(supervisor, "?open=true"));
        Assert.Equal([People.IdOf("王晓明实验员")], await ClaimantsAsync(supervisor, "?open=false"));
        Assert.Equal([second, People.IdOf("王晓明实验员")], await ClaimantsAsync(season.ParkStaff, ""));
        Assert.Equal([People.IdOf("王晓明实验员")], await ClaimantsAsync(season.As(People.ParkStaff(OtherPark)), ""));
        Assert.Empty(await ClaimantsAsync(season.As(People.ParkStaff(OtherPark)), "?open=true"));

        var decided = Assert.Single((await supervisor.GetAsync<PageOf<Disputes.Response>>("disputes?open=false")).Items);
        Assert.Equal((holder, "先到", season.Host.Clock.GetUtcNow()), (decided.WinnerPlacementId, decided.Decision, decided.DecidedAt));
        Assert.Equal(1, await season.Host.CountAsync($"SELECT COUNT(*) FROM dispute WHERE decided_by = '{People.Supervisor().Id}'"));

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
    public async Task Of_two_who_counted_for_a_person_at_once_the_one_with_the_lower_id_is_in_dispute()
    {
        await using var season = await Season.OpenAsync(seats: 5);
        // The lower id counts last and has the higher key of a person.
        var higher = await season.CountAsync("戊");
        var lower = await season.CountAsync("丙");
        Assert.True(string.CompareOrdinal(lower.ToString(), higher.ToString()) < 0);
        await season.AnnounceAsync(season.Confirmation(higher, "戊", person: "丙") with { Version = 4 });
        var third = await season.ProveAsync("甲", person: "丙");
        await Season.Refused(season.ParkStaff.PostAsync($"placements/{third}/verify", new { }), HttpStatusCode.Conflict);
        var dispute = Assert.Single((await season.Supervisor.GetAsync<PageOf<Disputes.Response>>("disputes")).Items, one => one.Claimant.PlacementId == third);
        Assert.Equal(lower, dispute.Holder.PlacementId);
    }

    [Fact]
    public async Task With_another_holder_or_over_another_person_it_is_another_dispute_and_those_of_one_instant_are_listed_by_id()
    {
        var (season, holder, claimant) = await DisputedAsync();
        await using var _ = season;
        await Season.Must(season.ParkStaff.PostAsync($"placements/{holder}/uncount", new UncountHire.Request("社保未缴")));
        var second = await season.ProveAsync("王小小", person: "王小明");
        await Season.Must(season.ParkStaff.PostAsync($"placements/{second}/verify", new { }));
        await DisputedAgainAsync(holder, second);
        await season.AnnounceAsync(season.Confirmation(claimant, "王晓明", person: "李雪") with { Version = 4 }, season.Confirmation(second, "王小小", person: "李雪") with { Version = 4 });
        await DisputedAgainAsync(holder, second, second);
        await DisputedAgainAsync(holder, second, second);

        async Task DisputedAgainAsync(params Guid[] holders)
        {
            await Season.Refused(season.As(People.ParkStaff(OtherPark)).PostAsync($"placements/{claimant}/verify", new { }), HttpStatusCode.Conflict);
            var disputes = (await season.Supervisor.GetAsync<PageOf<Disputes.Response>>("disputes")).Items;
            Assert.Equal(holders.Order(), disputes.Select(dispute => dispute.Holder.PlacementId).Order());
            Assert.Equal(disputes.Select(dispute => dispute.DisputeId.ToString()).Order(StringComparer.Ordinal), disputes.Select(dispute => dispute.DisputeId.ToString()));
        }
    }

    [Theory]
    [InlineData("王小明", PlacementStage.Counted)]
    [InlineData("李雪", PlacementStage.OnDuty)]
    public async Task A_loser_that_counts_for_somebody_else_by_now_goes_on_counting_unless_that_is_who_the_winner_is_by_now(string person, PlacementStage expected)
    {
        var (season, holder, claimant) = await DisputedAsync();
        await using var _ = season;
        var dispute = Assert.Single((await season.Supervisor.GetAsync<PageOf<Disputes.Response>>("disputes")).Items);
        await Season.Must(season.ParkStaff.PostAsync($"placements/{holder}/uncount", new UncountHire.Request("身份有误")));
        await season.AnnounceAsync(season.Confirmation(holder, "王小明", person: "李雪") with { Version = 4 }, season.Confirmation(claimant, "王晓明", person) with { Version = 4 });
        await Season.Must(season.ParkStaff.PostAsync($"placements/{holder}/verify", new { }));
        await Season.Must(season.Supervisor.PostAsync($"disputes/{dispute.DisputeId}/decide", new Disputes.Request(claimant, "社保在衡阳缴纳")), HttpStatusCode.NoContent);
        Assert.Equal((expected, PlacementStage.Counted), (await season.StageAsync(holder), await season.StageAsync(claimant)));
    }

    [Theory]
    [InlineData("李雪")]
    [InlineData("赵强")]
    public async Task A_loser_that_has_named_the_person_in_dispute_or_the_winner_since_counts_no_more(string person)
    {
        await using var season = await Season.OpenAsync();
        await season.AnnounceAsync(Announced.Position("实验员", OtherUnit) with { ParkId = OtherPark });
        var loser = await season.CountAsync("王小明");
        var winner = await season.CountAsync("李雪", "实验员", OtherUnit, OtherPark);
        await season.AnnounceAsync(season.Confirmation(loser, "王小明", person: "李雪") with { Version = 4 });
        var dispute = Assert.Single((await season.Supervisor.GetAsync<PageOf<Disputes.Response>>("disputes")).Items);
        await Season.Must(season.As(People.ParkStaff(OtherPark)).PostAsync($"placements/{winner}/uncount", new UncountHire.Request("身份有误")));
        await season.AnnounceAsync(season.Confirmation(winner, "李雪", person: "赵强") with { Version = 4 }, season.Confirmation(loser, "王小明", person) with { Version = 5 });
        await Season.Must(season.Supervisor.PostAsync($"disputes/{dispute.DisputeId}/decide", new Disputes.Request(winner, "本人在衡阳")), HttpStatusCode.NoContent);
        Assert.Equal((PlacementStage.OnDuty, PlacementStage.Counted), (await season.StageAsync(loser), await season.StageAsync(winner)));
    }

    [Fact]
    public async Task A_dispute_shows_when_each_side_was_confirmed_last()
    {
        var (season, holder, claimant) = await DisputedAsync();
        await using var _ = season;
        // Another counted hire names somebody before the holder does.
        var other = await season.CountAsync("李雪");
        await season.AnnounceAsync(season.Confirmation(other, "李雪", person: "赵强") with { Version = 4 });
        Assert.Equal((season.Host.Clock.GetUtcNow(), season.Host.Clock.GetUtcNow()), await ConfirmedAsync());
        foreach (var version in new[] { 4, 5 })
        {
            season.Host.Clock.Advance(TimeSpan.FromMinutes(1));
            await season.AnnounceAsync(season.Confirmation(claimant, "王晓明", person: "王小明") with { Version = version }, season.Confirmation(holder, "王小明", person: "张三") with { Version = version });
        }

        var last = season.Host.Clock.GetUtcNow();
        // What the holder says while it counts holds once it counts no more.
        Assert.Equal((last.AddMinutes(-2), last), await ConfirmedAsync());
        await Season.Must(season.ParkStaff.PostAsync($"placements/{holder}/uncount", new UncountHire.Request("身份有误")));
        Assert.Equal((last, last), await ConfirmedAsync());

        async Task<(DateTimeOffset?, DateTimeOffset?)> ConfirmedAsync()
        {
            var dispute = Assert.Single((await season.Supervisor.GetAsync<PageOf<Disputes.Response>>("disputes")).Items);
            return (dispute.Holder.ConfirmedAt, dispute.Claimant.ConfirmedAt);
        }
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
            await Season.Must(Season.SendDocumentAsync(other, $"placements/{submitted.ApplicationId}/evidence?kind={kind}", Papers.Pdf(kind)), HttpStatusCode.Created);
        }

        await season.AnnounceAsync(season.Confirmation(submitted.ApplicationId, "王晓明", person: "王小明"));
        await Season.Must(season.As(People.ParkStaff(OtherPark)).PostAsync($"placements/{submitted.ApplicationId}/verify", new { }));
        Assert.Equal(0, (await season.Supervisor.GetAsync<PageOf<Disputes.Response>>("disputes")).Total);
    }
}
