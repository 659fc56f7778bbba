using RaMatch.Contracts;
using RaMatch.Contracts.Applicant;
using RaMatch.Matching.Counting;
using RaMatch.Matching.Placements;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Placements;

/// <summary>What comes from graduates changes what is theirs and what it can still change, and nothing else.</summary>
public sealed class AnswerTests
{
    [Fact]
    public async Task A_refusal_of_an_offer_that_has_expired_changes_nothing_and_nothing_is_answered_twice()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.OfferAsync("甲");
        var declined = season.Answer(placementId, "甲", accepted: false);
        season.Host.Clock.Advance(TimeSpan.FromDays(7));
        await Eventually.True(async () => await season.StageAsync(placementId) == PlacementStage.Expired, "the offer expires");
        await season.AnnounceAsync(declined);
        Assert.Equal(PlacementStage.Expired, await season.StageAsync(placementId));

        var other = await season.AcceptAsync("乙");
        await season.AnnounceAsync(season.Answer(other, "乙", accepted: false) with { Version = 3 });
        Assert.Equal(PlacementStage.Accepted, await season.StageAsync(other));
        Assert.Equal(1, await season.Host.CountAsync("SELECT COUNT(*) FROM seat"));
    }

    [Fact]
    public async Task Only_an_offer_is_accepted_and_of_what_has_expired_only_by_who_has_accepted_nothing_else()
    {
        await using var season = await Season.OpenAsync(seats: 3);
        await season.AnnounceAsync(Announced.Position("试验工程师"));
        var (applied, rejected, expired) = (await season.ApplyAsync("甲"), await season.OfferAsync("乙"), await season.OfferAsync("丙"));
        await Season.Must(season.Member.PostAsync($"placements/{rejected}/withdraw-offer", new WithdrawOffer.Request("经费调整")));
        var late = season.Answer(expired, "丙");
        await season.AnnounceAsync(season.Answer(applied, "甲"), season.Answer(rejected, "乙"));
        season.Host.Clock.Advance(TimeSpan.FromDays(7));
        await Eventually.True(async () => await season.StageAsync(expired) == PlacementStage.Expired, "the offer expires");
        var accepted = await season.AcceptAsync("丙", "试验工程师");
        // An answer in time beside an acceptance, and one that comes too late: neither is a step.
        await season.AnnounceAsync(late, season.Answer(expired, "丙") with { Version = 3 });
        Assert.Equal(
            [PlacementStage.Applied, PlacementStage.Rejected, PlacementStage.Expired, PlacementStage.Accepted],
            [await season.StageAsync(applied), await season.StageAsync(rejected), await season.StageAsync(expired), await season.StageAsync(accepted)]);
        var shown = await season.Member.GetAsync<ShowPlacement.Response>($"placements/{expired}");
        Assert.Equal((4L, 4), (shown.Hire.Version, shown.Steps.Count));
        Assert.Equal(0, await season.Host.CountAsync("SELECT COUNT(*) FROM poison_message"));
        Assert.Equal(1, await season.Host.CountAsync("SELECT COUNT(*) FROM seat"));
    }

    [Fact]
    public async Task An_offer_that_lies_open_beside_an_acceptance_ends_with_whatever_is_answered()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.OfferAsync("甲");
        // No statement of the product leaves it so.
        await season.Host.Database().WriteAsync(unit => unit.ExecuteAsync(
            "INSERT INTO acceptance (programme, graduate_id, placement_id, accepted_at) VALUES (@programme, @graduateId, @other, @now)",
            new { programme = Season.Code, graduateId = People.IdOf("甲"), other = Guid.NewGuid(), unit.Now }));
        await season.AnnounceAsync(season.Answer(placementId, "甲"));
        var shown = await season.Member.GetAsync<ShowPlacement.Response>($"placements/{placementId}");
        Assert.Equal((PlacementStage.Withdrawn, "毕业生已接受其他录用"), (shown.Hire.Stage, shown.Hire.Reason!.InChinese()));
        Assert.Equal(0, await season.Host.CountAsync("SELECT COUNT(*) FROM seat"));
    }

    [Fact]
    public async Task An_acceptance_releases_the_graduates_other_offers_in_the_programme_and_no_others()
    {
        await using var season = await Season.OpenAsync(seats: 3);
        await season.AnnounceAsync(Announced.Position("试验工程师"), Announced.Position("别处") with { Programme = "ra-2021" });
        var accepted = await season.OfferAsync("甲");
        var other = await season.OfferAsync("甲", "试验工程师");
        var stranger = await season.OfferAsync("乙");
        var elsewhere = season.Submitted("甲", "别处") with { Programme = "ra-2021" };
        await season.AnnounceAsync(elsewhere);
        await Season.Must(season.Member.PostAsync($"placements/{elsewhere.ApplicationId}/shortlist", new { }));
        await Season.Must(season.Member.PostAsync($"placements/{elsewhere.ApplicationId}/offer", new MakeOffer.Request(700_000)));
        await season.AnnounceAsync(season.Answer(accepted, "甲"));
        Assert.Equal(
            [PlacementStage.Accepted, PlacementStage.Withdrawn, PlacementStage.Offered, PlacementStage.Offered],
            [await season.StageAsync(accepted), await season.StageAsync(other), await season.StageAsync(stranger), await season.StageAsync(elsewhere.ApplicationId)]);
        await season.AnnounceAsync(season.Answer(elsewhere.ApplicationId, "甲"));
        Assert.Equal(PlacementStage.Accepted, await season.StageAsync(elsewhere.ApplicationId));
        Assert.Equal(2, await season.Host.CountAsync("SELECT COUNT(*) FROM acceptance"));
    }

    [Fact]
    public async Task Nobody_withdraws_or_ranks_the_application_of_another()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.ApplyAsync("甲");
        await season.AnnounceAsync(
            new ApplicationWithdrawn(placementId, 2, People.IdOf("乙"), season.Host.Clock.GetUtcNow()),
            new WishesRanked(People.IdOf("乙"), 1, Season.Code, [Guid.NewGuid(), placementId], season.Host.Clock.GetUtcNow()));
        Assert.Equal(PlacementStage.Applied, await season.StageAsync(placementId));
        Assert.Equal(1, await season.Host.CountAsync("SELECT rank FROM placement"));
    }

    [Fact]
    public async Task A_withdrawal_frees_the_seat_of_an_offer_and_only_of_an_offer()
    {
        await using var season = await Season.OpenAsync();
        var offered = await season.OfferAsync("甲");
        var applied = await season.ApplyAsync("乙");
        await season.AnnounceAsync(new ApplicationWithdrawn(applied, 2, People.IdOf("乙"), season.Host.Clock.GetUtcNow()));
        Assert.Equal(1, await season.Host.CountAsync("SELECT COUNT(*) FROM seat"));
        Assert.Equal(1, await season.Host.CountAsync("SELECT COUNT(*) FROM seat_change"));
        await season.AnnounceAsync(new ApplicationWithdrawn(offered, 2, People.IdOf("甲"), season.Host.Clock.GetUtcNow()));
        Assert.Equal(0, await season.Host.CountAsync("SELECT COUNT(*) FROM seat"));
        Assert.Equal((PlacementStage.Withdrawn, PlacementStage.Withdrawn), (await season.StageAsync(offered), await season.StageAsync(applied)));
    }

    [Fact]
    public async Task A_ranking_of_one_programme_leaves_the_ranks_of_another()
    {
        await using var season = await Season.OpenAsync();
        var here = season.Submitted("甲");
        var there = season.Submitted("甲", "别处", rank: 4) with { Programme = "ra-2021" };
        await season.AnnounceAsync(
            Announced.Graduate("甲"),
            new WishesRanked(here.GraduateId, 5, "ra-2021", [there.ApplicationId], here.SubmittedAt),
            new WishesRanked(here.GraduateId, 1, Season.Code, [Guid.NewGuid(), here.ApplicationId], here.SubmittedAt),
            here,
            there);
        Assert.Equal(2, await season.Host.CountAsync($"SELECT rank FROM placement WHERE programme = '{Season.Code}'"));
        Assert.Equal(1, await season.Host.CountAsync("SELECT rank FROM placement WHERE programme = 'ra-2021'"));

        // The same of another graduate, where the ranking of the one programme is newer than that of the other.
        var (second, before) = (season.Submitted("乙", rank: 4), season.Submitted("乙", "别处", rank: 4) with { Programme = "ra-2021" });
        await season.AnnounceAsync(
            new WishesRanked(second.GraduateId, 1, "ra-2021", [Guid.NewGuid(), before.ApplicationId], second.SubmittedAt),
            new WishesRanked(second.GraduateId, 2, Season.Code, [Guid.NewGuid(), Guid.NewGuid(), second.ApplicationId], second.SubmittedAt),
            second,
            before);
        var mine = await season.As(People.Graduate("乙")).GetAsync<PageOf<ListMyPlacements.Line>>("placements/mine");
        Assert.Equal([(before.ApplicationId, 2L), (second.ApplicationId, 3L)], mine.Items.Select(line => (line.PlacementId, line.Rank)));
    }
}
