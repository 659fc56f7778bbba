using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using RaMatch.Matching.Counting;
using RaMatch.Matching.Programmes;
using RaMatch.Matching.Progress;
using RaMatch.Matching.Reports;
using RaMatch.Platform;
using RaMatch.Platform.Audit;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Reports;

/// <summary>Reports that stay as they were frozen, and what the difference of two says.</summary>
public sealed class ReportTests
{
    const string Frozen = "reports";

    static async Task<Guid> FreezeAsync(HttpClient by, FreezeReport.Request? request = null) =>
        (await (await Season.Must(by.PostAsync(Frozen, request ?? new FreezeReport.Request(Season.Code)), HttpStatusCode.Created)).ReadAsync<FreezeReport.Response>()).ReportId;

    static async Task<byte[]> DownloadAsync(HttpClient by, Guid reportId) => await (await Season.Must(by.GetAsync(new Uri($"reports/{reportId}/report.xlsx", UriKind.Relative)))).Content.ReadAsByteArrayAsync();

    static async Task<IReadOnlyList<string>> DifferencesAsync(Season season)
    {
        var check = Assert.Single(season.Host.Services.GetServices<ICheck>(), one => one.What == "reports");
        return (await season.Host.Database().ReadAsync(check.CheckAsync)).Differences;
    }

