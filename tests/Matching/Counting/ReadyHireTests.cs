using System.Net;
using RaMatch.Contracts.Matching;
using RaMatch.Matching.Counting;
using RaMatch.Matching.Placements;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Counting;

/// <summary>A park is told of a hire when nothing is missing any more, whatever was the last thing, and the unit when its evidence comes back.</summary>
public sealed class ReadyHireTests
{
    [Fact]
    public async Task A_hire_is_told_as_complete_by_the_confirmation_that_was_its_last_missing_thing()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.SignAsync("王小明");
        await FileAsync(season, placementId, "agreement");
        await FileAsync(season, placementId, "onDuty");
        Assert.Empty(await CompletedAsync(season));

        await season.AnnounceAsync(season.Confirmation(placementId, "王小明"));
        var told = Assert.Single(await CompletedAsync(season));
        Assert.Equal(
            new EvidenceCompleted(placementId, await VersionAsync(season, placementId), Season.Code, Season.Park, People.IdOf(Season.Unit), People.IdOf("研发工程师"), season.Host.Clock.GetUtcNow()),
            told);
        Assert.Equal(placementId, Assert.Single((await season.ParkStaff.GetAsync<PageOf<EvidenceDesk.Line>>($"desk/evidence?programme={Season.Code}&state=ready")).Items).PlacementId);
    }

    [Fact]
    public async Task A_hire_is_told_as_complete_by_the_document_that_was_its_last_missing_thing_and_by_none_after_it()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.SignAsync("王小明");
        await season.AnnounceAsync(season.Confirmation(placementId, "王小明"));
        await FileAsync(season, placementId, "agreement");
        Assert.Empty(await CompletedAsync(season));
        await FileAsync(season, placementId, "onDuty");
        var complete = await VersionAsync(season, placementId);
        await FileAsync(season, placementId, "onDuty");
        await FileAsync(season, placementId, "agreement", "the second page");
        Assert.Equal(complete, Assert.Single(await CompletedAsync(season)).Version);

        await Season.Must(season.ParkStaff.PostAsync($"placements/{placementId}/verify", new { }));
        await FileAsync(season, placementId, "onDuty", "the second month");
        Assert.Single(await CompletedAsync(season));
    }

    [Fact]
    public async Task An_agreement_put_right_completes_a_hire_and_so_does_a_document_taken_out()
    {
        await using var season = await Season.OpenAsync();
        var corrected = await season.SignAsync("王小明");
        var agreement = Season.Agreement with { TermMonths = 3 };
        await Season.Must(season.Member.PostAsync($"placements/{corrected}/sign", agreement));
        await FileAsync(season, corrected, "agreement");
        await FileAsync(season, corrected, "onDuty");
        await season.AnnounceAsync(season.Confirmation(corrected, "王小明"));
        Assert.Empty(await CompletedAsync(season));
        await Season.Must(season.Member.PostAsync($"placements/{corrected}/sign", agreement with { TermMonths = 12 }));
        Assert.Equal(corrected, Assert.Single(await CompletedAsync(season)).PlacementId);

        // The proof of duty of one person is none for another.
        var shared = await season.SignAsync("李雪");
        await season.AnnounceAsync(season.Confirmation(shared, "李雪"));
        await FileAsync(season, shared, "onDuty");
        var wrong = await FileAsync(season, shared, "agreement", $"agreement {corrected}");
        await FileAsync(season, shared, "agreement");
        Assert.Single(await CompletedAsync(season));
        await Season.Must(season.Member.DeleteAsync(new Uri($"evidence/{wrong}?reason=x", UriKind.Relative)), HttpStatusCode.NoContent);
        Assert.Equal([corrected, shared], (await CompletedAsync(season)).Select(one => one.PlacementId));
    }

    [Fact]
    public async Task A_document_taken_out_of_a_complete_hire_is_told_and_one_put_in_its_place_completes_it_again()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.ProveAsync("王小明");
        var evidence = (await season.Member.GetAsync<List<ReadEvidence.Line>>($"placements/{placementId}/evidence"))[0];
        await Season.Must(season.Member.DeleteAsync(new Uri($"evidence/{evidence.EvidenceId}?reason=x", UriKind.Relative)), HttpStatusCode.NoContent);
        Assert.Equal(
            new EvidenceReopened(placementId, await VersionAsync(season, placementId), Season.Park, season.Host.Clock.GetUtcNow()),
            Assert.Single(await season.Host.ToldAsync<EvidenceReopened>()));
        await FileAsync(season, placementId, evidence.Kind.ToString(), "a better picture");
        Assert.Equal(await VersionAsync(season, placementId), (await CompletedAsync(season))[^1].Version);
        Assert.Single(await season.Host.ToldAsync<EvidenceReopened>());
    }

    [Fact]
    public async Task Evidence_sent_back_is_told_to_the_unit_and_told_as_complete_again_once_it_is_mended()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.ProveAsync("王小明");
        await Season.Refused(season.As(People.ParkStaff("hengyang")).PostAsync($"placements/{placementId}/return", new ReturnHire.Request("请重拍")), HttpStatusCode.NotFound);
        Assert.Empty(await season.Host.ToldAsync<EvidenceReturned>());
        await Season.Must(season.ParkStaff.PostAsync($"placements/{placementId}/return", new ReturnHire.Request("请重拍")));
        Assert.Equal(
            new EvidenceReturned(placementId, await VersionAsync(season, placementId), Season.Code, Season.Park, People.IdOf(Season.Unit), People.IdOf("研发工程师"), season.Host.Clock.GetUtcNow()),
            Assert.Single(await season.Host.ToldAsync<EvidenceReturned>()));

        // Somebody else mends nothing: the graduate says it again, and a document goes.
        await season.AnnounceAsync(season.Confirmation(placementId, "王小明") with { Version = 4 });
        var evidence = (await season.Member.GetAsync<List<ReadEvidence.Line>>($"placements/{placementId}/evidence"))[0];
        await Season.Must(season.Member.DeleteAsync(new Uri($"evidence/{evidence.EvidenceId}?reason=x", UriKind.Relative)), HttpStatusCode.NoContent);
        Assert.Single(await CompletedAsync(season));

        await FileAsync(season, placementId, "agreement", "a better picture");
        Assert.Equal(await VersionAsync(season, placementId), (await CompletedAsync(season))[^1].Version);
        Assert.Equal(2, (await CompletedAsync(season)).Count);
    }

    [Fact]
    public async Task What_was_told_of_a_version_is_not_told_of_it_again_however_often_the_graduate_confirms()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.ProveAsync("王小明");
        await season.AnnounceAsync(season.Confirmation(placementId, "王小明", person: "王晓明") with { Version = 4 });
        Assert.Single(await CompletedAsync(season));

        // Another one's word takes the confirmation away, and the applicant's makes it good: the version is the same.
        await season.AnnounceAsync(season.Confirmation(placementId, "李雪") with { Version = 5 });
        Assert.Empty((await season.ParkStaff.GetAsync<PageOf<EvidenceDesk.Line>>($"desk/evidence?programme={Season.Code}&state=ready")).Items);
        await season.AnnounceAsync(season.Confirmation(placementId, "王小明") with { Version = 6 });
        Assert.Single((await season.ParkStaff.GetAsync<PageOf<EvidenceDesk.Line>>($"desk/evidence?programme={Season.Code}&state=ready")).Items);
        Assert.Single(await CompletedAsync(season));
    }

    [Fact]
    public async Task A_hire_that_a_dispute_was_decided_against_is_not_told_as_complete()
    {
        await using var season = await Season.OpenAsync();
        await season.CountAsync("王小明");
        var claimant = await season.ProveAsync("王晓明", person: "王小明");
        await Season.Refused(season.ParkStaff.PostAsync($"placements/{claimant}/verify", new { }), HttpStatusCode.Conflict);
        var dispute = Assert.Single((await season.Supervisor.GetAsync<PageOf<Disputes.Response>>("disputes")).Items);
        await Season.Must(season.Supervisor.PostAsync($"disputes/{dispute.DisputeId}/decide", new Disputes.Request(dispute.Holder.PlacementId, "先到")), HttpStatusCode.NoContent);
        var before = (await CompletedAsync(season)).Count;
        await FileAsync(season, claimant, "agreement", "once more");
        Assert.Equal(before, (await CompletedAsync(season)).Count);
    }

    static Task<IReadOnlyList<EvidenceCompleted>> CompletedAsync(Season season) => season.Host.ToldAsync<EvidenceCompleted>();

    static async Task<long> VersionAsync(Season season, Guid placementId) => await season.Host.Database().ReadAsync(async reader => (await Placement.FindAsync(reader, placementId))!.Version);

    static async Task<Guid> FileAsync(Season season, Guid placementId, string kind, string? content = null) =>
        (await (await Season.Must(
            Season.SendDocumentAsync(season.Member, $"placements/{placementId}/evidence?kind={kind}", Papers.Pdf(content ?? $"{kind} {placementId}")),
            HttpStatusCode.Created)).ReadAsync<FileEvidence.Response>()).EvidenceId;
}
