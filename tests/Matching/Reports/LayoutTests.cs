using System.Security.Cryptography;
using System.Text;
using RaMatch.Matching.Reports;
using Xunit;

namespace RaMatch.Matching.Tests.Reports;

/// <summary>Layouts as data: what the product has can be, and what cannot be keeps the service from starting.</summary>
public sealed class LayoutTests
{
    static string Text(string name)
    {
        using var text = new StreamReader(typeof(Layouts).Assembly.GetManifestResourceStream($"Layouts/{name}.json")!);
        return text.ReadToEnd().ReplaceLineEndings("\n");
    }

    [Fact]
    public void The_layouts_of_the_product_can_be()
    {
        var layouts = Layouts.Read();
        Assert.Equal((RowKind.Posts, RowKind.Parks), (layouts.Newest(Layouts.UnitPost).Rows, layouts.Newest(Layouts.RollUp).Rows));
        Assert.Null(layouts.Find(Layouts.UnitPost, 0));
    }

    [Fact]
    public void What_a_layout_asks_for_that_no_report_knows_is_refused()
    {
        (string Before, string After, string Said)[] table =
        [
            ("\"unit-categories\"", "\"id-number\"", "unit-post shows the unknown fact id-number"),
            ("\"fact\": \"unit\"", "\"fact\": \"graduate-name\"", "unit-post shows the unknown fact graduate-name"),
            ("\"width\": 26", "\"width\": 0", "unit-post shows unit 0 wide"),
            ("\"width\": 26", "\"width\": 26, \"format\": \"0\"", "unit-post shows unit with a format for numbers"),
            (", \"format\": \"0\" }", " }", "unit-post shows number without a format for numbers"),
            ("{report}", "{reporter}", "unit-post asks for the unknown {reporter}"),
            ("\"unit-post\"", "\"post-unit\"", "unit-post is missing"),
        ];
        foreach (var (before, after, said) in table)
        {
            var exception = Assert.Throws<InvalidDataException>(() => Layouts.Of([Text("unit-post.1").Replace(before, after, StringComparison.Ordinal), Text("roll-up.1")]));
            Assert.Contains(said, exception.Message, StringComparison.Ordinal);
        }

        Assert.Contains("twice", Assert.Throws<InvalidDataException>(() => Layouts.Of([Text("unit-post.1"), Text("unit-post.1"), Text("roll-up.1")])).Message, StringComparison.Ordinal);
        Assert.Contains("no word for late", Assert.Throws<InvalidDataException>(() => Layouts.Of([Text("unit-post.1"), Text("roll-up.1").Replace("\"late\"", "\"later\"", StringComparison.Ordinal)])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_edition_that_reports_were_frozen_in_stays_as_it_is()
    {
        // A change is an edition of its own: with these changed, no report of theirs could be rebuilt. A new edition adds a line here.
        (string Name, string Hash)[] editions = [("unit-post.1", "e2a0e37191cd4344"), ("roll-up.1", "34fcc537bfbc7537")];
        Assert.Equal(editions, editions.Select(edition => (edition.Name, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text(edition.Name))))[..16])));
        Assert.Equal(editions.Length, typeof(Layouts).Assembly.GetManifestResourceNames().Count(name => name.StartsWith("Layouts/", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_line_without_all_its_values_is_left_out()
    {
        var values = new Dictionary<string, string> { ["park"] = "潍坊高新区", ["asOf"] = "{park}" };
        Assert.Equal("园区：潍坊高新区，{park}", Layouts.Fill("园区：{park}，{asOf}", values));
        Assert.Null(Layouts.Fill("园区：{park}，{milestone}", values));
        Assert.Equal("无", Layouts.Fill("无", values));
    }
}
