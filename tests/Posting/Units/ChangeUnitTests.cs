using RaMatch.Contracts.Posting;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Posting.Tests.Units;

public class ChangeUnitTests
{
    [Fact]
    public async Task A_new_telephone_needs_no_new_verification_but_a_new_category_does()
    {
        await using var season = await Season.StartAsync();
        await season.VerifiedAsync("天瑞重工");
        var facts = Season.Facts("天瑞重工");
        facts["contactPhone"] = "13800138000";
        facts["address"] = "北海路1号";
        Assert.Equal("verified", (await season.Unit("天瑞重工").PutAsync("units/mine", facts).ExpectAsync(200)).Text("status"));

        facts["categories"] = new[] { new { category = "incubator", evidence = "潍科〔2021〕3号", year = 2021 } };
        Assert.Equal("pending", (await season.Unit("天瑞重工").PutAsync("units/mine", facts).ExpectAsync(200)).Text("status"));
        await season.Unit("天瑞重工").PostAsync("positions", Season.Draft()).ExpectAsync(409);
    }

    [Fact]
    public async Task Published_positions_stay_while_a_change_waits_and_take_the_new_name_when_it_is_verified()
    {
        await using var season = await Season.StartAsync();
        var unitId = await season.VerifiedAsync("天瑞重工");
        var positionId = await season.PublishedAsync("天瑞重工");
        var facts = Season.Facts("天瑞重工");
        facts["name"] = "山东天瑞重工有限公司";
        await season.Unit("天瑞重工").PutAsync("units/mine", facts).ExpectAsync(200);
        Assert.Equal("天瑞重工", (await season.Public().SeeAsync("positions")).Items()[0].Text("unitName"));

        await season.Park().PostAsync($"units/{unitId}/verify", new { }).ExpectAsync(200);
        Assert.Equal("山东天瑞重工有限公司", (await season.Public().SeeAsync("positions?q=山东天瑞")).Items()[0].Text("unitName"));
        var announced = (await season.AnnouncedAsync<PositionPublished>())[^1];
        Assert.True(announced.IsRenaming);
        Assert.Equal((positionId, 3, "山东天瑞重工有限公司"), (announced.PositionId, announced.Version, announced.UnitName));
    }

    [Fact]
    public async Task Credit_code_and_park_stay_as_they_were_verified()
    {
        await using var season = await Season.StartAsync();
        await season.RegisterAsync("天瑞重工");
        await season.Unit("天瑞重工").PutAsync("units/mine", Season.Facts("天瑞重工", "hengyang")).ExpectAsync(200);
        await season.Park("hengyang").PostAsync($"units/{People.IdOf("天瑞重工")}/verify", new { }).ExpectAsync(200);
        await season.Unit("天瑞重工").PutAsync("units/mine", Season.Facts("天瑞重工", "weifang")).ExpectAsync(409);

        var other = Season.Facts("天瑞重工", "hengyang");
        other["uscc"] = Season.CreditCode("另一家");
        await season.Unit("天瑞重工").PutAsync("units/mine", other).ExpectAsync(409);
    }

    [Fact]
    public async Task Nobody_takes_another_units_credit_code_or_changes_what_is_not_registered()
    {
        await using var season = await Season.StartAsync();
        await season.RegisterAsync("天瑞重工");
        await season.RegisterAsync("盛瑞传动");
        await season.Unit("盛瑞传动").PutAsync("units/mine", Season.Facts("天瑞重工")).ExpectAsync(409);
        await season.Unit("新单位").PutAsync("units/mine", Season.Facts("新单位")).ExpectAsync(404);
        var wrong = Season.Facts("盛瑞传动");
        wrong["uscc"] = "91350100M000100Y44";
        await season.Unit("盛瑞传动").PutAsync("units/mine", wrong).ExpectFieldAsync("uscc");
    }

    [Fact]
    public async Task A_park_is_told_of_every_change_that_waits_for_it_and_of_none_that_does_not()
    {
        await using var season = await Season.StartAsync();
        await season.VerifiedAsync("天瑞重工");
        var facts = Season.Facts("天瑞重工");
        facts["contactPhone"] = "13800138000";
        await season.Unit("天瑞重工").PutAsync("units/mine", facts).ExpectAsync(200);
        Assert.Single(await season.AnnouncedAsync<UnitSubmitted>());

        facts["name"] = "山东天瑞重工有限公司";
        await season.Unit("天瑞重工").PutAsync("units/mine", facts).ExpectAsync(200);
        facts["address"] = "北海路1号";
        await season.Unit("天瑞重工").PutAsync("units/mine", facts).ExpectAsync(200);
        facts["uscc"] = "91350100M000100Y44";
        await season.Unit("天瑞重工").PutAsync("units/mine", facts).ExpectAsync(400);
        Assert.Equal(
            [(1L, "天瑞重工"), (4L, "山东天瑞重工有限公司"), (5L, "山东天瑞重工有限公司")],
            (await season.AnnouncedAsync<UnitSubmitted>()).Select(one => (one.Version, one.Name)));
    }

    [Fact]
    public async Task A_unit_that_turns_to_another_park_before_its_verification_waits_for_that_one()
    {
        await using var season = await Season.StartAsync();
        await season.RegisterAsync("天瑞重工");
        await season.Unit("天瑞重工").PutAsync("units/mine", Season.Facts("天瑞重工", "hengyang")).ExpectAsync(200);
        Assert.Equal([(1L, "weifang"), (2L, "hengyang")], (await season.AnnouncedAsync<UnitSubmitted>()).Select(one => (one.Version, one.ParkId)));
    }
}
