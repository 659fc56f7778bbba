using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using RaMatch.Contracts;
using RaMatch.Contracts.Applicant;
using RaMatch.Platform;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Applicant.Tests;

public sealed class HireTests
{
    static async Task<Guid> SignedAsync(Season season, HttpClient graduate, string title = "光学工程师", string name = "张伟")
    {
        var placementId = await season.OfferedAsync(graduate, title, name);
        await graduate.PostAsync($"offers/{placementId}/answer", new { accept = true }).OkAsync();
        await season.AdvanceAsync(placementId, 3, PlacementStage.Accepted, name);
        await season.AdvanceAsync(placementId, 4, PlacementStage.Signed, name);
        return placementId;
    }

    [Fact]
    public async Task A_hire_is_confirmed_once_with_the_same_number_and_corrected_with_another()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        var placementId = await SignedAsync(season, graduate);
        Assert.True((await graduate.GetJsonAsync($"applications/{placementId}")).GetProperty("hireConfirmable").GetBoolean());

        await graduate.PostAsync($"hires/{placementId}/confirm", new { idNumber = IdNumbers.Of(1) }).OkAsync();
        await graduate.PostAsync($"hires/{placementId}/confirm", new { idNumber = " " + IdNumbers.Of(1).ToLowerInvariant() + " " }).OkAsync();
        await season.HeardAsync<HireConfirmed>(1);
        await graduate.PostAsync($"hires/{placementId}/confirm", new { idNumber = IdNumbers.Of(2) }).OkAsync();
        var heard = await season.HeardAsync<HireConfirmed>(2);
        Assert.NotEqual(heard[0].PersonKey, heard[1].PersonKey);

