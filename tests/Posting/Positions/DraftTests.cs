using System.Text.Json;
using RaMatch.Contracts.Posting;
using RaMatch.Platform.Web;
using RaMatch.Posting.Positions;
using RaMatch.Reference;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Posting.Tests.Positions;

public class DraftTests
{
    static readonly Dictionary<string, string> Half = new()
    {
        ["title"] = "结构工程师",
        ["kind"] = "以后再选",
        ["duties"] = "参与样机测试。\n整理数据。",
        ["majors"] = "机械类\n土木、水利与海洋工程",
        ["payMinimum"] = "6k",
        ["payMaximum"] = "面议",
        ["seats"] = "两三个",
        ["closesOn"] = "月底",
    };

    [Fact]
    public async Task A_unit_that_is_not_verified_yet_keeps_drafts_as_they_were_typed_and_only_it_sees_them()
    {
        await using var season = await Season.StartAsync();
        var unit = season.Unit("天瑞重工");
        await unit.PostAsync("positions/drafts", Half).ExpectAsync(404);
        var unitId = await season.RegisterAsync("天瑞重工");
        var kept = await unit.PostAsync("positions/drafts", Half).ExpectAsync(201);
        var draftId = kept.GetProperty("draftId").GetGuid();
        Assert.Equal(1, kept.GetProperty("version").GetInt64());
        Assert.Equal(Half, TypedOf(await unit.SeeAsync($"positions/drafts/{draftId}")));

        season.Host.Clock.Advance(TimeSpan.FromMinutes(5));
        var empty = (await unit.PostAsync("positions/drafts", new { }).ExpectAsync(201)).GetProperty("draftId").GetGuid();
        var listed = (await unit.SeeAsync("positions/drafts")).Items();
        Assert.Equal([empty, draftId], listed.Select(item => item.GetProperty("draftId").GetGuid()));
        Assert.Equal([JsonValueKind.Null, JsonValueKind.String], listed.Select(item => item.GetProperty("title").ValueKind));
        Assert.Equal("天瑞重工", listed[1].Text("savedBy")[..4]);
        Assert.Equal(draftId, Assert.Single((await unit.SeeAsync("positions/drafts?size=1&page=2")).Items()).GetProperty("draftId").GetGuid());

        await season.RegisterAsync("盛瑞传动");
        Assert.Empty((await season.Unit("盛瑞传动").SeeAsync("positions/drafts")).Items());
        Assert.Equal(404, await season.Unit("盛瑞传动").StatusOfAsync($"positions/drafts/{draftId}"));
        await season.Unit("盛瑞传动").PutAsync($"positions/drafts/{draftId}", Half).ExpectAsync(404);
        await season.Unit("盛瑞传动").DeleteAsync(Path($"positions/drafts/{draftId}")).ExpectAsync(404);
        await season.VerifiedAsync("豪迈科技");
        await season.Unit("豪迈科技").PostAsync($"positions?draftId={draftId}", Season.Draft()).ExpectAsync(404);
        Assert.Equal(403, await season.Park().StatusOfAsync($"positions/drafts/{draftId}"));
        Assert.Equal(403, await season.Supervisor().StatusOfAsync("positions/drafts"));
        Assert.Equal(404, await season.Park().StatusOfAsync($"positions/{draftId}"));
        Assert.Equal(404, await unit.StatusOfAsync($"positions/{draftId}"));
        Assert.Equal(401, await season.Public().StatusOfAsync("positions/drafts"));
        foreach (var list in new[] { "positions/mine", "positions/mine/titles", "positions" })
        {
            Assert.Equal(0, (await unit.SeeAsync(list)).GetProperty("total").GetInt64());
        }

        Assert.Empty((await season.Park().SeeAsync("review/positions")).Items());
        Assert.Equal(0, (await season.Park().SeeAsync($"units/{unitId}")).GetProperty("positionsPublished").GetInt64());
        Assert.Empty(await season.AnnouncedAsync<PositionPublished>());
    }

