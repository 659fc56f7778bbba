using RaMatch.Testing;
using Xunit;

namespace RaMatch.Posting.Tests.Outreach;

public class FirmTests
{
    [Fact]
    public async Task A_firm_is_noted_once_and_corrected_on_the_version_that_was_seen()
    {
        await using var season = await Season.StartAsync();
        var firmId = await season.AddAsync("华光光电", ("uscc", null));
        Assert.Contains("名单中已有", (await season.Park().PostAsync("firms", Contacts.Firm(" 华光 光电")).ExpectAsync(409)).Text("title"), StringComparison.Ordinal);
        Assert.Equal(201, await StatusAsync(season.Park("hengyang").PostAsync("firms", Contacts.Firm("华光光电"))));

        await season.Park().PutAsync($"firms/{firmId}?version=1", Contacts.Firm("华光光电", ("headcount", 300))).ExpectAsync(200);
        Assert.Contains("有更新", (await season.Park().PutAsync($"firms/{firmId}?version=1", Contacts.Firm("华光光电")).ExpectAsync(409)).Text("title"), StringComparison.Ordinal);
        var seen = await season.Park().SeeAsync($"firms/{firmId}");
        Assert.Equal((Season.CreditCode("华光光电"), 300, 2, "13800138000"), (seen.Text("uscc"), seen.GetProperty("headcount").GetInt32(), seen.GetProperty("entry").Number("version"), seen.Text("contactPhone")));
        var other = await season.AddAsync("新力超导");
        await season.Park().PutAsync($"firms/{other}", Contacts.Firm("新力超导", ("uscc", Season.CreditCode("华光光电")))).ExpectAsync(409);
    }

    [Fact]
    public async Task What_is_wrong_with_a_firm_is_said_at_its_field()
    {
        await using var season = await Season.StartAsync();
        foreach (var (field, value) in new (string, object?)[]
        {
            ("name", null), ("name", new string('长', 101)), ("uscc", "91370700MA3ABCDE12"), ("categories", null), ("categories", Array.Empty<string>()),
            ("headcount", 0), ("headcount", 2_000_000), ("contactPhone", "12"), ("contactName", new string('名', 51)), ("address", new string('址', 201)), ("source", new string('源', 101)),
        })
        {
            await season.Park().PostAsync("firms", Contacts.Firm("华光光电", (field, value))).ExpectFieldAsync(field);
        }

        Assert.Equal(0, (await season.Park().SeeAsync("firms")).Number("total"));
    }

    [Fact]
    public async Task A_list_is_brought_in_whole_and_the_same_list_again_changes_nothing()
    {
        await using var season = await Season.StartAsync();
        object[] list = [Contacts.Firm("华光光电"), Contacts.Firm("新力超导", ("uscc", null), ("categories", new[] { "technologySme", "highTechEnterprise" })), Contacts.Firm("潍柴动力", ("headcount", 9000))];
        var asked = await season.Park().PostAsync("firms/import/check", new { firms = list }).ExpectAsync(200);
        Assert.Equal((3, 0, 0), (asked.Number("added"), asked.Number("changed"), asked.Number("unchanged")));
        Assert.Equal(0, (await season.Park().SeeAsync("firms")).Number("total"));

        Assert.Equal(3, (await season.ImportAsync(list)).Number("added"));
        var again = await season.ImportAsync(list);
        Assert.Equal((0, 0, 3), (again.Number("added"), again.Number("changed"), again.Number("unchanged")));
        Assert.Equal(3, (await season.Park().SeeAsync("firms")).Number("total"));

        // What a list leaves open stays; a code that was missing is filled in.
        var more = await season.ImportAsync(Contacts.Firm("新力超导", ("headcount", null), ("contactName", "赵敏")));
        Assert.Equal((0, 1), (more.Number("added"), more.Number("changed")));
        var seen = Assert.Single((await season.Park().SeeAsync("firms?q=" + Uri.EscapeDataString("超导"))).Items());
        Assert.Equal((120, "赵敏", Season.CreditCode("新力超导"), "*******8000"), (seen.GetProperty("headcount").GetInt32(), seen.Text("contactName"), seen.Text("uscc"), seen.Text("contactPhone")));
    }

