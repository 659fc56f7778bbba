using System.IO.Compression;
using System.Net;
using System.Text;
using RaMatch.Matching.Counting;
using RaMatch.Platform;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Counting;

/// <summary>What a file must be before it proves anything: something that can be looked at, of this hire, for one purpose.</summary>
public sealed class DocumentTests
{
    const string OtherUnit = "红岸精密";

    public static TheoryData<string> Broken => [.. Files.Keys];

    static readonly Dictionary<string, (byte[] Content, string Type, string Code)> Files = new()
    {
        ["a PDF of its first word"] = ("%PDF-"u8.ToArray(), "application/pdf", "evidence.pdf-unreadable"),
        ["a PDF that breaks off"] = (Papers.Pdf("half")[..150], "application/pdf", "evidence.pdf-unreadable"),
        ["a PDF of noise"] = ([.. "%PDF-1.7\n"u8, .. Noise], "application/pdf", "evidence.pdf-unreadable"),
        ["a PDF without a page"] = (Papers.PdfOf(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 1 >>"]), "application/pdf", "evidence.pdf-without-page"),
        ["a PDF whose pages are their own parents"] = (Papers.PdfOf(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"]), "application/pdf", "evidence.pdf-without-page"),
        ["a PDF that asks for a password"] = (Locked, "application/pdf", "evidence.pdf-locked"),
        ["a PDF nested a million deep"] = (
            Papers.PdfOf([$"<< /Type /Catalog /Pages 2 0 R /X {new string('[', 1_000_000)}{new string(']', 1_000_000)} >>"]), "application/pdf", "evidence.pdf-unreadable"),
        ["a PDF that unpacks to a gigabyte"] = (Bomb(), "application/pdf", "evidence.pdf-unreadable"),
        ["a PDF that unpacks to a gigabyte behind a false header"] = (Bomb(header: 0), "application/pdf", "evidence.pdf-unreadable"),
        ["a PNG of its signature"] = (Papers.Png[..8], "image/png", "evidence.picture-broken"),
        ["a PNG that breaks off"] = (Papers.Png[..^4], "image/png", "evidence.picture-broken"),
        ["a PNG of no width"] = ([.. Papers.Png[..16], 0, 0, 0, 0, .. Papers.Png[20..]], "image/png", "evidence.picture-broken"),
        ["a PNG without pixels"] = ([.. Papers.Png[..33], .. Papers.Png[^12..]], "image/png", "evidence.picture-broken"),
        ["a JPEG of its first marks"] = ([0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3], "image/jpeg", "evidence.picture-broken"),
        ["a JPEG that breaks off"] = (Papers.Jpeg[..^2], "image/jpeg", "evidence.picture-broken"),
        ["a JPEG without a frame"] = ([.. Papers.Jpeg[..20], .. Papers.Jpeg[^13..]], "image/jpeg", "evidence.picture-broken"),
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_file_in_which_nothing_can_be_seen_is_no_evidence_and_says_what_it_lacks(string file)
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.SignAsync("王小明");
        var (content, type, code) = Files[file];
        var refusal = await Season.Refused(Season.SendDocumentAsync(season.Member, $"placements/{placementId}/evidence?kind=agreement", content, type), HttpStatusCode.BadRequest);
        Assert.Contains($"\"{code}\"", refusal, StringComparison.Ordinal);
        Assert.Contains("\"body\":", refusal, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(season.Host.Folder, "evidence"), "*", SearchOption.AllDirectories));
        await Season.Must(Season.SendDocumentAsync(season.Member, $"placements/{placementId}/evidence?kind=agreement", Season.Pdf), HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_tree_of_pages_deeper_than_the_stack_of_any_other_thread_ends_no_process()
    {
        string[] tree = ["<< /Type /Catalog /Pages 2 0 R >>", .. Enumerable.Range(3, 20_000).Select(next => $"<< /Type /Pages /Kids [{next} 0 R] /Count 1 >>"), "<< /Type /Page >>"];
        var answer = await PdfPages.CheckAsync(Papers.PdfOf(tree), TestContext.Current.CancellationToken);
        Assert.Equal(EvidenceFolder.Refusal.None, answer);
    }

    [Theory]
    [InlineData("2022-07")]
    [InlineData("2099-12")]
    [InlineData("9999-12")]
    [InlineData("1999-12")]
    [InlineData("0001-01")]
    public async Task Insurance_of_a_month_that_nobody_can_have_paid_is_refused_at_the_month(string month)
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.SignAsync("王小明");
        var path = $"placements/{placementId}/evidence?kind=insurance&month={month}";
        var refusal = await Season.Refused(Season.SendDocumentAsync(season.Member, path, Season.Pdf), HttpStatusCode.BadRequest);
        Assert.Contains("\"month\":", refusal, StringComparison.Ordinal);
        Assert.Contains("evidence.month-impossible", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task This_month_of_insurance_is_taken_to_its_last_minute_in_China_and_the_next_from_its_first()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.SignAsync("王小明");
        var path = $"placements/{placementId}/evidence?kind=insurance&month=2022-07";
        season.Host.Clock.Advance(ChinaTime.EndOf(new DateOnly(2022, 6, 30)) - season.Host.Clock.GetUtcNow() - TimeSpan.FromSeconds(1));
        await Season.Refused(Season.SendDocumentAsync(season.Member, path, Season.Pdf), HttpStatusCode.BadRequest);
        season.Host.Clock.Advance(TimeSpan.FromSeconds(1));
        await Season.Must(Season.SendDocumentAsync(season.Member, path, Season.Pdf), HttpStatusCode.Created);
    }

    [Fact]
    public async Task Nobody_is_proved_on_duty_before_the_first_day_of_work()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.AcceptAsync("王小明");
        await Season.Must(season.Member.PostAsync($"placements/{placementId}/sign", Season.Agreement with { StartsOn = new DateOnly(2022, 7, 1) }));
        var path = $"placements/{placementId}/evidence?kind=onDuty";
        Assert.Contains("evidence.not-on-duty-yet", await Season.Refused(Season.SendDocumentAsync(season.Member, path, Season.Pdf), HttpStatusCode.BadRequest), StringComparison.Ordinal);
        season.Host.Clock.Advance(ChinaTime.EndOf(new DateOnly(2022, 6, 30)) - season.Host.Clock.GetUtcNow());
        await Season.Must(Season.SendDocumentAsync(season.Member, path, Season.Pdf), HttpStatusCode.Created);

        // Whoever moves the first day behind its proof has to prove it again.
        var moved = await (await Season.Must(season.Member.PostAsync($"placements/{placementId}/sign", Season.Agreement with { StartsOn = new DateOnly(2022, 7, 2) }))).ReadAsync<SignAgreement.Response>();
        Assert.Equal(["缺少协议扫描件。", "毕业生本人尚未确认去向。"], moved.Missing.InChinese());
        await Season.Must(Season.SendDocumentAsync(season.Member, $"placements/{placementId}/evidence?kind=agreement", Papers.Pdf("agreement")), HttpStatusCode.Created);
        var shown = await season.Member.GetAsync<ShowPlacement.Response>($"placements/{placementId}");
        Assert.Equal(["到岗确认材料在到岗日期 2022-07-02 之前上传，请到岗后重新上传。", "毕业生本人尚未确认去向。"], shown.Verdict!.Missing.InChinese());
    }

    [Fact]
    public async Task An_old_employee_with_a_back_dated_paper_is_told_at_the_fields_and_does_not_count()
    {
        await using var season = await Season.OpenAsync();
        season.Host.Clock.Advance(TimeSpan.FromDays(20));
        var placementId = await season.AcceptAsync("王小明");
        var backDated = Season.Agreement with { SignedOn = new DateOnly(2022, 6, 30), StartsOn = new DateOnly(2021, 7, 1) };
        var signed = await (await Season.Must(season.Member.PostAsync($"placements/{placementId}/sign", backDated))).ReadAsync<SignAgreement.Response>();
        Assert.Equal(["signedOn", "startsOn"], signed.Faults.Select(fault => fault.Field));
        Assert.Equal(
            ["签订日期 2022-06-30 早于投递日期 2022-07-18，这份协议不是通过本专项签订的。", "到岗日期 2021-07-01 早于投递日期 2022-07-18，投递前已在岗的人员不计入。"],
            signed.Faults.Select(fault => fault.Sentence).InChinese());
        foreach (var kind in new[] { "agreement", "onDuty" })
        {
            await Season.Must(Season.SendDocumentAsync(season.Member, $"placements/{placementId}/evidence?kind={kind}", Papers.Pdf(kind)), HttpStatusCode.Created);
        }

        await season.AnnounceAsync(season.Confirmation(placementId, "王小明"));
        Assert.Contains("早于投递日期 2022-07-18", await Season.Refused(season.ParkStaff.PostAsync($"placements/{placementId}/verify", new { }), HttpStatusCode.Conflict), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_acceptance_that_arrives_late_was_given_when_it_was_given()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.OfferAsync("王小明");
        var answer = season.Answer(placementId, "王小明");
        season.Host.Clock.Advance(TimeSpan.FromDays(2));
        await season.AnnounceAsync(answer);
        var signed = await (await Season.Must(season.Member.PostAsync($"placements/{placementId}/sign", Season.Agreement))).ReadAsync<SignAgreement.Response>();
        Assert.Empty(signed.Faults);
    }

    [Fact]
    public async Task One_file_proves_one_thing_of_a_hire_and_once_taken_out_may_prove_another()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.SignAsync("王小明");
        var filed = await (await FileAsync(season, placementId, "agreement", Season.Pdf)).ReadAsync<FileEvidence.Response>();
        foreach (var other in new[] { "onDuty", "insurance&month=2022-06" })
        {
            var refusal = await Season.Refused(Season.SendDocumentAsync(season.Member, $"placements/{placementId}/evidence?kind={other}", Season.Pdf), HttpStatusCode.BadRequest);
            Assert.Contains("这份文件已作为协议扫描件上传", refusal, StringComparison.Ordinal);
        }

        await Season.Must(season.Member.DeleteAsync(new Uri($"evidence/{filed.EvidenceId}?reason=传错", UriKind.Relative)), HttpStatusCode.NoContent);
        await FileAsync(season, placementId, "onDuty", Season.Pdf);
    }

    [Fact]
    public async Task One_agreement_for_two_hires_counts_for_neither_until_one_of_them_takes_it_out()
    {
        await using var season = await Season.OpenAsync(seats: 3);
        var (first, second) = (await season.ProveAsync("甲"), await season.SignAsync("乙"));
        var copied = await (await FileAsync(season, second, "agreement", Papers.Pdf($"agreement {first}"))).ReadAsync<FileEvidence.Response>();
        Assert.Contains("协议扫描件与另一名毕业生的材料是同一份文件，请作废后上传本人的材料。", copied.Missing.InChinese());
        Assert.Contains("同一份文件", await Season.Refused(season.ParkStaff.PostAsync($"placements/{first}/verify", new { }), HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Equal([false, false], (await DeskAsync(season)).Select(line => line.Ready));

        await Season.Must(season.Member.DeleteAsync(new Uri($"evidence/{copied.EvidenceId}?reason=传错", UriKind.Relative)), HttpStatusCode.NoContent);
        await Season.Must(season.ParkStaff.PostAsync($"placements/{first}/verify", new { }));
    }

    [Fact]
    public async Task A_list_of_a_unit_proves_several_of_its_own_as_the_park_is_told_and_nobody_of_another_unit()
    {
        await using var season = await Season.OpenAsync(seats: 3);
        await season.AnnounceAsync(Announced.UnitVerified(OtherUnit), Announced.Position("实验员", OtherUnit));
        var list = Papers.Pdf("who came in June");
        var (first, second, stranger) = (await season.SignAsync("甲"), await season.SignAsync("乙"), await season.SignAsync("丙", "实验员", OtherUnit));
        await FileAsync(season, first, "onDuty", list);
        await FileAsync(season, second, "onDuty", list);
        Assert.Equal(
            ["到岗确认材料同时用于该单位另外 1 名毕业生，请确认文件中有本人。"],
            (await DeskAsync(season)).Single(line => line.PlacementId == first).Findings.InChinese());
        const string stolen = "到岗确认材料与另一名毕业生的材料是同一份文件，请作废后上传本人的材料。";
        Assert.DoesNotContain(stolen, await MissingAsync());

        await Season.Must(Season.SendDocumentAsync(season.As(People.UnitMember(OtherUnit)), $"placements/{stranger}/evidence?kind=onDuty", list), HttpStatusCode.Created);
        Assert.Contains(stolen, await MissingAsync());

        async Task<IEnumerable<string>> MissingAsync() => (await DeskAsync(season)).Single(line => line.PlacementId == first).Missing.InChinese();
    }

    static async Task<IReadOnlyList<EvidenceDesk.Line>> DeskAsync(Season season) => (await season.ParkStaff.GetAsync<PageOf<EvidenceDesk.Line>>($"desk/evidence?programme={Season.Code}")).Items;

    static Task<HttpResponseMessage> FileAsync(Season season, Guid placementId, string kind, byte[] content) =>
        Season.Must(Season.SendDocumentAsync(season.Member, $"placements/{placementId}/evidence?kind={kind}", content), HttpStatusCode.Created);

    static byte[] Noise
    {
        get
        {
            var noise = new byte[200_000];
            new Random(7).NextBytes(noise);
            return noise;
        }
    }

    static byte[] Locked => Papers.PdfOf(
        ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", "<< /Type /Page /Parent 2 0 R >>"],
        trailer: $"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{new string('1', 64)}> /U <{new string('2', 64)}> /P -4 >> /ID [<00> <00>] ");

    /// <summary>A table of objects that is small when packed.</summary>
    static byte[] Bomb(byte header = 0x78)
    {
        using var packed = new MemoryStream();
        using (var packing = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var zeros = new byte[1 << 20];
            for (var megabyte = 0; megabyte < 1024; megabyte++)
            {
                packing.Write(zeros);
            }
        }

        var head = "%PDF-1.7\n";
        return
        [
            .. Encoding.ASCII.GetBytes($"{head}1 0 obj\n<< /Type /XRef /W [1 2 1] /Size 200000000 /Root 2 0 R /Filter /FlateDecode /Length {packed.Length} >>\nstream\n"),
            header,
            .. packed.ToArray()[1..],
            .. Encoding.ASCII.GetBytes($"\nendstream\nendobj\n2 0 obj\n<< /Type /Catalog /Pages 3 0 R >>\nendobj\n3 0 obj\n<< /Type /Pages /Kids [4 0 R] /Count 1 >>\nendobj\n4 0 obj\n<< /Type /Page /Parent 3 0 R >>\nendobj\nstartxref\n{head.Length}\n%%EOF"),
        ];
    }
}
