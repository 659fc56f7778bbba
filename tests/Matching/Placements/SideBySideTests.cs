using System.Net;
using RaMatch.Contracts;
using RaMatch.Contracts.Applicant;
using RaMatch.Contracts.Matching;
using RaMatch.Matching.Counting;
using RaMatch.Matching.Placements;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Placements;

/// <summary>What is done to one placement is done to that one: beside it lies another that differs in its programme, park, unit, position or graduate alone.</summary>
public sealed class SideBySideTests
{
    const string OtherProgramme = "ra-2022-b";
    const string OtherUnit = "盛瑞传动";

    [Fact]
    public async Task Each_programme_park_and_unit_has_sums_of_its_own_by_stage_and_evidence()
    {
        await using var season = await Season.OpenAsync(seats: 9);
        await Season.Must(season.Supervisor.PostAsync("programmes", Season.Programme with { Code = OtherProgramme }), HttpStatusCode.Created);
        var other = season.As(People.UnitMember(OtherUnit));
        ApplicationSubmitted[] applied =
        [
            season.Submitted("甲"),
            season.Submitted("乙") with { Programme = OtherProgramme },
            season.Submitted("丙") with { ParkId = "hengyang" },
            season.Submitted("丁", "工艺员", OtherUnit),
            season.Submitted("戊"),
            season.Submitted("己") with { Programme = OtherProgramme },
        ];
        await season.AnnounceAsync([.. applied]);
        await ReconcilesAsync();
        foreach (var one in applied[..4])
        {
            await Season.Must((one.UnitId == People.IdOf(OtherUnit) ? other : season.Member).PostAsync($"placements/{one.ApplicationId}/shortlist", new { }));
        }

        await ReconcilesAsync();
        Assert.Equal([(PlacementStage.Applied, 2L), (PlacementStage.Shortlisted, 3L)], await CountedAsync(season.Member));
        Assert.Equal([(PlacementStage.Shortlisted, 1L)], await CountedAsync(other));

        var (filed, signed) = (await season.SignAsync("庚"), await season.SignAsync("辛"));
        await Season.Must(Season.SendDocumentAsync(season.Member, $"placements/{filed}/evidence?kind=agreement", Season.Pdf), HttpStatusCode.Created);
        await ReconcilesAsync();
        await Season.Must(season.Member.PostAsync($"placements/{signed}/terminate", new Terminate.Request(new DateOnly(2022, 6, 28), "离职")));
        await ReconcilesAsync();

        async Task ReconcilesAsync()
        {
            foreach (var programme in new[] { Season.Code, OtherProgramme })
            {
                Assert.Empty((await season.Supervisor.GetAsync<Reconcile.Response>($"reconciliation?programme={programme}")).Differences.InChinese());
            }
        }

        static async Task<IEnumerable<(PlacementStage, long)>> CountedAsync(HttpClient member) =>
            (await member.GetAsync<List<ListPlacements.AtStage>>("placements/stages")).OrderBy(one => one.Stage).Select(one => (one.Stage, one.Placements));
    }

    [Fact]
    public async Task The_seats_of_a_position_are_its_own_and_are_numbered_and_announced_by_themselves()
    {
        await using var season = await Season.OpenAsync(seats: 1);
        await season.AnnounceAsync(Announced.Position("试验工程师") with { Seats = 1 });
        var (first, second) = (await season.OfferAsync("甲"), await season.OfferAsync("乙", "试验工程师"));
        Assert.Equal(1, await season.Host.CountAsync("SELECT MAX(seat_number) FROM seat"));
        Assert.Equal(2, await season.Host.CountAsync("SELECT SUM(seats_held) FROM position"));
        await season.AnnounceAsync(season.Answer(first, "甲", accepted: false));
        var bodies = await season.Host.Database().ReadAsync(reader => reader.QueryAsync<string>("SELECT body FROM outbox WHERE type = 'matching.seats-changed' ORDER BY outbox_id"));
        Assert.Equal(
            [(People.IdOf("研发工程师"), 1L, 1), (People.IdOf("试验工程师"), 1L, 1), (People.IdOf("研发工程师"), 2L, 0)],
            bodies.Select(Json.Read<SeatsChanged>).Select(change => (change.PositionId, change.Version, change.SeatsHeld)));
        Assert.Equal((PlacementStage.Declined, PlacementStage.Offered), (await season.StageAsync(first), await season.StageAsync(second)));
        Assert.Equal(1, await season.Host.CountAsync("SELECT SUM(seats_held) FROM position"));
    }

