using System.Text.Json;
using RaMatch.Contracts.Posting;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Posting.Tests.Positions;

public class SubmitPositionTests
{
    static readonly (string Field, string? Value, string Named)[] BadDrafts =
    [
        ("title", null, "title"),
        ("title", "\"\"", "title"),
        ("title", "17", "title"),
        ("title", $"\"{new string('长', 2000)}\"", "title"),
        ("kind", "\"chef\"", "kind"),
        ("kind", null, "kind"),
        ("kind", "1", "kind"),
        ("duties", "\" \"", "duties"),
        ("duties", $"\"{new string('长', 2001)}\"", "duties"),
        ("seats", "0", "seats"),
        ("seats", "10000", "seats"),
        ("seats", "-1", "seats"),
        ("seats", "99999999999", "seats"),
        ("seats", "\"三\"", "seats"),
        ("seats", "1.5", "seats"),
        ("minimumDegree", "\"kindergarten\"", "minimumDegree"),
        ("majors", "\"0802\"", "majors"),
        ("majors", """["0802","9999"]""", "majors[1]"),
        ("majors", """["炼金术"]""", "majors[0]"),
        ("majors", "[null]", "majors[0]"),
        ("requiredSkills", """["C#",""]""", "requiredSkills[1]"),
        ("requiredSkills", "[null]", "requiredSkills[0]"),
        ("wishedSkills", $"[\"{new string('长', 41)}\"]", "wishedSkills[0]"),
        ("city", "\"亚特兰蒂斯\"", "city"),
        ("payMinimumFen", "0", "payMinimumFen"),
        ("payMinimumFen", "100000", "payMinimumFen"),
        ("payMaximumFen", "500000", "payMaximumFen"),
        ("payMaximumFen", "9223372036854775807", "payMaximumFen"),
        ("termMonths", "6", "termMonths"),
        ("closesOn", "\"2022-06-27\"", "closesOn"),
        ("closesOn", "\"2022-09-01\"", "closesOn"),
        ("closesOn", "\"2022-02-30\"", "closesOn"),
        ("closesOn", "\"下周三\"", "closesOn"),
        ("programme", null, "programme"),
        ("duties", "\"参与算法研究，限985、211院校毕业生，男性优先，年龄35岁以下。\"", "duties"),
    ];

    [Fact]
    public async Task A_bad_draft_is_refused_with_its_field_and_a_sentence_and_nothing_is_stored()
    {
        await using var season = await Season.StartAsync();
        await season.VerifiedAsync("天瑞重工");
        foreach (var (field, value, named) in BadDrafts)
        {
            var draft = Season.Draft();
            draft.Remove(field);
            if (value is not null)
            {
                draft[field] = JsonSerializer.Deserialize<JsonElement>(value);
            }

            await season.Unit("天瑞重工").PostAsync("positions", draft).ExpectFieldAsync(named);
        }

        await season.Unit("天瑞重工").PostAsync("positions", Season.Draft(("title", "磁悬浮\0研发"))).ExpectFieldAsync("title");
        await season.Unit("天瑞重工").PostTextAsync("positions", """{"title":"磁悬""").ExpectAsync(400);
        await season.Unit("天瑞重工").PostTextAsync("positions", "").ExpectAsync(400);
        await season.Unit("天瑞重工").PostTextAsync("positions", "null").ExpectAsync(400);
        Assert.Equal(0, (await season.Unit("天瑞重工").SeeAsync("positions/mine")).GetProperty("total").GetInt64());
    }

    [Fact]
    public async Task A_submitted_position_waits_for_the_park_and_nobody_else_sees_it()
    {
        await using var season = await Season.StartAsync();
        await season.VerifiedAsync("天瑞重工");
        await season.VerifiedAsync("盛瑞传动");
        var positionId = await season.SubmittedAsync("天瑞重工");
        Assert.Equal(404, await season.Public().StatusOfAsync($"positions/{positionId}"));
        Assert.Equal(404, await season.Graduate().StatusOfAsync($"positions/{positionId}"));
        Assert.Equal(404, await season.Unit("盛瑞传动").StatusOfAsync($"positions/{positionId}"));
        Assert.Equal(404, await season.Park("hengyang").StatusOfAsync($"positions/{positionId}"));
        Assert.Equal("submitted", (await season.Unit("天瑞重工").SeeAsync($"positions/{positionId}")).Text("status"));
        Assert.Equal("submitted", (await season.Park().SeeAsync($"positions/{positionId}")).Text("status"));
        Assert.Equal(200, await season.Supervisor().StatusOfAsync($"positions/{positionId}"));
    }

