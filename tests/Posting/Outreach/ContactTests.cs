using System.Text.Json;
using RaMatch.Contracts.Matching;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Posting.Tests.Outreach;

public class ContactTests
{
    [Fact]
    public async Task A_contact_says_when_by_whom_how_and_what_came_of_it()
    {
        await using var season = await Season.StartAsync();
        var firmId = await season.AddAsync("华光光电");
        await season.ContactAsync(firmId, ("outcome", "promised"), ("seatsPromised", 5), ("followUpOn", "2022-07-05"), ("nextStep", "协助登记"), ("note", "与研发部座谈。\n计划招光学方向。"));
        var told = Assert.Single((await season.Park().SeeAsync($"firms/{firmId}")).GetProperty("history").EnumerateArray());
        Assert.Equal(("科技创新局", "人才服务工作专班", "visit", "promised", "协助登记"), (told.Text("department"), told.Text("workingGroup"), told.Text("channel"), told.Text("outcome"), told.Text("nextStep")));
        var listed = Assert.Single((await season.Park().SeeAsync("outreach/contacts?channel=visit&outcome=promised&q=" + Uri.EscapeDataString("创新局"))).Items());
        Assert.Equal((firmId, "华光光电", 5), (listed.GetProperty("firmId").GetGuid(), listed.Text("name"), listed.Number("seatsPromised")));
        foreach (var list in new[] { "firms", "outreach/contacts", "outreach/briefings", "outreach/coverage", "outreach/plan" })
        {
            Assert.Equal(404, await season.Park().StatusOfAsync($"{list}?programme=ra-1999"));
            Assert.Equal(200, await season.Park().StatusOfAsync($"{list}?programme="));
        }

        Assert.Equal(400, await season.Park().StatusOfAsync("outreach/contacts?channel=pigeon"));
    }

    [Fact]
    public async Task What_is_wrong_with_a_contact_is_said_at_its_field()
    {
        await using var season = await Season.StartAsync();
        var firmId = await season.AddAsync("华光光电");
        foreach (var (field, value) in new (string, object?)[]
        {
            ("programme", null), ("programme", "ra-1999"), ("on", "2022-06-29"), ("department", null), ("department", new string('局', 51)), ("workingGroup", new string('组', 51)),
            ("channel", null), ("channel", "briefing"), ("outcome", null), ("seatsPromised", -1), ("seatsPromised", 10_000), ("followUpOn", "2022-06-27"), ("nextStep", new string('步', 201)), ("note", new string('记', 1001)),
        })
        {
            await season.Park().PostAsync($"firms/{firmId}/contacts", Contacts.Visit((field, value))).ExpectFieldAsync(field);
        }

        await season.Park().PostAsync($"firms/{firmId}/contacts", Contacts.Visit(("outcome", "promised"))).ExpectFieldAsync("seatsPromised");
        await season.Park().PostAsync($"firms/{firmId}/contacts", Contacts.Visit(("outcome", "notReached"), ("seatsPromised", 3))).ExpectFieldAsync("seatsPromised");
        await season.Park().PostAsync($"firms/{Guid.NewGuid()}/contacts", Contacts.Visit()).ExpectAsync(404);
        Assert.Equal(0, (await season.Park().SeeAsync("outreach/contacts")).Number("total"));
    }

    [Fact]
    public async Task A_contact_sent_twice_with_one_key_is_one()
    {
        await using var season = await Season.StartAsync();
        var firmId = await season.AddAsync("华光光电");
        var ids = new HashSet<Guid>();
        using var park = season.Park();
        park.DefaultRequestHeaders.Add("Idempotency-Key", "one");
        for (var time = 0; time < 2; time++)
        {
            ids.Add((await park.PostAsync($"firms/{firmId}/contacts", Contacts.Visit()).ExpectAsync(201)).GetProperty("contactId").GetGuid());
        }

        Assert.Single(ids);
        Assert.Equal(1, (await season.Park().SeeAsync("outreach/contacts")).Number("total"));
    }

    [Fact]
    public async Task Over_all_programmes_a_unit_has_promised_what_it_has_promised_in_each()
    {
        await using var season = await Season.StartAsync();
        await season.AnnounceAsync(Season.Opened with { ProgrammeId = Guid.NewGuid(), Code = "ra-next" });
        var firmId = await season.AddAsync("华光光电");
        await season.ContactAsync(firmId, ("outcome", "promised"), ("seatsPromised", 5));
        await season.ContactAsync(firmId, ("programme", "ra-next"), ("outcome", "promised"), ("seatsPromised", 3));
        foreach (var (query, promised) in new[] { ("", 8), ("?programme=ra-next", 3), ($"?programme={Season.Programme}", 5) })
        {
            Assert.Equal(promised, Assert.Single((await season.Park().SeeAsync("firms" + query)).Items()).Number("seatsPromised"));
        }
    }

