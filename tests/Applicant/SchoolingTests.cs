using System.Text.Json;
using RaMatch.Contracts.Applicant;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Applicant.Tests;

/// <summary>Where, what and when a graduate studied: found in the tables, or written by hand.</summary>
public sealed class SchoolingTests
{
    [Theory]
    [InlineData("中国石油大学(华东)", null, "中国石油大学（华东）", null)]
    [InlineData("泰山医学院", null, "山东第一医科大学", "“泰山医学院”现为“山东第一医科大学”，简历中已按现在的名称保存。")]
    [InlineData("防灾科技学院", null, "防灾科技学院", "“防灾科技学院”已并入“应急管理大学”，简历中保留原来的名称。")]
    [InlineData("香港大学", null, "香港大学", null)]
    [InlineData("香港大学", "中国香港", "香港大学", null)]
    [InlineData("国防科技大学", null, "国防科技大学", null)]
    [InlineData("中国科学院沈阳自动化研究所", null, "中国科学院沈阳自动化研究所", null)]
    [InlineData("东北大学", "中国", "东北大学", null)]
    public async Task An_institution_of_the_tables_is_found_by_its_name(string written, string? country, string name, string? note)
    {
        await using var season = await Season.OpenAsync();
        var graduate = season.As(People.Graduate("张伟"));
        var saved = await SaveAsync(graduate, new { universityCode = (string?)null, university = written, universityCountry = country }).OkAsync();
        var profile = await graduate.GetJsonAsync("profile");
        Assert.Equal((name, false, null), (profile.GetProperty("university").GetString(), profile.GetProperty("universityByHand").GetBoolean(), profile.GetProperty("universityCountry").GetString()));
        Assert.NotEqual("", profile.GetProperty("universityCode").GetString());
        Assert.Equal(note is null ? [] : [note], Notes(saved));
    }