    [Fact]
    public async Task A_wrong_line_is_named_by_line_and_field_and_nothing_of_the_list_is_kept()
    {
        await using var season = await Season.StartAsync();
        object[] list = [Contacts.Firm("华光光电"), Contacts.Firm("新力超导", ("uscc", "91370700MA3ABCDE12")), Contacts.Firm("华光光电二厂", ("uscc", Season.CreditCode("华光光电"))), Contacts.Firm("潍柴动力", ("contactPhone", "1"))];
        foreach (var path in new[] { "firms/import", "firms/import/check" })
        {
            var errors = (await season.Park().PostAsync(path, new { firms = list }).ExpectAsync(400)).GetProperty("errors");
            Assert.Equal(["firms[1].uscc", "firms[2].uscc", "firms[3].contactPhone"], errors.EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
            Assert.Contains("与名单中的第1家是同一家单位", errors.GetProperty("firms[2].uscc")[0].GetString(), StringComparison.Ordinal);
        }

        await season.Park().PostAsync("firms/import", new { firms = new[] { Contacts.Firm("华光光电", ("headcount", -1)) } }).ExpectFieldAsync("firms[0].headcount");
        await season.Park().PostAsync("firms/import", new { firms = Array.Empty<object>() }).ExpectFieldAsync("firms");
        Assert.Equal(0, (await season.Park().SeeAsync("firms")).Number("total"));
    }

    [Fact]
    public async Task A_second_list_adds_its_kind_and_one_firm_stands_in_a_list_once_with_or_without_its_code()
    {
        await using var season = await Season.StartAsync();
        await season.ImportAsync(Contacts.Firm("华光光电", ("categories", new[] { "highTechEnterprise" })), Contacts.Firm("新力超导", ("uscc", null)));
        await season.ImportAsync(Contacts.Firm("华光光电", ("categories", new[] { "technologySme" })));
        foreach (var kind in new[] { "highTechEnterprise", "technologySme" })
        {
            Assert.Contains((await season.Park().SeeAsync($"firms?category={kind}")).Items(), firm => firm.Text("name") == "华光光电");
        }

        var twice = (await season.Park().PostAsync("firms/import/check", new { firms = new[] { Contacts.Firm("潍柴动力"), Contacts.Firm("潍柴动力", ("uscc", null)) } }).ExpectAsync(400)).GetProperty("errors");
        Assert.Equal(["firms[1].name"], twice.EnumerateObject().Select(error => error.Name));
        // The first with a code completes the one that has none; the second is another firm of the same name.
        var both = await season.ImportAsync(Contacts.Firm("新力超导"), Contacts.Firm("新力超导", ("uscc", Season.CreditCode("新力超导分公司"))));
        Assert.Equal((1, 1), (both.Number("added"), both.Number("changed")));
    }

    [Fact]
    public async Task Five_thousand_firms_are_brought_in_at_once_and_not_one_more()
    {
        await using var season = await Season.StartAsync();
        object[] list = [.. Enumerable.Range(0, 5_000).Select(number => Contacts.Firm($"第{number}号企业"))];
        Assert.Equal(5_000, (await season.ImportAsync(list)).Number("added"));
        Assert.Equal(5_000, (await season.ImportAsync(list)).Number("unchanged"));
        var page = await season.Park().SeeAsync("firms?size=50&page=100");
        Assert.Equal((5_000, 50), (page.Number("total"), page.Items().Count));
        Assert.Equal(5_000, (await season.Park().SeeAsync("outreach/coverage")).GetProperty("total").Number("untouched"));
        Assert.Equal(5_000, (await season.Park().SeeAsync("firms?category=highTechEnterprise&state=untouched&q=" + Uri.EscapeDataString("企业"))).Number("total"));
        Assert.Equal(5_000, (await season.Park().SeeAsync("outreach/plan")).Number("total"));
        await season.Park().PostAsync("firms/import", new { firms = list.Append(Contacts.Firm("多一家")) }).ExpectFieldAsync("firms");
    }

    [Fact]
    public async Task A_firm_that_registers_later_is_one_unit_with_all_that_was_told_it_before()
    {
        await using var season = await Season.StartAsync();
        var firmId = await season.AddAsync("华光光电", ("categories", new[] { "technologySme" }));
        await season.ContactAsync(firmId, ("outcome", "promised"), ("seatsPromised", 5));
        var unitId = await season.VerifiedAsync("华光光电");
        await season.ContactAsync(unitId, ("channel", "call"));
        await season.PublishedAsync("华光光电");

        var item = Assert.Single((await season.Park().SeeAsync("firms")).Items());
        Assert.Equal((unitId, 2, 5, 3, "verified"), (item.GetProperty("firmId").GetGuid(), item.Number("contacts"), item.Number("seatsPromised"), item.Number("seatsPublished"), item.Text("status")));
        Assert.Equal(["highTechEnterprise", "technologySme"], item.GetProperty("categories").EnumerateArray().Select(one => one.GetString()));
        foreach (var id in new[] { firmId, unitId })
        {
            var story = await season.Park().SeeAsync($"firms/{id}");
            Assert.Equal((unitId, 2, 1), (story.GetProperty("unitId").GetGuid(), story.GetProperty("history").GetArrayLength(), story.GetProperty("positions").GetArrayLength()));
        }

        Assert.Equal(1, (await season.ImportAsync(Contacts.Firm("华光光电", ("uscc", null)))).Number("registered"));
        Assert.Equal(1, (await season.Park().SeeAsync("firms")).Number("total"));
    }

    [Fact]
    public async Task What_the_list_says_of_a_registered_unit_is_still_corrected_and_a_code_is_no_name()
    {
        await using var season = await Season.StartAsync();
        var firmId = await season.AddAsync("华光光电", ("headcount", 20));
        var unitId = await season.VerifiedAsync("华光光电");
        var entry = (await season.Park().SeeAsync($"firms/{unitId}")).GetProperty("entry");
        Assert.Equal((firmId, 20), (entry.GetProperty("firmId").GetGuid(), entry.GetProperty("facts").GetProperty("headcount").GetInt32()));
        await season.Park().PutAsync($"firms/{firmId}?version={entry.Number("version")}", Contacts.Firm("华光光电", ("headcount", 2000))).ExpectAsync(200);
        Assert.Equal(2000, (await season.Park().SeeAsync($"firms/{unitId}")).GetProperty("headcount").GetInt32());
        await season.Park().PostAsync("firms", Contacts.Firm(Season.CreditCode("新力超导"), ("uscc", null))).ExpectFieldAsync("name");
    }

    [Fact]
    public async Task A_firm_without_a_code_is_told_of_the_unit_of_its_name()
    {
        await using var season = await Season.StartAsync();
        var firmId = await season.AddAsync("华光光电", ("uscc", null));
        var unitId = await season.RegisterAsync("华光光电");
        // The same list again leaves it to the park whether they are one.
        Assert.Equal(1, (await season.ImportAsync(Contacts.Firm("华光光电", ("uscc", null)))).Number("unchanged"));
        Assert.Equal(2, (await season.Park().SeeAsync("firms")).Number("total"));
        Assert.Equal(unitId, (await season.Park().SeeAsync($"firms/{firmId}")).GetProperty("sameNameUnitId").GetGuid());
        await season.Park().PutAsync($"firms/{firmId}", Contacts.Firm("华光光电")).ExpectAsync(200);
        Assert.Equal(1, (await season.Park().SeeAsync("firms")).Number("total"));
    }

    [Fact]
    public async Task Another_parks_firms_are_not_there_and_who_only_looks_writes_nothing()
    {
        await using var season = await Season.StartAsync();
        var firmId = await season.AddAsync("华光光电");
        var contactId = await season.ContactAsync(firmId);
        var unitId = await season.RegisterAsync("天瑞重工");
        foreach (var id in new[] { firmId, unitId })
        {
            Assert.Equal(404, await season.Park("hengyang").StatusOfAsync($"firms/{id}"));
            await season.Park("hengyang").PostAsync($"firms/{id}/contacts", Contacts.Visit()).ExpectAsync(404);
            Assert.Equal(200, await season.Supervisor().StatusOfAsync($"firms/{id}"));
        }

        await season.Park("hengyang").PutAsync($"firms/{firmId}", Contacts.Firm("华光光电")).ExpectAsync(404);
        await season.Park("hengyang").PostAsync($"outreach/contacts/{contactId}/annul", new { reason = "别家的" }).ExpectAsync(404);
        Assert.Equal(0, (await season.Park("hengyang").SeeAsync("firms?park=weifang")).Number("total"));
        Assert.Equal(0, (await season.Park("hengyang").SeeAsync("outreach/contacts?park=weifang")).Number("total"));
        Assert.Equal(2, (await season.Supervisor().SeeAsync("firms?park=weifang")).Number("total"));
        Assert.Equal(400, await season.Supervisor().StatusOfAsync("firms"));
        Assert.Equal(403, await season.Unit("天瑞重工").StatusOfAsync("firms"));

        using var viewer = season.Viewer();
        await viewer.PostAsync("firms", Contacts.Firm("潍柴动力")).ExpectAsync(403);
        await viewer.PostAsync("firms/import", new { firms = new[] { Contacts.Firm("潍柴动力") } }).ExpectAsync(403);
        await viewer.PostAsync($"firms/{firmId}/contacts", Contacts.Visit()).ExpectAsync(403);
        await viewer.PostAsync("firms/import/check", new { firms = new[] { Contacts.Firm("潍柴动力") } }).ExpectAsync(200);
        Assert.Equal(200, await viewer.StatusOfAsync($"firms/{firmId}"));
    }

    static async Task<int> StatusAsync(Task<HttpResponseMessage> sending)
    {
        using var response = await sending;
        return (int)response.StatusCode;
    }
}
