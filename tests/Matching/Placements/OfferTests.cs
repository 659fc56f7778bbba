using System.Net;
using System.Text.Json;
using RaMatch.Contracts;
using RaMatch.Contracts.Applicant;
using RaMatch.Contracts.Matching;
using RaMatch.Matching.Placements;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Placements;

/// <summary>Seats, offers and answers: never more offers than seats, never two acceptances, whatever comes at once, late or twice.</summary>
public sealed class OfferTests
{
    [Fact]
    public async Task Four_hundred_offers_from_64_clients_on_ten_seats_are_exactly_ten()
    {
        const int offers = 400;
        await using var season = await Season.OpenAsync(seats: 10);
        var submitted = Enumerable.Range(0, offers).Select(number => season.Submitted($"毕业生{number}")).ToArray();
        await season.AnnounceAsync([.. submitted]);
        using var gate = new SemaphoreSlim(64);
        var answers = await Task.WhenAll(submitted.Select(async application =>
        {
            await gate.WaitAsync();
            try
            {
                using var member = season.Host.As(People.UnitMember(Season.Unit), "matching");
                await Season.Must(member.PostAsync($"placements/{application.ApplicationId}/shortlist", new { }));
                using var answer = await member.PostAsync($"placements/{application.ApplicationId}/offer", new MakeOffer.Request(700_000));
                return answer.StatusCode;
            }
            finally
            {
                gate.Release();
            }
        }));

        Assert.Equal(10, answers.Count(status => status == HttpStatusCode.OK));
        Assert.Equal(offers - 10, answers.Count(status => status == HttpStatusCode.Conflict));
        Assert.Equal(10, await season.Host.CountAsync("SELECT COUNT(*) FROM seat"));
        Assert.Equal(10, await season.Host.CountAsync("SELECT MAX(seat_number) FROM seat"));
        Assert.Equal(10, await season.Host.CountAsync("SELECT COUNT(*) FROM placement WHERE stage = 'Offered'"));
        Assert.Equal(10, await season.Host.CountAsync("SELECT seats_held FROM position"));
        var announced = await season.Host.Database().ReadAsync(reader => reader.QueryAsync<string>("SELECT body FROM outbox WHERE type = 'matching.seats-changed' ORDER BY outbox_id"));
        Assert.Equal(Enumerable.Range(1, 10), announced.Select(body => Json.Read<SeatsChanged>(body).SeatsHeld));
    }

    [Fact]
    public async Task No_offer_is_made_that_could_never_count_and_none_is_answered_after_the_programme()
    {
        await using var season = await Season.OpenAsync(seats: 9);
        var placements = new List<Guid>();
        foreach (var graduate in new[] { "甲", "乙", "丙", "丁" })
        {
            placements.Add(await season.ApplyAsync(graduate));
            await Season.Must(season.Member.PostAsync($"placements/{placements[^1]}/shortlist", new { }));
        }

        var end = new DateTimeOffset(2022, 9, 1, 0, 0, 0, TimeSpan.FromHours(8));
        season.Host.Clock.Set(end.AddDays(-8));
        Assert.Equal(end.AddDays(-1), await OfferedUntilAsync(placements[0], new MakeOffer.Request(700_000)));
        season.Host.Clock.Set(end.AddSeconds(-1));
        var late = await Season.Refused(season.Member.PostAsync($"placements/{placements[1]}/offer", new MakeOffer.Request(700_000, end.AddMinutes(1))), HttpStatusCode.BadRequest);
        Assert.Contains("本专项 2022年8月31日 结束，答复期限不能晚于这一天。", late, StringComparison.Ordinal);
        Assert.Equal(end, await OfferedUntilAsync(placements[1], new MakeOffer.Request(700_000, end)));
        Assert.Equal(end, await OfferedUntilAsync(placements[2], new MakeOffer.Request(700_000)));
        season.Host.Clock.Set(end);
        foreach (var request in new[] { new MakeOffer.Request(700_000), new MakeOffer.Request(700_000, end.AddDays(1)) })
        {
            Assert.Contains("本专项已于 2022年8月31日 结束", await Season.Refused(season.Member.PostAsync($"placements/{placements[3]}/offer", request), HttpStatusCode.Conflict), StringComparison.Ordinal);
        }

        async Task<DateTimeOffset?> OfferedUntilAsync(Guid placementId, MakeOffer.Request request)
        {
            await Season.Must(season.Member.PostAsync($"placements/{placementId}/offer", request));
            return await season.Host.Database().ReadAsync(async reader => (await Placement.FindAsync(reader, placementId))!.OfferExpiresAt);
        }
    }