    [Theory]
    [InlineData("墨尔本大学", "澳大利亚")]
    [InlineData("The University of Melbourne", "Australia")]
    [InlineData("东北大学", "日本")]
    [InlineData("清华大学", "台湾")]
    [InlineData("某某新设学院", "中国")]
    public async Task Another_institution_is_written_by_hand_with_its_country_and_everybody_sees_that(string written, string country)
    {
        await using var season = await Season.OpenAsync();
        var graduate = season.As(People.Graduate("张伟"));
        var saved = await SaveAsync(graduate, new { universityCode = "", university = written, universityCountry = country, majorCode = "", major = "供应链分析", majorByHand = true }).OkAsync();
        Assert.Equal(2, Notes(saved).Count());
        await graduate.PutAsync("consents/matching", new { version = 2 }).OkAsync();
        var placementId = await Season.ApplyAsync(graduate, await season.PublishAsync("光学工程师"));

        var profile = await graduate.GetJsonAsync("profile");
        Assert.Equal(("", ""), (profile.GetProperty("universityCode").GetString(), profile.GetProperty("majorCode").GetString()));
        foreach (var seen in new[] { profile, await season.As(People.UnitMember(Season.Firm)).GetJsonAsync($"candidates/{placementId}"), await season.As(People.ParkStaff("weifang")).GetJsonAsync($"candidates/{placementId}") })
        {
            Assert.Equal(
                (written, true, country, "供应链分析", true),
                (seen.GetProperty("university").GetString(), seen.GetProperty("universityByHand").GetBoolean(), seen.GetProperty("universityCountry").GetString(),
                    seen.GetProperty("major").GetString(), seen.GetProperty("majorByHand").GetBoolean()));
        }

        // What was read is taken again as it was, and what is written by hand stays here.
        await graduate.SendRawAsync(HttpMethod.Put, "profile", profile.GetRawText()).OkAsync();
        Assert.Equal("", (await season.HeardAsync<ProfilePublished>(2))[^1].MajorCode);
        Assert.All(season.Overheard(), text => Assert.DoesNotContain("供应链分析", text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("bachelor", "软件工程", "080902")]
    [InlineData("bachelor", "软件工程(080902)", "080902")]
    [InlineData("bachelor", "土木、水利与海洋工程", "081009T")]
    [InlineData("bachelor", "080203", "080203")]
    [InlineData("master", "软件工程", "08G35")]
    [InlineData("master", "0802", "08G02")]
    [InlineData("master", "机械工程（0802）", "08G02")]
    [InlineData("master", "药学（1055）", "10G55")]
    [InlineData("master", "材料成型及控制工程（080203）", "080203")]
    public async Task A_major_is_of_the_catalogue_of_its_degree(string degree, string written, string code)
    {
        await using var season = await Season.OpenAsync();
        var graduate = season.As(People.Graduate("张伟"));
        await SaveAsync(graduate, new { degree, majorCode = (string?)null, major = written }).OkAsync();
        Assert.Equal(code, (await graduate.GetJsonAsync("profile")).GetProperty("majorCode").GetString());
    }

    public static TheoryData<object, string, string> Questions() => new()
    {
        { new { universityCode = "", university = "墨尔本大学" }, "university", "院校表中没有“墨尔本大学”" },
        { new { universityCode = "", university = "13812345678", universityCountry = "中国" }, "university", "请填写名称" },
        { new { universityCode = "", university = IdNumbers.Of(7), universityCountry = "中国" }, "university", "身份证" },
        { new { universityCode = "", university = "墨尔本大学", universityCountry = "1" }, "universityCountry", "请填写名称" },
        { new { universityCode = "", university = new string('长', 101), universityCountry = "中国" }, "university", "100" },
        { new { universityCode = "", university = "墨尔本大学", universityCountry = new string('长', 31) }, "universityCountry", "30" },
        { new { universityCode = "", university = " " }, "universityCode", "请选择毕业院校" },
        { new { majorCode = "", major = " " }, "majorCode", "请选择专业" },
        { new { majorCode = "", major = "炼丹术" }, "major", "专业目录中没有“炼丹术”" },
        { new { majorCode = "", major = "1", majorByHand = true }, "major", "请填写名称" },
        { new { majorCode = "", major = new string('长', 101), majorByHand = true }, "major", "100" },
        { new { degree = "master", majorCode = "", major = "080203" }, "major", "080203 在本科专业目录中是“材料成型及控制工程”" },
        { new { degree = "master", majorCode = "", major = "080203", majorByHand = true }, "major", "080203 在本科专业目录中是" },
        { new { degree = "bachelor", majorCode = "", major = "0812" }, "major", "0812 在研究生学科专业目录中是“计算机科学与技术”" },
        { new { degree = "doctor", majorCode = "", major = "药学" }, "major", "药学（1007）、药学（1055）" },
        { new { graduationMonth = 0 }, "graduationMonth", "1至12" },
        { new { graduationMonth = 13 }, "graduationMonth", "1至12" },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task What_is_not_clear_is_asked_at_its_field(object change, string field, string sentence)
    {
        await using var season = await Season.OpenAsync();
        var errors = await SaveAsync(season.As(People.Graduate("张伟")), change).InvalidAsync();
        Assert.Equal([field], errors.Keys);
        Assert.Contains(sentence, errors[field], StringComparison.Ordinal);
        Assert.Equal(0, await season.CountAsync("SELECT COUNT(*) FROM profile"));
    }

    [Theory]
    [InlineData(2025, 12, 2026)]
    [InlineData(2026, 6, 2026)]
    [InlineData(2025, null, 2025)]
    public async Task The_month_of_graduation_makes_the_cohort_that_is_announced(int year, int? month, int cohort)
    {
        await using var season = await Season.OpenAsync();
        var graduate = season.As(People.Graduate("张伟"));
        await SaveAsync(graduate, new { graduationYear = year, graduationMonth = month }).OkAsync();
        await graduate.PutAsync("consents/matching", new { version = 2 }).OkAsync();
        Assert.Equal(cohort, Assert.Single(await season.HeardAsync<ProfilePublished>(1)).GraduationYear);
        var profile = await graduate.GetJsonAsync("profile");
        Assert.Equal((year, cohort), (profile.GetProperty("graduationYear").GetInt32(), profile.GetProperty("cohort").GetInt32()));
    }

    static Task<HttpResponseMessage> SaveAsync(HttpClient graduate, object change) =>
        graduate.SendRawAsync(HttpMethod.Put, "profile", Bodies.Changed(Season.ProfileOf(), JsonSerializer.Serialize(change)));

    static IEnumerable<string?> Notes(JsonElement saved) => saved.GetProperty("notes").EnumerateArray().Select(note => note.GetString());
}
