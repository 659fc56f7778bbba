using System.Net;
using RaMatch.Contracts.Applicant;
using RaMatch.Reference;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Applicant.Tests;

public sealed class ProfileTests
{
    [Fact]
    public async Task A_profile_is_read_back_as_it_was_written_with_the_names_of_its_codes()
    {
        await using var season = await Season.OpenAsync();
        var graduate = season.As(People.Graduate("张伟"));
        Assert.Equal("您还没有填写简历。", await graduate.FetchAsync("profile").RefusedAsync(HttpStatusCode.NotFound));

        await graduate.PutAsync("profile", Season.ProfileOf()).OkAsync();

        var profile = await graduate.GetJsonAsync("profile");
        Assert.Equal(
            ("张伟", "潍坊学院", "计算机科学与技术", "bachelor", 2022, false),
            (profile.GetProperty("name").GetString(), profile.GetProperty("university").GetString(), profile.GetProperty("major").GetString(),
                profile.GetProperty("degree").GetString(), profile.GetProperty("graduationYear").GetInt32(), profile.GetProperty("published").GetBoolean()));
        Assert.Equal("潍坊市", profile.GetProperty("cities")[0].GetString());
    }

    [Fact]
    public async Task Each_change_of_a_profile_is_a_higher_version_and_none_leaves_without_consent()
    {
        await using var season = await Season.OpenAsync();
        var graduate = season.As(People.Graduate("张伟"));
        var first = await graduate.PutAsync("profile", Season.ProfileOf()).OkAsync();
        await graduate.PutAsync("consents/matching", new { version = 2 }).OkAsync();
        var second = await graduate.PutAsync("profile", Season.ProfileOf() with { Degree = "master", PayFloorFen = 0 }).OkAsync();
        Assert.True(second.GetProperty("version").GetInt64() > first.GetProperty("version").GetInt64());

        var heard = await season.HeardAsync<ProfilePublished>(2);
        Assert.Equal([RaMatch.Contracts.DegreeLevel.Bachelor, RaMatch.Contracts.DegreeLevel.Master], heard.Select(profile => profile.Degree));

        await graduate.RemoveAsync("consents/matching").OkAsync();
        Assert.True((await season.HeardAsync<ProfileWithdrawn>(1))[0].Version > heard[1].Version);
        await graduate.PutAsync("profile", Season.ProfileOf()).OkAsync();
        await graduate.PutAsync("consents/matching", new { version = 2 }).OkAsync();
        Assert.Equal(3, (await season.HeardAsync<ProfilePublished>(3)).Select(profile => profile.Version).Distinct().Count());
    }

