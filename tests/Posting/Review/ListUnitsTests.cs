using RaMatch.Contracts.Matching;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Posting.Tests.Review;

public class ListUnitsTests
{
    [Fact]
    public async Task Park_staff_see_the_units_of_their_park_and_a_supervisor_chooses()
    {
        await using var season = await Season.StartAsync();
        await season.RegisterAsync("天瑞重工");
        await season.RegisterAsync("盛瑞传动");
        await season.RegisterAsync("特变电工", "hengyang");
        Assert.Equal(2, (await season.Park().SeeAsync("units")).GetProperty("total").GetInt64());
        Assert.Equal(2, (await season.Park().SeeAsync("units?park=hengyang")).GetProperty("total").GetInt64());
        Assert.Equal(3, (await season.Supervisor().SeeAsync("units")).GetProperty("total").GetInt64());
        Assert.Equal("特变电工", (await season.Supervisor().SeeAsync("units?park=hengyang")).Items()[0].Text("name"));
        Assert.Equal(403, await season.Unit("天瑞重工").StatusOfAsync("units"));
    }

    [Fact]
    public async Task The_list_is_narrowed_by_state_category_and_text_and_paged()
    {
        await using var season = await Season.StartAsync();
        await season.VerifiedAsync("天瑞重工");
        await season.RegisterAsync("盛瑞100%传动");
        season.Host.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal("盛瑞100%传动", Assert.Single((await season.Park().SeeAsync("units?status=pending")).Items()).Text("name"));
        Assert.Equal(3, (await season.Park().SeeAsync("units")).Items()[0].GetProperty("waitingDays").GetInt32());
        Assert.Equal(2, (await season.Park().SeeAsync("units?category=highTechEnterprise")).Items().Count);
        Assert.Equal(400, await season.Park().StatusOfAsync("units?category=bakery"));
        Assert.Equal("盛瑞100%传动", Assert.Single((await season.Park().SeeAsync("units?q=0%25")).Items()).Text("name"));
        Assert.Equal("天瑞重工", Assert.Single((await season.Park().SeeAsync($"units?q={Season.CreditCode("天瑞重工")}")).Items()).Text("name"));
        Assert.Equal("天瑞重工", Assert.Single((await season.Park().SeeAsync($"units?q=%20{WideAndSmall(Season.CreditCode("天瑞重工"))}")).Items()).Text("name"));
        var second = await season.Park().SeeAsync("units?size=1&page=2");
        Assert.Equal((2, "天瑞重工"), (second.GetProperty("total").GetInt64(), second.Items()[0].Text("name")));
    }

    [Fact]
    public async Task A_unit_carries_what_it_published_and_whom_it_hired_whatever_the_order_of_the_news()
    {
        await using var season = await Season.StartAsync();
        var unitId = await season.VerifiedAsync("天瑞重工");
        var positionId = await season.PublishedAsync("天瑞重工");
        var now = season.Host.Clock.GetUtcNow();
        var counted = new HireCounted(People.IdOf("甲"), 5, Season.Programme, "weifang", unitId, positionId, true, now);
        await season.AnnounceAsync(counted);
        await season.AnnounceAsync(counted with { PlacementId = People.IdOf("乙") });
        await season.AnnounceAsync(new HireUncounted(People.IdOf("丙"), 6, Season.Programme, "weifang", unitId, positionId, "解约", now));
        await season.AnnounceAsync(counted with { PlacementId = People.IdOf("丙") });
        await season.AnnounceAsync(new HireUncounted(People.IdOf("乙"), 6, Season.Programme, "weifang", unitId, positionId, "解约", now));

        var item = Assert.Single((await season.Park().SeeAsync("units")).Items());
        Assert.Equal((1, 3, 1), (item.GetProperty("positionsPublished").GetInt64(), item.GetProperty("seatsPublished").GetInt64(), item.GetProperty("hiresCounted").GetInt64()));
        Assert.Equal(1, (await season.Unit("天瑞重工").SeeAsync("units/mine")).GetProperty("hiresCounted").GetInt64());
        Assert.Equal(1, (await season.Unit("天瑞重工").SeeAsync("positions/mine")).Items()[0].GetProperty("hiresCounted").GetInt64());
    }

    /// <summary>As an input method for Chinese may type it.</summary>
    static string WideAndSmall(string text) => string.Concat(text.Select(one => char.IsAsciiDigit(one) ? (char)(one + '０' - '0') : char.ToLowerInvariant(one)));
}
