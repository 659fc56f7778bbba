using RaMatch.Contracts;
using RaMatch.Contracts.Matching;
using RaMatch.Matching.Counting;
using RaMatch.Matching.Placements;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Placements;

/// <summary>What a unit and a graduate read of their placements: whose, in which order, with what beside them.</summary>
public sealed class ListTests
{
    [Fact]
    public async Task A_unit_lists_its_own_last_to_apply_first_by_position_and_stage()
    {
        await using var season = await Season.OpenAsync(seats: 3);
        await season.AnnounceAsync(Announced.Position("试验工程师"), Announced.Position("别的岗位", "别的单位"));
        var ids = new List<Guid>();
        foreach (var (graduate, post) in new[] { ("甲", "研发工程师"), ("乙", "试验工程师"), ("丙", "研发工程师") })
        {
            ids.Add(await season.ApplyAsync(graduate, post));
            season.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await season.ApplyAsync("丁", "别的岗位", "别的单位");
        await Season.Must(season.Member.PostAsync($"placements/{ids[0]}/shortlist", new { }));
        var research = People.IdOf("研发工程师");
        Assert.Equal([ids[2], ids[1], ids[0]], await ListedAsync(""));
        Assert.Equal([ids[2], ids[0]], await ListedAsync($"?position={research}"));
        Assert.Equal([ids[2], ids[1]], await ListedAsync("?stage=applied"));
        Assert.Equal([ids[2]], await ListedAsync($"?stage=applied&position={research}"));
        Assert.Equal([ids[0]], await ListedAsync("?stage=shortlisted"));
        Assert.Equal([(PlacementStage.Applied, 2L), (PlacementStage.Shortlisted, 1L)], await CountedAsync(""));
        Assert.Equal([(PlacementStage.Applied, 1L), (PlacementStage.Shortlisted, 1L)], await CountedAsync($"?position={research}"));
        var board = await season.Member.GetAsync<ShowBoard.Response>("placements/board");
        Assert.Equal([ids[2], ids[1], ids[0]], board.Cards.Select(card => card.Line.PlacementId));

        async Task<IEnumerable<Guid>> ListedAsync(string query)
        {
            var page = await season.Member.GetAsync<PageOf<ListPlacements.Line>>($"placements{query}");
            Assert.Equal(page.Items.Count, page.Total);
            return page.Items.Select(line => line.PlacementId);
        }

        async Task<IEnumerable<(PlacementStage, long)>> CountedAsync(string query) =>
            (await season.Member.GetAsync<List<ListPlacements.AtStage>>($"placements/stages{query}")).OrderBy(one => one.Stage).Select(one => (one.Stage, one.Placements));
    }

    [Fact]
    public async Task Who_applied_at_the_same_instant_stands_in_the_order_of_ids_page_by_page_and_on_the_board_each_stage_after_the_one_before()
    {
        await using var season = await Season.OpenAsync(seats: 9);
        // The post of which they are is not known yet.
        string[] graduates = ["甲", "乙", "丙", "丁", "戊"];
        var ids = graduates.Select(graduate => People.IdOf(graduate + "工艺员")).Order().ToList();
        foreach (var graduate in graduates.OrderByDescending(graduate => People.IdOf(graduate + "工艺员")))
        {
            await season.ApplyAsync(graduate, "工艺员");
        }

        season.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        var elsewhere = await season.ApplyAsync("己");
        var latest = await season.ApplyAsync("庚", "工艺员");
        var post = People.IdOf("工艺员");
        Assert.Equal([.. new[] { elsewhere, latest }.Order(), .. ids], await ListedAsync("placements?size=7"));
        Assert.Equal(ids[1..4], await ListedAsync("placements?size=3&page=2"));
        // Whoever had read the first before somebody else applied goes on behind it.
        Assert.Equal(ids[1..4], await ListedAsync($"placements?size=3&after={ids[0]}"));
        Assert.Equal(ids, await ListedAsync($"placements?after={new[] { elsewhere, latest }.Max()}"));
        Assert.Empty(await ListedAsync($"placements?after={ids[^1]}"));
        Assert.Empty(await ListedAsync($"placements?after={Guid.NewGuid()}"));
        Assert.Equal([latest, .. ids], await BoardAsync($"placements/board?position={post}"));
        Assert.Equal([.. new[] { elsewhere, latest }.Order(), .. ids], await BoardAsync("placements/board"));
        Assert.Equal(ids[2..5], await BoardAsync($"placements/board?position={post}&size=3&page=2"));
        Assert.Empty(await BoardAsync($"placements/board?position={post}&size=3&page=3"));
        var unknown = (await season.Member.GetAsync<PageOf<ListPlacements.Line>>($"placements?position={post}")).Items;
        Assert.All(unknown, line => Assert.Null(line.PositionTitle));
        Assert.Equal(6, unknown.Count);

        await season.AnnounceAsync(Announced.Position("工艺员") with { Seats = 9 });
        await Season.Must(season.Member.PostAsync($"placements/{ids[0]}/shortlist", new { }));
        await Season.Must(season.Member.PostAsync($"placements/{ids[1]}/interview", new Interview.Request(season.Host.Clock.GetUtcNow(), "研发楼")));
        await Season.Must(season.Member.PostAsync($"placements/{ids[1]}/offer", new MakeOffer.Request(1)));
        await Season.Must(season.Member.PostAsync($"placements/{ids[2]}/interview", new Interview.Request(season.Host.Clock.GetUtcNow(), "研发楼")));
        var counted = await season.CountAsync("辛");
        Assert.Equal([latest, .. ids], await ListedAsync($"placements?position={post}"));
        Assert.Equal([latest, ids[3], ids[4], ids[0], ids[2], ids[1]], await BoardAsync($"placements/board?position={post}"));
        var cards = (await season.Member.GetAsync<ShowBoard.Response>("placements/board")).Cards;
        Assert.Equal(counted, cards[^1].Line.PlacementId);
        Assert.NotNull(cards[^1].Score);

        async Task<IEnumerable<Guid>> ListedAsync(string path) => (await season.Member.GetAsync<PageOf<ListPlacements.Line>>(path)).Items.Select(line => line.PlacementId);

        async Task<IEnumerable<Guid>> BoardAsync(string path) => (await season.Member.GetAsync<ShowBoard.Response>(path)).Cards.Select(card => card.Line.PlacementId);
    }

    [Fact]
    public async Task A_confirmation_counts_only_from_the_applicant()
    {
        await using var season = await Season.OpenAsync(seats: 3);
        var accepted = await season.AcceptAsync("甲");
        var free = await season.ApplyAsync("乙");
        await season.AnnounceAsync(season.Confirmation(accepted, "甲"), season.Confirmation(free, "丙"));
        var lines = (await season.Member.GetAsync<PageOf<ListPlacements.Line>>("placements")).Items.ToDictionary(line => line.PlacementId);
        Assert.NotNull(lines[accepted].ConfirmedAt);
        Assert.Null(lines[free].ConfirmedAt);
        Assert.Null((await MineAsync(season, "乙")).Single().ConfirmedAt);
        Assert.NotNull((await MineAsync(season, "甲")).Single(line => line.PlacementId == accepted).ConfirmedAt);
    }

    [Fact]
    public async Task A_graduate_reads_the_own_applications_by_programme_and_rank_and_of_equal_rank_the_first_first()
    {
        await using var season = await Season.OpenAsync();
        var second = season.Submitted("甲", "丙岗", rank: 2);
        var first = season.Submitted("甲", "乙岗", rank: 1);
        var early = season.Submitted("甲", "丁岗", rank: 3) with { SubmittedAt = first.SubmittedAt.AddDays(-1) };
        var late = season.Submitted("甲", "戊岗", rank: 3);
        var before = season.Submitted("甲", "甲岗", rank: 9) with { Programme = "ra-2021" };
        await season.AnnounceAsync(Announced.Graduate("甲"), second, late, first, early, before, season.Submitted("乙", "甲岗"));
        Assert.Equal(new[] { before, first, second, early, late }.Select(one => one.ApplicationId), (await MineAsync(season, "甲")).Select(line => line.PlacementId));
    }

    [Fact]
    public async Task A_placement_is_seen_by_its_unit_its_park_its_graduate_and_supervisors()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.SignAsync("甲");
        foreach (var client in new[] { season.Member, season.ParkStaff, season.Supervisor, season.As(People.Graduate("甲")) })
        {
            var shown = await client.GetAsync<ShowPlacement.Response>($"placements/{placementId}");
            Assert.Equal((placementId, "研发工程师", Season.Unit), (shown.Hire.PlacementId, shown.PositionTitle, shown.UnitName));
        }
    }