    [Fact]
    public async Task Only_a_verified_unit_submits_and_only_to_a_programme_that_is_open()
    {
        await using var season = await Season.StartAsync();
        await season.Unit("天瑞重工").PostAsync("positions", Season.Draft()).ExpectAsync(409);
        await season.RegisterAsync("天瑞重工");
        await season.Unit("天瑞重工").PostAsync("positions", Season.Draft()).ExpectAsync(409);
        await season.Park().PostAsync($"units/{People.IdOf("天瑞重工")}/verify", new { }).ExpectAsync(200);
        await season.Unit("天瑞重工").PostAsync("positions", Season.Draft(("programme", "ra-1999"))).ExpectAsync(409);
        await season.Unit("天瑞重工").PostAsync("positions", Season.Draft()).ExpectAsync(201);
        season.Host.Clock.Advance(TimeSpan.FromDays(70));
        await season.Unit("天瑞重工").PostAsync("positions", Season.Draft()).ExpectAsync(409);
        await season.Graduate().PostAsync("positions", Season.Draft()).ExpectAsync(403);
        await season.Public().PostAsync("positions", Season.Draft()).ExpectAsync(401);
    }

    [Fact]
    public async Task A_repeated_request_gets_the_first_answer_and_happens_once()
    {
        await using var season = await Season.StartAsync();
        await season.VerifiedAsync("天瑞重工");
        var first = await season.Unit("天瑞重工").PostAsync("positions", Season.Draft(), "key-1").ExpectAsync(201);
        var again = await season.Unit("天瑞重工").PostAsync("positions", Season.Draft(), "key-1").ExpectAsync(201);
        Assert.Equal(first.ToString(), again.ToString());
        await season.Unit("天瑞重工").PostAsync("positions", Season.Draft(("seats", 4)), "key-1").ExpectAsync(422);
        Assert.Equal(1, (await season.Unit("天瑞重工").SeeAsync("positions/mine")).GetProperty("total").GetInt64());

        var positionId = first.GetProperty("positionId").GetGuid();
        var published = await season.Park().PostAsync($"positions/{positionId}/publish", new { }, "key-2").ExpectAsync(200);
        Assert.Equal(published.ToString(), (await season.Park().PostAsync($"positions/{positionId}/publish", new { }, "key-2").ExpectAsync(200)).ToString());
        Assert.Single(await season.AnnouncedAsync<PositionPublished>());
    }

    [Fact]
    public async Task Emoji_rare_characters_and_script_tags_are_text_and_are_found()
    {
        await using var season = await Season.StartAsync();
        await season.VerifiedAsync("𠮷野㐂科技");
        var title = "𠮷㐂研发🚀<script>alert('1')</script>";
        var positionId = await season.PublishedAsync("𠮷野㐂科技", Season.Draft(("title", title)));
        Assert.Equal(title, (await season.Public().SeeAsync($"positions/{positionId}")).Text("title"));
        Assert.Equal(title, Assert.Single(await season.AnnouncedAsync<PositionPublished>()).Title);
        foreach (var query in new[] { "𠮷", "㐂", "𠮷㐂", "㐂研", "script", "𠮷野" })
        {
            Assert.Single((await season.Public().SeeAsync($"positions?q={Uri.EscapeDataString(query)}")).Items());
        }

        Assert.Empty((await season.Public().SeeAsync($"positions?q={Uri.EscapeDataString("𠮾")}")).Items());
        Assert.Empty((await season.Public().SeeAsync($"positions?q={Uri.EscapeDataString("🚀")}")).Items());
    }

    [Fact]
    public async Task The_programmes_wages_go_before_the_reference_table_and_the_newest_rules_hold()
    {
        await using var season = await Season.StartAsync();
        await season.VerifiedAsync("天瑞重工");
        await season.AnnounceAsync(Season.Opened with { Version = 3, MinimumWagesFen = new Dictionary<string, long> { ["潍坊市"] = 700_000 } });
        await season.AnnounceAsync(Season.Opened with { Version = 2 });
        var sentence = await season.Unit("天瑞重工").PostAsync("positions", Season.Draft()).ExpectFieldAsync("payMinimumFen");
        Assert.Contains("7,000元", sentence, StringComparison.Ordinal);
        await season.Unit("天瑞重工").PostAsync("positions", Season.Draft(("payMinimumFen", 700_000))).ExpectAsync(201);
    }

    [Fact]
    public async Task An_unfinished_draft_is_linted_without_being_kept()
    {
        await using var season = await Season.StartAsync();
        var findings = (await season.Unit("天瑞重工").PostAsync("positions/lint", new { title = "女性优先", duties = "扫码加微信：abcd1234" }).ExpectAsync(200)).GetProperty("findings");
        Assert.Contains(findings.EnumerateArray(), finding => (finding.Text("rule"), finding.Text("severity"), finding.Text("field")) == ("sex", "error", "title"));
        Assert.Contains(findings.EnumerateArray(), finding => (finding.Text("rule"), finding.Text("severity"), finding.Text("field")) == ("contact", "warning", "duties"));
        Assert.Contains(findings.EnumerateArray(), finding => (finding.Text("rule"), finding.Text("field")) == ("missing", "city"));
        await season.Unit("天瑞重工").PostAsync("positions/lint", new { }).ExpectAsync(200);
        var clean = await season.Unit("天瑞重工").PostAsync("positions/lint", Season.Draft()).ExpectAsync(200);
        Assert.Equal(0, clean.GetProperty("findings").GetArrayLength());
    }
}
