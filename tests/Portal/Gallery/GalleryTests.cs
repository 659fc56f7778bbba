using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RaMatch.Portal.Ui;
using Xunit;

namespace RaMatch.Portal.Tests.Gallery;

public sealed partial class GalleryTests
{
    const string Hostile = "<script>alert('x')</script>\"&<b>𠮷";

    public static TheoryData<Type, string> Pages => new()
    {
        { typeof(FrontGallery), "/" },
        { typeof(ParkGallery), "/park?year=2026" },
        { typeof(UnitGallery), "/unit/candidates?q=a%26b&page=2" },
        { typeof(GraduateGallery), "/m" },
    };

    [Theory, MemberData(nameof(Pages))]
    public async Task A_name_with_markup_is_shown_as_text_everywhere(Type page, string path)
    {
        var html = await GalleryHost.RenderAsync(page, path, null, ("Name", Hostile));

        Assert.DoesNotContain("<script>", html);
        Assert.DoesNotContain("<b>𠮷", html);
        Assert.Contains(Hostile, WebUtility.HtmlDecode(html));
        // Inside attributes a quote would end the value.
        Assert.DoesNotContain("</script>\"", html);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_label_inside_a_drawing_is_text(bool last)
    {
        TrendPoint[] points = last ? [new("1月", 1), new(Hostile, 2)] : [new(Hostile, 1), new("2月", 2)];
        var html = await GalleryHost.RenderAsync<Trend>(parameters: [("Points", points), ("Label", Hostile)]);

        var labels = SvgLabel().Matches(html).Select(match => match.Groups[1].Value).ToList();
        Assert.Contains(Hostile, labels.Select(WebUtility.HtmlDecode));
        Assert.All(labels, label => Assert.DoesNotContain("<", label));
        Assert.Equal(Hostile, WebUtility.HtmlDecode(html.TagWith("class", "wide").Value("aria-label")));
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task A_strict_content_policy_lets_every_page_through(Type page, string path)
    {
        var html = await GalleryHost.RenderAsync(page, path, null);

        Assert.DoesNotMatch(" style=\"| on[a-z]+=\"|javascript:", html);
        Assert.All(ScriptTag().Matches(html), tag => Assert.Contains(" src=\"/", tag.Value));
        Assert.DoesNotMatch("(src|href)=\"(https?:)?//", html);
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task Every_reference_by_id_finds_exactly_one_element(Type page, string path)
    {
        var html = await GalleryHost.RenderAsync(page, path, null);

        var ids = IdAttribute().Matches(html).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(ids.Distinct(), ids);
        var references = Reference().Matches(html).SelectMany(match => match.Groups[1].Value.Split(' '));
        Assert.All(references, reference => Assert.Contains(reference, ids));
    }

    [Fact]
    public async Task A_field_ties_its_label_hint_and_error_to_the_control()
    {
        var html = await GalleryHost.RenderAsync<Field>(parameters:
            [("Name", "seats"), ("Label", "人数"), ("Type", "number"), ("Value", "0"), ("Hint", "1 到 500"), ("Error", "太少"), ("min", "1")]);

        var control = html.TagWith("name", "seats");
        Assert.Equal(control.Value("id"), html.TagWith("for", "seats").Value("for"));
        Assert.Equal("seats-error seats-hint", control.Value("aria-describedby"));
        Assert.Equal("true", control.Value("aria-invalid"));
        Assert.Equal("1", control.Value("min"));
        Assert.Contains(" required", control);
        Assert.StartsWith("<p", html.TagWith("id", "seats-error"));
        Assert.StartsWith("<p", html.TagWith("id", "seats-hint"));
    }

    [Fact]
    public async Task A_field_without_error_claims_none_and_an_optional_one_says_so()
    {
        var html = await GalleryHost.RenderAsync<Field>(parameters: [("Name", "city"), ("Label", "城市"), ("Required", false)]);

        var control = html.TagWith("name", "city");
        Assert.DoesNotContain("aria-", control);
        Assert.DoesNotContain("required", control);
        Assert.Contains(Texts.Chinese.Optional, WebUtility.HtmlDecode(html));
    }

    [Fact]
    public async Task A_field_with_a_list_keeps_the_chosen_value()
    {
        var html = await GalleryHost.RenderAsync<Field>(parameters:
            [("Name", "kind"), ("Label", "类别"), ("Value", "2"), ("Options", new Choice[] { new("1", "甲"), new("2", "乙") })]);

        Assert.Contains("selected", html.TagWith("value", "2"));
        Assert.DoesNotContain("selected", html.TagWith("value", "1"));
    }

    [Fact]
    public async Task A_pager_keeps_the_rest_of_the_query()
    {
        var html = await GalleryHost.RenderAsync<Pager>("/positions?q=%E8%8A%AF%E7%89%87%26ic&page=2&degree=m", null, ("Page", 2), ("Size", 20), ("Total", 45));

        Assert.Equal("/positions?q=%E8%8A%AF%E7%89%87%26ic&page=3&degree=m", WebUtility.HtmlDecode(html.TagWith("rel", "next").Value("href")));
        Assert.Equal("/positions?q=%E8%8A%AF%E7%89%87%26ic&degree=m", WebUtility.HtmlDecode(html.TagWith("rel", "prev").Value("href")));
    }

    [Fact]
    public async Task A_long_list_can_be_opened_at_any_page_and_a_short_one_needs_no_field_for_it()
    {
        var html = await GalleryHost.RenderAsync<Pager>("/park/hires?q=%E8%8A%AF&page=2", null, ("Page", 2), ("Size", 20), ("Total", 731));
        Assert.Equal("/park/hires", html.TagWith("method", "get").Value("action"));
        Assert.Equal("芯", WebUtility.HtmlDecode(html.TagWith("type", "hidden").Value("value")));
        Assert.Equal("37", html.TagWith("type", "number").Value("max"));
        Assert.DoesNotContain("<form", await GalleryHost.RenderAsync<Pager>(parameters: [("Page", 1), ("Size", 20), ("Total", 100)]));
    }

    [Fact]
    public async Task The_last_page_has_no_next_link_and_an_empty_list_no_pager()
    {
        Assert.DoesNotContain("rel=\"next\"", await GalleryHost.RenderAsync<Pager>(parameters: [("Page", 3), ("Size", 20), ("Total", 45)]));
        Assert.DoesNotContain("<nav", await GalleryHost.RenderAsync<Pager>(parameters: [("Page", 1), ("Size", 20), ("Total", 0)]));
    }

    [Fact]
    public async Task A_sorted_column_turns_round_and_starts_over_at_the_first_page()
    {
        var html = await GalleryHost.RenderAsync<SortHeader>("/park?page=4&q=a", null, ("Text", "差距"), ("Key", "gap"), ("Sort", "gap"));

        Assert.Contains("aria-sort=\"ascending\"", html);
        Assert.Contains("href=\"/park?q=a&amp;sort=-gap\"", html);
    }

    [Theory]
    [InlineData("/park", "/park")]
    [InlineData("/park/review/7?x=1", "/park/review")]
    [InlineData("/parkour", null)]
    public async Task The_place_the_page_lies_under_is_the_current_one(string path, string? current)
    {
        var html = await GalleryHost.RenderAsync<NavLinks>(path, null, ("Items", Specimens.ParkPlaces));

        Assert.Equal(current, CurrentLink().Match(html) is { Success: true } link ? link.Value.Value("href") : null);
        Assert.Equal(current is null ? 0 : 1, CurrentLink().Count(html));
    }

    [Theory]
    [InlineData(0.5, "50%")]
    [InlineData(2.403, "100%")]
    [InlineData(-1, "0%")]
    [InlineData(double.NaN, "0%")]
    public async Task A_bar_stays_inside_its_track(double share, string width)
    {
        var html = await GalleryHost.RenderAsync<Bullet>(parameters: [("Share", share)]);

        Assert.Equal(width, html.TagWith("class", "bar").Value("width"));
    }

    [Fact]
    public async Task A_bar_says_its_figures_and_judges_them()
    {
        var html = await GalleryHost.RenderAsync<Bullet>(parameters: [("Share", 0.775), ("Due", 0.884), ("Label", "已签约")]);

        Assert.Equal("已签约: 已完成 77.5%，今日应完成 88.4%", WebUtility.HtmlDecode(html.TagWith("role", "img").Value("aria-label")));
        Assert.Equal("bullet warn", html.TagWith("role", "img").Value("class"));
    }

    [Fact]
    public async Task A_trend_without_points_or_with_one_is_still_drawn()
    {
        foreach (var points in new TrendPoint[][] { [], [new("1月", 0)], [new("1月", null, 5)] })
        {
            var html = await GalleryHost.RenderAsync<Trend>(parameters: [("Points", points), ("Label", "累计")]);
            Assert.DoesNotContain("NaN", html);
            Assert.DoesNotContain("∞", WebUtility.HtmlDecode(html));
        }
    }

    [Fact]
    public async Task The_table_behind_a_trend_has_every_figure()
    {
        var html = await GalleryHost.RenderAsync<Trend>(parameters: [("Points", Specimens.Year("12月")), ("Label", "累计")]);

        var cells = Cell().Matches(html).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)).ToList();
        Assert.Equal(12 * 3, cells.Count);
        Assert.Contains("4,262", cells);
        Assert.Contains("–", cells);
    }

    [Fact]
    public async Task The_answer_is_also_the_title_of_the_browser_tab()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddRazorComponents();
        await using var host = builder.Build();
        host.MapGet("/", () => new RazorComponentResult<TitleSpecimen>(new { Name = Hostile }));
        await host.StartAsync();

        using var browser = new HttpClient();
        var html = await browser.GetStringAsync(new Uri(host.Urls.Single()));

        var title = Title().Match(html).Groups[1].Value;
        Assert.Equal(Hostile + " · RaMatch", WebUtility.HtmlDecode(title));
        Assert.DoesNotContain("<", title);
        Assert.DoesNotContain("blazor", html);
    }

