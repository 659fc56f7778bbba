using System.Net;
using System.Text;
using RaMatch.Contracts;
using RaMatch.Contracts.Applicant;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Applicant.Tests;

public sealed class OwnDataTests
{
    static Task<HttpResponseMessage> EraseAsync(HttpClient graduate, string confirm) =>
        graduate.SendRawAsync(HttpMethod.Delete, "me", $$"""{"confirm":"{{confirm}}"}""");

    [Fact]
    public async Task An_export_holds_everything_and_nobody_elses()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        var offer = await season.OfferedAsync(graduate, "光学工程师");
        await graduate.PostAsync($"offers/{offer}/answer", new { accept = false }).OkAsync();
        await season.GraduateAsync("李娜");

        var export = await graduate.GetJsonAsync("export");
        Assert.Equal("张伟", export.GetProperty("profile").GetProperty("name").GetString());
        Assert.Equal(2, export.GetProperty("consents").GetArrayLength());
        Assert.Equal(offer, Assert.Single(export.GetProperty("applications").EnumerateArray()).GetProperty("applicationId").GetGuid());
        Assert.False(Assert.Single(export.GetProperty("answers").EnumerateArray()).GetProperty("accepted").GetBoolean());
        Assert.DoesNotContain("李娜", export.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_exports_again_and_again_is_told_to_wait()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        for (var time = 0; time < Limits.ExportsAMinute; time++)
        {
            await graduate.GetJsonAsync("export");
        }

        using var refused = await graduate.GetAsync(new Uri("export", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        await (await season.GraduateAsync("李娜")).GetJsonAsync("export");
    }

    [Fact]
    public async Task What_is_announced_after_a_deletion_brings_no_text_back()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        var hired = await season.OfferedAsync(graduate, "光学工程师");
        await EraseAsync(graduate, "删除").OkAsync();
        await season.HeardAsync<GraduateErased>(1);
        await season.AdvanceAsync(hired, 3, PlacementStage.Interviewing);
        await season.AdvanceAsync(hired, 4, PlacementStage.Rejected, reason: "张伟 13812345678 不合适");
        Assert.Equal(0, await season.CountAsync("SELECT (SELECT COUNT(*) FROM placement WHERE reason IS NOT NULL OR interview_place IS NOT NULL) + (SELECT COUNT(*) FROM placement_step WHERE reason IS NOT NULL)"));
    }

    [Fact]
    public async Task Deletion_needs_the_word()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        Assert.Equal(["confirm"], (await EraseAsync(graduate, "delete").InvalidAsync()).Keys);
        Assert.Equal(["confirm"], (await graduate.SendRawAsync(HttpMethod.Delete, "me", "{}").InvalidAsync()).Keys);
        await graduate.GetJsonAsync("profile");
    }

    [Fact]
    public async Task Deletion_withdraws_what_is_open_and_lets_what_is_accepted_go_on_without_a_name()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        var hired = await season.OfferedAsync(graduate, "光学工程师");
        var open = await Season.ApplyAsync(graduate, await season.PublishAsync("数据分析工程师"));
        await graduate.PostAsync($"offers/{hired}/answer", new { accept = true }).OkAsync();
        await season.AdvanceAsync(hired, 3, PlacementStage.Accepted);
        await season.AdvanceAsync(hired, 4, PlacementStage.Signed);
        await graduate.PostAsync($"hires/{hired}/confirm", new { idNumber = IdNumbers.Of(1) }).OkAsync();

        var answer = await EraseAsync(graduate, "删除").OkAsync();

        Assert.Equal((1, 1), (answer.GetProperty("withdrawn").GetInt32(), answer.GetProperty("goingOn").GetInt32()));
        Assert.Equal(open, Assert.Single(await season.HeardAsync<ApplicationWithdrawn>(1)).ApplicationId);
        await season.HeardAsync<ProfileWithdrawn>(1);
        var seen = await season.As(People.UnitMember(Season.Firm)).GetJsonAsync($"candidates/{hired}");
        Assert.Equal(("已注销", "", "signed"), (seen.GetProperty("name").GetString(), seen.GetProperty("phone").GetString(), seen.GetProperty("stage").GetString()));
        Assert.Equal(1, await season.CountAsync("SELECT COUNT(*) FROM hire WHERE id_number IS NULL AND person_key <> ''"));
        Assert.Equal((0, 0), ((await EraseAsync(graduate, "删除").OkAsync()).GetProperty("withdrawn").GetInt32(), 0));
        await season.HeardAsync<ProfileWithdrawn>(1);
    }

    [Fact]
    public async Task A_graduate_who_comes_back_goes_on_in_versions()
    {
        await using var season = await Season.OpenAsync();
        await EraseAsync(await season.GraduateAsync(), "删除").OkAsync();
        await season.GraduateAsync();
        var withdrawn = (await season.HeardAsync<ProfileWithdrawn>(1))[0];
        Assert.Contains(await season.HeardAsync<ProfilePublished>(2), profile => profile.Version > withdrawn.Version);
    }

    [Fact]
    public async Task After_deletion_the_files_hold_nothing_of_the_person()
    {
        Assert.SkipUnless(SqlServerDatabases.Server is null, "The files are SQLite's.");
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync("欧阳若兰");
        await graduate.PutAsync("profile", Season.ProfileOf("欧阳若兰") with { Phone = "13987654321" }).OkAsync();
        var applicationId = await Season.ApplyAsync(graduate, await season.PublishAsync("光学工程师"));
        await graduate.PostAsync($"applications/{applicationId}/withdraw", new { reason = "家在无锡太湖边" }).OkAsync();
        await EraseAsync(graduate, "删除").OkAsync();
        await season.RestartAsync(async () =>
        {
            foreach (var file in Directory.EnumerateFiles(season.Host.Folder, "*", SearchOption.AllDirectories))
            {
                var bytes = await File.ReadAllBytesAsync(file);
                foreach (var text in new[] { "欧阳若兰", "13812345678", "13987654321", "graduate@example.com", "磁悬浮轴承", "家在无锡太湖边" })
                {
                    Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) < 0, $"{Path.GetFileName(file)} still holds {text}");
                }
            }
        });
    }
}
