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

    [Theory]
    [InlineData("软件工程（080902）", "080902")]
    [InlineData("软件工程(080902)", "080902")]
    [InlineData(" 软件工程 （ 080902 ） ", "080902")]
    [InlineData("软件工程【０８０９０２】", "080902")]
    [InlineData("软件工程080902", "080902")]
    [InlineData("080902 软件工程", "080902")]
    [InlineData("[080902]软件工程", "080902")]
    [InlineData("０８０９０２", "080902")]
    [InlineData("080902t", "080902")]
    [InlineData("软件工程（0835）", "08G35")]
    [InlineData("软件工程（08G35）", "08G35")]
    [InlineData("网络工程专业", "080903")]
    [InlineData("土木、水利与海洋工程（081009T）", "081009T")]
    [InlineData("土木、水利与海洋工程(081009)", "081009T")]
    [InlineData("土木、水利与海洋工程", "081009T")]
    [InlineData("计算机类", "0809")]
    [InlineData("计算机类(0809)", "0809")]
    [InlineData("工学", "08")]
    [InlineData("工学（08）", "08")]
    [InlineData("08", "08")]
    [InlineData("未来机器人（083201TK）", "140001TK")]
    [InlineData("083201", "140001TK")]
    [InlineData("图书情报与档案管理", "12G05")]
    [InlineData("1202 工商管理", "12G02")]
    [InlineData("工商管理\u200b（1202）", "12G02")]
    public void A_major_a_class_and_a_discipline_are_found_however_they_are_written(string text, string code) =>
        Assert.Equal([code], Majors.Find(text).Select(one => one.Code));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("（）")]
    [InlineData("专业")]
    [InlineData("软件工程（080901）")]
    [InlineData("软件工程（卓越班）")]
    [InlineData("089999")]
    [InlineData("炼丹术")]
    [InlineData("\ud842")]
    public void What_names_nothing_in_the_catalogues_is_not_guessed(string? text) => Assert.Empty(Majors.Find(text));

    [Theory]
    [InlineData("0812", null, "0812", "08G12")]
    [InlineData("0812", DegreeTrack.Undergraduate, "0812")]
    [InlineData("0812", DegreeTrack.Graduate, "08G12")]
    [InlineData("软件工程", DegreeTrack.Undergraduate, "080902")]
    [InlineData("软件工程", DegreeTrack.Graduate, "08G35")]
    [InlineData("药学", DegreeTrack.Graduate, "10G07", "10G55")]
    [InlineData("080203", DegreeTrack.Graduate, "080203")]
    public void What_two_catalogues_share_is_told_apart_by_the_degree_or_asked(string text, DegreeTrack? track, params string[] codes) =>
        Assert.Equal(codes, Majors.Find(text, track).Select(one => one.Code).Order(StringComparer.Ordinal));

    [Fact]
    public void Whatever_is_offered_is_read_back_as_what_it_is()
    {
        var offered = Majors.All.SelectMany(major => new[] { major.DisciplineCode, major.ClassCode, major.Code }).Distinct()
            .SelectMany(code => Majors.Find(code)).Distinct().ToList();
        Assert.Equal(Majors.All.Count + 14 + Majors.All.Where(major => major.Level == DegreeTrack.Undergraduate).DistinctBy(major => major.ClassCode).Count(), offered.Count);
        Assert.All(offered, one => Assert.Equal([one], Majors.Find(one.Text)));
        Assert.All(offered, one => Assert.Equal([one], Majors.Find(one.Text.Replace('（', '(').Replace("）", " ) ", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("080203", true)]
    [InlineData("（0835）", true)]
    [InlineData("软件工程（080902）", false)]
    [InlineData("软件工程", false)]
    public void A_bare_code_is_told_from_a_name(string text, bool bare) => Assert.Equal(bare, Majors.IsCodeOnly(text));

    [Fact]
    public void Suggestions_hold_classes_and_disciplines_too()
    {
        Assert.Equal("计算机类（0809）", Majors.Suggest("计算机类", 5)[0].Text);
        Assert.Equal("工学（08）", Majors.Suggest("工学", 5)[0].Text);
        Assert.Empty(Majors.Suggest(" ", 5));
    }
}
