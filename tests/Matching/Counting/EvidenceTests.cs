using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using RaMatch.Contracts;
using RaMatch.Matching.Counting;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Counting;

/// <summary>Documents come in checked, lie under their hash, and are opened by those concerned only.</summary>
public sealed class EvidenceTests
{
    [Fact]
    public async Task Who_opened_a_document_and_what_was_done_with_a_hire_stand_in_the_trail_of_its_park()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.SignAsync("王小明");
        var filed = await (await Season.Must(Season.SendDocumentAsync(season.Member, $"placements/{placementId}/evidence?kind=agreement", Season.Pdf), HttpStatusCode.Created)).ReadAsync<FileEvidence.Response>();
        await Season.Must(season.Member.GetAsync(new Uri($"evidence/{filed.EvidenceId}", UriKind.Relative)));
        await Season.Must(season.Supervisor.GetAsync(new Uri($"evidence/{filed.EvidenceId}", UriKind.Relative)));
        await Season.Refused(season.Member.GetAsync(new Uri($"evidence/{Guid.NewGuid()}", UriKind.Relative)), HttpStatusCode.NotFound);

        var read = (await season.ParkStaff.GetAsync<JsonElement>("audit?readings=true")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal([Roles.Supervisor, Roles.UnitMember], read.Select(item => item.GetProperty("role").GetString()).Order(StringComparer.Ordinal));
        Assert.All(read, item => Assert.Equal(
            ("ReadEvidence", "evidence", filed.EvidenceId.ToString(), $"placement={placementId}"),
            (item.GetProperty("action").GetString(), item.GetProperty("subjectKind").GetString(), item.GetProperty("subjectId").GetString(), item.GetProperty("detail").GetString())));
        var done = (await season.ParkStaff.GetAsync<JsonElement>($"audit?who={placementId}")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("action").GetString()).ToList();
        Assert.Equal(["FileEvidence", "MakeOffer", "ReadEvidence", "ReadEvidence", "Shortlist", "SignAgreement"], done.Order(StringComparer.Ordinal));
        Assert.Empty((await season.As(People.ParkStaff("hengyang")).GetAsync<JsonElement>("audit")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_document_comes_back_byte_for_byte_and_its_reading_is_noted()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.SignAsync("王小明");
        foreach (var (content, type) in new[] { (Season.Pdf, "application/pdf"), (Papers.Png, "image/png"), (Papers.Jpeg, "Image/JPEG ; q=1") })
        {
            var filed = await (await Season.Must(Season.SendDocumentAsync(season.Member, $"placements/{placementId}/evidence?kind=agreement", content, type), HttpStatusCode.Created)).ReadAsync<FileEvidence.Response>();
            Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(content)), content.Length), (filed.Sha256, filed.Size));
            foreach (var reader in new[] { season.Member, season.ParkStaff, season.Supervisor })
            {
                var opened = await Season.Must(reader.GetAsync(new Uri($"evidence/{filed.EvidenceId}", UriKind.Relative)));
                Assert.Equal(content, await opened.Content.ReadAsByteArrayAsync());
                Assert.Equal(type.Split(' ')[0].ToLowerInvariant(), opened.Content.Headers.ContentType!.MediaType);
                Assert.Equal("nosniff", opened.Headers.GetValues("X-Content-Type-Options").Single());
                Assert.Equal("default-src 'none'; sandbox", opened.Headers.GetValues("Content-Security-Policy").Single());
                Assert.True(opened.Headers.CacheControl is { Private: true, NoStore: true });
            }
        }

