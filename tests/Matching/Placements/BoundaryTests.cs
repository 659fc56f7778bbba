using System.Net;
using RaMatch.Contracts;
using RaMatch.Matching.Counting;
using RaMatch.Matching.Placements;
using RaMatch.Matching.Scoring;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Placements;

/// <summary>Where a decision turns: one millisecond before and after, the stale copy, and who comes first among equals.</summary>
public sealed class BoundaryTests
{
    [Fact]
    public async Task A_decision_made_on_a_stale_copy_is_not_written_over_what_holds()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.ApplyAsync("王小明");
        await season.Host.Database().WriteAsync(async unit =>
        {
            var read = (await Placement.FindAsync(unit, placementId))!;
            await (read with { Stage = PlacementStage.Shortlisted }).AdvanceAsync(unit, People.IdOf("人事"));
            await Assert.ThrowsAsync<LostRaceException>(() => (read with { Stage = PlacementStage.Rejected, Reason = Sentence.Said("不合适") }).AdvanceAsync(unit, People.IdOf("人事")));
        });
        Assert.Equal(PlacementStage.Shortlisted, await season.StageAsync(placementId));
        Assert.Equal(0, await season.Host.CountAsync("SELECT COUNT(*) FROM placement_stage WHERE stage = 'Rejected'"));
    }

    [Theory]
    [InlineData(0, HttpStatusCode.BadRequest)]
    [InlineData(1, HttpStatusCode.OK)]
    [InlineData(60L * 24 * 60 * 60 * 1000, HttpStatusCode.OK)]
    [InlineData((60L * 24 * 60 * 60 * 1000) + 1, HttpStatusCode.BadRequest)]
    public async Task An_offer_expires_after_now_and_within_sixty_days(long milliseconds, HttpStatusCode expected)
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.ApplyAsync("王小明");
        await Season.Must(season.Member.PostAsync($"placements/{placementId}/shortlist", new { }));
        using var answer = await season.Member.PostAsync(
            $"placements/{placementId}/offer", new MakeOffer.Request(700_000, season.Host.Clock.GetUtcNow().AddMilliseconds(milliseconds)));
        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK ? 1 : 0, await season.Host.CountAsync("SELECT COUNT(*) FROM seat"));
    }

    [Theory]
    [InlineData(-1, PlacementStage.Accepted)]
    [InlineData(0, PlacementStage.Expired)]
    public async Task An_answer_is_in_time_until_the_instant_the_offer_ends(int milliseconds, PlacementStage expected)
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.OfferAsync("王小明");
        var answered = season.Answer(placementId, "王小明");
        await season.AnnounceAsync(answered with { AnsweredAt = answered.AnsweredAt.AddDays(Season.Rules.OfferDays).AddMilliseconds(milliseconds) });
        Assert.Equal(expected, await season.StageAsync(placementId));
    }

    [Fact]
    public async Task An_offer_that_is_refused_holds_no_seat_and_leaves_the_stage()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.ApplyAsync("王小明");
        await Season.Must(season.Member.PostAsync($"placements/{placementId}/shortlist", new { }));
        var unsynced = season.Submitted("王小明", "另一岗位");
        await season.AnnounceAsync(unsynced);
        await Season.Must(season.Member.PostAsync($"placements/{unsynced.ApplicationId}/shortlist", new { }));
        Assert.Contains("岗位信息尚未同步完成", await Season.Refused(season.Member.PostAsync($"placements/{unsynced.ApplicationId}/offer", new MakeOffer.Request(700_000)), HttpStatusCode.Conflict), StringComparison.Ordinal);

        await season.AnnounceAsync(Announced.UnitSuspended(Season.Unit));
        await Season.Refused(season.Member.PostAsync($"placements/{placementId}/offer", new MakeOffer.Request(700_000)), HttpStatusCode.Forbidden);
        Assert.Equal((PlacementStage.Shortlisted, PlacementStage.Shortlisted), (await season.StageAsync(placementId), await season.StageAsync(unsynced.ApplicationId)));
        Assert.Equal(0, await season.Host.CountAsync("SELECT COUNT(*) FROM seat"));
    }

    [Theory]
    [InlineData("甲", "乙", "丙")]
    [InlineData("丙", "乙", "甲")]
    public async Task Who_waits_longest_is_first_on_the_parks_desk(params string[] graduates)
    {
        await using var season = await Season.OpenAsync(seats: 3);
        var claimed = new List<Guid>();
        foreach (var graduate in graduates)
        {
            claimed.Add(await season.SignAsync(graduate));
            season.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var desk = await season.ParkStaff.GetAsync<PageOf<EvidenceDesk.Line>>($"desk/evidence?programme={Season.Code}");
        Assert.Equal(claimed, desk.Items.Select(line => line.PlacementId));
    }

    [Theory]
    [InlineData("甲", "乙", "丙")]
    [InlineData("丙", "乙", "甲")]
    public async Task Among_applicants_of_equal_score_who_applied_first_is_first(params string[] graduates)
    {
        await using var season = await Season.OpenAsync();
        var applied = new List<Guid>();
        foreach (var graduate in graduates)
        {
            applied.Add(await season.ApplyAsync(graduate));
            season.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var ranked = await season.Member.GetAsync<PageOf<RankCandidates.Applicant>>($"positions/{People.IdOf("研发工程师")}/candidates");
        Assert.Single(ranked.Items.Select(one => one.Score).Distinct());
        Assert.Equal(applied, ranked.Items.Select(one => one.PlacementId));
    }
}