    [Fact]
    public async Task An_annulled_contact_counts_no_more_and_stays_to_be_read()
    {
        await using var season = await Season.StartAsync();
        var firmId = await season.AddAsync("华光光电");
        var wrong = await season.ContactAsync(firmId, ("outcome", "promised"), ("seatsPromised", 50), ("followUpOn", "2022-06-28"));
        Assert.Equal((1, 50, 1), await NumbersAsync(season));
        await season.Park().PostAsync($"outreach/contacts/{wrong}/annul", new { }).ExpectFieldAsync("reason");
        await season.Park().PostAsync($"outreach/contacts/{wrong}/annul", new { reason = "登记错了单位" }).ExpectAsync(200);
        await season.Park().PostAsync($"outreach/contacts/{wrong}/annul", new { reason = "登记错了单位" }).ExpectAsync(409);
        Assert.Equal((0, 0, 0), await NumbersAsync(season));
        Assert.Empty((await season.Park().SeeAsync("firms?state=contacted")).Items());
        Assert.Empty((await season.Park().SeeAsync("outreach/contacts")).Items());
        Assert.Equal("登记错了单位", Assert.Single((await season.Park().SeeAsync($"firms/{firmId}")).GetProperty("history").EnumerateArray()).Text("annulledBecause"));
    }

    [Fact]
    public async Task The_latest_word_holds_and_who_was_not_reached_was_not_contacted()
    {
        await using var season = await Season.StartAsync();
        var firmId = await season.AddAsync("华光光电");
        var silent = await season.AddAsync("新力超导");
        await season.ContactAsync(firmId, ("on", "2022-06-27"), ("outcome", "promised"), ("seatsPromised", 8), ("followUpOn", "2022-06-28"));
        // Recorded later, said earlier.
        await season.ContactAsync(firmId, ("on", "2022-06-20"), ("outcome", "promised"), ("seatsPromised", 2), ("followUpOn", "2022-06-21"));
        await season.ContactAsync(silent, ("outcome", "notReached"), ("channel", "call"), ("followUpOn", "2022-06-30"));
        Assert.Equal((1, 8, 1), await NumbersAsync(season));
        Assert.Equal("华光光电", Assert.Single((await season.Park().SeeAsync("firms?state=due")).Items()).Text("name"));
        Assert.Equal(["华光光电", "新力超导"], (await season.Park().SeeAsync("firms")).Items().Select(item => item.Text("name")));

        // Whoever is called in vain has still agreed on the day.
        await season.ContactAsync(firmId, ("channel", "call"), ("outcome", "notReached"));
        Assert.Equal((1, 8, 1), await NumbersAsync(season));
        await season.ContactAsync(firmId, ("channel", "call"));
        Assert.Equal((1, 8, 0), await NumbersAsync(season));
        await season.ContactAsync(firmId, ("outcome", "noNeed"), ("seatsPromised", 0));
        Assert.Equal((1, 0, 0), await NumbersAsync(season));
    }

    [Fact]
    public async Task Each_number_of_the_coverage_is_the_number_of_its_rows()
    {
        await using var season = await Season.StartAsync();
        var (hired, published) = (await season.VerifiedAsync("天瑞重工"), await season.VerifiedAsync("盛瑞传动"));
        await season.RegisterAsync("特变电工", "hengyang");
        var position = await season.PublishedAsync("天瑞重工");
        await season.PublishedAsync("盛瑞传动");
        await season.AnnounceAsync(new HireCounted(People.IdOf("甲"), 5, Season.Programme, "weifang", hired, position, true, season.Host.Clock.GetUtcNow()));
        await season.AddAsync("潍坊学院", ("categories", new[] { "university", "researchInstitute" }));
        await season.AddAsync("人民医院", ("categories", new[] { "medicalInstitution" }));
        await season.AddAsync("中微光电", ("uscc", null));
        var promising = await season.AddAsync("华光光电");
        await season.ContactAsync(promising, ("outcome", "promised"), ("seatsPromised", 4), ("followUpOn", "2022-06-28"));
        await season.ContactAsync(published);

        var coverage = await season.Park().SeeAsync($"outreach/coverage?programme={Season.Programme}");
        var lines = coverage.GetProperty("categories").EnumerateArray().Prepend(coverage.GetProperty("total")).ToList();
        Assert.Equal(12, lines.Count);
        foreach (var line in lines)
        {
            foreach (var state in new[] { "known", "untouched", "contacted", "published", "filled", "promised", "due" })
            {
                var category = line.GetProperty("category").GetString();
                var rows = await season.Park().SeeAsync($"firms?programme={Season.Programme}&category={category}&state={(state == "known" ? "" : state)}");
                Assert.True(line.Number(state) == rows.Number("total"), $"{category} {state}: {line} {rows}");
            }
        }

        Assert.Equal((6, 3, 2, 2, 1, 1, 1), Seven(lines[0]));
        Assert.Equal((4, 6, 1), (lines[0].Number("seatsPromised"), lines[0].Number("seatsPublished"), lines[0].Number("hiresCounted")));
        // All of these are untouched; of what nobody is known stands last.
        Assert.Equal(["university", "researchInstitute", "medicalInstitution", "highTechEnterprise"], lines.Skip(1).Take(4).Select(line => line.Text("category")));
        Assert.Equal((4, 1, 2, 2, 1, 1, 1), Seven(lines[4]));

        await season.AnnounceAsync(Season.Opened with { ProgrammeId = People.IdOf("ra-2023"), Code = "ra-2023" });
        Assert.Equal((6, 6, 0, 0, 0, 0, 0), Seven((await season.Park().SeeAsync("outreach/coverage?programme=ra-2023")).GetProperty("total")));
        Assert.Equal(1, (await season.Supervisor().SeeAsync("outreach/coverage?park=hengyang")).GetProperty("total").Number("known"));
        Assert.Equal(400, await season.Supervisor().StatusOfAsync("outreach/coverage"));
    }

