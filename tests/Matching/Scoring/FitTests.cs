using RaMatch.Contracts;
using RaMatch.Matching.Scoring;
using Xunit;

namespace RaMatch.Matching.Tests.Scoring;

/// <summary>The formula and the refusals by example.</summary>
public sealed class FitTests
{
    static readonly DateOnly Today = new(2022, 7, 1);

    static readonly FitRules Rules = new(DegreeLevel.Bachelor, 2021, 2022, FitWeights.Default);

    static readonly Vacancy Vacancy = new()
    {
        Title = "磁悬浮研发工程师",
        Kind = PositionKind.ResearchProject,
        Seats = 3,
        MinimumDegree = DegreeLevel.Master,
        Majors = ["080202", "0809"],
        RequiredSkills = ["SolidWorks", "有限元分析", "C#"],
        WishedSkills = ["MATLAB", "英语六级"],
        City = "潍坊市",
        PayMinimumFen = 600_000,
        PayMaximumFen = 1_000_000,
        ClosesOn = new DateOnly(2022, 8, 31),
        PublishedAt = new DateTimeOffset(2022, 6, 28, 1, 0, 0, TimeSpan.Zero),
    };

    static readonly Candidate Candidate = new()
    {
        Degree = DegreeLevel.Master,
        MajorCode = "080202",
        GraduationYear = 2022,
        Skills = ["solidworks", "有限元", "csharp", "matlab", "CET-6"],
        Cities = ["潍坊"],
        PayFloorFen = 600_000,
        Kinds = [PositionKind.ResearchProject],
    };

    [Fact]
    public void Who_fits_in_everything_scores_1000() => Assert.Equal(1000, Explain(Vacancy, Candidate).Score);

    [Fact]
    public void A_major_written_by_hand_fits_where_any_major_does()
    {
        var open = Vacancy with { Majors = [] };
        var byHand = Explain(open, Candidate with { MajorCode = "" });
        Assert.Equal((Requirements.None, Explain(open, Candidate).Score), (byHand.Failed, byHand.Score));
    }

    [Fact]
    public void The_default_weights_are_valid_and_others_are_checked()
    {
        Assert.True(FitWeights.Default.AreValid);
        Assert.False((FitWeights.Default with { Major = 251 }).AreValid);
        Assert.False((FitWeights.Default with { Major = -1, RequiredSkills = 551 }).AreValid);
    }

    public static TheoryData<string, int> Majors => new()
    {
        { "080202", 250 },
        { "080901", 187 },
        { "020101", 0 },
    };

    [Theory]
    [MemberData(nameof(Majors))]
    public void A_major_counts_by_how_exactly_it_is_named(string major, int points) =>
        Assert.Equal(points, Points(Factor.Major, Vacancy, Candidate with { MajorCode = major }));

    [Fact]
    public void A_discipline_or_no_limit_is_worth_half()
    {
        Assert.Equal(125, Points(Factor.Major, Vacancy with { Majors = ["08"] }, Candidate));
        Assert.Equal(125, Points(Factor.Major, Vacancy with { Majors = [] }, Candidate));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("C#", 100)]
    [InlineData("C#,有限元", 200)]
    [InlineData("C#,Ｃ＃,CSharp", 100)]
    [InlineData("C#,有限元,SolidWorks", 300)]
    public void Required_skills_count_by_the_share_covered(string skills, int points) =>
        Assert.Equal(points, Points(Factor.RequiredSkills, Vacancy, Candidate with { Skills = skills.Split(',') }));

    [Fact]
    public void A_position_that_asks_for_no_skill_does_not_beat_an_honest_one()
    {
        Assert.Equal(150, Points(Factor.RequiredSkills, Vacancy with { RequiredSkills = [] }, Candidate));
        Assert.Equal(50, Points(Factor.WishedSkills, Vacancy with { WishedSkills = ["solidworks"] }, Candidate));
    }

    [Theory]
    [InlineData(DegreeLevel.Bachelor, DegreeLevel.Bachelor, 80)]
    [InlineData(DegreeLevel.Bachelor, DegreeLevel.Master, 56)]
    [InlineData(DegreeLevel.Bachelor, DegreeLevel.Doctor, 32)]
    [InlineData(DegreeLevel.JuniorCollege, DegreeLevel.Bachelor, 80)]
    public void A_degree_counts_by_how_close_it_is_to_the_lowest_accepted(DegreeLevel lowest, DegreeLevel degree, int points) =>
        Assert.Equal(points, Points(Factor.Degree, Vacancy with { MinimumDegree = lowest }, Candidate with { Degree = degree }));

    [Theory]
    [InlineData(0, 80)]
    [InlineData(600_000, 80)]
    [InlineData(700_000, 60)]
    [InlineData(999_999, 0)]
    [InlineData(1_000_000, 0)]
    [InlineData(2_000_000, 0)]
    public void Pay_counts_by_the_part_of_the_range_not_under_the_floor(long floor, int points) =>
        Assert.Equal(points, Points(Factor.Pay, Vacancy, Candidate with { PayFloorFen = floor }));