        await season.AdvanceAsync(placementId, 5, PlacementStage.OnDuty);
        await season.AdvanceAsync(placementId, 6, PlacementStage.Counted);
        await graduate.PostAsync($"hires/{placementId}/confirm", new { idNumber = IdNumbers.Of(3) }).RefusedAsync(HttpStatusCode.Conflict);
        await season.HeardAsync<HireConfirmed>(2);
    }

    [Fact]
    public async Task The_same_person_has_the_same_key_in_every_account_of_a_programme_and_after_a_restart()
    {
        await using var season = await Season.OpenAsync();
        var one = await season.GraduateAsync("张伟");
        var first = await SignedAsync(season, one, "光学工程师", "张伟");
        await one.PostAsync($"hires/{first}/confirm", new { idNumber = IdNumbers.Of(1) }).OkAsync();
        await season.HeardAsync<HireConfirmed>(1);

        var two = await season.GraduateAsync("张伟二号");
        var second = await SignedAsync(season, two, "数据分析工程师", "张伟二号");
        await two.PostAsync($"hires/{second}/confirm", new { idNumber = IdNumbers.Of(1) }).OkAsync();

        Assert.Single((await season.HeardAsync<HireConfirmed>(2)).Select(hire => hire.PersonKey).Distinct());
    }

    [Theory]
    [InlineData("99000020000101001", "身份证号码的长度应为18位")]
    [InlineData("990000200001010010", null)]
    [InlineData("99000020000101001é", null)]
    [InlineData("", "请填写身份证号码")]
    public async Task A_wrong_ID_number_is_refused_with_a_sentence_that_does_not_repeat_it(string idNumber, string? sentence)
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        var placementId = await SignedAsync(season, graduate);
        // The table's second number has a wrong check digit unless it happens to be the right one.
        Assert.NotEqual(IdNumbers.Of(1), idNumber);
        var errors = await graduate.PostAsync($"hires/{placementId}/confirm", new { idNumber }).InvalidAsync();
        Assert.Equal(["idNumber"], errors.Keys);
        Assert.Equal(sentence ?? errors["idNumber"], errors["idNumber"]);
        Assert.DoesNotContain("990000", errors["idNumber"], StringComparison.Ordinal);
        await season.HeardAsync<HireConfirmed>(0);
    }

    [Theory]
    [InlineData(0, -1, false)]
    [InlineData(16, 1, false)]
    [InlineData(16, 0, true)]
    [InlineData(67, 1, true)]
    [InlineData(67, 0, false)]
    [InlineData(110, 0, false)]
    public async Task Nobody_confirms_a_hire_under_sixteen_or_above_the_age_of_retirement(int yearsAgo, int andDays, bool confirmed)
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        var placementId = await SignedAsync(season, graduate);
        var today = ChinaTime.DayOf(season.Host.Clock.GetUtcNow());
        var birth = today.AddYears(-yearsAgo).AddDays(andDays);
        var confirming = graduate.PostAsync($"hires/{placementId}/confirm", new { idNumber = IdNumbers.Of(1, birth) });
        if (confirmed)
        {
            await confirming.OkAsync();
        }
        else
        {
            Assert.StartsWith("按这个号码的出生日期，年龄不在 16 至 66 周岁之间", (await confirming.InvalidAsync())["idNumber"], StringComparison.Ordinal);
        }

        await season.HeardAsync<HireConfirmed>(confirmed ? 1 : 0);
    }

    [Fact]
    public async Task Nothing_is_confirmed_before_signing()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        var placementId = await season.OfferedAsync(graduate, "光学工程师");
        Assert.Equal("签约之后才能确认录用。", await graduate.PostAsync($"hires/{placementId}/confirm", new { idNumber = IdNumbers.Of(1) }).RefusedAsync(HttpStatusCode.Conflict));
        Assert.Equal(["idNumber"], (await graduate.SendRawAsync(HttpMethod.Post, $"hires/{placementId}/confirm", "{}").InvalidAsync()).Keys);
        Assert.Equal(["idNumber"], (await graduate.SendRawAsync(HttpMethod.Post, $"hires/{placementId}/confirm", """{"idNumber":990000200001010019}""").InvalidAsync()).Keys);
    }

    [Fact]
    public async Task An_ID_number_appears_in_clear_nowhere()
    {
        await using var season = await Season.OpenAsync();
        using var log = new FakeLoggerProvider();
        season.Host.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        var graduate = await season.GraduateAsync();
        var placementId = await SignedAsync(season, graduate);
        var idNumber = IdNumbers.Of(1);
        await graduate.PostAsync($"hires/{placementId}/confirm", new { idNumber }, "key-of-a-confirmation").OkAsync();
        await season.HeardAsync<HireConfirmed>(1);

        var export = (await graduate.GetJsonAsync("export")).GetRawText();
        Assert.DoesNotContain(idNumber, export, StringComparison.Ordinal);
        Assert.Contains("990*************" + idNumber[^2..], export, StringComparison.Ordinal);
        Assert.All(season.Overheard(), text => Assert.DoesNotContain(idNumber, text, StringComparison.Ordinal));
        Assert.DoesNotContain(log.Collector.GetSnapshot(), record => $"{record.Message} {record.Exception}".Contains(idNumber, StringComparison.Ordinal));

        // A plain hash would be as good as the number: there are few enough numbers to try them all.
        var body = $$"""{"idNumber":"{{idNumber}}"}""";
        var hashes = new[] { idNumber, body, $"POST /api/applicant/hires/{placementId}/confirm\n{body}" }
            .Select(text => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
        await season.RestartAsync(async () =>
        {
            foreach (var file in Directory.EnumerateFiles(season.Host.Folder, "*", SearchOption.AllDirectories))
            {
                var bytes = await File.ReadAllBytesAsync(file);
                Assert.All(hashes.Append(idNumber), secret => Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) < 0, $"{file} holds {secret}"));
            }
        });
        Assert.Contains("990*************", (await season.As(People.Graduate("张伟")).GetJsonAsync("export")).GetRawText(), StringComparison.Ordinal);
    }
}
