using System.Runtime.Versioning;
using System.Text;
using System.Text.Json;
using RaMatch.Applicant;
using RaMatch.Matching;
using RaMatch.Platform.Web;
using RaMatch.Portal;
using RaMatch.Posting;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.EndToEnd.Tests;

/// <summary>What all services together leave on the disk.</summary>
public sealed class PersonalDataTests
{
    static readonly Caller Unit = People.UnitMember("天瑞");
    static readonly Caller Park = People.ParkStaff("weifang");
    static readonly Caller Graduate = People.Graduate("陈晓雯");

    // Of the person, and in texts that others write.
    static readonly string[] Personal = ["陈晓雯", "19912345678", "磁悬浮三号楼", "家人随迁", "字迹不清"];

    [Fact]
    public async Task After_a_deletion_no_file_of_any_service_holds_anything_of_the_person()
    {
        Assert.SkipUnless(SqlServerDatabases.Server is null, "The files are SQLite's.");
        using var folder = new TemporaryFolder();
        await using (var host = await StartAsync(folder.Path))
        {
            var hire = new OneHire(host.As);
            await HireAsync(hire);
            await hire.DoAsync(Park, "matching", HttpMethod.Post, $"placements/{hire.Placement}/uncount", new { reason = "陈晓雯家人随迁，没有到岗" });
            Assert.NotEmpty(await WhereAsync(folder.Path));
            using var graduate = host.As(Graduate, "applicant");
            using (var erased = await graduate.SendAsync(new HttpRequestMessage(HttpMethod.Delete, new Uri("me", UriKind.Relative)) { Content = new StringContent("""{"confirm":"删除"}""", Encoding.UTF8, "application/json") }, TestContext.Current.CancellationToken))
            {
                Assert.True(erased.IsSuccessStatusCode);
            }

            using var park = host.As(Park, "matching");
            await Eventually.True(
                async () => (await park.GetStringAsync(new Uri($"ledger?programme={OneHire.Programme}", UriKind.Relative), TestContext.Current.CancellationToken)).Contains("原因已随毕业生的个人信息删除", StringComparison.Ordinal),
                "Matching has heard of the deletion");
            Assert.True((await park.GetAsync<JsonElement>($"reconciliation?programme={OneHire.Programme}")).GetProperty("ok").GetBoolean());
            await Eventually.True(async () => (await WhereAsync(folder.Path)).Count == 0, "files are cleared while the services run", TimeSpan.FromSeconds(30));
        }

        Assert.Empty(await WhereAsync(folder.Path));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Nobody_else_on_the_machine_can_read_a_file_that_the_services_have_made()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Rights are Unix's.");
        using var folder = new TemporaryFolder();
        var data = Path.Combine(folder.Path, "data");
        await using var host = await StartAsync(data);
        await HireAsync(new OneHire(host.As));
        const UnixFileMode ofOthers = ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var files = Directory.EnumerateFileSystemEntries(data, "*", SearchOption.AllDirectories).Append(data).ToList();
        Assert.Contains(files, file => file.EndsWith("-wal", StringComparison.Ordinal) || SqlServerDatabases.Server is not null);
        Assert.Contains(files, file => file.Contains("evidence", StringComparison.Ordinal));
        Assert.All(files, file => Assert.True((File.GetUnixFileMode(file) & ofOthers) == 0, $"{file} is {File.GetUnixFileMode(file)}"));
    }

    static async Task<ServiceHost> StartAsync(string folder)
    {
        var host = await ServiceHost.StartAsync([new PostingService(), new ApplicantService(), new MatchingService(), new PortalService()], settings: null, folder);
        host.Clock.Set(DateTimeOffset.UtcNow);
        return host;
    }

    /// <summary>A hire is counted, and on the way everybody writes about the graduate.</summary>
    static async Task HireAsync(OneHire hire)
    {
        await hire.OpenProgrammeAsync();
        await hire.RegisterUnitAsync();
        await hire.PublishPositionAsync();
        await hire.IntroduceGraduateAsync();
        await hire.ApplyAsync();
        await hire.DoAsync(Unit, "matching", HttpMethod.Post, $"placements/{hire.Placement}/interview", new { at = DateTimeOffset.UtcNow.AddDays(2), place = "陈晓雯请到磁悬浮三号楼" });
        await hire.DoAsync(Unit, "applicant", HttpMethod.Post, "candidates", new { placementIds = new[] { hire.Placement } });
        await hire.DoAsync(Unit, "matching", HttpMethod.Post, $"placements/{hire.Placement}/offer", new { PayFen = 800_000 });
        await hire.DoAsync(Graduate, "applicant", HttpMethod.Post, $"offers/{hire.Placement}/answer", new { Accept = true });
        await hire.SignAndProveAsync();
        await hire.DoAsync(Park, "matching", HttpMethod.Post, $"placements/{hire.Placement}/return", new { reason = "陈晓雯的协议字迹不清" });
        await hire.CountAsync();
    }

    static async Task<List<string>> WhereAsync(string folder)
    {
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            await using var opened = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            await opened.CopyToAsync(bytes);
            found.AddRange(Personal.Where(text => bytes.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0).Select(text => $"{Path.GetFileName(file)} holds {text}"));
        }

        return found;
    }
}