    [Fact]
    public async Task A_suspension_of_another_unit_and_an_acceptance_in_another_programme_hinder_no_offer_which_ends_by_the_rules_of_its_own()
    {
        await using var season = await Season.OpenAsync(rules: Season.Rules with { OfferDays = 3 });
        await season.AnnounceAsync(
            Announced.UnitVerified(OtherUnit),
            Announced.UnitSuspended(OtherUnit),
            Announced.Position("别处") with { Programme = "ra-2021" });
        var elsewhere = season.Submitted("甲", "别处") with { Programme = "ra-2021" };
        await season.AnnounceAsync(elsewhere);
        await Season.Must(season.Member.PostAsync($"placements/{elsewhere.ApplicationId}/shortlist", new { }));
        await Season.Must(season.Member.PostAsync($"placements/{elsewhere.ApplicationId}/offer", new MakeOffer.Request(700_000)));
        await season.AnnounceAsync(season.Answer(elsewhere.ApplicationId, "甲"));
        var placementId = await season.OfferAsync("甲");

        var now = season.Host.Clock.GetUtcNow();
        var lines = (await season.Member.GetAsync<PageOf<ListPlacements.Line>>("placements")).Items.ToDictionary(line => line.PlacementId);
        // Of a programme that is not known here it is a week.
        Assert.Equal((now.AddDays(3), now.AddDays(7)), (lines[placementId].OfferExpiresAt, lines[elsewhere.ApplicationId].OfferExpiresAt));
        Assert.Equal((PlacementStage.Offered, PlacementStage.Accepted), (lines[placementId].Stage, lines[elsewhere.ApplicationId].Stage));
    }

    [Fact]
    public async Task What_holds_of_a_graduate_at_the_acceptance_is_kept_and_without_a_profile_what_held_at_the_application()
    {
        await using var season = await Season.OpenAsync(seats: 3);
        var (known, unknown) = (await season.OfferAsync("甲"), season.Submitted("丙"));
        var withdrawn = await season.OfferAsync("乙");
        await season.AnnounceAsync(
            Announced.Graduate("甲", version: 2) with { Degree = DegreeLevel.Doctor, GraduationYear = 2021 },
            Announced.Withdrawn("乙"),
            unknown);
        await Season.Must(season.Member.PostAsync($"placements/{unknown.ApplicationId}/shortlist", new { }));
        await Season.Must(season.Member.PostAsync($"placements/{unknown.ApplicationId}/offer", new MakeOffer.Request(700_000)));
        Assert.Equal((DegreeLevel.Master, 2022L), await KeptAsync(known));
        foreach (var (placementId, graduate, degree, year) in new (Guid, string, DegreeLevel?, long?)[]
        {
            (known, "甲", DegreeLevel.Doctor, 2021),
            (withdrawn, "乙", DegreeLevel.Master, 2022),
            (unknown.ApplicationId, "丙", null, null),
        })
        {
            await season.AnnounceAsync(season.Answer(placementId, graduate));
            Assert.Equal(PlacementStage.Accepted, await season.StageAsync(placementId));
            Assert.Equal((degree, year), await KeptAsync(placementId));
        }

        async Task<(DegreeLevel?, long?)> KeptAsync(Guid placementId)
        {
            var hire = (await season.Member.GetAsync<ShowPlacement.Response>($"placements/{placementId}")).Hire;
            return (hire.Degree, hire.GraduationYear);
        }
    }

    [Fact]
    public async Task An_application_for_a_post_that_belongs_to_another_unit_stays_with_the_unit_it_names_and_has_no_score()
    {
        await using var season = await Season.OpenAsync();
        var own = await season.ApplyAsync("甲");
        var foreign = season.Submitted("乙", unit: OtherUnit);
        await season.AnnounceAsync(Announced.Graduate("乙"), foreign);
        var query = $"placements/board?position={People.IdOf("研发工程师")}";
        var (here, there) = (await season.Member.GetAsync<ShowBoard.Response>(query), await season.As(People.UnitMember(OtherUnit)).GetAsync<ShowBoard.Response>(query));
        Assert.Equal(own, Assert.Single(here.Cards).Line.PlacementId);
        Assert.NotNull(here.Cards[0].Score);
        Assert.Equal(1, Assert.Single(here.Stages).Placements);
        Assert.Equal(foreign.ApplicationId, Assert.Single(there.Cards).Line.PlacementId);
        Assert.Null(there.Cards[0].Score);
        Assert.Equal(1, Assert.Single(there.Stages).Placements);
    }
}
