using System.Net;
using RaMatch.Matching.Counting;
using RaMatch.Matching.Programmes;
using RaMatch.Matching.Progress;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Counting;

/// <summary>What a park has before it: who waits, how long, and what each one lacks.</summary>
public sealed class DeskTests
{
    [Fact]
    public async Task The_desk_shows_who_is_ready_and_who_is_not_and_how_many_days_each_has_waited()
    {
        await using var season = await Season.OpenAsync(seats: 4);
        await season.CountAsync("已落实");
        await season.AcceptAsync("未签约");
        var incomplete = await season.SignAsync("甲");
        season.Host.Clock.Advance(TimeSpan.FromDays(1));
        var ready = await season.ProveAsync("乙");
        season.Host.Clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal([(incomplete, 3L, false, 0), (ready, 2L, true, 2)], await ReadAsync(""));
        Assert.Equal([(incomplete, 3L, false, 0), (ready, 2L, true, 2)], await ReadAsync("&state=waiting"));
        Assert.Equal([(incomplete, 3L, false, 0), (ready, 2L, true, 2)], await ReadAsync("&state="));
        Assert.Equal([(ready, 2L, true, 2)], await ReadAsync("&state=ready"));
        Assert.Equal([(incomplete, 3L, false, 0)], await ReadAsync("&state=incomplete"));

        var first = await season.ParkStaff.GetAsync<PageOf<EvidenceDesk.Line>>($"desk/evidence?programme={Season.Code}&page=1&size=1");
        Assert.Equal((incomplete, 2L), (Assert.Single(first.Items).PlacementId, first.Total));
        var second = await season.ParkStaff.GetAsync<PageOf<EvidenceDesk.Line>>($"desk/evidence?programme={Season.Code}&page=2&size=1");
        Assert.Equal((ready, 2L), (Assert.Single(second.Items).PlacementId, second.Total));

        async Task<IEnumerable<(Guid, long, bool, int)>> ReadAsync(string state)
        {
            var desk = await season.ParkStaff.GetAsync<PageOf<EvidenceDesk.Line>>($"desk/evidence?programme={Season.Code}{state}");
            Assert.Equal(desk.Items.Count, desk.Total);
            Assert.All(desk.Items, line => Assert.Equal(line.Ready, line.Missing.Count == 0));
            return desk.Items.Select(line => (line.PlacementId, line.WaitingDays, line.Ready, line.Evidence.Count));
        }
    }

    [Fact]
    public async Task What_was_taken_out_of_the_evidence_is_not_on_the_desk_and_what_is_there_is_in_the_order_of_its_filing()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.ProveAsync("甲");
        season.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        await Season.Must(Season.SendDocumentAsync(season.Member, $"placements/{placementId}/evidence?kind=insurance&month=2022-06", Season.Pdf), HttpStatusCode.Created);
        Assert.Equal([EvidenceKind.Agreement, EvidenceKind.OnDuty, EvidenceKind.Insurance], (await LineAsync()).Evidence.Select(one => one.Kind));
        var filed = await season.Member.GetAsync<List<ReadEvidence.Line>>($"placements/{placementId}/evidence");
        Assert.Equal([EvidenceKind.Agreement, EvidenceKind.OnDuty, EvidenceKind.Insurance], filed.Select(one => one.Kind));

        await Season.Must(season.Member.DeleteAsync(new Uri($"evidence/{filed[0].EvidenceId}?reason=传错文件", UriKind.Relative)), HttpStatusCode.NoContent);
        var line = await LineAsync();
        Assert.Equal([EvidenceKind.OnDuty, EvidenceKind.Insurance], line.Evidence.Select(one => one.Kind));
        Assert.False(line.Ready);
        var shown = await season.Member.GetAsync<ShowPlacement.Response>($"placements/{placementId}");
        Assert.Equal([EvidenceKind.OnDuty, EvidenceKind.Insurance], shown.Evidence.Select(one => one.Kind));
        Assert.Equal(new ShowProgress.Waiting(Ready: 0, Incomplete: 1, Returned: 0, Unconfirmed: 0, Disputes: 0), await WaitingAsync());
        await Season.Must(season.ParkStaff.PostAsync($"placements/{placementId}/return", new ReturnHire.Request("缺协议")));
        Assert.Equal(new ShowProgress.Waiting(Ready: 0, Incomplete: 1, Returned: 1, Unconfirmed: 0, Disputes: 0), await WaitingAsync());

        async Task<ShowProgress.Waiting> WaitingAsync() => (await season.ParkStaff.GetAsync<ShowProgress.Response>($"progress/{Season.Park}?programme={Season.Code}")).Waiting;

        async Task<EvidenceDesk.Line> LineAsync() => Assert.Single((await season.ParkStaff.GetAsync<PageOf<EvidenceDesk.Line>>($"desk/evidence?programme={Season.Code}")).Items);
    }

    [Fact]
    public async Task Of_those_who_wait_equally_long_the_lower_id_is_first()
    {
        await using var season = await Season.OpenAsync(seats: 3);
        var claimed = new List<Guid>();
        foreach (var name in new[] { "甲", "乙", "丙" }.OrderByDescending(name => People.IdOf(name + "研发工程师").ToString(), StringComparer.Ordinal))
        {
            claimed.Add(await season.SignAsync(name));
        }

        var desk = await season.ParkStaff.GetAsync<PageOf<EvidenceDesk.Line>>($"desk/evidence?programme={Season.Code}");
        Assert.Equal(claimed.AsEnumerable().Reverse(), desk.Items.Select(line => line.PlacementId));
    }

    [Fact]
    public async Task A_state_or_a_programme_that_is_not_known_is_refused()
    {
        await using var season = await Season.OpenAsync();
        Assert.Contains("\"state\":", await Season.Refused(season.ParkStaff.GetAsync(new Uri($"desk/evidence?programme={Season.Code}&state=ended", UriKind.Relative)), HttpStatusCode.BadRequest), StringComparison.Ordinal);
        await Season.Refused(season.ParkStaff.GetAsync(new Uri("desk/evidence?programme=none", UriKind.Relative)), HttpStatusCode.NotFound);
    }
}
