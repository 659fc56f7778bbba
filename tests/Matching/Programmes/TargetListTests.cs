using System.Net;
using RaMatch.Contracts;
using RaMatch.Matching.Programmes;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Programmes;

/// <summary>Targets of many parks at once, and how a park splits its own.</summary>
public sealed class TargetListTests
{
    const string Targets = $"programmes/{Season.Code}/targets";
    const string Check = $"programmes/{Season.Code}/targets/check";
    const string Parts = $"programmes/{Season.Code}/targets/{Season.Park}/parts";

    static readonly SetTargets.Request List = new([new("weifang", 320, null, 1), new("hengyang", 300, "新增园区", 0)], "年度任务调整");

    [Fact]
    public async Task A_list_is_checked_then_set_and_the_same_list_again_changes_nothing()
    {
        await using var season = await Season.OpenAsync();
        var checkedList = await SendAsync(season, Check, List);
        Assert.Equal((1, 1, 0, 305L, 620L), (checkedList.Added, checkedList.Changed, checkedList.Unchanged, checkedList.SumBefore, checkedList.SumAfter));
        Assert.Equal([new SetTargets.Change("weifang", "潍坊高新区", 305, 320, 1), new SetTargets.Change("hengyang", "衡阳高新区", null, 300, 0)], checkedList.Changes);
        Assert.Equal(1, await season.Host.CountAsync("SELECT COUNT(*) FROM target"));

        var done = await SendAsync(season, Targets, List);
        Assert.Equal((1, 1, 0, 305L, 620L), (done.Added, done.Changed, done.Unchanged, done.SumBefore, done.SumAfter));
        var again = await SendAsync(season, Targets, List);
        Assert.Equal((0, 0, 2, 620L, 620L), (again.Added, again.Changed, again.Unchanged, again.SumBefore, again.SumAfter));
        var lines = await season.Supervisor.GetAsync<List<SetTarget.Line>>(Targets);
        Assert.Equal([("hengyang", 1L, 300L, "新增园区"), ("weifang", 2L, 320L, "年度任务调整"), ("weifang", 1L, 305L, "省厅下达")], lines.Select(line => (line.ParkId, line.Revision, line.Target, line.Reason)));
    }

    [Fact]
    public async Task Whoever_was_overtaken_is_told_of_both_and_nothing_is_set()
    {
        await using var season = await Season.OpenAsync();
        await Season.Must(season.Supervisor.PutAsync($"{Targets}/weifang", new SetTarget.Request(310, "省厅追加")));
        var words = await Season.Refused(season.Supervisor.PostAsync(Targets, List), HttpStatusCode.Conflict);
        Assert.Contains("潍坊高新区现在是 310 人，名单上是 320 人", words, StringComparison.Ordinal);
        await Season.Refused(season.Supervisor.PostAsync(Check, List), HttpStatusCode.Conflict);
        Assert.Equal(2, await season.Host.CountAsync("SELECT COUNT(*) FROM target"));
        // Who set the same meanwhile is in nobody's way, and who does not say what was seen replaces whatever stands.
        var same = List with { Rows = [new("weifang", 310, null, 1), new("hengyang", 300, null, null)] };
        Assert.Equal((1, 0, 1), await CountsAsync(season, same));
        Assert.Equal((0, 1, 0), await CountsAsync(season, List with { Rows = [new("weifang", 9, null, null)] }));
    }

