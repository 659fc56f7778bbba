using System.Net;
using RaMatch.Contracts.Matching;
using RaMatch.Platform;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Posting.Tests.Positions;

public class SearchPositionsTests
{
    [Fact]
    public async Task Positions_are_found_by_words_in_any_part_and_every_word_must_match()
    {
        await using var season = await Season.StartAsync();
        await season.VerifiedAsync("山东天瑞重工有限公司");
        await season.VerifiedAsync("衡阳特变电工", "hengyang");
        var magnet = await season.PublishedAsync("山东天瑞重工有限公司");
        var chip = await season.PublishedAsync(
            "衡阳特变电工",
            Season.Draft(
                ("title", "硅光芯片设计工程师"),
                ("duties", "承担硅光芯片版图设计与流片验证，使用ＦＰＧＡ搭建测试平台，编写.NET上位机程序。"),
                ("majors", new[] { "080902" }),
                ("requiredSkills", new[] { "C#", "Verilog" }),
                ("wishedSkills", Array.Empty<string>()),
                ("city", "衡阳市")),
            "hengyang");

        (string Query, Guid[] Found)[] table =
        [
            ("磁悬浮", [magnet]), ("工程师", [magnet, chip]), ("天瑞 仿真", [magnet]), ("天瑞 芯片", []), ("芯片设计", [chip]), ("光", [chip]), ("瑞", [magnet]),
            ("C++", [magnet]), ("c#", [chip]), ("Ｃ＃", [chip]), (".net", [chip]), ("fpga", [chip]), ("matlab", [magnet]), ("MATLAB有限元", [magnet]),
            ("机械类", [magnet]), ("软件工程", [chip]), ("潍坊", [magnet]), ("特变电工", [chip]), ("量子", []), ("%", []), ("   ", [magnet, chip]),
            ("设计芯片的人", []),
        ];
        foreach (var (query, found) in table)
        {
            Assert.Equal((query, string.Join(',', found.Order())), (query, await FoundAsync($"q={Uri.EscapeDataString(query)}")));
        }

        (string Query, Guid[] Found)[] filters =
        [
            ("park=weifang", [magnet]), ("park=atlantis", []), ("city=衡阳", [chip]), ("programme=ra-2022", [magnet, chip]),
            ("major=080202", [magnet]), ("major=080902", [chip]), ("major=0809", []), ("major=050101", []), ("major=nonsense", []),
            ("degree=juniorCollege", []), ("degree=bachelor", [magnet, chip]), ("degree=doctor", [magnet, chip]), ("degree=&kind=", [magnet, chip]),
            ("kind=researchProject", [magnet, chip]), ("kind=postdoctoral", []), ("payFrom=900000", [magnet, chip]), ("payFrom=900001", []),
            ($"unit={People.IdOf("衡阳特变电工")}", [chip]), ("page=2", []), ("page=0&size=9999", [magnet, chip]),
        ];
        foreach (var (query, found) in filters)
        {
            Assert.Equal((query, string.Join(',', found.Order())), (query, await FoundAsync(query)));
        }

        Assert.Equal(404, await season.Public().StatusOfAsync("positions?programme=x"));
        Assert.Equal(400, await season.Public().StatusOfAsync("positions?kind=chef"));
        Assert.Equal(400, await season.Public().StatusOfAsync("positions?kind=1"));
        Assert.Equal(400, await season.Public().StatusOfAsync("positions?payFrom=viel"));
        Assert.Equal(400, await season.Public().StatusOfAsync("positions?unit=1"));

        async Task<string> FoundAsync(string query) =>
            string.Join(',', (await season.Public().SeeAsync("positions?" + query)).Items().Select(item => item.GetProperty("positionId").GetGuid()).Order());
    }