    [Fact]
    public async Task What_changes_no_stage_leaves_the_day_since_when_it_holds_and_adds_no_step()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.ProveAsync("甲");
        var before = await season.Member.GetAsync<ShowPlacement.Response>($"placements/{placementId}");
        season.Host.Clock.Advance(TimeSpan.FromDays(1));
        await Season.Must(season.ParkStaff.PostAsync($"placements/{placementId}/return", new ReturnHire.Request("看不清")));
        await Season.Must(season.Member.PostAsync($"placements/{placementId}/sign", Season.Agreement with { TermMonths = 24 }));
        var after = await season.Member.GetAsync<ShowPlacement.Response>($"placements/{placementId}");
        Assert.Equal((before.Hire.StageSince, before.Steps.Count, PlacementStage.OnDuty), (after.Hire.StageSince, after.Steps.Count, after.Hire.Stage));
        Assert.Equal((before.Hire.Version + 2, 24L, (string?)null), (after.Hire.Version, after.Hire.TermMonths, after.Hire.ReturnedReason));
        season.Host.Clock.Advance(TimeSpan.FromDays(1));
        await Season.Must(season.ParkStaff.PostAsync($"placements/{placementId}/verify", new { }));
        Assert.Equal(season.Host.Clock.GetUtcNow(), (await season.Member.GetAsync<ShowPlacement.Response>($"placements/{placementId}")).Hire.StageSince);
    }

    [Fact]
    public async Task Every_term_of_an_offer_an_agreement_and_an_end_is_kept_as_it_was_said_without_the_blanks_around_it()
    {
        await using var season = await Season.OpenAsync(seats: 3);
        var placementId = await season.ApplyAsync("甲");
        var at = season.Host.Clock.GetUtcNow();
        await Season.Must(season.Member.PostAsync($"placements/{placementId}/interview", new Interview.Request(at, " 研发楼 ")));
        await Season.Must(season.Member.PostAsync($"placements/{placementId}/interview", new Interview.Request(at.AddDays(1), " 三号楼 ")));
        await Season.Must(season.Member.PostAsync($"placements/{placementId}/offer", new MakeOffer.Request(700_000, at.AddDays(3))));
        await season.AnnounceAsync(season.Answer(placementId, "甲"));
        await Season.Must(season.Member.PostAsync($"placements/{placementId}/sign", Season.Agreement));
        await Season.Must(season.ParkStaff.PostAsync($"placements/{placementId}/return", new ReturnHire.Request(" 看不清 ")));
        var hire = (await season.Member.GetAsync<ShowPlacement.Response>($"placements/{placementId}")).Hire;
        Assert.Equal((at.AddDays(1), "三号楼", 700_000L, at.AddDays(3), "看不清"), (hire.InterviewAt, hire.InterviewPlace, hire.OfferPayFen, hire.OfferExpiresAt, hire.ReturnedReason));
        Assert.Equal(
            (Season.Agreement.Form, Season.Agreement.SignedOn, Season.Agreement.StartsOn, 12L, 700_000L, DegreeLevel.Master, 2022L),
            (hire.Form, hire.SignedOn, hire.StartsOn, hire.TermMonths, hire.PayFen, hire.Degree, hire.GraduationYear));
        await Season.Must(season.Member.PostAsync($"placements/{placementId}/terminate", new Terminate.Request(new DateOnly(2022, 6, 28), " 离职 ")));
        hire = (await season.Member.GetAsync<ShowPlacement.Response>($"placements/{placementId}")).Hire;
        Assert.Equal((new DateOnly(2022, 6, 28), "离职"), (hire.TerminatedOn, hire.Reason!.ToString()));

        var withdrawn = await season.OfferAsync("乙");
        await Season.Must(season.Member.PostAsync($"placements/{withdrawn}/withdraw-offer", new WithdrawOffer.Request(" 经费调整 ")));
        Assert.Equal("单位撤回录用：经费调整", (await season.Member.GetAsync<ShowPlacement.Response>($"placements/{withdrawn}")).Hire.Reason!.InChinese());
        var rejected = await season.ApplyAsync("丙");
        await Season.Must(season.Member.PostAsync($"placements/{rejected}/reject", new Reject.Request(" 专业方向不符 ")));
        Assert.Equal("专业方向不符", (await season.Member.GetAsync<ShowPlacement.Response>($"placements/{rejected}")).Hire.Reason!.ToString());
    }

    [Fact]
    public async Task Every_seat_given_and_freed_is_announced_with_a_rising_number_and_what_is_held_then()
    {
        await using var season = await Season.OpenAsync(seats: 3);
        var first = await season.OfferAsync("甲");
        await season.OfferAsync("乙");
        await Season.Must(season.Member.PostAsync($"placements/{first}/withdraw-offer", new WithdrawOffer.Request("经费调整")));
        var third = await season.OfferAsync("丙");
        var bodies = await season.Host.Database().ReadAsync(reader => reader.QueryAsync<string>("SELECT body FROM outbox WHERE type = 'matching.seats-changed' ORDER BY outbox_id"));
        Assert.Equal([(1L, 1), (2L, 2), (3L, 1), (4L, 2)], bodies.Select(Json.Read<SeatsChanged>).Select(change => (change.Version, change.SeatsHeld)));
        Assert.All(bodies.Select(Json.Read<SeatsChanged>), change => Assert.Equal(3, change.Seats));
        // The lowest free seat, which the first one held.
        Assert.Equal(1, await season.Host.Database().ReadAsync(reader => reader.GetAsync<long>("SELECT seat_number FROM seat WHERE placement_id = @third", new { third })));
        Assert.Equal(2, await season.Host.CountAsync("SELECT MAX(seat_number) FROM seat"));
    }

    static async Task<IReadOnlyList<ListMyPlacements.Line>> MineAsync(Season season, string graduate) =>
        (await season.As(People.Graduate(graduate)).GetAsync<PageOf<ListMyPlacements.Line>>("placements/mine")).Items;
}
