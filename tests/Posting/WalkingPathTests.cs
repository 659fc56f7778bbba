using System.Text.Json;
using RaMatch.Contracts;
using RaMatch.Contracts.Posting;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Posting.Tests;

public class WalkingPathTests
{
    [Fact]
    public async Task A_unit_registers_is_verified_and_its_reviewed_position_is_announced_and_listed()
    {
        await using var season = await Season.StartAsync();
        var unitId = await season.VerifiedAsync("天瑞重工");

        var verified = Assert.Single(await season.AnnouncedAsync<UnitVerified>());
        Assert.Equal((unitId, 2, "天瑞重工", "weifang"), (verified.UnitId, verified.Version, verified.Name, verified.ParkId));
        Assert.Equal([UnitCategory.HighTechEnterprise], verified.Categories);

        var positionId = await season.SubmittedAsync("天瑞重工");
        Assert.Equal(0, (await season.Public().GetAsync<JsonElement>("positions")).GetProperty("total").GetInt64());
        Assert.Empty(await season.AnnouncedAsync<PositionPublished>());

        using var published = await season.Park().PostAsync($"positions/{positionId}/publish", new { version = 1 });
        Assert.Equal(200, (int)published.StatusCode);

        var announced = Assert.Single(await season.AnnouncedAsync<PositionPublished>());
        Assert.Equal((positionId, 2, unitId, "天瑞重工", "weifang", "ra-2022"), (announced.PositionId, announced.Version, announced.UnitId, announced.UnitName, announced.ParkId, announced.Programme));
        Assert.Equal(("磁悬浮研发工程师", 3, 600_000, 12, new DateOnly(2022, 8, 15)), (announced.Title, announced.Seats, announced.PayMinimumFen, announced.TermMonths, announced.ClosesOn));
        Assert.Equal(["0802", "0806"], announced.Majors);

        var list = await season.Public().GetAsync<JsonElement>("positions?q=磁悬浮&park=weifang");
        var item = Assert.Single(list.GetProperty("items").EnumerateArray());
        Assert.Equal(positionId, item.GetProperty("positionId").GetGuid());
        Assert.Equal("潍坊高新区", item.GetProperty("parkName").GetString());
    }
}