    [Fact]
    public async Task A_full_position_takes_no_further_offer_until_a_seat_is_free()
    {
        await using var season = await Season.OpenAsync(seats: 1);
        var first = await season.OfferAsync("王小明");
        var second = await season.ApplyAsync("李思");
        await Season.Must(season.Member.PostAsync($"placements/{second}/shortlist", new { }));
        Assert.Contains("名额已满。", await Season.Refused(season.Member.PostAsync($"placements/{second}/offer", new MakeOffer.Request(1)), HttpStatusCode.Conflict), StringComparison.Ordinal);
        await Season.Must(season.Member.PostAsync($"placements/{first}/withdraw-offer", new WithdrawOffer.Request("经费调整")));
        await Season.Must(season.Member.PostAsync($"placements/{second}/offer", new MakeOffer.Request(1)));
    }

    [Fact]
    public async Task An_unanswered_offer_expires_by_the_clock_and_frees_its_seat()
    {
        await using var season = await Season.OpenAsync(seats: 1);
        var placementId = await season.OfferAsync("王小明");
        season.Host.Clock.Advance(TimeSpan.FromDays(7));
        await Eventually.True(async () => await season.StageAsync(placementId) == PlacementStage.Expired, "the offer expires");
        Assert.Equal(0, await season.Host.CountAsync("SELECT COUNT(*) FROM seat"));
        Assert.Equal(1, await season.Host.CountAsync("SELECT COUNT(*) FROM placement_stage WHERE stage = 'Expired' AND actor_id IS NULL"));
    }

    [Fact]
    public async Task An_offer_that_cannot_be_expired_holds_up_no_other_and_is_named_until_it_can()
    {
        await using var season = await Season.OpenAsync(seats: 3);
        var ids = new List<Guid>();
        foreach (var name in new[] { "甲", "乙", "丙" })
        {
            ids.Add(await season.OfferAsync(name));
        }

        var stuck = ids.Min();
        // The number of its next stage is taken, which no statement of the product does.
        await season.Host.Database().WriteAsync(unit => unit.ExecuteAsync(
            "INSERT INTO placement_stage (placement_id, version, stage, occurred_at) SELECT placement_id, version + 1, 'Offered', 0 FROM placement WHERE placement_id = @stuck", new { stuck }));
        season.Host.Clock.Advance(TimeSpan.FromDays(7));
        foreach (var free in ids.Where(id => id != stuck))
        {
            await Eventually.True(async () => await season.StageAsync(free) == PlacementStage.Expired, "the other offers expire");
        }

        using var anonymous = season.Host.Anonymous();
        var state = await Eventually.Get(() => anonymous.GetAsync<JsonElement>("health/ready"), ready => ready.GetProperty("missing").TryGetProperty("offers to expire", out _), "it is named");
        Assert.Contains(stuck.ToString(), state.GetProperty("missing").GetProperty("offers to expire").GetString(), StringComparison.Ordinal);
        Assert.Equal(PlacementStage.Offered, await season.StageAsync(stuck));

        await season.Host.Database().WriteAsync(unit => unit.ExecuteAsync("UPDATE placement SET stage = 'Withdrawn' WHERE placement_id = @stuck", new { stuck }));
        await Eventually.True(async () => !(await anonymous.GetAsync<JsonElement>("health/ready")).GetProperty("missing").TryGetProperty("offers to expire", out _), "nothing is stuck any more");
    }

    [Fact]
    public async Task An_acceptance_given_in_time_and_delivered_late_stands_while_a_seat_is_free()
    {
        await using var season = await Season.OpenAsync(seats: 1);
        var placementId = await season.OfferAsync("王小明");
        var answer = season.Answer(placementId, "王小明");
        season.Host.Clock.Advance(TimeSpan.FromDays(7));
        await Eventually.True(async () => await season.StageAsync(placementId) == PlacementStage.Expired, "the offer expires");
        await season.AnnounceAsync(answer);
        Assert.Equal(PlacementStage.Accepted, await season.StageAsync(placementId));
        Assert.Equal(1, await season.Host.CountAsync("SELECT COUNT(*) FROM seat"));
    }