    [Fact]
    public async Task Features_leave_without_name_phone_address_or_summary()
    {
        await using var season = await Season.OpenAsync();
        await season.GraduateAsync("欧阳若兰");
        await season.HeardAsync<ProfilePublished>(1);
        Assert.All(season.Overheard(), text =>
        {
            Assert.DoesNotContain("欧阳若兰", text, StringComparison.Ordinal);
            Assert.DoesNotContain("13812345678", text, StringComparison.Ordinal);
            Assert.DoesNotContain("example.com", text, StringComparison.Ordinal);
            Assert.DoesNotContain("磁悬浮轴承", text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Graduates_who_differ_only_in_name_university_and_what_they_tell_of_themselves_are_announced_alike()
    {
        await using var season = await Season.OpenAsync();
        foreach (var (name, university, summary) in new[] { ("王强", "清华大学", "男，汉族，户籍北京。"), ("李婷", "潍坊学院", "女，回族，户籍潍坊，28 岁。") })
        {
            var graduate = season.As(People.Graduate(name));
            var profile = Season.ProfileOf(name) with { Summary = summary, UniversityCode = Universities.Find(university)!.University.Code };
            await graduate.PutAsync("profile", profile).OkAsync();
            await graduate.PutAsync("consents/matching", new { version = 2 }).OkAsync();
        }

        var features = (await season.HeardAsync<ProfilePublished>(2))
            .Select(heard => System.Text.Json.JsonSerializer.Serialize(heard with { GraduateId = default, Version = 0, PublishedAt = default }))
            .ToList();
        Assert.Equal(2, features.Count);
        Assert.Single(features.Distinct());
    }

    [Fact]
    public async Task Rare_characters_emoji_and_script_tags_are_text()
    {
        await using var season = await Season.OpenAsync();
        var graduate = season.As(People.Graduate("张伟"));
        var written = Season.ProfileOf() with
        {
            Name = "𠮷田😀",
            Summary = "<script>alert('x')</script> 会用 C++ & \"R\"；'); DROP TABLE profile; --",
            Skills = ["<b>焊接</b>", "龘字输入法", "🧪实验"],
        };
        await graduate.PutAsync("profile", written).OkAsync();

        var read = await graduate.GetJsonAsync("profile");
        Assert.Equal(written.Name, read.GetProperty("name").GetString());
        Assert.Equal(written.Summary, read.GetProperty("summary").GetString());
        Assert.Equal(written.Skills, read.GetProperty("skills").EnumerateArray().Select(skill => skill.GetString()!));
    }

    [Theory]
    [InlineData("买买提·吐尔逊")]
    [InlineData("𠮷𡮢𠮷")]
    [InlineData("䶮㛃")]
    [InlineData("葛\U000E0100城")]
    [InlineData("Jean-Luc O’Neil")]
    [InlineData("𠮷", 50)]
    public async Task A_name_is_stored_as_it_is_written(string name, int times = 1)
    {
        await using var season = await Season.OpenAsync();
        var written = string.Concat(Enumerable.Repeat(name, times));
        var graduate = season.As(People.Graduate("张伟"));
        await graduate.PutAsync("profile", Season.ProfileOf(written)).OkAsync();
        Assert.Equal(written, (await graduate.GetJsonAsync("profile")).GetProperty("name").GetString());
    }

    [Fact]
    public async Task What_came_along_with_a_copied_text_is_left_out_and_numbers_are_stored_as_they_are_dialled()
    {
        await using var season = await Season.OpenAsync();
        var graduate = season.As(People.Graduate("张伟"));
        await graduate.PutAsync("profile", Season.ProfileOf(" 张\u200B伟\uFEFF\u3000") with
        {
            Phone = "\u202D+86 １３８-1234 5678\u202C",
            Email = " 张三＠例子.中国 ",
            Summary = "\r\n第一行\r\n第二行\u200B\n",
        }).OkAsync();

        var read = await graduate.GetJsonAsync("profile");
        Assert.Equal(("张伟", "13812345678", "张三@例子.中国"), (read.GetProperty("name").GetString(), read.GetProperty("phone").GetString(), read.GetProperty("email").GetString()));
        Assert.Equal("第一行\r\n第二行\u200B", read.GetProperty("summary").GetString());
    }

    public static TheoryData<string, string> WrongProfiles() => new()
    {
        { """{"name":null}""", "name" },
        { """{"name":"   "}""", "name" },
        { """{"name":"张\u0000伟"}""", "name" },
        { $$"""{"name":"{{new string('长', 51)}}"}""", "name" },
        { $$"""{"name":"{{string.Concat(Enumerable.Repeat("𠮷", 51))}}"}""", "name" },
        { """{"name":"\u200B"}""", "name" },
        { """{"name":"\u3164\u2800"}""", "name" },
        { """{"name":"\u200F\u202E"}""", "name" },
        { """{"name":"张\n三"}""", "name" },
        { """{"name":"张三\r\n"}""", "name" },
        { """{"name":"张\u2028三"}""", "name" },
        { """{"name":"\u202E三张"}""", "name" },
        { """{"name":{"first":"伟"}}""", "name" },
        { """{"phone":"12345"}""", "phone" },
        { """{"phone":13812345678}""", "phone" },
        { """{"phone":"13812345678\n"}""", "phone" },
        { """{"email":"not an address"}""", "email" },
        { """{"email":"a b@c"}""", "email" },
        { """{"email":"@"}""", "email" },
        { """{"email":"a@b"}""", "email" },
        { $$"""{"email":"{{IdNumbers.Of(7)}}@example.com"}""", "email" },
        { $$"""{"name":"{{IdNumbers.Of(7)}}"}""", "name" },
        { """{"skills":["QQ 1 3 8 1 2 3 4 5"]}""", "skills[0]" },
        { """{"skills":["GB/T 19001-2016","139-1234-2016"]}""", "skills[1]" },
        { """{"universityCode":"4199999999"}""", "universityCode" },
        { """{"majorCode":"999999"}""", "majorCode" },
        { """{"majorCode":"0809"}""", "majorCode" },
        { """{"degree":"professor"}""", "degree" },
        { """{"degree":1}""", "degree" },
        { """{"degree":null}""", "degree" },
        { """{"graduationYear":"今年"}""", "graduationYear" },
        { """{"graduationYear":20222}""", "graduationYear" },
        { """{"graduationYear":2099}""", "graduationYear" },
        { """{"payFloorFen":-1}""", "payFloorFen" },
        { """{"payFloorFen":1e30}""", "payFloorFen" },
        { """{"cities":["潍坊","亚特兰蒂斯"]}""", "cities[1]" },
        { """{"cities":"潍坊"}""", "cities" },
        { """{"kinds":["astronaut"]}""", "kinds[0]" },
        { """{"skills":["C#","电话13812345678"]}""", "skills[1]" },
        { $$"""{"skills":["{{new string('长', 31)}}"]}""", "skills[0]" },
        { $$"""{"skills":["{{string.Join("\",\"", Enumerable.Range(1, 21))}}"]}""", "skills" },
        { $$"""{"summary":"{{new string('长', 2001)}}"}""", "summary" },
        { $$"""{"summary":"我的身份证是{{IdNumbers.Of(7)}}。"}""", "summary" },
        { $$"""{"summary":"{{string.Join(' ', IdNumbers.Of(7).AsEnumerable())}}"}""", "summary" },
        { """{"summary":"\u200B"}""", "summary" },
    };

    [Theory]
    [MemberData(nameof(WrongProfiles))]
    public async Task What_is_wrong_in_a_profile_is_named_by_its_field(string change, string field)
    {
        await using var season = await Season.OpenAsync();
        var graduate = season.As(People.Graduate("张伟"));

        var errors = await graduate.SendRawAsync(HttpMethod.Put, "profile", Bodies.Changed(Season.ProfileOf(), change)).InvalidAsync();

        Assert.Equal([field], errors.Keys);
        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", errors[field]);
        Assert.Equal(0, await season.CountAsync("SELECT COUNT(*) FROM profile"));
        Assert.Equal(0, await season.CountAsync("SELECT COUNT(*) FROM graduate"));
    }

    [Fact]
    public async Task An_empty_profile_names_all_that_is_missing_at_once()
    {
        await using var season = await Season.OpenAsync();
        var errors = await season.As(People.Graduate("张伟")).SendRawAsync(HttpMethod.Put, "profile", "{}").InvalidAsync();
        Assert.Equal(["degree", "graduationYear", "majorCode", "name", "phone", "universityCode"], errors.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"name":"\ud800"}""")]
    public async Task Malformed_JSON_is_refused_with_a_sentence(string body)
    {
        await using var season = await Season.OpenAsync();
        var sentence = await season.As(People.Graduate("张伟")).SendRawAsync(HttpMethod.Put, "profile", body).RefusedAsync(HttpStatusCode.BadRequest);
        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", sentence);
    }

    [Fact]
    public async Task Only_graduates_have_profiles()
    {
        await using var season = await Season.OpenAsync();
        await season.As(People.UnitMember("山东天瑞重工有限公司")).FetchAsync("profile").RefusedAsync(HttpStatusCode.Forbidden);
        await season.Host.Anonymous().FetchAsync("/api/applicant/profile").RefusedAsync(HttpStatusCode.Unauthorized);
    }
}
