using System.Text.Json;
using RaMatch.Contracts.Posting;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Posting.Tests.Units;

public class RegisterUnitTests
{
    [Fact]
    public async Task A_unit_registers_and_sees_itself_waiting_for_its_park()
    {
        await using var season = await Season.StartAsync();
        var answer = await season.Unit("天瑞重工").PostAsync("units", Season.Facts("天瑞重工")).ExpectAsync(201);
        Assert.Equal(People.IdOf("天瑞重工"), answer.GetProperty("unitId").GetGuid());
        Assert.Equal(("pending", 1), (answer.Text("status"), answer.GetProperty("version").GetInt64()));

        var seen = await season.Unit("天瑞重工").SeeAsync("units/mine");
        Assert.Equal(("天瑞重工", "潍坊高新区", "潍坊市", false), (seen.Text("name"), seen.Text("parkName"), seen.Text("city"), seen.GetProperty("trusted").GetBoolean()));
        Assert.Equal("GR202137000001", seen.GetProperty("categories")[0].Text("evidence"));
    }

    [Fact]
    public async Task A_unit_that_has_not_registered_finds_nothing()
    {
        await using var season = await Season.StartAsync();
        Assert.Equal(404, await season.Unit("新单位").StatusOfAsync("units/mine"));
    }

    [Fact]
    public async Task Neither_a_unit_nor_a_credit_code_registers_twice()
    {
        await using var season = await Season.StartAsync();
        await season.RegisterAsync("天瑞重工");
        await season.Unit("天瑞重工").PostAsync("units", Season.Facts("天瑞重工")).ExpectAsync(409);
        var problem = await season.Unit("冒名单位").PostAsync("units", Season.Facts("天瑞重工")).ExpectAsync(409);
        Assert.Contains("已被登记", problem.Text("title"), StringComparison.Ordinal);
        Assert.Equal(404, await season.Unit("冒名单位").StatusOfAsync("units/mine"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_credit_code_is_the_same_code_in_any_spelling(int spelling)
    {
        await using var season = await Season.StartAsync();
        var facts = Season.Facts("天瑞重工");
        var code = Season.CreditCode("天瑞重工");
        facts["uscc"] = spelling switch
        {
            0 => code.ToLowerInvariant(),
            1 => $" {code}\u3000",
            _ => string.Concat(code.Select(one => (char)(one + 0xFEE0))),
        };
        await season.Unit("天瑞重工").PostAsync("units", facts).ExpectAsync(201);
        Assert.Equal(code, (await season.Unit("天瑞重工").SeeAsync("units/mine")).Text("uscc"));
        await season.Unit("冒名单位").PostAsync("units", Season.Facts("天瑞重工")).ExpectAsync(409);
    }

    [Theory]
    [InlineData("(0536)8888888", "(0536)8888888")]
    [InlineData("0536－８８８８８８８", "0536-8888888")]
    [InlineData("400-123-4567", "400-123-4567")]
    [InlineData("+86 138 0013 8000", "13800138000")]
    public async Task Whoever_answers_at_a_number_can_be_given_by_it(string typed, string stored)
    {
        await using var season = await Season.StartAsync();
        var facts = Season.Facts("天瑞重工");
        facts["contactPhone"] = typed;
        await season.Unit("天瑞重工").PostAsync("units", facts).ExpectAsync(201);
        Assert.Equal(stored, (await season.Unit("天瑞重工").SeeAsync("units/mine")).Text("contactPhone"));
    }

    static readonly (string Field, string? Value, string Named)[] BadFacts =
    [
        ("uscc", "\"91350100M000100Y44\"", "uscc"),
        ("uscc", "\"123\"", "uscc"),
        ("uscc", "\"\"", "uscc"),
        ("uscc", null, "uscc"),
        ("uscc", "null", "uscc"),
        ("uscc", "91350100", "uscc"),
        ("name", "\"   \"", "name"),
        ("parkId", "\"atlantis\"", "parkId"),
        ("city", "\"亚特兰蒂斯\"", "city"),
        ("contactPhone", "\"12345\"", "contactPhone"),
        ("categories", "[]", "categories"),
        ("categories", null, "categories"),
        ("categories", "[null]", "categories[0]"),
        ("categories", """[{"category":"bakery","evidence":"GR1","year":2021}]""", "categories[0].category"),
        ("categories", """[{"evidence":"GR1","year":2021}]""", "categories[0].category"),
        ("categories", """[{"category":"incubator","evidence":"","year":2021}]""", "categories[0].evidence"),
        ("categories", """[{"category":"incubator","evidence":"GR1","year":21}]""", "categories[0].year"),
        ("categories", """[{"category":"incubator","evidence":"GR1","year":2023}]""", "categories[0].year"),
        ("categories", """[{"category":"incubator","evidence":"GR1","year":2021},{"category":"incubator","evidence":"GR2","year":2021}]""", "categories[1].category"),
    ];

    [Fact]
    public async Task A_wrong_fact_is_refused_with_its_field_and_a_sentence()
    {
        await using var season = await Season.StartAsync();
        foreach (var (field, value, named) in BadFacts)
        {
            var facts = Season.Facts("天瑞重工");
            facts.Remove(field);
            if (value is not null)
            {
                facts[field] = JsonSerializer.Deserialize<JsonElement>(value);
            }

            await season.Unit("天瑞重工").PostAsync("units", facts).ExpectFieldAsync(named);
        }

        Assert.Equal(404, await season.Unit("天瑞重工").StatusOfAsync("units/mine"));
    }

    [Fact]
    public async Task A_name_of_two_thousand_characters_is_refused_and_malformed_JSON_as_well()
    {
        await using var season = await Season.StartAsync();
        var facts = Season.Facts("天瑞重工");
        facts["name"] = new string('长', 2000);
        await season.Unit("天瑞重工").PostAsync("units", facts).ExpectFieldAsync("name");
        await season.Unit("天瑞重工").PostTextAsync("units", """{"uscc": """).ExpectAsync(400);
        await season.Unit("天瑞重工").PostTextAsync("units", "[]").ExpectAsync(400);
        await season.Unit("天瑞重工").PostTextAsync("units", "null").ExpectAsync(400);
        await season.Unit("天瑞重工").PostTextAsync("units", "").ExpectAsync(400);
        await season.Unit("天瑞重工").PostTextAsync("units", """{"uscc":"\ud842"}""").ExpectAsync(400);
    }

    [Theory]
    [InlineData("𠮷野㐂科技🚀有限公司")]
    [InlineData("<script>alert(1)</script>有限公司")]
    [InlineData("O'Brien\"; DROP TABLE unit; --")]
    public async Task A_name_is_text_whatever_is_in_it(string name)
    {
        await using var season = await Season.StartAsync();
        await season.RegisterAsync(name);
        Assert.Equal(name, (await season.Unit(name).SeeAsync("units/mine")).Text("name"));
        Assert.Equal(name, (await season.Park().SeeAsync("units")).Items()[0].Text("name"));
    }

    [Fact]
    public async Task Only_members_of_units_register_units()
    {
        await using var season = await Season.StartAsync();
        await season.Public().PostAsync("units", Season.Facts("天瑞重工")).ExpectAsync(401);
        await season.Graduate().PostAsync("units", Season.Facts("天瑞重工")).ExpectAsync(403);
        await season.Park().PostAsync("units", Season.Facts("天瑞重工")).ExpectAsync(403);
    }

    [Fact]
    public async Task The_park_is_told_of_a_unit_that_registers_and_not_of_one_that_is_refused_it()
    {
        await using var season = await Season.StartAsync();
        await season.RegisterAsync("天瑞重工");
        await season.Unit("天瑞重工").PostAsync("units", Season.Facts("天瑞重工")).ExpectAsync(409);
        await season.Unit("冒名单位").PostAsync("units", Season.Facts("天瑞重工")).ExpectAsync(409);
        Assert.Equal(
            new UnitSubmitted(People.IdOf("天瑞重工"), 1, "天瑞重工", "weifang", season.Host.Clock.GetUtcNow()),
            Assert.Single(await season.AnnouncedAsync<UnitSubmitted>()));
    }
}