    [Fact]
    public async Task A_list_with_a_wrong_row_is_refused_as_a_whole()
    {
        await using var season = await Season.OpenAsync();
        (SetTargets.Request Request, string Field)[] table =
        [
            (List with { Rows = [] }, "rows"),
            (List with { Rows = [.. List.Rows, new("atlantis", 1, null, null)] }, "rows[2].parkId"),
            (List with { Rows = [.. List.Rows, new("weifang", 1, null, null)] }, "rows[2].parkId"),
            (List with { Rows = [.. List.Rows, new("xian", -1, null, null)] }, "rows[2].target"),
            (List with { Reason = "" }, "reason"),
        ];
        foreach (var (request, field) in table)
        {
            Assert.Contains($"\"{field}\":", await Season.Refused(season.Supervisor.PostAsync(Targets, request), HttpStatusCode.BadRequest), StringComparison.Ordinal);
            Assert.Contains($"\"{field}\":", await Season.Refused(season.Supervisor.PostAsync(Check, request), HttpStatusCode.BadRequest), StringComparison.Ordinal);
        }

        Assert.Equal(1, await season.Host.CountAsync("SELECT COUNT(*) FROM target"));
        await Season.Refused(season.ParkStaff.PostAsync(Targets, List), HttpStatusCode.Forbidden);
        await Season.Refused(season.Supervisor.PostAsync("programmes/none/targets", List), HttpStatusCode.NotFound);
        season.Host.Clock.Advance(TimeSpan.FromDays(1));
        await Season.Must(season.Supervisor.PostAsync($"programmes/{Season.Code}/close", new AmendProgramme.Closing(1, "提前完成")));
        Assert.Contains("已关闭", await Season.Refused(season.Supervisor.PostAsync(Targets, List), HttpStatusCode.Conflict), StringComparison.Ordinal);
        await Season.Refused(season.ParkStaff.PutAsync($"{Parts}/street", Streets(0, 1)), HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_park_splits_its_target_and_reads_by_how_much_the_parts_miss_it()
    {
        await using var season = await Season.OpenAsync();
        var split = await SplitAsync(season, "street", Streets(0, 120, 170));
        var street = Assert.Single(split.Splits);
        Assert.Equal((TargetSplit.Street, 1L, 290L, -15L, "各部分合计 290，比总目标 305 少 15。"), (street.Kind, street.Revision, street.Sum, street.Difference!.Value, street.Told.InChinese()));
        Assert.Equal([("第1街道", 120L, (long?)null), ("第2街道", 170L, null)], street.Parts.Select(part => (part.Street!, part.Target, part.Counted)));

        street = Assert.Single((await SplitAsync(season, "street", Streets(1, 135, 170, 10) with { Reason = "补足" })).Splits);
        Assert.Equal((2L, "各部分合计 315，比总目标 305 多 10。", "补足"), (street.Revision, street.Told.InChinese(), street.Reason));
        Assert.Equal(new SplitTarget.Former(1, 2, 290, "分解", street.Earlier[0].SetAt), Assert.Single(street.Earlier));
        Assert.Equal("各部分合计 305，与总目标一致。", Assert.Single((await SplitAsync(season, "street", Streets(2, 305))).Splits).Told.InChinese());
        Assert.Equal(("还没有分解。", 0), (Assert.Single((await SplitAsync(season, "street", Streets(3))).Splits) is var none ? (none.Told.InChinese(), none.Parts.Count) : default));
        Assert.Equal(4, await season.Host.CountAsync("SELECT COUNT(*) FROM target_split"));
        Assert.Equal(4, (await season.Supervisor.GetAsync<SplitTarget.Response>(Parts)).Splits[0].Revision);
    }

    [Fact]
    public async Task Parts_of_units_and_categories_show_what_was_published_and_counted_of_them()
    {
        await using var season = await Season.OpenAsync(seats: 6);
        await season.CountAsync("王小明");
        var unitId = People.IdOf(Season.Unit);
        var shown = await SplitAsync(season, "unit", new([new(null, null, unitId, 20)], 0, "分解到单位"));
        Assert.Equal(new SplitTarget.Line(null, null, unitId, Season.Unit, 20, 6, 1), Assert.Single(shown.Splits[0].Parts));
        Assert.Contains(new SplitTarget.PartUnit(unitId, Season.Unit), shown.Units);

        var category = Announced.UnitVerified(Season.Unit).Categories[0];
        var other = Enum.GetValues<UnitCategory>().First(one => !Announced.UnitVerified(Season.Unit).Categories.Contains(one));
        shown = await SplitAsync(season, "category", new([new(null, category, null, 200), new(null, other, null, 105)], 0, "分解到类别"));
        Assert.Equal([TargetSplit.Category, TargetSplit.Unit], shown.Splits.Select(split => split.Kind));
        Assert.Equal([(category, 6L, 1L), (other, 0L, 0L)], shown.Splits[0].Parts.Select(part => (part.Category!.Value, part.Published!.Value, part.Counted!.Value)));
    }

    [Fact]
    public async Task A_split_with_a_wrong_part_is_refused_and_so_is_another_parks()
    {
        await using var season = await Season.OpenAsync();
        (string Split, SplitTarget.Part[] Parts, string Field)[] table =
        [
            ("street", [], "parts"),
            ("street", [new("新城街道", null, null, 1), new(" 新城 街道", null, null, 2)], "parts[1].street"),
            ("street", [new(null, null, null, 1)], "parts[0].street"),
            ("street", [new("新城街道", UnitCategory.University, null, 1)], "parts[0].street"),
            ("street", [new(new string('长', 61), null, null, 1)], "parts[0].street"),
            ("street", [new("新城街道", null, null, -1)], "parts[0].target"),
            ("category", [new("高校", null, null, 1)], "parts[0].category"),
            ("category", [new(null, UnitCategory.University, null, 1), new(null, UnitCategory.University, null, 1)], "parts[1].category"),
            ("unit", [new(null, null, People.IdOf("别家"), 1)], "parts[0].unitId"),
        ];
        foreach (var (split, parts, field) in table)
        {
            Assert.Contains($"\"{field}\":", await Season.Refused(season.ParkStaff.PutAsync($"programmes/{Season.Code}/targets/{Season.Park}/parts/{split}", new SplitTarget.Request(parts, 0, "分解")), HttpStatusCode.BadRequest), StringComparison.Ordinal);
        }

        await SplitAsync(season, "street", Streets(0, 1));
        Assert.Contains("目标分解已被他人修改", await Season.Refused(season.ParkStaff.PutAsync($"{Parts}/street", Streets(0, 2)), HttpStatusCode.Conflict), StringComparison.Ordinal);
        var other = season.As(People.ParkStaff("hengyang"));
        await Season.Refused(other.PutAsync($"{Parts}/street", Streets(0, 1)), HttpStatusCode.NotFound);
        await Season.Refused(other.GetAsync(new Uri(Parts, UriKind.Relative)), HttpStatusCode.NotFound);
        await Season.Refused(season.ParkStaff.PutAsync($"{Parts}/river", Streets(0, 1)), HttpStatusCode.NotFound);
        await Season.Refused(season.Supervisor.PutAsync($"{Parts}/street", Streets(0, 1)), HttpStatusCode.Forbidden);
    }

    static SplitTarget.Request Streets(long revision, params int[] targets) => new([.. targets.Select((target, at) => new SplitTarget.Part($"第{at + 1}街道", null, null, target))], revision, "分解");

    static async Task<SplitTarget.Response> SplitAsync(Season season, string split, SplitTarget.Request request)
    {
        await Season.Must(season.ParkStaff.PutAsync($"programmes/{Season.Code}/targets/{Season.Park}/parts/{split}", request));
        return await season.ParkStaff.GetAsync<SplitTarget.Response>(Parts);
    }

    static async Task<SetTargets.Response> SendAsync(Season season, string path, SetTargets.Request request)
    {
        using var response = await season.Supervisor.PostAsync(path, request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.ReadAsync<SetTargets.Response>();
    }

    static async Task<(int, int, int)> CountsAsync(Season season, SetTargets.Request request)
    {
        var done = await SendAsync(season, Targets, request);
        return (done.Added, done.Changed, done.Unchanged);
    }
}