    [Theory]
    [InlineData("2022-06-28", 50)]
    [InlineData("2022-07-05", 50)]
    [InlineData("2022-07-20", 25)]
    [InlineData("2022-08-04", 0)]
    [InlineData("2023-06-28", 0)]
    public void A_position_is_fresh_for_a_week_and_fades_in_a_month(string today, int points) =>
        Assert.Equal(points, Fit.Explain(Vacancy, Candidate, Rules, DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture)).Contributions.Single(one => one.Factor == Factor.Freshness).Points);

    [Fact]
    public void A_refusal_names_the_requirement_that_failed()
    {
        IsRefused(Requirements.Open, Vacancy with { Closed = true }, Candidate, "岗位已停止招聘。");
        IsRefused(Requirements.Open, Vacancy with { ClosesOn = new DateOnly(2022, 6, 30) }, Candidate, "岗位已于 2022 年 6 月 30 日截止投递。");
        IsRefused(Requirements.FreeSeat, Vacancy with { SeatsHeld = 3 }, Candidate, "岗位名额已满，名额释放后可再投递。");
        IsRefused(Requirements.Degree, Vacancy, Candidate with { Degree = DegreeLevel.Bachelor }, "岗位要求硕士研究生及以上学历，您的学历为本科。");
        IsRefused(Requirements.Major, Vacancy, Candidate with { MajorCode = "020101" }, "岗位接受的专业为机械设计制造及其自动化、计算机类，您的专业（经济学）不在其中。");
        IsRefused(Requirements.Major, Vacancy, Candidate with { MajorCode = "" }, "岗位接受的专业为机械设计制造及其自动化、计算机类，您的专业（手工填写，不在目录中）不在其中。");
        IsRefused(Requirements.Cohort, Vacancy, Candidate with { GraduationYear = 2020 }, "本专项面向 2021 至 2022 届毕业生，您为 2020 届。");
        IsRefused(Requirements.Cohort, Vacancy, Candidate with { GraduationYear = 2023 }, "本专项面向 2021 至 2022 届毕业生，您为 2023 届。");
        IsRefused(Requirements.City, Vacancy, Candidate with { Cities = ["济南市", "青岛市"] }, "工作地点在潍坊市，不在您可接受的城市（济南市、青岛市）中。");
        IsRefused(Requirements.Pay, Vacancy, Candidate with { PayFloorFen = 1_200_050 }, "岗位月薪最高 10,000 元，低于您期望的最低月薪 12,000.5 元。");

        static void IsRefused(Requirements requirement, Vacancy vacancy, Candidate candidate, string sentence)
        {
            var explanation = Explain(vacancy, candidate);
            Assert.Equal(requirement, explanation.Failed);
            Assert.Equal([sentence], Wording.ForGraduate.Refusals(explanation.Failed, vacancy, candidate, Rules).InChinese());
        }
    }

    [Fact]
    public void A_refusal_names_all_that_failed() => Assert.Equal(
        Requirements.FreeSeat | Requirements.Degree | Requirements.City,
        Explain(Vacancy with { SeatsHeld = 3 }, Candidate with { Degree = DegreeLevel.Bachelor, Cities = ["济南市"] }).Failed);

    [Fact]
    public void The_programme_s_lowest_degree_holds_whatever_the_position_says()
    {
        var vacancy = Vacancy with { MinimumDegree = DegreeLevel.JuniorCollege };
        Assert.Equal(Requirements.Degree, Explain(vacancy, Candidate with { Degree = DegreeLevel.JuniorCollege }).Failed);
    }

    [Fact]
    public void No_limits_on_either_side_refuse_nobody()
    {
        var anything = Vacancy with { Majors = [] };
        var anywhere = Candidate with { MajorCode = "020101", Cities = [], Kinds = [], PayFloorFen = 0 };
        Assert.True(Explain(anything, anywhere).Eligible);
    }

    [Fact]
    public void What_is_missing_is_told_to_both_sides_and_what_would_change_it_to_the_graduate()
    {
        var candidate = Candidate with { Skills = ["SolidWorks", "MATLAB"], Kinds = [PositionKind.AcademicAssistant] };
        Assert.Equal("必备技能 3 项，您具备 1 项（SolidWorks），还缺有限元分析、C#。", Wording.ForGraduate.Reason(Factor.RequiredSkills, Vacancy, candidate, Rules, Today).InChinese());
        Assert.Equal("必备技能 3 项，该毕业生具备 1 项（SolidWorks），还缺有限元分析、C#。", Wording.ForUnit.Reason(Factor.RequiredSkills, Vacancy, candidate, Rules, Today).InChinese());
        Assert.Equal(
            [
                "如果您掌握“有限元分析”，请补充到简历的技能中。 +100",
                "如果您掌握“C#”，请补充到简历的技能中。 +100",
                "如果您也考虑“科研项目辅助研究”类岗位，请加入意向岗位类型。 +60",
                "如果您掌握“英语六级”，请补充到简历的技能中。 +50",
            ],
            Explain(Vacancy, candidate).Changes.Select(change => $"{Wording.Advice(change).InChinese()} +{change.Gain}"));
    }

    [Fact]
    public void What_lifts_a_refusal_comes_first()
    {
        var changes = Explain(Vacancy, Candidate with { Cities = ["济南市"], PayFloorFen = 1_100_000, Skills = [] }).Changes;
        Assert.Equal([Requirements.City, Requirements.Pay], changes.Take(2).Select(change => change.Cures));
        Assert.Equal("如果您愿意到潍坊市工作，请把它加入意向城市。", Wording.Advice(changes[0]).InChinese());
        Assert.Equal("如果您可以接受月薪 10,000 元，请调整期望的最低月薪。", Wording.Advice(changes[1]).InChinese());
    }

    static Explanation Explain(Vacancy vacancy, Candidate candidate) => Fit.Explain(vacancy, candidate, Rules, Today);

    static int Points(Factor factor, Vacancy vacancy, Candidate candidate) => Fit.Points(factor, vacancy.Features(), candidate.Features(), Rules, Today.DayNumber);
}
