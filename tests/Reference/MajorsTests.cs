using Xunit;

namespace RaMatch.Reference.Tests;

public class MajorsTests
{
    [Fact]
    public void Computer_science_stands_in_its_class_and_discipline()
    {
        Assert.True(Majors.TryFind("080901", out var major));
        Assert.Equal(
            new Major("080901", "计算机科学与技术", DegreeTrack.Undergraduate, "0809", "计算机类", "08", "工学"), major);
    }

    [Fact]
    public void The_counts_are_those_of_the_published_catalogues()
    {
        Assert.Equal(883, Majors.All.Count(major => major.Level == DegreeTrack.Undergraduate));
        var graduate = Majors.All.Where(major => major.Level == DegreeTrack.Graduate).ToLookup(IsProfessional);
        Assert.Equal(117, graduate[false].Count());
        Assert.Equal(67, graduate[true].Count());
        Assert.Equal(14, Majors.All.Select(major => major.DisciplineCode).Distinct().Count());

        // Professional degree categories are numbered from 51 within their discipline.
        static bool IsProfessional(Major major) => string.CompareOrdinal(major.PrintedCode, 2, "50", 0, 2) > 0;
    }

    [Fact]
    public void Codes_are_unique_with_and_without_their_letters()
    {
        Assert.Equal(Majors.All.Count, Majors.All.Select(major => major.Code).Distinct().Count());
        Assert.Equal(Majors.All.Count, Majors.All.Select(major => major.NormalizedCode).Distinct().Count());
    }

    [Fact]
    public void Every_code_has_the_documented_form_and_begins_with_its_discipline_and_class()
    {
        Assert.All(Majors.All, major =>
        {
            Assert.Matches(major.Level == DegreeTrack.Undergraduate ? "^[0-9]{6,7}(K|T|TK)?$" : "^[0-9]{2}G[0-9]{2}$", major.Code);
            Assert.StartsWith(major.ClassCode, major.Code, StringComparison.Ordinal);
            Assert.StartsWith(major.DisciplineCode, major.ClassCode, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Names_carry_no_notes_brackets_or_digits()
    {
        Assert.All(Majors.All, major => Assert.Matches("^[\u4e00-\u9fff、]{2,}$", major.Name));
    }

    [Theory]
    [InlineData("080910T")]
    [InlineData("080910")]
    [InlineData("080910t")]
    [InlineData(" 080910TK ")]
    public void The_letters_of_a_code_may_be_missing_or_outdated(string code)
    {
        Assert.True(Majors.TryFind(code, out var major));
        Assert.Equal("080910T", major.Code);
        Assert.Equal("080910", major.NormalizedCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("08")]
    [InlineData("0809")]
    [InlineData("089999")]
    [InlineData("0812计算机")]
    [InlineData("080901 OR 1=1")]
    public void What_is_not_a_major_is_not_found(string? code) => Assert.False(Majors.TryFind(code, out _));

    [Fact]
    public void The_two_catalogues_do_not_meet_in_one_code()
    {
        Assert.Equal("测绘类", Majors.Describe("0812"));
        Assert.Equal("计算机科学与技术", Majors.Describe("08G12"));
        Assert.True(Majors.TryFind("08G12", out var graduate));
        Assert.Equal(DegreeTrack.Graduate, graduate.Level);
        Assert.Equal("0812", graduate.PrintedCode);
        Assert.False(Majors.Covers("0812", "08G12"));
    }

    [Theory]
    [InlineData("08", "工学")]
    [InlineData("0809", "计算机类")]
    [InlineData("080901", "计算机科学与技术")]
    [InlineData("14", "交叉学科")]
    [InlineData("0502101T", null)]
    [InlineData("0", null)]
    [InlineData("99", null)]
    [InlineData("08090", null)]
    [InlineData(null, null)]
    public void A_prefix_is_described_by_its_name(string? prefix, string? name)
    {
        if (name is not null)
        {
            Assert.Equal(name, Majors.Describe(prefix));
        }

        Assert.Equal(Majors.Describe(prefix) is not null, Majors.IsKnownPrefix(prefix));
        Assert.Equal(prefix is "08" or "0809" or "080901" or "14" or "0502101T", Majors.IsKnownPrefix(prefix));
    }

    [Theory]
    [InlineData("08", "080901", true)]
    [InlineData("08", "08G12", true)]
    [InlineData("0809", "080910T", true)]
    [InlineData("080901", "080901", true)]
    [InlineData("080910TK", "080910T", true)]
    [InlineData("0808", "080901", false)]
    [InlineData("080902", "080901", false)]
    [InlineData("050210", "0502100T", false)]
    [InlineData("08", "999999", false)]
    [InlineData("", "080901", false)]
    public void A_prefix_covers_its_discipline_class_or_major(string prefix, string major, bool covered) =>
        Assert.Equal(covered, Majors.Covers(prefix, major));

    [Fact]
    public void Every_major_is_covered_by_exactly_its_own_prefixes()
    {
        var classes = Majors.All.Select(major => major.ClassCode).Distinct().ToArray();
        Assert.All(Majors.All, major =>
        {
            Assert.Equal([major.ClassCode], classes.Where(code => Majors.Covers(code, major.Code)));
            Assert.True(Majors.Covers(major.DisciplineCode, major.Code));
            Assert.True(Majors.Covers(major.NormalizedCode, major.Code));
        });
    }

    [Fact]
    public void The_search_puts_the_exact_name_first_and_the_shortest_next()
    {
        var found = Majors.Search("软件工程", 10);
        Assert.Equal("软件工程", found[0].Name);
        Assert.Equal("080902", Majors.Search("080902", 1).Single().Code);
        Assert.All(Majors.Search("材料", 50), major => Assert.Contains("材料", major.Name, StringComparison.Ordinal));
        Assert.Equal(5, Majors.Search("工程", 5).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(null)]
    [InlineData("🀄")]
    public void The_search_finds_nothing_for_nothing(string? text) => Assert.Empty(Majors.Search(text, 10));
}