    [Fact]
    public async Task However_titles_end_the_near_ones_are_found_and_the_same_words_come_first()
    {
        await using var season = await Season.StartAsync();
        await season.VerifiedAsync("天瑞重工");
        var titles = new[] { "数据分析工程师", "数据分析师", "算法研究助理", "软件开发工程师", "工程师", "岗位管理系统开发专员" };
        foreach (var title in titles)
        {
            await season.PublishedAsync("天瑞重工", Season.Draft(("title", title), ("duties", "完成所在课题组交办的各项研究任务，撰写阶段报告和技术文档。"), ("wishedSkills", Array.Empty<string>()), ("requiredSkills", Array.Empty<string>()), ("majors", Array.Empty<string>())));
            season.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        (string Query, string[] Found)[] table =
        [
            ("数据分析师", ["数据分析师", "数据分析工程师"]), ("数据分析工程师", ["数据分析工程师", "数据分析师"]), ("数据分析岗", ["数据分析师", "数据分析工程师"]),
            ("数据分析员", ["数据分析师", "数据分析工程师"]), ("数据分析人员 天瑞", ["数据分析师", "数据分析工程师"]), ("算法研究员", ["算法研究助理"]), ("软件开发人员", ["软件开发工程师"]),
            ("工程师岗位", ["工程师", "软件开发工程师", "数据分析工程师"]), ("数据治理师", []), ("算法分析师", []),
        ];
        foreach (var (query, found) in table)
        {
            Assert.Equal((query, string.Join(',', found)), (query, string.Join(',', (await season.Public().SeeAsync($"positions?q={Uri.EscapeDataString(query)}")).Items().Select(item => item.Text("title")))));
        }

        Assert.Equal(["数据分析师", "数据分析工程师"], (await season.Public().SeeAsync("positions?q=数据分析工程师&sort=newest")).Items().Select(item => item.Text("title")));
    }

    [Fact]
    public async Task A_position_is_open_no_longer_than_its_programme_and_as_long_again_once_that_is_extended()
    {
        await using var season = await Season.StartAsync();
        await season.VerifiedAsync("天瑞重工");
        await season.PublishedAsync("天瑞重工");
        var today = ChinaTime.DayOf(season.Host.Clock.GetUtcNow());
        await season.AnnounceAsync(Season.Opened with { Version = 2, ClosesOn = today });
        Assert.Equal(1, await OpenAsync());
        season.Host.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await OpenAsync());
        await season.AnnounceAsync(Season.Opened with { Version = 3 });
        Assert.Equal(1, await OpenAsync());

        async Task<long> OpenAsync() => (await season.Public().SeeAsync("positions")).GetProperty("total").GetInt64();
    }