    [Fact]
    public async Task Of_two_who_save_the_same_draft_the_second_is_told_and_nothing_is_lost()
    {
        await using var season = await Season.StartAsync();
        await season.VerifiedAsync("天瑞重工");
        var unit = season.Unit("天瑞重工");
        var draftId = (await unit.PostAsync("positions/drafts", Half).ExpectAsync(201)).GetProperty("draftId").GetGuid();
        var saved = await unit.PutAsync($"positions/drafts/{draftId}?version=1", new { title = "结构研发工程师" }).ExpectAsync(200);
        Assert.Equal(2, saved.GetProperty("version").GetInt64());

        const string Told = "这份草稿在您打开之后又被保存过。请重新打开，核对后再操作。";
        Assert.Equal(Told, (await unit.PutAsync($"positions/drafts/{draftId}?version=1", Half).ExpectAsync(409)).Text("title"));
        Assert.Equal(Told, (await unit.DeleteAsync(Path($"positions/drafts/{draftId}?version=1")).ExpectAsync(409)).Text("title"));
        Assert.Equal(Told, (await unit.PostAsync($"positions?draftId={draftId}&draftVersion=1", Season.Draft()).ExpectAsync(409)).Text("title"));
        Assert.Equal("结构研发工程师", Assert.Single(TypedOf(await unit.SeeAsync($"positions/drafts/{draftId}"))).Value);

        await unit.PutAsync($"positions/drafts/{draftId}", Half).ExpectAsync(200);
        await unit.DeleteAsync(Path($"positions/drafts/{draftId}?version=3")).ExpectAsync(204);
        Assert.Equal("没有找到这份草稿，可能已经提交或删除。", (await unit.DeleteAsync(Path($"positions/drafts/{draftId}")).ExpectAsync(404)).Text("title"));
        await unit.PutAsync($"positions/drafts/{draftId}", Half).ExpectAsync(404);
    }

    [Fact]
    public async Task A_draft_stays_while_its_position_is_refused_and_goes_when_it_is_submitted()
    {
        await using var season = await Season.StartAsync();
        var unitId = await season.RegisterAsync("天瑞重工");
        var unit = season.Unit("天瑞重工");
        var draftId = (await unit.PostAsync("positions/drafts", Half).ExpectAsync(201)).GetProperty("draftId").GetGuid();
        var other = (await unit.PostAsync("positions/drafts", Half).ExpectAsync(201)).GetProperty("draftId").GetGuid();
        await unit.PostAsync($"positions?draftId={draftId}&draftVersion=1", Season.Draft()).ExpectAsync(409);
        await season.Park().PostAsync($"units/{unitId}/verify", new { }).ExpectAsync(200);
        await unit.PostAsync($"positions?draftId={draftId}&draftVersion=1", Season.Draft(("title", ""))).ExpectFieldAsync("title");
        Assert.Equal(Half, TypedOf(await unit.SeeAsync($"positions/drafts/{draftId}")));

        await unit.PostAsync($"positions?draftId={draftId}&draftVersion=1", Season.Draft()).ExpectAsync(201);
        await unit.PostAsync($"positions?draftId={draftId}", Season.Draft()).ExpectAsync(404);
        Assert.Equal(other, Assert.Single((await unit.SeeAsync("positions/drafts")).Items()).GetProperty("draftId").GetGuid());
        Assert.Single((await season.Park().SeeAsync("review/positions")).Items());
    }

