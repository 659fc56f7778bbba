using Microsoft.AspNetCore.Http;
using RaMatch.Contracts;
using RaMatch.Portal.Backend;
using RaMatch.Portal.Graduates;
using RaMatch.Portal.Units;
using RaMatch.Reference;
using Xunit;

namespace RaMatch.Portal.Tests;

/// <summary>A form that is opened and sent unchanged changes nothing, whatever its lists hold.</summary>
public sealed class EntriesTests
{
    static readonly string[] Skills = ["Office（Word，Excel）", "心理、脑与认知科学", "C++", "a;b", "a；b", "a,b", "一、二", "（）", "R&D", "“引号”"];

    [Fact]
    public void A_positions_lists_come_back_as_they_were()
    {
        var position = Position(["09", "0809", "080902"], Skills, [.. Skills.Reverse()]);
        var posted = Sent(PositionForm.Of(position));

        Assert.Equal(position.RequiredSkills, posted.Entries("requiredSkills"));
        Assert.Equal(position.WishedSkills, posted.Entries("wishedSkills"));
        Assert.Equal(position.Majors, AcceptedMajors.Read(posted));
        Assert.Equal(position.PayMinimumFen, posted.Fen("payMinimumFen"));
        Assert.Equal(position.ClosesOn, posted.Day("closesOn"));
        Assert.Null(posted.Wrong);
    }

    [Fact]
    public void Every_discipline_class_and_major_comes_back_as_it_was()
    {
        var prefixes = Majors.All.SelectMany(major => new[] { major.DisciplineCode, Majors.Normalize(major.ClassCode), major.NormalizedCode }).Where(Majors.IsKnownPrefix).Distinct().ToList();
        Assert.NotEmpty(prefixes);
        foreach (var degree in new[] { DegreeLevel.Bachelor, DegreeLevel.Master })
        {
            var posted = Sent(PositionForm.Of(Position(prefixes, [], []) with { MinimumDegree = degree }));
            Assert.Equal(prefixes, AcceptedMajors.Read(posted));
            Assert.Null(posted.Wrong);
        }
    }

    [Fact]
    public void A_resumes_lists_come_back_as_they_were()
    {
        string[] cities = ["潍坊市", "济南市"];
        var form = ResumeForm.Of(new Profile("陈晓雯", "13900139000", null, "10422", "山东大学", "080902", "软件工程", DegreeLevel.Bachelor, 2022, Skills, cities, 6000_50, [], null, true, null, 2022, false, null, false));
        var posted = new Posted(new FormCollection(new() { ["skills"] = form.Skills, ["cities"] = form.Cities, ["payFloor"] = form.PayFloor }));
        Assert.Equal(Skills, posted.Entries("skills"));
        Assert.Equal(cities, posted.Entries("cities"));
        Assert.Equal(6000_50, posted.Fen("payFloor"));
    }

    [Theory]
    [InlineData("工学", "08")]
    [InlineData("计算机类", "0809")]
    [InlineData("软件工程（080902）", "080902")]
    [InlineData("软件工程(080902)", "080902")]
    [InlineData("080902", "080902")]
    [InlineData("土木、水利与海洋工程（081009T）", "081009T")]
    [InlineData("土木、水利与海洋工程", "081009T")]
    public void A_discipline_a_class_and_a_major_are_named_as_people_name_them(string text, string prefix)
    {
        var posted = Sent(text);
        Assert.Equal(Majors.Normalize(prefix), Majors.Normalize(Assert.Single(AcceptedMajors.Read(posted))));
        Assert.Null(posted.Wrong);
    }

    [Fact]
    public void Several_majors_pasted_into_one_field_are_several()
    {
        var posted = Sent("网络工程、物联网工程");
        Assert.Equal(["080903", "080905"], AcceptedMajors.Read(posted));
        Assert.Null(posted.Wrong);
    }

    [Fact]
    public void A_major_that_is_none_is_told_with_what_is_near()
    {
        var posted = Sent("炼金术", "计算机");
        AcceptedMajors.Read(posted);
        Assert.Contains("“炼金术”", posted.Wrong!.Of("majors"), StringComparison.Ordinal);
        Assert.Contains("计算机类（0809）", posted.Wrong!.Of("majors"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_of_the_undergraduate_catalogue_is_asked_back_for_a_post_of_graduates()
    {
        var posted = new Posted(new FormCollection(new() { ["majors"] = "080203", ["minimumDegree"] = "master" }));
        AcceptedMajors.Read(posted);
        Assert.Contains("材料成型及控制工程", posted.Wrong!.Of("majors"), StringComparison.Ordinal);
    }

    static Posted Sent(params string[] majors) => new(new FormCollection(new() { ["majors"] = majors, ["minimumDegree"] = "bachelor" }));

    static Posted Sent(PositionForm form) => new(new FormCollection(new()
    {
        ["majors"] = form.EachMajor().ToArray(),
        ["minimumDegree"] = form.MinimumDegree,
        ["requiredSkills"] = form.RequiredSkills!.ReplaceLineEndings("\r\n"),
        ["wishedSkills"] = form.WishedSkills!.ReplaceLineEndings("\r\n"),
        ["payMinimumFen"] = form.PayMinimum,
        ["closesOn"] = form.ClosesOn,
    }));

    static Position Position(IReadOnlyList<string> majors, IReadOnlyList<string> required, IReadOnlyList<string> wished) => new(
        Guid.Empty, 1, PositionStatus.Published, true, "ra-2022", Guid.Empty, "", "weifang", "工程师", PositionKind.ResearchProject, "", 1, 0, DegreeLevel.Bachelor,
        majors, required, wished, "潍坊市", 8_000_50, 13_000_00, 12, new DateOnly(2022, 8, 1), null);
}
