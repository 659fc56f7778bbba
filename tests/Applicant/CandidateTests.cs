using System.Net;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Applicant.Tests;

public sealed class CandidateTests
{
    [Fact]
    public async Task A_unit_sees_its_applicants_by_name_and_each_reading_is_on_file()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        var placementId = await Season.ApplyAsync(graduate, await season.PublishAsync("光学工程师"));
        var unit = season.As(People.UnitMember(Season.Firm));

        var seen = Assert.Single((await unit.PostAsync("candidates", new { placementIds = new[] { placementId, Guid.NewGuid() } }).OkAsync()).EnumerateArray());
        Assert.Equal(
            ("张伟", "13812345678", "graduate@example.com", false, "潍坊学院", "计算机科学与技术"),
            (seen.GetProperty("name").GetString(), seen.GetProperty("phone").GetString(), seen.GetProperty("email").GetString(), seen.GetProperty("masked").GetBoolean(),
                seen.GetProperty("university").GetString(), seen.GetProperty("major").GetString()));
        await unit.GetJsonAsync($"candidates/{placementId}");

        var readings = (await graduate.GetJsonAsync("export")).GetProperty("readings").EnumerateArray().ToList();
        Assert.Equal([Season.Firm, Season.Firm], readings.Select(reading => reading.GetProperty("unitName").GetString()));
    }

    [Fact]
    public async Task A_park_finds_in_the_audit_trail_who_has_read_its_people_and_another_park_does_not()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await Season.ApplyAsync(await season.GraduateAsync(), await season.PublishAsync("光学工程师"));
        var member = People.UnitMember(Season.Firm);
        var unit = season.As(member);
        await unit.PostAsync("candidates", new { placementIds = new[] { placementId, Guid.NewGuid() } }).OkAsync();
        await season.As(People.ParkStaff("weifang")).GetJsonAsync($"candidates/{placementId}");
        using var hidden = await season.As(People.ParkStaff("hengyang")).GetAsync(new Uri($"candidates/{placementId}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);

        var read = (await season.As(People.ParkStaff("weifang")).GetJsonAsync("audit?readings=true")).GetProperty("items").EnumerateArray()
            .ToDictionary(item => item.GetProperty("action").GetString()!);
        Assert.Equal(["ReadCandidate", "ReadCandidates"], read.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            (member.Id.ToString(), placementId.ToString(), $"unmasked={placementId}"),
            (read["ReadCandidates"].GetProperty("accountId").GetString(), read["ReadCandidates"].GetProperty("subjectId").GetString(), read["ReadCandidates"].GetProperty("detail").GetString()));
        Assert.Equal($"masked={placementId}", read["ReadCandidate"].GetProperty("detail").GetString());

        // One read among others in a list is found by whoever asks for that one.
        var other = await Season.ApplyAsync(await season.GraduateAsync(), await season.PublishAsync("结构工程师"));
        await unit.PostAsync("candidates", new { placementIds = new[] { placementId, other } }).OkAsync();
        var found = (await season.As(People.ParkStaff("weifang")).GetJsonAsync($"audit?who={other}&readings=true")).GetProperty("items").EnumerateArray().Single();
        Assert.StartsWith("unmasked=", found.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains(placementId.ToString(), found.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty((await season.As(People.ParkStaff("hengyang")).GetJsonAsync("audit")).GetProperty("items").EnumerateArray());
        Assert.Equal(["SubmitApplication", "SubmitApplication"], (await season.As(People.ParkStaff("weifang")).GetJsonAsync("audit?readings=false")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("action").GetString()));
    }

    [Fact]
    public async Task Who_reads_person_after_person_faster_than_anybody_could_is_told_to_wait()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await Season.ApplyAsync(await season.GraduateAsync(), await season.PublishAsync("光学工程师"));
        var unit = season.As(People.UnitMember(Season.Firm));
        for (var time = 0; time < Limits.ReadingsAMinute; time++)
        {
            await unit.GetJsonAsync($"candidates/{placementId}");
        }

        using var refused = await unit.PostAsync("candidates", new { placementIds = new[] { placementId } });
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        // Whoever else works meanwhile is not held up.
        await season.As(People.ParkStaff("weifang")).GetJsonAsync($"candidates/{placementId}");
    }

    [Fact]
    public async Task What_a_unit_reads_is_kept_in_no_store_of_answers()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        var placementId = await Season.ApplyAsync(graduate, await season.PublishAsync("光学工程师"));
        var unit = season.As(People.UnitMember(Season.Firm));
        await unit.PostAsync("candidates", new { placementIds = new[] { placementId } }, "key-1").OkAsync();
        Assert.Equal(0, await season.CountAsync("SELECT COUNT(*) FROM answered_request WHERE body LIKE '%13812345678%'"));
    }

    [Fact]
    public async Task Another_unit_and_another_park_see_nobody()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await Season.ApplyAsync(await season.GraduateAsync(), await season.PublishAsync("光学工程师"));
        foreach (var stranger in new[] { People.UnitMember("别的公司"), People.ParkStaff("hengyang") })
        {
            await season.As(stranger).FetchAsync($"candidates/{placementId}").RefusedAsync(HttpStatusCode.NotFound);
            Assert.Equal(0, (await season.As(stranger).PostAsync("candidates", new { placementIds = new[] { placementId } }).OkAsync()).GetArrayLength());
        }

        await season.As(People.Graduate("李娜")).FetchAsync($"candidates/{placementId}").RefusedAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Park_and_supervisor_see_masked_names_and_leave_no_reading()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await Season.ApplyAsync(await season.GraduateAsync("𠮷田一郎"), await season.PublishAsync("光学工程师"));
        foreach (var official in new[] { People.ParkStaff("weifang"), People.Supervisor() })
        {
            var seen = await season.As(official).GetJsonAsync($"candidates/{placementId}");
            Assert.Equal(("𠮷**", "138****5678", true), (seen.GetProperty("name").GetString(), seen.GetProperty("phone").GetString(), seen.GetProperty("masked").GetBoolean()));
            Assert.Equal("", seen.GetProperty("email").ToString());
            Assert.Equal("", seen.GetProperty("summary").ToString());
        }

        Assert.Equal(0, await season.CountAsync("SELECT COUNT(*) FROM reading"));
    }

    [Fact]
    public async Task Without_consent_or_after_the_end_a_unit_sees_a_masked_name()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        var withdrawn = await Season.ApplyAsync(graduate, await season.PublishAsync("光学工程师"));
        var active = await Season.ApplyAsync(graduate, await season.PublishAsync("数据分析工程师"));
        var unit = season.As(People.UnitMember(Season.Firm));
        await graduate.PostAsync($"applications/{withdrawn}/withdraw", new { }).OkAsync();

        var seen = await unit.GetJsonAsync($"candidates/{withdrawn}");
        Assert.Equal(("张**", "该投递已结束"), (seen.GetProperty("name").GetString(), seen.GetProperty("maskedBecause").GetString()));
        Assert.Equal("张伟", (await unit.GetJsonAsync($"candidates/{active}")).GetProperty("name").GetString());
        await graduate.RemoveAsync("consents/contact").OkAsync();
        seen = await unit.GetJsonAsync($"candidates/{active}");
        Assert.Equal(("张**", "该毕业生未同意提供联系方式"), (seen.GetProperty("name").GetString(), seen.GetProperty("maskedBecause").GetString()));
    }

    [Fact]
    public async Task A_list_of_candidates_has_a_limit()
    {
        await using var season = await Season.OpenAsync();
        var unit = season.As(People.UnitMember(Season.Firm));
        Assert.Equal(["placementIds"], (await unit.PostAsync("candidates", new { placementIds = Enumerable.Range(0, 201).Select(_ => Guid.NewGuid()) }).InvalidAsync()).Keys);
        Assert.Equal(["placementIds"], (await unit.SendRawAsync(HttpMethod.Post, "candidates", "{}").InvalidAsync()).Keys);
        Assert.Equal(0, (await unit.PostAsync("candidates", new { placementIds = Array.Empty<Guid>() }).OkAsync()).GetArrayLength());
    }
}