    [Fact]
    public async Task Whoever_goes_through_all_loses_none_while_others_close_and_appear()
    {
        await using var season = await Season.StartAsync();
        await season.VerifiedAsync("天瑞重工");
        var published = new List<Guid>();
        foreach (var minute in new[] { 0, 1, 0, 1 })
        {
            season.Host.Clock.Advance(TimeSpan.FromMinutes(minute));
            published.Add(await season.PublishedAsync("天瑞重工"));
        }

        var all = (await season.Public().SeeAsync("positions")).Items().Select(item => item.GetProperty("positionId").GetGuid()).ToList();
        Assert.Equal(published.Order(), all.Order());
        foreach (var query in new[] { "sort=newest", "q=磁悬浮", "sort=newest&q=磁悬浮研发师" })
        {
            Assert.Equal(all, await season.Public().ByAfterAsync($"positions?{query}", "positionId"));
        }

        // The last one read is closed, another is published: nothing behind it moves.
        await season.Unit("天瑞重工").PostAsync($"positions/{all[1]}/close", new { reason = "不再需要" }).ExpectAsync(200);
        season.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        await season.PublishedAsync("天瑞重工");
        Assert.Equal(all[2..], (await season.Public().SeeAsync($"positions?after={all[1]}")).Items().Select(item => item.GetProperty("positionId").GetGuid()));
        foreach (var query in new[] { "sort=pay", "sort=closing", "q=磁悬浮研发师" })
        {
            Assert.Contains("newest", await season.Public().GetAsync(new Uri($"positions?{query}&after={all[1]}", UriKind.Relative)).ExpectFieldAsync("after"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_full_stays_in_the_list_and_counts_for_no_park()
    {
        await using var season = await Season.StartAsync();
        await season.VerifiedAsync("天瑞重工");
        await season.VerifiedAsync("盛瑞传动");
        var full = await season.PublishedAsync("天瑞重工", Season.Draft(("seats", 2)));
        var open = await season.PublishedAsync("盛瑞传动", Season.Draft(("seats", 3)));
        await season.AnnounceAsync(new SeatsChanged(open, 1, 3, 1, season.Host.Clock.GetUtcNow()));
        Assert.Equal((2, 2, 4), await ParkAsync());
        await season.AnnounceAsync(new SeatsChanged(full, 1, 2, 2, season.Host.Clock.GetUtcNow()));
        Assert.Equal((1, 1, 2), await ParkAsync());
        Assert.Equal([(full, 2, 2), (open, 3, 1)], (await season.Public().SeeAsync("positions")).Items()
            .Select(item => (item.GetProperty("positionId").GetGuid(), item.GetProperty("seats").GetInt32(), item.GetProperty("seatsHeld").GetInt32())).OrderBy(item => item.Item1));
        await season.AnnounceAsync(new SeatsChanged(full, 2, 2, 1, season.Host.Clock.GetUtcNow()));
        Assert.Equal((2, 2, 3), await ParkAsync());

        async Task<(long Units, long Positions, long Seats)> ParkAsync() => (await season.Public().SeeAsync("parks")).EnumerateArray().Single() is var park
            ? (park.GetProperty("units").GetInt64(), park.GetProperty("positions").GetInt64(), park.GetProperty("seats").GetInt64())
            : default;
    }

    [Fact]
    public async Task A_position_open_to_any_major_is_open_to_every_major()
    {
        await using var season = await Season.StartAsync();
        await season.VerifiedAsync("天瑞重工");
        await season.PublishedAsync("天瑞重工", Season.Draft(("majors", Array.Empty<string>())));
        Assert.Single((await season.Public().SeeAsync("positions?major=050101")).Items());
    }

    [Fact]
    public async Task The_list_is_ordered_as_asked_and_ends_with_the_closing_date()
    {
        await using var season = await Season.StartAsync();
        await season.VerifiedAsync("天瑞重工");
        var first = await season.PublishedAsync("天瑞重工", Season.Draft(("title", "甲岗"), ("payMaximumFen", 800_000), ("closesOn", "2022-07-10")));
        season.Host.Clock.Advance(TimeSpan.FromHours(1));
        var second = await season.PublishedAsync("天瑞重工", Season.Draft(("title", "乙岗"), ("payMaximumFen", 1_000_000), ("closesOn", "2022-07-20")));
        season.Host.Clock.Advance(TimeSpan.FromHours(1));
        var third = await season.PublishedAsync("天瑞重工", Season.Draft(("title", "丙岗"), ("payMaximumFen", 900_000), ("closesOn", "2022-07-01")));

        Assert.Equal([third, second, first], await OrderAsync(""));
        Assert.Equal([second, third, first], await OrderAsync("sort=pay"));
        Assert.Equal([third, first, second], await OrderAsync("sort=closing"));
        var parks = (await season.Public().SeeAsync("parks")).EnumerateArray().Single();
        Assert.Equal(("weifang", "潍坊高新区", 1, 3, 9), (parks.Text("parkId"), parks.Text("parkName"), parks.GetProperty("units").GetInt64(), parks.GetProperty("positions").GetInt64(), parks.GetProperty("seats").GetInt64()));

        season.Host.Clock.Set(new DateTimeOffset(2022, 7, 1, 15, 59, 0, TimeSpan.Zero));
        Assert.Equal(3, (await OrderAsync("")).Count);
        season.Host.Clock.Set(new DateTimeOffset(2022, 7, 1, 16, 0, 0, TimeSpan.Zero));
        Assert.Equal([second, first], await OrderAsync(""));

        async Task<IReadOnlyList<Guid>> OrderAsync(string query) =>
            [.. (await season.Public().SeeAsync("positions?" + query)).Items().Select(item => item.GetProperty("positionId").GetGuid())];
    }

    [Fact]
    public async Task Positions_indexed_by_a_dictionary_are_found_after_the_start_that_does_away_with_it()
    {
        using var folder = new TemporaryFolder();
        Guid positionId;
        await using (var before = await Season.StartAsync(folder.Path))
        {
            await before.VerifiedAsync("天瑞重工");
            positionId = await before.PublishedAsync("天瑞重工");
            await before.Posting.WriteAsync(async unit =>
            {
                var terms = await unit.QueryAsync<string>("SELECT term FROM search_entry");
                await unit.ExecuteAsync("CREATE TABLE search_term (term_id bigint NOT NULL PRIMARY KEY, term nvarchar(40) NOT NULL)");
                await unit.ExecuteAsync("CREATE TABLE position_term (term_id bigint NOT NULL, position_id char(36) NOT NULL)");
                await unit.InsertAllAsync("INSERT INTO search_term (term_id, term) VALUES (@number, @term)", terms.Select((term, number) => new { number, term }));
                await unit.InsertAllAsync("INSERT INTO position_term (term_id, position_id) VALUES (@number, @positionId)", terms.Select((_, number) => new { number, positionId }));
                await unit.ExecuteAsync("DROP TABLE search_entry");
                await unit.ExecuteAsync("DELETE FROM schema_script WHERE name = '0003_search_entries'");
            });
        }

        await using var after = await Season.RestartAsync(folder.Path);
        Assert.Equal(positionId, Assert.Single((await after.Public().SeeAsync("positions?q=磁悬浮 天瑞")).Items()).GetProperty("positionId").GetGuid());
    }

    [Fact]
    public async Task Positions_with_the_same_words_are_published_at_once()
    {
        await using var season = await Season.StartAsync();
        await season.VerifiedAsync("天瑞重工");
        var submitted = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => season.SubmittedAsync("天瑞重工")));

        var answers = await Task.WhenAll(submitted.Select(position => season.Park().PostAsync($"positions/{position}/publish", new { })));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(32, (await season.Public().SeeAsync("positions?q=磁悬浮")).GetProperty("total").GetInt32());
    }
}
