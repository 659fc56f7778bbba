using System.IO.Compression;
using System.Net;
using RaMatch.Portal.Backend;
using RaMatch.Portal.Parks;
using RaMatch.Sheets.Reading;
using RaMatch.Sheets.Templates;
using Xunit;

namespace RaMatch.Portal.Tests.Pages;

/// <summary>Supervisors set the targets of many parks by a sheet, and a park splits its own, by forms and links alone.</summary>
public sealed class TargetTests
{
    const string Hostile = "<script>alert(1)</script>";
    const string Page = $"/supervisor/programmes/{Programme.Code}/targets";

    static readonly SheetColumn[] Columns =
    [
        new("park", "园区", new CellKind.Text(50)),
        new("target", "目标人数", new CellKind.Text(50)),
        new("reason", "理由", new CellKind.Text(50)),
    ];

    [Fact]
    public async Task A_sheet_is_taken_away_filled_in_checked_and_set_and_the_same_again_changes_nothing()
    {
        await using var programme = await Programme.OpenAsync();
        using var supervisor = new Visitor(programme.Host.Address);
        await supervisor.SignInAsync("supervisor");
        await supervisor.OpenAsync($"/supervisor/programmes/{Programme.Code}");
        await supervisor.OpenAsync(supervisor.LinkTo("/targets"));
        Assert.Equal("批量下达目标", supervisor.Title);

        // What stands is filled in, and sent back as it is it changes nothing.
        var template = await DownloadAsync(programme);
        await supervisor.UploadAsync(Page, template, "目标.xlsx", ("reason", "年度任务"));
        Assert.Equal("表格与现在的目标相同", supervisor.Title);
        Assert.DoesNotContain("确认下达", supervisor.Text, StringComparison.Ordinal);

        var file = Sheet(["潍坊高新区", "三百", null], ["衡阳高新", "300", null], ["西安高新区", null, Hostile]);
        await supervisor.UploadAsync(Page, file, "目标.xlsx", ("reason", ""));
        Assert.Equal("表格里有 3 处要改", supervisor.Title);
        foreach (var said in new[] { "第 2 行", "B 目标人数", "三百", "不是整数", "第 3 行", "是不是“衡阳高新区”？", "第 4 行", "没有填写", "请填写设定或调整理由" })
        {
            Assert.Contains(said, supervisor.Text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(Hostile, supervisor.Html, StringComparison.Ordinal);
        file = Sheet(["潍坊高新区", "320", null], ["衡阳高新区", "300", "新增" + Hostile], ["西安高新技术产业开发区", "９０ 人", null]);
        await supervisor.UploadAsync(Page, file, "目标.xlsx", ("reason", "年度任务"));
        Assert.Equal("检查通过，将改动 3 个园区的目标", supervisor.Title);
        Assert.Contains("新下达 2 个，调整 1 个，不变 0 个", supervisor.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Hostile, supervisor.Html, StringComparison.Ordinal);
        await supervisor.SubmitAsync("confirm");
        Assert.Equal((Page, "批量下达目标"), (supervisor.Address, supervisor.Title));
        foreach (var said in new[] { "已下达：新下达 2 个园区，调整 1 个，不变 0 个。", "潍坊高新区：320 人", "衡阳高新区：300 人", "西安高新区：90 人", "年度任务（第 2 次）" })
        {
            Assert.Contains(said, supervisor.Text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(Hostile, supervisor.Html, StringComparison.Ordinal);
        await supervisor.UploadAsync(Page, file, "目标.xlsx", ("reason", "年度任务"));
        Assert.Equal("表格与现在的目标相同", supervisor.Title);
        await supervisor.OpenAsync("/supervisor/audit");
        Assert.Contains("批量下达任务数", supervisor.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_was_overtaken_sees_what_it_would_be_now_and_decides_again()
    {
        await using var programme = await Programme.OpenAsync();
        using var supervisor = new Visitor(programme.Host.Address);
        await supervisor.SignInAsync("supervisor");
        await supervisor.OpenAsync(Page);
        await supervisor.UploadAsync(Page, Sheet(["潍坊高新区", "320", null]), "目标.xlsx", ("reason", "年度任务"));
        await programme.DoAsync(Testing.People.Supervisor(), "matching", HttpMethod.Put, $"programmes/{Programme.Code}/targets/{Programme.Park}", new { target = 311, reason = "追加" });
        await supervisor.SubmitAsync("confirm");
        Assert.Contains("潍坊高新区现在是 311 人，名单上是 320 人", supervisor.Text, StringComparison.Ordinal);
        Assert.Equal("检查通过，将改动 1 个园区的目标", supervisor.Title);
        await supervisor.SubmitAsync("confirm");
        Assert.Contains("调整 1 个", supervisor.Text, StringComparison.Ordinal);
        Assert.Contains("潍坊高新区：320 人", supervisor.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_sheet_and_a_park_that_stands_twice_are_said_with_what_to_do()
    {
        await using var programme = await Programme.OpenAsync();
        using var supervisor = new Visitor(programme.Host.Address);
        await supervisor.SignInAsync("supervisor");
        (byte[] File, string Said)[] table =
        [
            ([], "请选择要上传的表格"),
            ("园区,目标人数\n潍坊高新区,320\n"u8.ToArray(), "另存为 .xlsx"),
            ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "这是旧版表格（.xls 或 .et）"),
            (Sheet(), "表头下面没有数据"),
            (Sheet(["潍坊高新区", "320", null], ["潍坊高新技术产业开发区", "321", null]), "与第 2 行是同一个园区"),
            (Zip(), "这不是 Excel 表格"),
        ];
        foreach (var (file, said) in table)
        {
            await supervisor.OpenAsync(Page);
            await supervisor.UploadAsync(Page, file, "目标.xlsx", ("reason", "年度任务"));
            Assert.Equal(HttpStatusCode.OK, supervisor.Status);
            Assert.Contains(said, supervisor.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("确认下达", supervisor.Text, StringComparison.Ordinal);
        }

        await supervisor.OpenAsync("/supervisor/programmes/none/targets");
        Assert.Equal((HttpStatusCode.NotFound, "没有找到这个专项"), (supervisor.Status, supervisor.Title));
    }

    [Fact]
    public async Task A_park_splits_its_target_and_the_supervisor_sees_by_how_much_the_parts_miss_it()
    {
        await using var programme = await Programme.OpenAsync();
        using var park = new Visitor(programme.Host.Address);
        await park.SignInAsync("park");
        await park.OpenAsync("/park/targets");
        Assert.EndsWith("，还没有分解", park.Title, StringComparison.Ordinal);
        await park.OpenAsync(park.LinkTo("split=street"));
        await park.SubmitAsync("parts", ("parts", "新城街道\n清池街道，12"), ("reason", ""));
        Assert.Contains("第 1 行：“新城街道”后面没有人数", park.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("第 2 行", park.Text, StringComparison.Ordinal);
        Assert.Contains("清池街道，12", park.Text, StringComparison.Ordinal);
        await park.SubmitAsync("parts", ("parts", $"新城街道{Hostile}，120\n清池街道\t12人"), ("reason", "分解到街道"));
        Assert.EndsWith("，已分解到街道", park.Title, StringComparison.Ordinal);
        Assert.Contains("各部分合计 132，", park.Text, StringComparison.Ordinal);
        Assert.Contains("分解到街道（第 1 次", park.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Hostile, park.Html, StringComparison.Ordinal);

        await park.OpenAsync("/park/targets?split=category");
        await park.SubmitAsync("parts", ("parts", "高新技术企头，12"), ("reason", "分解到类别"));
        Assert.Contains("是不是“高新技术企业”？", park.Text, StringComparison.Ordinal);
        await park.SubmitAsync("parts", ("parts", "高新技术企业，12"), ("reason", "分解到类别"));
        Assert.EndsWith("，已分解到街道、单位类别", park.Title, StringComparison.Ordinal);
        await park.OpenAsync("/park/audit");
        Assert.Contains("分解任务数", park.Text, StringComparison.Ordinal);

        using var supervisor = new Visitor(programme.Host.Address);
        await supervisor.SignInAsync("supervisor");
        await supervisor.OpenAsync($"/supervisor/parks/{Programme.Park}/targets");
        Assert.Contains("各部分合计 132，", supervisor.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("分解到单位", supervisor.Text, StringComparison.Ordinal);
        using var viewer = new Visitor(programme.Host.Address);
        viewer.Keep(ViewerTests.CookieOf(programme, Programme.Staff, "view"));
        await viewer.OpenAsync("/park/targets?split=street");
        Assert.DoesNotContain("保存分解", viewer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("盛瑞传动，20", "盛瑞传动", 20)]
    [InlineData("盛瑞传动\t20人", "盛瑞传动", 20)]
    [InlineData("盛瑞传动：２０", "盛瑞传动", 20)]
    [InlineData("盛瑞, 潍坊 20", "盛瑞, 潍坊", 20)]
    [InlineData("盛瑞传动", "盛瑞传动", null)]
    public void A_line_is_a_name_and_how_many(string line, string name, int? target)
    {
        var part = Assert.Single(PartLines.Read([line], TargetSplit.Street, []).Parts);
        Assert.Equal((name, target), (part.Street, part.Target));
    }

    static async Task<byte[]> DownloadAsync(Programme programme)
    {
        using var handler = new HttpClientHandler { CookieContainer = new CookieContainer() };
        handler.CookieContainer.Add(programme.Host.Address, ViewerTests.CookieOf(programme, Testing.People.Supervisor(), "view"));
        using var client = new HttpClient(handler) { BaseAddress = programme.Host.Address };
        using var response = await client.GetAsync(new Uri($"{Page}.xlsx", UriKind.Relative));
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", response.Content.Headers.ContentType!.MediaType);
        return await response.Content.ReadAsByteArrayAsync();
    }

    static byte[] Sheet(params string?[][] rows) => new SheetTemplate("目标", Columns) { Rows = [.. rows], HasExample = false }.ToFile();

    static byte[] Zip()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry("word/document.xml");
        }

        return stream.ToArray();
    }
}