        Assert.Equal(9, await season.Host.CountAsync("SELECT COUNT(*) FROM evidence_reading"));
    }

    [Fact]
    public async Task Another_tenant_does_not_find_the_document()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.ProveAsync("王小明");
        var evidence = (await season.Member.GetAsync<List<ReadEvidence.Line>>($"placements/{placementId}/evidence"))[0];
        foreach (var stranger in new[] { season.As(People.UnitMember("别的单位")), season.As(People.ParkStaff("hengyang")) })
        {
            await Season.Refused(stranger.GetAsync(new Uri($"evidence/{evidence.EvidenceId}", UriKind.Relative)), HttpStatusCode.NotFound);
            await Season.Refused(stranger.GetAsync(new Uri($"placements/{placementId}/evidence", UriKind.Relative)), HttpStatusCode.NotFound);
        }

        await Season.Refused(season.As(People.Graduate("王小明")).GetAsync(new Uri($"evidence/{evidence.EvidenceId}", UriKind.Relative)), HttpStatusCode.Forbidden);
        await Season.Refused(season.As(People.UnitMember("别的单位")).DeleteAsync(new Uri($"evidence/{evidence.EvidenceId}?reason=x", UriKind.Relative)), HttpStatusCode.NotFound);
        Assert.Equal(0, await season.Host.CountAsync("SELECT COUNT(*) FROM evidence_reading"));
    }

    [Fact]
    public async Task A_file_that_is_not_what_it_says_is_refused_and_leaves_nothing_behind()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.SignAsync("王小明");
        var path = $"placements/{placementId}/evidence?kind=agreement";
        await Season.Refused(Season.SendDocumentAsync(season.Member, path, "<script>alert(1)</script>"u8.ToArray()), HttpStatusCode.BadRequest);
        await Season.Refused(Season.SendDocumentAsync(season.Member, path, Papers.Png), HttpStatusCode.BadRequest);
        await Season.Refused(Season.SendDocumentAsync(season.Member, path, []), HttpStatusCode.BadRequest);
        await Season.Refused(Season.SendDocumentAsync(season.Member, path, Season.Pdf, "text/html"), HttpStatusCode.UnsupportedMediaType);
        await Season.Refused(season.Member.PostAsync(new Uri(path, UriKind.Relative), new ByteArrayContent(Season.Pdf)), HttpStatusCode.UnsupportedMediaType);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(season.Host.Folder, "evidence"), "*", SearchOption.AllDirectories));
        Assert.Equal(0, await season.Host.CountAsync("SELECT COUNT(*) FROM evidence"));
    }

    [Fact]
    public async Task Ten_megabytes_are_taken_and_one_byte_more_is_not_whether_announced_or_streamed()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.SignAsync("王小明");
        var path = $"placements/{placementId}/evidence?kind=agreement";
        var largest = Papers.Pdf("largest", 10_485_760);
        await Season.Must(Season.SendDocumentAsync(season.Member, path, largest), HttpStatusCode.Created);
        await Season.Refused(Season.SendDocumentAsync(season.Member, path, [.. largest, 0]), HttpStatusCode.RequestEntityTooLarge);

        using var streamed = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StreamContent(new MemoryStream([.. largest, 0])) };
        streamed.Headers.TransferEncodingChunked = true;
        streamed.Content.Headers.ContentType = new("application/pdf");
        await Season.Refused(season.Member.SendAsync(streamed), HttpStatusCode.RequestEntityTooLarge);
        Assert.Single(Directory.EnumerateFiles(Path.Combine(season.Host.Folder, "evidence"), "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("kind=photo", "kind")]
    [InlineData("kind=1", "kind")]
    [InlineData("", "kind")]
    [InlineData("kind=insurance", "month")]
    [InlineData("kind=insurance&month=2022-13", "month")]
    [InlineData("kind=insurance&month=..%2F..%2Fetc", "month")]
    [InlineData("kind=agreement&month=2022-06", "month")]
    public async Task A_wrong_kind_or_month_is_refused_at_the_field(string query, string field)
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.SignAsync("王小明");
        var answer = await Season.Refused(Season.SendDocumentAsync(season.Member, $"placements/{placementId}/evidence?{query}", Season.Pdf), HttpStatusCode.BadRequest);
        Assert.Contains($"\"{field}\":", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_document_sent_twice_is_one_piece_of_evidence()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.SignAsync("王小明");
        var path = $"placements/{placementId}/evidence?kind=insurance&month=2022-06";
        var first = await (await Season.Must(Season.SendDocumentAsync(season.Member, path, Season.Pdf), HttpStatusCode.Created)).ReadAsync<FileEvidence.Response>();
        var again = await (await Season.Must(Season.SendDocumentAsync(season.Member, path, Season.Pdf), HttpStatusCode.Created)).ReadAsync<FileEvidence.Response>();
        Assert.Equal(first.EvidenceId, again.EvidenceId);
        Assert.Equal(1, await season.Host.CountAsync("SELECT COUNT(*) FROM evidence"));
    }

    [Fact]
    public async Task A_superseded_document_no_longer_proves_and_stays_on_record()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.ProveAsync("王小明");
        var agreement = (await season.Member.GetAsync<List<ReadEvidence.Line>>($"placements/{placementId}/evidence"))[0];
        await Season.Refused(season.Member.DeleteAsync(new Uri($"evidence/{agreement.EvidenceId}", UriKind.Relative)), HttpStatusCode.BadRequest);
        await Season.Must(season.Member.DeleteAsync(new Uri($"evidence/{agreement.EvidenceId}?reason=传错文件", UriKind.Relative)), HttpStatusCode.NoContent);
        Assert.Contains("缺少协议扫描件。", await Season.Refused(season.ParkStaff.PostAsync($"placements/{placementId}/verify", new { }), HttpStatusCode.Conflict), StringComparison.Ordinal);
        var kept = (await season.ParkStaff.GetAsync<List<ReadEvidence.Line>>($"placements/{placementId}/evidence"))[0];
        Assert.Equal("传错文件", kept.SupersededReason);
        await Season.Must(season.ParkStaff.GetAsync(new Uri($"evidence/{kept.EvidenceId}", UriKind.Relative)));
    }

    [Fact]
    public async Task The_evidence_of_a_counted_hire_cannot_be_taken_away()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.CountAsync("王小明");
        var agreement = (await season.Member.GetAsync<List<ReadEvidence.Line>>($"placements/{placementId}/evidence"))[0];
        await Season.Refused(season.Member.DeleteAsync(new Uri($"evidence/{agreement.EvidenceId}?reason=x", UriKind.Relative)), HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_document_changed_on_disk_is_not_shown()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.SignAsync("王小明");
        var filed = await (await Season.Must(Season.SendDocumentAsync(season.Member, $"placements/{placementId}/evidence?kind=agreement", Season.Pdf), HttpStatusCode.Created)).ReadAsync<FileEvidence.Response>();
        await File.WriteAllTextAsync(Path.Combine(season.Host.Folder, "evidence", filed.Sha256[..2], filed.Sha256), "%PDF-forged");
        await Season.Refused(season.ParkStaff.GetAsync(new Uri($"evidence/{filed.EvidenceId}", UriKind.Relative)), HttpStatusCode.Gone);
        File.Delete(Path.Combine(season.Host.Folder, "evidence", filed.Sha256[..2], filed.Sha256));
        await Season.Refused(season.ParkStaff.GetAsync(new Uri($"evidence/{filed.EvidenceId}", UriKind.Relative)), HttpStatusCode.Gone);
    }

    [Fact]
    public async Task Before_the_agreement_is_signed_nothing_is_taken_in_and_of_a_document_that_is_announced_as_too_large_nothing_is_read()
    {
        await using var season = await Season.OpenAsync();
        var accepted = await season.AcceptAsync("甲");
        Assert.Contains("当前状态为", await Season.Refused(Season.SendDocumentAsync(season.Member, $"placements/{accepted}/evidence?kind=agreement", Season.Pdf), HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(season.Host.Folder, "evidence"), "*", SearchOption.AllDirectories));

        // A client that sends its document only when it is told to go on.
        var signed = await season.SignAsync("乙");
        using var patient = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = Timeout.InfiniteTimeSpan }) { BaseAddress = season.Member.BaseAddress };
        patient.DefaultRequestHeaders.Authorization = season.Member.DefaultRequestHeaders.Authorization;
        patient.DefaultRequestHeaders.ExpectContinue = true;
        using var tooLarge = new MemoryStream(new byte[10_485_761]);
        using var body = new StreamContent(tooLarge);
        body.Headers.ContentType = new("application/pdf");
        await Season.Refused(patient.PostAsync(new Uri($"placements/{signed}/evidence?kind=agreement", UriKind.Relative), body), HttpStatusCode.RequestEntityTooLarge);
        Assert.Equal(0, tooLarge.Position);
    }

    [Fact]
    public async Task A_document_is_read_in_whatever_pieces_it_comes_and_no_further_than_it_may_be_large()
    {
        using var data = new TemporaryFolder();
        var folder = new EvidenceFolder(new DataSettings(data.Path, Dialect.Sqlite, TimeSpan.Zero, TimeSpan.Zero), NullLogger<EvidenceFolder>.Instance);
        var (stored, refusal) = await folder.StoreAsync(new Trickle(Papers.Png), "image/png", TestContext.Current.CancellationToken);
        Assert.Equal(EvidenceFolder.Refusal.None, refusal);
        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(Papers.Png)), Papers.Png.Length), (stored!.Sha256, stored.Size));

        var large = new byte[11_000_000];
        Season.Pdf.CopyTo(large, 0);
        using var tooLarge = new MemoryStream(large);
        Assert.Equal((null, EvidenceFolder.Refusal.Size), await folder.StoreAsync(tooLarge, "application/pdf", TestContext.Current.CancellationToken));
        Assert.InRange(tooLarge.Position, 10_485_761, 10_600_000);
    }

    [Fact]
    public async Task What_an_upload_left_that_died_with_its_process_is_gone_after_the_next_start_and_what_is_being_written_stays()
    {
        using var data = new TemporaryFolder();
        var evidence = Directory.CreateDirectory(data.Combine("evidence")).FullName;
        var (left, written) = (Path.Combine(evidence, "left.part"), Path.Combine(evidence, "written.part"));
        await File.WriteAllBytesAsync(left, Papers.Png, TestContext.Current.CancellationToken);
        await using var writing = new FileStream(written, FileMode.CreateNew, FileAccess.Write, FileShare.None);

        await using var host = await ServiceHost.StartAsync([new MatchingService()], settings: null, data.Path);

        Assert.Equal([written], Directory.EnumerateFiles(evidence));
    }

    [Fact]
    public async Task Filing_moves_a_signed_hire_to_duty_by_the_proof_of_duty_only_and_a_counted_one_nowhere()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.SignAsync("王小明");
        await FiledAsync("agreement", PlacementStage.Signed, "缺少到岗确认材料。", "毕业生本人尚未确认去向。");
        await FiledAsync("onDuty", PlacementStage.OnDuty, "毕业生本人尚未确认去向。");
        await season.AnnounceAsync(season.Confirmation(placementId, "王小明"));
        await Season.Must(season.ParkStaff.PostAsync($"placements/{placementId}/verify", new { }));
        await FiledAsync("onDuty", PlacementStage.Counted);
        await FiledAsync("insurance&month=2022-06", PlacementStage.Counted);

        async Task FiledAsync(string kind, PlacementStage stage, params string[] missing)
        {
            var content = Papers.Pdf(Guid.NewGuid().ToString());
            var filed = await (await Season.Must(Season.SendDocumentAsync(season.Member, $"placements/{placementId}/evidence?kind={kind}", content), HttpStatusCode.Created)).ReadAsync<FileEvidence.Response>();
            Assert.Equal(stage, filed.Stage);
            Assert.Equal(missing, filed.Missing.InChinese());
            Assert.Equal(stage, await season.StageAsync(placementId));
        }
    }

    [Fact]
    public async Task Evidence_is_listed_by_when_it_was_filed_and_what_was_filed_at_one_instant_by_id()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.SignAsync("王小明");
        season.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        Guid[] atOnce = [await FileAsync("onDuty"), await FileAsync("agreement")];
        // Another server's clock is a minute slow.
        season.Host.Clock.Advance(TimeSpan.FromMinutes(-1));
        Guid[] expected = [await FileAsync("insurance&month=2022-06"), .. atOnce.OrderBy(one => one.ToString(), StringComparer.Ordinal)];

        Assert.Equal(expected, (await season.Member.GetAsync<List<ReadEvidence.Line>>($"placements/{placementId}/evidence")).Select(line => line.EvidenceId));
        Assert.Equal(expected, (await season.Member.GetAsync<ShowPlacement.Response>($"placements/{placementId}")).Evidence.Select(one => one.EvidenceId));
        var desk = await season.ParkStaff.GetAsync<PageOf<EvidenceDesk.Line>>($"desk/evidence?programme={Season.Code}");
        Assert.Equal(expected, Assert.Single(desk.Items).Evidence.Select(one => one.EvidenceId));

        async Task<Guid> FileAsync(string kind) =>
            (await (await Season.Must(Season.SendDocumentAsync(season.Member, $"placements/{placementId}/evidence?kind={kind}", Papers.Pdf(kind)), HttpStatusCode.Created)).ReadAsync<FileEvidence.Response>()).EvidenceId;
    }

    /// <summary>Gives a byte at a time, as a slow line does.</summary>
    sealed class Trickle(byte[] content) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => base.ReadAsync(buffer[..1], cancellationToken);
    }
}