    [Fact]
    public async Task An_acceptance_delivered_after_the_seat_was_given_away_changes_nothing()
    {
        await using var season = await Season.OpenAsync(seats: 1);
        var late = await season.OfferAsync("王小明");
        var answer = season.Answer(late, "王小明");
        season.Host.Clock.Advance(TimeSpan.FromDays(7));
        await Eventually.True(async () => await season.StageAsync(late) == PlacementStage.Expired, "the offer expires");
        var next = await season.AcceptAsync("李思");
        await season.AnnounceAsync(answer);
        Assert.Equal(PlacementStage.Expired, await season.StageAsync(late));
        Assert.Equal(PlacementStage.Accepted, await season.StageAsync(next));
        Assert.Equal(1, await season.Host.CountAsync("SELECT COUNT(*) FROM acceptance"));
    }

    [Fact]
    public async Task An_answer_given_too_late_expires_the_offer_even_before_the_sweep()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.OfferAsync("王小明");
        await season.AnnounceAsync(season.Answer(placementId, "王小明") with { AnsweredAt = season.Host.Clock.GetUtcNow().AddDays(7) });
        Assert.Equal(PlacementStage.Expired, await season.StageAsync(placementId));
    }

    [Fact]
    public async Task A_graduate_cannot_accept_two_offers_and_the_other_is_released()
    {
        await using var season = await Season.OpenAsync();
        await season.AnnounceAsync(Announced.Position("实验员"));
        var first = await season.OfferAsync("王小明");
        var second = await season.OfferAsync("王小明", "实验员");
        await season.AnnounceAsync(season.Answer(first, "王小明"), season.Answer(second, "王小明"));
        Assert.Equal(PlacementStage.Accepted, await season.StageAsync(first));
        Assert.Equal(PlacementStage.Withdrawn, await season.StageAsync(second));
        Assert.Equal(1, await season.Host.CountAsync("SELECT COUNT(*) FROM seat"));
        Assert.Equal(1, await season.Host.CountAsync("SELECT COUNT(*) FROM acceptance"));
    }

    [Fact]
    public async Task An_acceptance_ends_whatever_else_the_graduate_has_open_in_the_programme_and_nothing_of_others()
    {
        await using var season = await Season.OpenAsync(seats: 3);
        string[] titles = ["实验员", "测试员", "标注员", "分析员", "清洗员"];
        await season.AnnounceAsync([.. titles.Select(title => Announced.Position(title)), Announced.Position("别处") with { Programme = "ra-2021" }]);
        var (applied, shortlisted, interviewing, offered) = (await season.ApplyAsync("甲", titles[0]), await season.ApplyAsync("甲", titles[1]), await season.ApplyAsync("甲", titles[2]), await season.OfferAsync("甲", titles[3]));
        var rejected = await season.ApplyAsync("甲", titles[4]);
        await Season.Must(season.Member.PostAsync($"placements/{rejected}/reject", new Reject.Request("专业方向不符")));
        await Season.Must(season.Member.PostAsync($"placements/{shortlisted}/shortlist", new { }));
        await Season.Must(season.Member.PostAsync($"placements/{interviewing}/interview", new Interview.Request(season.Host.Clock.GetUtcNow().AddDays(1), "研发楼")));
        var elsewhere = season.Submitted("甲", "别处") with { Programme = "ra-2021" };
        await season.AnnounceAsync(elsewhere);
        var stranger = await season.ApplyAsync("乙", titles[0]);

        var accepted = await season.AcceptAsync("甲");
        var lines = (await season.Member.GetAsync<PageOf<ListPlacements.Line>>("placements?size=50")).Items.ToDictionary(line => line.PlacementId);
        Assert.All([applied, shortlisted, interviewing, offered], placementId => Assert.Equal((PlacementStage.Withdrawn, "毕业生已接受其他录用"), (lines[placementId].Stage, lines[placementId].Reason!.InChinese())));
        Assert.Equal(
            (PlacementStage.Accepted, PlacementStage.Rejected, PlacementStage.Applied, PlacementStage.Applied),
            (lines[accepted].Stage, lines[rejected].Stage, lines[elsewhere.ApplicationId].Stage, lines[stranger].Stage));
        Assert.Equal(1, await season.Host.CountAsync("SELECT COUNT(*) FROM seat"));
    }

    [Fact]
    public async Task An_application_sent_before_the_acceptance_was_known_ends_when_it_comes()
    {
        await using var season = await Season.OpenAsync();
        await season.AnnounceAsync(Announced.Position("实验员"), Announced.Position("别处") with { Programme = "ra-2021" });
        await season.AcceptAsync("王小明");
        var late = await season.ApplyAsync("王小明", "实验员");
        Assert.Equal(PlacementStage.Withdrawn, await season.StageAsync(late));
        await Season.Refused(season.Member.PostAsync($"placements/{late}/shortlist", new { }), HttpStatusCode.Conflict);
        var elsewhere = season.Submitted("王小明", "别处") with { Programme = "ra-2021" };
        await season.AnnounceAsync(elsewhere);
        Assert.Equal(PlacementStage.Applied, await season.StageAsync(elsewhere.ApplicationId));
    }

    [Fact]
    public async Task A_declined_offer_frees_its_seat()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.OfferAsync("王小明");
        Assert.Equal(1, await season.Host.CountAsync("SELECT seats_held FROM position"));
        await season.AnnounceAsync(season.Answer(placementId, "王小明", accepted: false));
        Assert.Equal(PlacementStage.Declined, await season.StageAsync(placementId));
        Assert.Equal(0, await season.Host.CountAsync("SELECT seats_held FROM position"));
    }

    [Fact]
    public async Task Another_graduates_answer_is_no_answer()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.OfferAsync("王小明");
        await season.AnnounceAsync(season.Answer(placementId, "李思"));
        Assert.Equal(PlacementStage.Offered, await season.StageAsync(placementId));
    }

    [Fact]
    public async Task A_suspended_unit_makes_no_offer_until_it_is_verified_again()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.ApplyAsync("王小明");
        await Season.Must(season.Member.PostAsync($"placements/{placementId}/shortlist", new { }));
        await season.AnnounceAsync(Announced.UnitSuspended(Season.Unit));
        Assert.Contains("暂停", await Season.Refused(season.Member.PostAsync($"placements/{placementId}/offer", new MakeOffer.Request(1)), HttpStatusCode.Forbidden), StringComparison.Ordinal);
        await season.AnnounceAsync(Announced.UnitVerified(Season.Unit, version: 3));
        await Season.Must(season.Member.PostAsync($"placements/{placementId}/offer", new MakeOffer.Request(1)));
    }

    [Fact]
    public async Task A_revision_with_fewer_seats_than_are_held_takes_none_away_and_lets_no_offer_through()
    {
        await using var season = await Season.OpenAsync(seats: 2);
        var first = await season.OfferAsync("王小明");
        var second = await season.OfferAsync("赵倩");
        await season.AnnounceAsync(Announced.Position("研发工程师", version: 2) with { Seats = 1 });
        var placementId = await season.ApplyAsync("李思");
        await Season.Must(season.Member.PostAsync($"placements/{placementId}/shortlist", new { }));
        await Season.Refused(season.Member.PostAsync($"placements/{placementId}/offer", new MakeOffer.Request(1)), HttpStatusCode.Conflict);
        Assert.Equal(2, await season.Host.CountAsync("SELECT COUNT(*) FROM seat"));

        // Both that were offered can be accepted; what is given back goes to nobody as long as as many are held as there are.
        await season.AnnounceAsync(season.Answer(first, "王小明"), season.Answer(second, "赵倩", accepted: false));
        Assert.Equal((PlacementStage.Accepted, PlacementStage.Declined), (await season.StageAsync(first), await season.StageAsync(second)));
        await Season.Refused(season.Member.PostAsync($"placements/{placementId}/offer", new MakeOffer.Request(1)), HttpStatusCode.Conflict);
        Assert.Equal(1, await season.Host.CountAsync("SELECT COUNT(*) FROM seat"));
    }

    [Fact]
    public async Task A_withdrawal_that_comes_before_its_application_still_withdraws_it()
    {
        await using var season = await Season.OpenAsync();
        var submitted = season.Submitted("王小明");
        await season.AnnounceAsync(new ApplicationWithdrawn(submitted.ApplicationId, 2, submitted.GraduateId, season.Host.Clock.GetUtcNow()), submitted);
        Assert.Equal(PlacementStage.Withdrawn, await season.StageAsync(submitted.ApplicationId));

        // Either of them told again changes nothing, and nobody else's application is withdrawn.
        await season.AnnounceAsync(submitted with { Version = 3 }, new ApplicationWithdrawn(submitted.ApplicationId, 4, submitted.GraduateId, season.Host.Clock.GetUtcNow()));
        Assert.Equal(PlacementStage.Applied, await season.StageAsync(await season.ApplyAsync("李思")));
        Assert.Equal(0, await season.Host.CountAsync("SELECT COUNT(*) FROM poison_message"));
        Assert.Equal(1, await season.Host.CountAsync("SELECT COUNT(*) FROM placement_stage WHERE stage = 'Withdrawn'"));
    }

    [Fact]
    public async Task A_ranking_that_comes_before_its_application_or_in_the_wrong_order_holds_by_version()
    {
        await using var season = await Season.OpenAsync();
        await season.AnnounceAsync(Announced.Position("实验员"));
        var (first, second) = (season.Submitted("王小明"), season.Submitted("王小明", "实验员", rank: 2));
        await season.AnnounceAsync(
            first,
            new WishesRanked(first.GraduateId, 3, Season.Code, [second.ApplicationId, first.ApplicationId], season.Host.Clock.GetUtcNow()),
            new WishesRanked(first.GraduateId, 2, Season.Code, [first.ApplicationId, second.ApplicationId], season.Host.Clock.GetUtcNow()),
            second);
        var mine = await season.As(People.Graduate("王小明")).GetAsync<PageOf<ListMyPlacements.Line>>("placements/mine");
        Assert.Equal([(second.ApplicationId, 1L), (first.ApplicationId, 2L)], mine.Items.Select(line => (line.PlacementId, line.Rank)));

        // A newer one holds, and the one between that comes after it does not.
        await season.AnnounceAsync(
            new WishesRanked(first.GraduateId, 5, Season.Code, [first.ApplicationId, second.ApplicationId], season.Host.Clock.GetUtcNow()),
            new WishesRanked(first.GraduateId, 4, Season.Code, [second.ApplicationId, first.ApplicationId], season.Host.Clock.GetUtcNow()));
        mine = await season.As(People.Graduate("王小明")).GetAsync<PageOf<ListMyPlacements.Line>>("placements/mine");
        Assert.Equal([(first.ApplicationId, 1L), (second.ApplicationId, 2L)], mine.Items.Select(line => (line.PlacementId, line.Rank)));
    }

    [Fact]
    public async Task The_same_application_announced_again_under_another_version_changes_nothing()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.OfferAsync("王小明");
        await season.AnnounceAsync(season.Submitted("王小明") with { Version = 9 });
        Assert.Equal(PlacementStage.Offered, await season.StageAsync(placementId));
        Assert.Equal(1, await season.Host.CountAsync("SELECT COUNT(*) FROM placement"));
        Assert.Equal(0, await season.Host.CountAsync("SELECT COUNT(*) FROM poison_message"));
    }

    [Fact]
    public async Task A_graduates_withdrawal_after_accepting_is_too_late()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.AcceptAsync("王小明");
        await season.AnnounceAsync(new ApplicationWithdrawn(placementId, 9, People.IdOf("王小明"), season.Host.Clock.GetUtcNow()));
        Assert.Equal(PlacementStage.Accepted, await season.StageAsync(placementId));
    }

    [Fact]
    public async Task An_offer_asked_for_twice_under_one_key_holds_one_seat()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.ApplyAsync("王小明");
        await Season.Must(season.Member.PostAsync($"placements/{placementId}/shortlist", new { }));
        var first = await (await Season.Must(season.Member.PostAsync($"placements/{placementId}/offer", new MakeOffer.Request(1), "key"))).ReadAsync<PlacementState>();
        var again = await (await Season.Must(season.Member.PostAsync($"placements/{placementId}/offer", new MakeOffer.Request(1), "key"))).ReadAsync<PlacementState>();
        Assert.Equal(first, again);
        Assert.Equal(1, await season.Host.CountAsync("SELECT COUNT(*) FROM seat"));
    }
}
