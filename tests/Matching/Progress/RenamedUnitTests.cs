using System.Text.Json;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Progress;

public sealed class RenamedUnitTests
{
    const string NewName = "山东天瑞智能装备有限公司";

    [Fact]
    public async Task A_renamed_unit_has_one_name_at_closed_positions_and_counted_hires_too_whatever_the_order_of_the_news()
    {
        await using var season = await Season.OpenAsync();
        await season.AnnounceAsync(Announced.Position("机械工程师", Season.Unit));
        await season.CountAsync("王小明");
        await season.CountAsync("李思", "机械工程师");
        await season.OfferAsync("赵倩");
        await season.AnnounceAsync(Announced.Closed("研发工程师"));
        await season.AnnounceAsync(Announced.UnitVerified(Season.Unit, version: 4) with { Name = NewName });
        await season.AnnounceAsync(
            Announced.UnitVerified(Season.Unit, version: 3) with { Name = "中间用过的名称" },
            Announced.Position("机械工程师", NewName, version: 3) with { UnitId = People.IdOf(Season.Unit) },
            Announced.Position("工艺工程师", Season.Unit));

        using var supervisor = season.Host.As(People.Supervisor(), "matching");
        var hires = $"progress/{Season.Park}/hires?programme={Season.Code}";
        foreach (var path in new[]
        {
            $"{hires}&number=claimed", $"{hires}&number=counted", $"{hires}&number=offersPending", $"{hires}&number=counted&q=智能装备",
            $"progress/{Season.Park}/positions?programme={Season.Code}", $"ledger?programme={Season.Code}", $"ledger?programme={Season.Code}&q=智能装备",
        })
        {
            var rows = (await supervisor.GetAsync<JsonElement>(path)).GetProperty("items").EnumerateArray().ToList();
            Assert.NotEmpty(rows);
            Assert.Equal([NewName], rows.Select(row => row.GetProperty("unitName").GetString()).Distinct());
        }

        using var graduate = season.Host.As(People.Graduate("王小明"), "matching");
        Assert.Equal(NewName, (await graduate.GetAsync<JsonElement>("placements/mine")).GetProperty("items")[0].GetProperty("unitName").GetString());
    }
}