    [Fact]
    public async Task A_frozen_report_is_rebuilt_to_the_same_bytes_whatever_happens_after_it()
    {
        await using var season = await Season.OpenAsync(seats: 4);
        var first = await season.CountAsync("王小明");
        await season.ProveAsync("李思");
        var reportId = await FreezeAsync(season.ParkStaff);
        var bytes = await DownloadAsync(season.ParkStaff, reportId);

        season.Host.Clock.Advance(TimeSpan.FromDays(3));
        await Season.Must(season.ParkStaff.PostAsync($"placements/{first}/uncount", new UncountHire.Request("核查不实")));
        await season.CountAsync("赵六");
        await season.AnnounceAsync(Announced.Position("研发工程师", Season.Unit, version: 2) with { Seats = 9, Title = "高级研发工程师" }, Announced.UnitVerified(Season.Unit, version: 2) with { Name = "天瑞集团" });
        await Season.Must(season.Supervisor.PutAsync($"programmes/{Season.Code}/rules", new ReviseRules.Request(Season.Rules with { ShortestTermMonths = 24 }, "延长期限")));

        var (rebuilt, hash) = await season.Host.Database().ReadAsync(async reader =>
        {
            var report = (await Report.FindAsync(reader, reportId, People.Supervisor()))!;
            return (await ReportFile.RebuildAsync(reader, report, season.Host.Service<Layouts>()), report.Hash);
        });
        Assert.Equal(bytes, rebuilt);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), hash);
        Assert.Equal(bytes, await DownloadAsync(season.ParkStaff, reportId));
        Assert.Empty(await DifferencesAsync(season));
        var shown = await season.ParkStaff.GetAsync<ShowReport.Response>($"reports/{reportId}");
        Assert.Equal((1L, 2L, 1L, 1L), (shown.Report.Counted, shown.Report.Claimed, shown.Report.LedgerEntries, shown.Report.RulesVersion));
    }

    [Fact]
    public async Task A_report_of_a_moment_is_what_stood_then_however_late_it_is_frozen()
    {
        await using var season = await Season.OpenAsync(seats: 4);
        var first = await season.CountAsync("王小明");
        await season.ProveAsync("李思");
        var early = await FreezeAsync(season.ParkStaff);
        var then = season.Host.Clock.GetUtcNow();

        season.Host.Clock.Advance(TimeSpan.FromDays(2));
        await Season.Must(season.ParkStaff.PostAsync($"placements/{first}/uncount", new UncountHire.Request("核查不实")));
        await season.CountAsync("赵六");
        await season.AnnounceAsync(Announced.Position("研发工程师", Season.Unit, version: 2) with { Seats = 9, PublishedAt = season.Host.Clock.GetUtcNow() });
        await Season.Must(season.Supervisor.PutAsync($"programmes/{Season.Code}/targets/{Season.Park}", new SetTarget.Request(500, "追加")));
        var late = await FreezeAsync(season.ParkStaff, new FreezeReport.Request(Season.Code, AsOf: then));
        var now = await FreezeAsync(season.ParkStaff);

        Assert.Equal(await CellsAsync(season.ParkStaff, early), await CellsAsync(season.ParkStaff, late));
        Assert.NotEqual(await CellsAsync(season.ParkStaff, early), await CellsAsync(season.ParkStaff, now));
        var rollUp = await FreezeAsync(season.Supervisor, new FreezeReport.Request(Season.Code, AsOf: then));
        Assert.Equal(["1", "潍坊高新区", "305", "4", "2", "2", "1", "1"], (await CellsAsync(season.Supervisor, rollUp))[0].Take(8));
    }

    [Fact]
    public async Task As_of_now_a_report_says_what_the_page_says()
    {
        await using var season = await Season.OpenAsync(seats: 6);
        await season.AnnounceAsync(Announced.Position("试验工程师", Season.Unit) with { Seats = 3 });
        var counted = await season.CountAsync("王小明");
        await season.CountAsync("周七", "试验工程师");
        await season.ProveAsync("李思");
        await season.SignAsync("赵六");
        await season.OfferAsync("钱七");
        await season.ApplyAsync("孙八");
        season.Host.Clock.Advance(TimeSpan.FromDays(5));
        await Season.Must(season.ParkStaff.PostAsync($"placements/{counted}/uncount", new UncountHire.Request("核查不实")));

        var page = (await season.ParkStaff.GetAsync<ShowProgress.Response>($"progress/{Season.Park}?programme={Season.Code}")).Numbers;
        var preview = await season.Supervisor.GetAsync<PreviewReport.Response>($"reports/preview?programme={Season.Code}");
        var park = Assert.Single(preview.Rows);
        string?[] expected = ["1", page.ParkName, $"{page.Target}", $"{page.PublishedSeats}", $"{page.Claimed}", $"{page.Evidenced}", $"{page.Counted}", $"{page.OfCohort}", $"{page.RateBasisPoints}", $"{page.PlanToday}", $"{page.Gap}", null, null];
        Assert.Equal(expected, park.Cells);

        var posts = await season.ParkStaff.GetAsync<PreviewReport.Response>($"reports/preview?programme={Season.Code}");
        Assert.Equal((2L, 3L), (posts.RowCount, posts.LedgerEntries));
        Assert.Equal(["合计", $"{page.PublishedSeats}", $"{page.Claimed}", $"{page.Counted}", $"{page.SeatsOpen}"], new[] { 0, 6, 10, 12, 14 }.Select(column => posts.Sheet.Sums![column]));
    }

    [Fact]
    public async Task The_difference_of_two_reports_explains_each_row_by_what_happened_in_between()
    {
        await using var season = await Season.OpenAsync(seats: 4);
        await season.AnnounceAsync(Announced.Position("装配工", Season.Unit));
        var first = await season.CountAsync("王小明");
        var before = await FreezeAsync(season.ParkStaff);
        season.Host.Clock.Advance(TimeSpan.FromDays(1));
        await Season.Must(season.ParkStaff.PostAsync($"placements/{first}/uncount", new UncountHire.Request("社保单位不符")));
        await season.CountAsync("赵六");
        await season.AnnounceAsync(Announced.Position("试验工程师", Season.Unit) with { Seats = 3, PublishedAt = season.Host.Clock.GetUtcNow() });
        await Season.Must(season.Supervisor.PutAsync($"programmes/{Season.Code}/rules", new ReviseRules.Request(Season.Rules with { WishLimit = 8 }, "放宽志愿数量")));
        season.Host.Clock.Advance(TimeSpan.FromDays(1));
        var after = await FreezeAsync(season.ParkStaff);

        var difference = await season.ParkStaff.GetAsync<CompareReports.Response>($"reports/{after}/compare?other={before}");
        Assert.Equal((before, after, 1L), (difference.Before.ReportId, difference.After.ReportId, difference.Unchanged));
        var changed = difference.Rows.Single(row => row.Change == CompareReports.Change.Changed);
        Assert.Equal(("天瑞重工 · 研发工程师", ("1", "2")), (changed.Name, changed.Fields.Where(field => field.Fact == "applied").Select(field => (field.Before, field.After)).Single()));
        Assert.Equal(
            ["台账第 2 条，取消 1 人：社保单位不符", "台账第 3 条，计入 1 人：证明材料齐备、本人确认、园区核验"],
            changed.Causes.Where(cause => cause.Sentence.InChinese().StartsWith("台账", StringComparison.Ordinal)).Select(cause => cause.Sentence.InChinese()).Order(StringComparer.Ordinal));
        Assert.Contains("1 份进入“已投递”", changed.Causes.Select(cause => cause.Sentence.InChinese()));
        var added = difference.Rows.Single(row => row.Change == CompareReports.Change.Added);
        Assert.Equal("发布岗位“试验工程师”，3 个名额", Assert.Single(added.Causes).Sentence.InChinese());
        Assert.Equal(["规则由第 1 版改为第 2 版", "规则第 2 版：放宽志愿数量"], difference.Causes.Select(cause => cause.Sentence.InChinese()));

        var same = await season.ParkStaff.GetAsync<CompareReports.Response>($"reports/{after}/compare?other={after}");
        Assert.Empty(same.Rows);
        var rollUp = await FreezeAsync(season.Supervisor);
        Assert.Contains("只能比较", await Season.Refused(season.Supervisor.GetAsync(new Uri($"reports/{rollUp}/compare?other={after}", UriKind.Relative)), HttpStatusCode.Conflict), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_who_was_hired_is_named_in_a_report()
    {
        await using var season = await Season.OpenAsync(seats: 2);
        var placementId = await season.CountAsync("王小明");
        var bytes = await DownloadAsync(season.ParkStaff, await FreezeAsync(season.ParkStaff));
        using var archive = new ZipArchive(new MemoryStream(bytes));
        foreach (var entry in archive.Entries)
        {
            using var reader = new StreamReader(entry.Open());
            var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
            foreach (var personal in new[] { "王小明", People.IdOf("王小明").ToString(), placementId.ToString() })
            {
                Assert.DoesNotContain(personal, text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_file_is_given_out_by_its_hash_whole_in_part_or_not_again()
    {
        await using var season = await Season.OpenAsync();
        var frozen = await (await Season.Must(season.ParkStaff.PostAsync(Frozen, new FreezeReport.Request(Season.Code)), HttpStatusCode.Created)).ReadAsync<FreezeReport.Response>();
        var address = new Uri($"reports/{frozen.ReportId}/report.xlsx", UriKind.Relative);
        var whole = await Season.Must(season.ParkStaff.GetAsync(address));
        Assert.Equal(($"\"{frozen.Hash}\"", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (whole.Headers.ETag!.Tag, whole.Content.Headers.ContentType!.MediaType));
        using var again = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { IfNoneMatch = { whole.Headers.ETag } } };
        Assert.Equal(HttpStatusCode.NotModified, (await season.ParkStaff.SendAsync(again, TestContext.Current.CancellationToken)).StatusCode);
        using var part = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Range = new RangeHeaderValue(0, 1) } };
        Assert.Equal("PK"u8.ToArray(), await (await season.ParkStaff.SendAsync(part, TestContext.Current.CancellationToken)).Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Another_parks_report_is_not_there_and_a_roll_up_is_the_supervisors_alone()
    {
        await using var season = await Season.OpenAsync();
        var reportId = await FreezeAsync(season.ParkStaff);
        var rollUp = await FreezeAsync(season.Supervisor);
        var stranger = season.As(People.ParkStaff("hengyang"));
        foreach (var (by, id) in new[] { (stranger, reportId), (stranger, rollUp), (season.ParkStaff, rollUp) })
        {
            foreach (var path in new[] { $"reports/{id}", $"reports/{id}/rows", $"reports/{id}/report.xlsx", $"reports/{id}/compare?other={reportId}" })
            {
                await Season.Refused(by.GetAsync(new Uri(path, UriKind.Relative)), HttpStatusCode.NotFound);
            }

            await Season.Refused(by.PostAsync($"reports/{id}/hand-in", new { }), HttpStatusCode.NotFound);
        }

        Assert.Empty((await stranger.GetAsync<PageOf<ListReports.Line>>($"reports?programme={Season.Code}&park={Season.Park}")).Items);
        Assert.Equal([reportId], (await season.ParkStaff.GetAsync<PageOf<ListReports.Line>>($"reports?programme={Season.Code}")).Items.Select(line => line.ReportId));
        Assert.Equal([rollUp], (await season.Supervisor.GetAsync<PageOf<ListReports.Line>>($"reports?programme={Season.Code}&park=-")).Items.Select(line => line.ReportId));
        Assert.Equal([reportId], (await season.Supervisor.GetAsync<PageOf<ListReports.Line>>($"reports?programme={Season.Code}&park={Season.Park}")).Items.Select(line => line.ReportId));
        await Season.Refused(season.ParkStaff.PostAsync(Frozen, new FreezeReport.Request("ra-1999")), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_is_changed_by_hand_is_found()
    {
        (string Statement, string Said)[] table =
        [
            ("UPDATE report_row SET facts = replace(facts, '天瑞重工', '天瑞集团')", "rows make another file"),
            ("UPDATE report SET head = replace(head, '2022', '2023')", "rows make another file"),
            ("DELETE FROM report_row", "rows make another file"),
            ("UPDATE report SET edition = 7", "no layout"),
            ("UPDATE stored_chunk SET bytes = CAST(bytes || 'x' AS BLOB)", "file that is given out"),
            ("UPDATE report SET ledger_hash = 'b5f1', ledger_entries = 1", "entry 1 of the ledger"),
            ("DELETE FROM ledger_entry", "entry 1 of the ledger"),
        ];
        await using var season = await Season.OpenAsync();
        await season.CountAsync("王小明");
        await FreezeAsync(season.ParkStaff);
        Assert.Empty(await DifferencesAsync(season));
        foreach (var (statement, said) in table)
        {
            IReadOnlyList<string> differences = [];
            await Assert.ThrowsAsync<InvalidOperationException>(() => season.Host.Database().WriteAsync<bool>(async unit =>
            {
                await unit.ExecuteAsync(statement);
                differences = (await Assert.Single(season.Host.Services.GetServices<ICheck>(), one => one.What == "reports").CheckAsync(unit)).Differences;
                throw new InvalidOperationException("Taken back.");
            }));
            Assert.Contains(said, Assert.Single(differences), StringComparison.Ordinal);
        }

        Assert.Empty(await DifferencesAsync(season));
    }

    [Fact]
    public async Task What_cannot_be_frozen_is_refused_at_its_field()
    {
        await using var season = await Season.OpenAsync();
        var tomorrow = season.Host.Clock.GetUtcNow().AddDays(1);
        (FreezeReport.Request Request, string Field)[] table =
        [
            (new FreezeReport.Request(Season.Code, AsOf: tomorrow), "asOf"),
            (new FreezeReport.Request(Season.Code, AsOf: new DateTimeOffset(1900, 1, 1, 16, 0, 0, TimeSpan.Zero)), "asOf"),
            (new FreezeReport.Request(Season.Code, MilestoneOn: new DateOnly(2022, 7, 11)), "milestoneOn"),
            (new FreezeReport.Request(Season.Code, MilestoneOn: new DateOnly(2022, 7, 10), AsOf: season.Host.Clock.GetUtcNow()), "asOf"),
            (new FreezeReport.Request(Season.Code, RulesVersion: 2), "rulesVersion"),
        ];
        foreach (var (request, field) in table)
        {
            Assert.Contains($"\"{field}\":", await Season.Refused(season.ParkStaff.PostAsync(Frozen, request), HttpStatusCode.BadRequest), StringComparison.Ordinal);
        }

        Assert.Equal(0, await season.Host.CountAsync("SELECT COUNT(*) FROM report"));
        Assert.Equal(0, await season.Host.CountAsync("SELECT COUNT(*) FROM stored_chunk"));
    }

    [Fact]
    public void The_end_of_a_day_is_its_24_hours() => Assert.Equal(
        ["2022-07-10 24:00", "2022-07-10 18:00"],
        new[] { ChinaTime.EndOf(new DateOnly(2022, 7, 10)), ChinaTime.At(new DateOnly(2022, 7, 10), new TimeOnly(18, 0)) }.Select(Instant.Text));

    static async Task<List<string?[]>> CellsAsync(HttpClient by, Guid reportId) =>
        [.. (await by.GetAsync<PageOf<ReportCells>>($"reports/{reportId}/rows")).Items.Select(row => row.Cells.ToArray())];
}