    [Fact]
    public async Task A_briefing_is_a_contact_of_each_unit_that_came()
    {
        await using var season = await Season.StartAsync();
        var unitId = await season.RegisterAsync("天瑞重工");
        await season.AddAsync("华光光电");
        var briefing = new Dictionary<string, object?>
        {
            ["programme"] = Season.Programme,
            ["on"] = "2022-06-28",
            ["title"] = "科研助理政策宣讲会",
            ["place"] = "创业大厦",
            ["department"] = "人社局",
            ["attendees"] = new object[] { new { unit = " 华光 光电" }, new { unit = Season.CreditCode("天瑞重工").ToLowerInvariant(), seatsPromised = 3 } },
        };
        var made = await season.Park().PostAsync("outreach/briefings", briefing).ExpectAsync(201);
        Assert.Equal(2, made.Number("units"));
        var listed = Assert.Single((await season.Park().SeeAsync($"outreach/briefings?programme={Season.Programme}")).Items());
        Assert.Equal(("科研助理政策宣讲会", 2, 3), (listed.Text("title"), listed.Number("units"), listed.Number("seatsPromised")));
        var came = (await season.Park().SeeAsync($"outreach/contacts?briefing={made.GetProperty("briefingId").GetGuid()}")).Items();
        Assert.Equal(["informed", "promised"], came.Select(one => one.Text("outcome")).Order(StringComparer.Ordinal));
        Assert.Equal((2, 3, 0), await NumbersAsync(season));
        Assert.Equal("科研助理政策宣讲会", (await season.Park().SeeAsync($"firms/{unitId}")).GetProperty("history")[0].Text("briefingTitle"));

        // A sheet of signatures with somebody who is not known, and somebody twice.
        briefing["attendees"] = new object[] { new { unit = "华光光电" }, new { unit = "不知名公司" }, new { unit = Season.CreditCode("华光光电") } };
        var errors = (await season.Park().PostAsync("outreach/briefings", briefing).ExpectAsync(400)).GetProperty("errors");
        Assert.Equal(["attendees[1].unit", "attendees[2].unit"], errors.EnumerateObject().Select(error => error.Name));
        briefing["attendees"] = Array.Empty<object>();
        await season.Park().PostAsync("outreach/briefings", briefing).ExpectFieldAsync("attendees");
        briefing["attendees"] = new object[] { new { unit = "华光光电" } };
        briefing["on"] = "2022-06-29";
        await season.Park().PostAsync("outreach/briefings", briefing).ExpectFieldAsync("on");
        Assert.Equal(0, (await season.Park("hengyang").SeeAsync("outreach/briefings?park=weifang")).Number("total"));

        await season.Park().PostAsync($"outreach/contacts/{came[0].GetProperty("contactId").GetGuid()}/annul", new { reason = "没有到场" }).ExpectAsync(200);
        Assert.Equal(1, (await season.Park().SeeAsync("outreach/briefings")).Items()[0].Number("units"));
    }

    [Fact]
    public async Task Contacts_are_gone_through_by_the_last_one_read()
    {
        await using var season = await Season.StartAsync();
        var firmId = await season.AddAsync("华光光电");
        for (var number = 0; number < 5; number++)
        {
            await season.ContactAsync(firmId, ("on", $"2022-06-2{number % 3}"));
        }

        var (seen, after) = (new List<Guid>(), "");
        while ((await season.Park().SeeAsync($"outreach/contacts?size=2{after}")).Items() is { Count: > 0 } items)
        {
            seen.AddRange(items.Select(item => item.GetProperty("contactId").GetGuid()));
            after = $"&after={seen[^1]}";
            await season.ContactAsync(firmId);
        }

        Assert.Equal((5, 5), (seen.Count, seen.Distinct().Count()));
    }

    static (long, long, long, long, long, long, long) Seven(JsonElement line) =>
        (line.Number("known"), line.Number("untouched"), line.Number("contacted"), line.Number("published"), line.Number("filled"), line.Number("promised"), line.Number("due"));

    static async Task<(long Contacted, long SeatsPromised, long Due)> NumbersAsync(Season season)
    {
        var total = (await season.Park().SeeAsync("outreach/coverage")).GetProperty("total");
        return (total.Number("contacted"), total.Number("seatsPromised"), total.Number("due"));
    }
}