    [Fact]
    public async Task A_copy_is_a_draft_of_what_would_be_typed_for_the_same_position()
    {
        await using var season = await Season.StartAsync();
        await season.VerifiedAsync("天瑞重工");
        var unit = season.Unit("天瑞重工");
        var original = await season.PublishedAsync("天瑞重工", Season.Draft(("payMaximumFen", 900_050)));
        await unit.PutAsync($"positions/{original}", Season.Draft(("payMaximumFen", 900_050), ("title", "结构工程师"))).ExpectAsync(200);
        var copy = await unit.PostAsync($"positions/{original}/copy", new { }).ExpectAsync(201);
        var typed = TypedOf(await unit.SeeAsync($"positions/drafts/{copy.GetProperty("draftId").GetGuid()}"));
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["programme"] = Season.Programme,
                ["title"] = "结构工程师",
                ["kind"] = "researchProject",
                ["duties"] = "参与磁悬浮鼓风机转子动力学建模与仿真，完成样机测试和数据分析。",
                ["seats"] = "3",
                ["minimumDegree"] = "bachelor",
                ["majors"] = string.Join('\n', Majors.Written("0802"), Majors.Written("0806")),
                ["requiredSkills"] = "MATLAB\n有限元分析",
                ["wishedSkills"] = "C++",
                ["city"] = "潍坊市",
                ["payMinimum"] = "6000",
                ["payMaximum"] = "9000.5",
                ["termMonths"] = "12",
                ["closesOn"] = "2022-08-15",
            },
            typed);
        Assert.All(typed["majors"].Split('\n'), name => Assert.Single(Majors.Find(name)));
        Assert.Single((await unit.SeeAsync("positions/mine")).Items());
    }

    [Fact]
    public async Task A_draft_has_its_limits_and_so_has_their_number()
    {
        await using var season = await Season.StartAsync();
        await season.VerifiedAsync("天瑞重工");
        var unit = season.Unit("天瑞重工");
        var positionId = await season.SubmittedAsync("天瑞重工");
        Assert.Equal("这一项最多保存200个字。", await unit.PostAsync("positions/drafts", new { title = new string('长', 201) }).ExpectFieldAsync("title"));
        Assert.Equal("这一项最多保存5000个字。", await unit.PostAsync("positions/drafts", new { duties = new string('长', 5001) }).ExpectFieldAsync("duties"));
        await unit.PostAsync("positions/drafts", new { payMinimum = "110101199003070775" }).ExpectFieldAsync("payMinimum");
        await unit.PostAsync("positions/drafts", new { wishedSkills = "C\n联系人 110101199003070775" }).ExpectFieldAsync("wishedSkills");
        var longest = await unit.PostAsync("positions/drafts", new { title = new string('长', 200), duties = new string('长', 5000) }).ExpectAsync(201);
        for (var number = 2; number <= 100; number++)
        {
            await unit.PostAsync("positions/drafts", new { title = $"第{number}份" }).ExpectAsync(201);
        }

        const string Full = "草稿最多保存100份，请先提交或删除不再需要的草稿。";
        Assert.Equal(Full, (await unit.PostAsync("positions/drafts", Half).ExpectAsync(409)).Text("title"));
        Assert.Equal(Full, (await unit.PostAsync($"positions/{positionId}/copy", new { }).ExpectAsync(409)).Text("title"));
        await season.RegisterAsync("盛瑞传动");
        await season.Unit("盛瑞传动").PostAsync("positions/drafts", Half).ExpectAsync(201);
        await unit.DeleteAsync(Path($"positions/drafts/{longest.GetProperty("draftId").GetGuid()}")).ExpectAsync(204);
        await unit.PostAsync($"positions/{positionId}/copy", new { }).ExpectAsync(201);
        Assert.Equal(100, (await unit.SeeAsync("positions/drafts")).GetProperty("total").GetInt64());
    }

    [Fact]
    public async Task Copies_that_were_never_submitted_have_become_drafts_and_nothing_else_has()
    {
        await using var schema = await SchemaBefore.OpenAsync(typeof(PostingDb).Assembly, "drafts");
        await schema.RunAsync("""
            INSERT INTO unit VALUES ('u', '91', '天瑞重工', NULL, 'weifang', '潍坊市', NULL, '王芳', '0536', 'Verified', 1, 1, 1, 1);
            INSERT INTO programme VALUES ('ra-2022', 'p', 1, '专项', '2022-06-01', '2022-08-31', '[]', 'Bachelor', 12, '{}');
            INSERT INTO position (position_id, unit_id, park_id, programme, status, version, revision, seats_held, seats_version, created_at, submitted_at) VALUES
                ('d1', 'u', 'weifang', 'ra-2022', 'Draft', 1, 1, 0, 0, 5, 5), ('s', 'u', 'weifang', 'ra-2022', 'Submitted', 2, 2, 0, 0, 5, 6);
            INSERT INTO position_revision VALUES
                ('d1', 1, '结构"工程师"', 'ResearchProject', '参与测试。', 3, 'JuniorCollege', '["0802","0806"]', '["Office（Word，Excel）","C"]', '[]', '潍坊市', 600000, 900050, 12, '2022-08-15', '[]'),
                ('s', 1, '工程师', 'ResearchProject', '参与测试。', 3, 'Bachelor', '[]', '[]', '[]', '潍坊市', 600000, 900000, 12, '2022-08-15', '[]'),
                ('s', 2, '工程师', 'ResearchProject', '参与测试。', 2, 'Bachelor', '[]', '[]', '[]', '潍坊市', 600000, 900000, 12, '2022-08-15', '[]');
            INSERT INTO position_event VALUES
                ('d1', 1, 'Copied', 1, 'm', '高婧', NULL, '[]', 7), ('s', 1, 'Copied', 1, 'm', '高婧', NULL, '[]', 5), ('s', 2, 'Revised', 2, 'm', '高婧', NULL, '[]', 6);
            """);
        await schema.ApplyAsync();

        Assert.Equal(["d1 u 1 高婧 7"], await schema.ReadAsync<string>("SELECT concat_ws(' ', draft_id, unit_id, version, saved_by, saved_at) FROM position_draft"));
        Assert.Equal(
            new TypedDraft(
                "ra-2022", "结构\"工程师\"", "researchProject", "参与测试。", "3", "juniorCollege", "0802\n0806", "Office（Word，Excel）\nC", null, "潍坊市", "6000", "9000.50", "12", "2022-08-15"),
            Json.Read<TypedDraft>(Assert.Single(await schema.ReadAsync<string>("SELECT typed FROM position_draft"))));
        Assert.Equal(["s"], await schema.ReadAsync<string>("SELECT position_id FROM position"));
        Assert.Equal(["s", "s"], await schema.ReadAsync<string>("SELECT position_id FROM position_event"));
        Assert.Equal(["s", "s"], await schema.ReadAsync<string>("SELECT position_id FROM position_revision"));
    }

    static Uri Path(string path) => new(path, UriKind.Relative);

    static Dictionary<string, string> TypedOf(JsonElement draft) => draft.GetProperty("typed").EnumerateObject()
        .Where(field => field.Value.ValueKind != JsonValueKind.Null)
        .ToDictionary(field => field.Name, field => field.Value.GetString()!);
}
