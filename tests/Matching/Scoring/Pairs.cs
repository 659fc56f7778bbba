using CsCheck;
using RaMatch.Contracts;
using RaMatch.Matching.Scoring;

namespace RaMatch.Matching.Tests.Scoring;

/// <summary>Positions, graduates and rules for the properties of the score: from small pools, so that they often nearly fit.</summary>
static class Pairs
{
    public static readonly DateOnly Today = new(2022, 7, 10);

    static readonly string[] SkillPool = ["C#", "Ｃ＃", "CSharp", "C++", "C", "SolidWorks", "solidworks 软件", "MATLAB", "PCR", "有限元", "有限元分析", "Python3", "英语六级", "..."];
    static readonly string[] CityPool = ["潍坊市", "潍坊", "济南市", "衡阳市", "成都市", "不在表中的城市"];
    static readonly string[] PrefixPool = ["08", "0802", "080202", "0809", "080901", "0502100T", "08G12", "02"];
    static readonly string[] MajorPool = ["080202", "080901", "080910T", "0502100T", "08G12", "020101", "999999"];

    static readonly Gen<DegreeLevel> Degree = Gen.Enum<DegreeLevel>();
    static readonly Gen<PositionKind> Kind = Gen.Enum<PositionKind>();
    static readonly Gen<string[]> Skills = Gen.OneOf(SkillPool).Array[0, 5];
    static readonly Gen<long> Pay = Gen.Int[0, 12].Select(thousands => thousands * 100_001L);

    public static readonly Gen<Vacancy> Vacancies =
        from texts in Gen.Select(Gen.OneOf(PrefixPool).Array[0, 3], Skills, Skills, Gen.OneOf(CityPool))
        from pays in Gen.Select(Pay, Pay)
        from rest in Gen.Select(Degree, Kind, Gen.Int[0, 2], Gen.Int[-3, 60], Gen.Int[-60, 1], Gen.Int[0, 9])
        select new Vacancy
        {
            Majors = texts.Item1,
            RequiredSkills = texts.Item2,
            WishedSkills = texts.Item3,
            City = texts.Item4,
            PayMinimumFen = Math.Min(pays.Item1, pays.Item2),
            PayMaximumFen = Math.Max(pays.Item1, pays.Item2),
            MinimumDegree = rest.Item1,
            Kind = rest.Item2,
            Seats = 2,
            SeatsHeld = rest.Item3,
            ClosesOn = Today.AddDays(rest.Item4),
            PublishedAt = new DateTimeOffset(Today.AddDays(rest.Item5), new TimeOnly(3, 0), TimeSpan.Zero),
            Closed = rest.Item6 == 0,
        };

    public static readonly Gen<Candidate> Candidates =
        from texts in Gen.Select(Gen.OneOf(MajorPool), Skills, Gen.OneOf(CityPool).Array[0, 3])
        from rest in Gen.Select(Degree, Kind.Array[0, 3], Pay, Gen.Int[2019, 2024])
        select new Candidate
        {
            MajorCode = texts.Item1,
            Skills = texts.Item2,
            Cities = texts.Item3,
            Degree = rest.Item1,
            Kinds = rest.Item2,
            PayFloorFen = rest.Item3,
            GraduationYear = rest.Item4,
        };

    static readonly Gen<FitWeights> Weights =
        from cuts in Gen.Int[0, Fit.Highest].Array[7].Select(cuts => (int[])[0, .. cuts.Order(), Fit.Highest])
        select new FitWeights
        {
            Major = cuts[1] - cuts[0],
            RequiredSkills = cuts[2] - cuts[1],
            WishedSkills = cuts[3] - cuts[2],
            Degree = cuts[4] - cuts[3],
            City = cuts[5] - cuts[4],
            Pay = cuts[6] - cuts[5],
            Kind = cuts[7] - cuts[6],
            Freshness = cuts[8] - cuts[7],
        };

    public static readonly Gen<FitRules> Rules =
        from weights in Gen.Frequency((1, Gen.Const(FitWeights.Default)), (1, Weights))
        from degree in Degree
        from years in Gen.Int[0, 2]
        select new FitRules(degree, 2022 - years, 2022, weights);

    public static readonly Gen<(Vacancy Vacancy, Candidate Candidate, FitRules Rules)> All = Gen.Select(Vacancies, Candidates, Rules);
}
