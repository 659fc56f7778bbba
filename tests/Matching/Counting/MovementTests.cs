using System.Net;
using RaMatch.Contracts;
using RaMatch.Contracts.Matching;
using RaMatch.Matching.Counting;
using RaMatch.Matching.Placements;
using RaMatch.Matching.Programmes;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Counting;

/// <summary>What each of the two movements of the counter writes and announces, and what it rests on.</summary>
public sealed class MovementTests
{
    [Theory]
    [InlineData(2022, true)]
    [InlineData(2021, false)]
    public async Task A_hire_goes_into_the_ledger_and_out_of_it_with_the_cohort_it_was_judged_by_and_both_are_announced(int graduationYear, bool ofCohort)
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.ProveAsync("王小明");
        await season.AnnounceAsync(Announced.Graduate("王小明", version: 2) with { GraduationYear = graduationYear });
        await Season.Must(season.ParkStaff.PostAsync($"placements/{placementId}/verify", new { }));
        Assert.Equal(ofCohort ? 1 : 0, await season.Host.CountAsync("SELECT of_cohort FROM counted_hire"));
        await Season.Must(season.ParkStaff.PostAsync($"placements/{placementId}/uncount", new UncountHire.Request(" 社保未缴 ")));

        var ledger = (await season.ParkStaff.GetAsync<PageOf<Ledger.Entry>>($"ledger?programme={Season.Code}")).Items;
        Assert.Equal([(-1L, ofCohort ? 1L : 0L), (1L, ofCohort ? 1L : 0L)], ledger.Select(entry => (entry.Delta, entry.OfCohort)));
        Assert.Equal("社保未缴", ledger[0].Reason.ToString());
        Assert.Equal(0, await season.Host.CountAsync("SELECT COUNT(*) FROM counted_hire"));
        var counted = Assert.Single(await AnnouncedAsync<HireCounted>(season, "matching.hire-counted"));
        var uncounted = Assert.Single(await AnnouncedAsync<HireUncounted>(season, "matching.hire-uncounted"));
        Assert.Equal((placementId, ofCohort), (counted.PlacementId, counted.OfCohort));
        // What a park writes about a person stays where it is deleted with the person.
        Assert.Equal((placementId, counted.Version + 1, "ramatch:ledger.uncounted"), (uncounted.PlacementId, uncounted.Version, uncounted.Reason));
    }

    [Fact]
    public async Task A_hire_that_has_moved_since_it_was_judged_is_judged_again()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.ProveAsync("王小明");
        await season.Host.Database().WriteAsync(async unit =>
        {
            var judged = (await HireCase.FindAsync(unit, placementId))!;
            await (await Placement.FindAsync(unit, placementId))!.AdvanceAsync(unit, People.IdOf("人事"));
            await Assert.ThrowsAsync<LostRaceException>(() => CountedHires.CountAsync(unit, judged, CountedHires.CountedReason, People.IdOf("园区")));
        });
        Assert.Equal(0, await season.Host.CountAsync("SELECT COUNT(*) FROM counted_hire"));
    }

    [Fact]
    public async Task A_hire_counts_once_however_often_it_is_verified_and_is_taken_back_once()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.CountAsync("王小明");
        await Season.Refused(season.ParkStaff.PostAsync($"placements/{placementId}/verify", new { }), HttpStatusCode.Conflict);
        await Season.Must(season.Supervisor.PostAsync($"placements/{placementId}/uncount", new UncountHire.Request("社保未缴")));
        await Season.Refused(season.Supervisor.PostAsync($"placements/{placementId}/uncount", new UncountHire.Request("社保未缴")), HttpStatusCode.Conflict);
        Assert.Equal(2, await season.Host.CountAsync("SELECT COUNT(*) FROM ledger_entry"));
    }

    [Fact]
    public async Task A_hire_whose_proof_of_duty_was_never_asked_for_goes_back_to_signed_when_it_counts_no_more()
    {
        await using var season = await Season.OpenAsync(rules: Season.Rules with { RequiredEvidence = [EvidenceKind.Agreement] });
        var placementId = await season.SignAsync("王小明");
        await Season.Must(Season.SendDocumentAsync(season.Member, $"placements/{placementId}/evidence?kind=agreement", Season.Pdf), HttpStatusCode.Created);
        await season.AnnounceAsync(season.Confirmation(placementId, "王小明"));
        await Season.Must(season.ParkStaff.PostAsync($"placements/{placementId}/verify", new { }));
        await Season.Must(season.ParkStaff.PostAsync($"placements/{placementId}/uncount", new UncountHire.Request("社保未缴")));
        Assert.Equal(PlacementStage.Signed, await season.StageAsync(placementId));
    }

    [Theory]
    [InlineData(5, 4, "李雪")]
    [InlineData(4, 5, "赵强")]
    public async Task Whose_a_hire_is_the_newest_confirmation_says_whatever_comes_last(long first, long last, string person)
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.SignAsync("王小明");
        await season.AnnounceAsync(season.Confirmation(placementId, "王小明", "李雪") with { Version = first }, season.Confirmation(placementId, "王小明", "赵强") with { Version = last });
        Assert.Equal(season.Confirmation(placementId, "王小明", person).PersonKey, await KeyAsync(season, "confirmation"));
        Assert.Equal(0, await season.Host.CountAsync("SELECT COUNT(*) FROM later_confirmation"));
    }

    [Theory]
    [InlineData(5, 4, "李雪")]
    [InlineData(4, 5, "赵强")]
    public async Task Whom_a_counted_hire_names_since_is_kept_beside_it_by_version_and_holds_once_it_counts_no_more(long first, long last, string person)
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.CountAsync("王小明");
        await season.AnnounceAsync(season.Confirmation(placementId, "王小明", "李雪") with { Version = first }, season.Confirmation(placementId, "王小明", "赵强") with { Version = last });
        var key = season.Confirmation(placementId, "王小明", person).PersonKey;
        Assert.Equal(season.Confirmation(placementId, "王小明").PersonKey, await KeyAsync(season, "confirmation"));
        Assert.Equal(key, await KeyAsync(season, "later_confirmation"));
        Assert.Equal(0, await season.Host.CountAsync("SELECT COUNT(*) FROM poison_message"));
        // Nobody else counts for either of them.
        Assert.Equal(0, await season.Host.CountAsync("SELECT COUNT(*) FROM dispute"));
        await Season.Must(season.ParkStaff.PostAsync($"placements/{placementId}/uncount", new UncountHire.Request("查无此人")));
        Assert.Equal(key, await KeyAsync(season, "confirmation"));
        Assert.Equal(Math.Max(first, last), await season.Host.CountAsync("SELECT version FROM confirmation"));
        Assert.Equal(0, await season.Host.CountAsync("SELECT COUNT(*) FROM later_confirmation"));
    }

    [Fact]
    public async Task A_confirmation_older_than_the_one_a_hire_counts_by_says_nothing_and_a_newer_one_of_the_same_person_takes_back_the_other()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.CountAsync("王小明");
        await season.AnnounceAsync(season.Confirmation(placementId, "王小明", "李雪") with { Version = 2 });
        Assert.Equal(0, await season.Host.CountAsync("SELECT COUNT(*) FROM later_confirmation"));
        await season.AnnounceAsync(season.Confirmation(placementId, "王小明", "李雪") with { Version = 4 });
        Assert.Equal(1, await season.Host.CountAsync("SELECT COUNT(*) FROM later_confirmation"));
        await season.AnnounceAsync(season.Confirmation(placementId, "王小明") with { Version = 5 });
        Assert.Equal(0, await season.Host.CountAsync("SELECT COUNT(*) FROM later_confirmation"));
        Assert.Equal(5, await season.Host.CountAsync("SELECT version FROM confirmation"));
        // One that is older than the other takes nothing back, however late it comes.
        await season.AnnounceAsync(season.Confirmation(placementId, "王小明", "李雪") with { Version = 7 });
        await season.AnnounceAsync(season.Confirmation(placementId, "王小明") with { Version = 6 });
        Assert.Equal(7, await season.Host.CountAsync("SELECT version FROM later_confirmation"));
    }

    [Fact]
    public async Task A_hire_that_has_ended_and_still_counts_stays_ended_when_it_is_taken_back()
    {
        await using var season = await Season.OpenAsync(rules: Season.Rules with { TerminationUncounts = false });
        var placementId = await season.CountAsync("王小明");
        await Season.Must(season.Member.PostAsync($"placements/{placementId}/terminate", new Terminate.Request(new DateOnly(2022, 6, 28), "个人原因离职")));
        await Season.Must(season.ParkStaff.PostAsync($"placements/{placementId}/uncount", new UncountHire.Request("社保未缴")));
        Assert.Equal(PlacementStage.Terminated, await season.StageAsync(placementId));
        Assert.Equal(0, await season.Host.CountAsync("SELECT SUM(delta) FROM ledger_entry"));
    }

    static Task<string> KeyAsync(Season season, string table) => season.Host.Database().ReadAsync(reader => reader.GetAsync<string>($"SELECT person_key FROM {table}"));

    static async Task<IEnumerable<T>> AnnouncedAsync<T>(Season season, string type) =>
        (await season.Host.Database().ReadAsync(reader => reader.QueryAsync<string>("SELECT body FROM outbox WHERE type = @type ORDER BY outbox_id", new { type }))).Select(Json.Read<T>);
}