    [Fact]
    public async Task The_kit_speaks_the_language_the_host_cascades()
    {
        var html = await GalleryHost.RenderAsync<Document>("/", Texts.English);
        Assert.Contains("<html lang=\"en\"", html);

        var pager = await GalleryHost.RenderAsync<Pager>("/", Texts.English, ("Page", 1), ("Size", 20), ("Total", 45));
        Assert.Contains("1–20 of 45", WebUtility.HtmlDecode(pager));
    }

    [Fact]
    public void Both_languages_have_the_same_words_and_the_same_blanks()
    {
        foreach (var word in typeof(Texts).GetProperties().Where(property => property.PropertyType == typeof(string)))
        {
            var (chinese, english) = ((string)word.GetValue(Texts.Chinese)!, (string)word.GetValue(Texts.English)!);
            Assert.False(string.IsNullOrWhiteSpace(chinese) || string.IsNullOrWhiteSpace(english), word.Name);
            Assert.DoesNotMatch(@"\p{IsCJKUnifiedIdeographs}", english);
            Assert.Equal(Blank().Matches(chinese).Select(match => match.Value).Order(), Blank().Matches(english).Select(match => match.Value).Order());
        }
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void Text_stands_out_from_its_ground(string scheme)
    {
        var tokens = TokensOf(scheme);
        (string Text, string Ground)[] pairs =
        [
            .. from text in new[] { "ink", "muted", "brand", "ok", "warn", "bad", "pay" }
               from ground in new[] { "bg", "surface", "sunken" }
               select (text, ground),
            ("ink", "brand-soft"), ("muted", "brand-soft"), ("brand", "brand-soft"), ("ok", "ok-soft"), ("warn", "warn-soft"), ("bad", "bad-soft"),
            ("on-brand", "brand"), ("on-bad", "bad"),
        ];

        var weak = pairs.Select(pair => (pair, Ratio: Contrast(tokens[pair.Text], tokens[pair.Ground]))).Where(one => one.Ratio < 4.5);
        Assert.Empty(weak);
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void The_edge_of_a_control_and_the_bars_can_be_seen(string scheme)
    {
        var tokens = TokensOf(scheme);

        // WCAG 1.4.11 asks 3:1 of what is needed to recognise a control. An amber bar is named by the figure beside it
        // and need only differ from its track.
        Assert.True(Contrast(tokens["edge"], tokens["surface"]) >= 3);
        Assert.True(Contrast(tokens["edge"], tokens["bg"]) >= 3);
        Assert.All(new[] { "brand", "ok", "bad", "ink" }, bar => Assert.True(Contrast(tokens[bar], tokens["track"]) >= 3, bar));
        Assert.True(Contrast(tokens["warn-bar"], tokens["track"]) >= 2);
    }

    [Fact]
    public void Every_token_used_is_defined_and_every_colour_is_a_token()
    {
        var css = Css();
        var defined = TokenDefinition().Matches(css).Select(match => match.Groups[1].Value).ToHashSet();
        Assert.Subset(defined, TokenUse().Matches(css).Select(match => match.Groups[1].Value).ToHashSet());

        var rules = css[css.IndexOf("/* Ground */", StringComparison.Ordinal)..css.IndexOf("/* Paper", StringComparison.Ordinal)];
        var literal = Colour().Matches(rules).Select(match => match.Value).Distinct().Order();
        // The mark keeps its own three colours in the dark.
        Assert.Equal(["#0F4C81", "#4CC79A", "#FFFFFF"], literal);
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task A_first_page_stays_within_thirty_kilobytes_over_the_wire(Type page, string path)
    {
        var html = Encoding.UTF8.GetBytes(await GalleryHost.RenderAsync(page, path, null));
        var files = new[] { "app.css", "app.js", "favicon.svg", "manifest.webmanifest" }.Select(file => File.ReadAllBytes(Path.Combine(GalleryHost.Assets, file)));

        Assert.InRange(files.Append(html).Sum(GzipLength), 1, 30 * 1024);
    }

    [Fact]
    public void The_script_is_short() =>
        Assert.InRange(File.ReadAllLines(Path.Combine(GalleryHost.Assets, "app.js")).Length, 1, 200);

    /// <summary>What is drawn grows with its drawing; all other text with the size that a reader has set.</summary>
    [Fact]
    public void Only_text_in_drawings_has_a_size_in_pixels() =>
        Assert.Equal([".ring text", ".trend text", ".trend .end"], RuleInPixels().Matches(Css()).Select(match => match.Groups[1].Value.Trim()));

    [Fact]
    public void What_is_folded_stays_folded_on_paper()
    {
        var paper = Css()[Css().IndexOf("@media print", StringComparison.Ordinal)..];
        Assert.Contains("details:not([open])", paper, StringComparison.Ordinal);
        Assert.All(Directory.EnumerateFiles(GalleryHost.Assets, "*.js"), file => Assert.DoesNotMatch(@"beforeprint|details|\.open = ", File.ReadAllText(file)));
    }

    [Fact]
    public void Every_icon_of_the_manifest_is_there_in_its_size()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(GalleryHost.Assets, "manifest.webmanifest")));
        foreach (var icon in manifest.RootElement.GetProperty("icons").EnumerateArray().Where(icon => icon.GetProperty("type").GetString() == "image/png"))
        {
            var png = File.ReadAllBytes(Path.Combine(GalleryHost.Assets, icon.GetProperty("src").GetString()!.TrimStart('/')));
            Assert.Equal("PNG", Encoding.ASCII.GetString(png, 1, 3));
            // Width and height follow the length and name of the first chunk, big-endian.
            int At(int offset) => System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(offset));
            Assert.Equal(icon.GetProperty("sizes").GetString(), $"{At(16)}x{At(20)}");
        }
    }

    [Fact]
    public void The_service_worker_keeps_only_files_that_exist_and_no_page()
    {
        var script = File.ReadAllText(Path.Combine(GalleryHost.Assets, "sw.js"));
        var kept = KeptFile().Matches(script).Select(match => match.Groups[1].Value).ToList();

        Assert.Contains("offline.html", kept);
        Assert.All(kept, file => Assert.True(File.Exists(Path.Combine(GalleryHost.Assets, file)), file));
    }

    [Fact]
    public void Every_component_of_the_kit_stands_in_the_gallery()
    {
        var folder = Path.Combine(GalleryHost.Assets, "..", "..", "..", "tests", "Portal", "Gallery");
        var gallery = string.Concat(Directory.EnumerateFiles(folder, "*Gallery.razor").Select(File.ReadAllText))
            + string.Concat(Directory.EnumerateFiles(Path.Combine(GalleryHost.Assets, "..", "Ui"), "*.razor").Select(File.ReadAllText));
        var kit = typeof(Icon).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(Icon).Namespace && typeof(IComponent).IsAssignableFrom(type) && !type.IsAbstract);

        Assert.All(kit, type => Assert.Matches($"<{type.Name}[ >]", gallery));
    }

    [Fact]
    public async Task The_gallery_is_written_out_to_be_looked_at()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "ramatch-gallery")).FullName;
        foreach (var file in Directory.EnumerateFiles(GalleryHost.Assets))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }

        foreach (var page in Pages)
        {
            var (type, path) = page.Data;
            var file = Path.Combine(folder, type.Name[..^"Gallery".Length].ToLower(CultureInfo.InvariantCulture) + ".html");
            await File.WriteAllTextAsync(file, await GalleryHost.RenderAsync(type, path, null));
            Assert.True(new FileInfo(file).Length > 0);
        }
    }

    static string Css() => File.ReadAllText(Path.Combine(GalleryHost.Assets, "app.css"));

    static Dictionary<string, string> TokensOf(string scheme)
    {
        var css = Css();
        var light = Definitions(css[..css.IndexOf("@media", StringComparison.Ordinal)]);
        if (scheme == "light")
        {
            return light;
        }

        var start = css.IndexOf("prefers-color-scheme: dark", StringComparison.Ordinal);
        foreach (var (name, value) in Definitions(css[start..css.IndexOf("/* Ground */", StringComparison.Ordinal)]))
        {
            light[name] = value;
        }

        return light;

        static Dictionary<string, string> Definitions(string block) =>
            ColourToken().Matches(block).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
    }

    /// <summary>WCAG 2.2 contrast ratio of two sRGB colours.</summary>
    static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);

        static double Luminance(string colour)
        {
            double Channel(int at)
            {
                var value = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255d;
                return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
            }

            return 0.2126 * Channel(1) + 0.7152 * Channel(3) + 0.0722 * Channel(5);
        }
    }

    static long GzipLength(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return packed.Length;
    }

    [GeneratedRegex("<text [^>]*>([^<]*)</text>")]
    private static partial Regex SvgLabel();

    [GeneratedRegex("<title>(.*?)</title>")]
    private static partial Regex Title();

    [GeneratedRegex("<script[^>]*>")]
    private static partial Regex ScriptTag();

    [GeneratedRegex(" id=\"([^\"]*)\"")]
    private static partial Regex IdAttribute();

    [GeneratedRegex(" (?:for|aria-labelledby|aria-describedby|list)=\"([^\"]*)\"")]
    private static partial Regex Reference();

    [GeneratedRegex("<a [^>]*aria-current=\"page\"[^>]*>")]
    private static partial Regex CurrentLink();

    [GeneratedRegex("<td[^>]*>([^<]*)</td>")]
    private static partial Regex Cell();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Blank();

    [GeneratedRegex("--([a-z-]+):")]
    private static partial Regex TokenDefinition();

    [GeneratedRegex(@"var\(--([a-z-]+)\)")]
    private static partial Regex TokenUse();

    [GeneratedRegex("--([a-z-]+): (#[0-9A-F]{6});")]
    private static partial Regex ColourToken();

    [GeneratedRegex(@"([^{}\n]+)\{[^{}]*\bfont(?:-size)?:[^;{}]*[0-9]px")]
    private static partial Regex RuleInPixels();

    [GeneratedRegex("#[0-9A-Fa-f]{6}")]
    private static partial Regex Colour();

    [GeneratedRegex("\"/([a-z0-9-]+\\.[a-z]+)\"")]
    private static partial Regex KeptFile();
}
