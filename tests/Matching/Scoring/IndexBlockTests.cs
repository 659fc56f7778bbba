using RaMatch.Contracts;
using RaMatch.Matching.Scoring;
using RaMatch.Matching.Scoring.Indexing;
using Xunit;

namespace RaMatch.Matching.Tests.Scoring;

/// <summary>What the index compares 16 at once, in blocks and planes of bits, is what the function says of each pair.</summary>
public sealed class IndexBlockTests
{
    const int Everybody = 100_000;
    const string Major = "080202";
    const string City = "潍坊市";

    static readonly Dictionary<string, FitRules> Default = new() { [Exhaustive.Programme] = new(DegreeLevel.Bachelor, 2021, 2022, FitWeights.Default) };

    public static TheoryData<string> Weights => [.. WeightsByName.Keys];

    static readonly Dictionary<string, FitWeights> WeightsByName = new(StringComparer.Ordinal)
    {
        ["the default"] = FitWeights.Default,
        ["odd ones"] = new() { Major = 101, RequiredSkills = 313, WishedSkills = 197, Degree = 73, City = 61, Pay = 137, Kind = 47, Freshness = 71 },
        ["all on required skills"] = Only with { RequiredSkills = Fit.Highest },
        ["all on wished skills"] = Only with { WishedSkills = Fit.Highest },
        ["all on pay"] = Only with { Pay = Fit.Highest },
        ["all on freshness"] = Only with { Freshness = Fit.Highest },
        ["all on the degree"] = Only with { Degree = Fit.Highest },
        ["all on the kind"] = Only with { Kind = Fit.Highest },
    };

    static FitWeights Only => new() { Major = 0, RequiredSkills = 0, WishedSkills = 0, Degree = 0, City = 0, Pay = 0, Kind = 0, Freshness = 0 };

    [Theory]
    [MemberData(nameof(Weights))]
    public void At_every_boundary_of_every_factor_the_score_is_the_functions(string weights)
    {
        var rules = new Dictionary<string, FitRules> { [Exhaustive.Programme] = new(DegreeLevel.Bachelor, 2021, 2022, WeightsByName[weights]) };
        var market = new Exhaustive();
        var random = new Random(1);
        Assert.True(WeightsByName[weights].AreValid);

        // Of so many skills asked for, the graduates have the first ones: from none to all.
        for (var asked = 0; asked <= 18; asked++)
        {
            market.Put(Vacancy(random) with { RequiredSkills = Skills(asked) });
            market.Put(Vacancy(random) with { WishedSkills = Skills(asked) });
            market.Put(Graduate(random) with { Skills = Skills(asked) });
        }

        for (var age = -2; age <= Fit.Stale + 2; age++)
        {
            market.Put(Vacancy(random) with { PublishedAt = Noon(Pairs.Today.AddDays(-age)), ClosesOn = Pairs.Today.AddDays(age % 3 - 1) });
        }

        // The range that is told in days of two bytes ends in 2000 and 2179.
        foreach (var day in new DateOnly[] { new(1999, 12, 31), new(2000, 1, 1), new(2000, 1, 2), new(2179, 6, 5), new(2179, 6, 6), new(2179, 6, 7), new(2300, 1, 1) })
        {
            market.Put(Vacancy(random) with { PublishedAt = Noon(day) });
            market.Put(Vacancy(random) with { ClosesOn = day });
        }

        long[] pays = [0, 1, ShortPay.Step - 1, ShortPay.Step, ShortPay.Step + 1, 40 * ShortPay.Step - 1, 40 * ShortPay.Step, 40 * ShortPay.Step + 1, 47 * ShortPay.Step + 3333, 5000L * ShortPay.Step, 65_534L * ShortPay.Step, 65_535L * ShortPay.Step, 65_536L * ShortPay.Step + 1];
        foreach (var (lowest, highest) in pays.SelectMany(lowest => pays.Where(highest => highest >= lowest).Select(highest => (lowest, highest))))
        {
            market.Put(Vacancy(random) with { PayMinimumFen = lowest, PayMaximumFen = highest });
        }

        foreach (var pay in pays)
        {
            market.Put(Graduate(random) with { PayFloorFen = pay });
        }

        foreach (var degree in Enum.GetValues<DegreeLevel>())
        {
            market.Put(Vacancy(random) with { MinimumDegree = degree });
            market.Put(Graduate(random) with { Degree = degree });
        }

        foreach (var kind in Enum.GetValues<PositionKind>())
        {
            market.Put(Vacancy(random) with { Kind = kind });
            market.Put(Graduate(random) with { Kinds = [kind, PositionKind.ResearchProject] });
            market.Put(Graduate(random) with { Kinds = [kind] });
        }

        foreach (var year in new[] { 0, 2020, 2021, 2022, 2023, 2020 + 65_536, 2021 + 65_536 })
        {
            market.Put(Graduate(random) with { GraduationYear = year });
        }

        market.Agree(rules, Pairs.Today, Everybody, Everybody);
        market.Agree(rules, Pairs.Today, 20, Everybody);
        market.Agree(rules, new DateOnly(2000, 1, 1), 20, sample: 10);
    }

    [Fact]
    public void With_more_skills_in_a_discipline_than_there_are_bits_the_score_is_the_functions()
    {
        var market = new Exhaustive();
        var random = new Random(2);
        for (var number = 0; number < 500; number++)
        {
            market.Put(Graduate(random) with { Skills = SomeSkills(random, 40) });
            market.Put(Vacancy(random) with { RequiredSkills = SomeSkills(random, number % 10 == 0 ? 25 : 8), WishedSkills = SomeSkills(random, 8), Majors = number % 9 == 0 ? [] : [Major] });
        }

        market.Agree(Default, Pairs.Today, Everybody, sample: 40);
        market.Agree(Default, Pairs.Today, 20, sample: 100);
    }

    [Fact]
    public void Buckets_that_grow_and_shrink_answer_like_ones_built_anew()
    {
        var market = new Exhaustive();
        var random = new Random(3);
        foreach (var size in new[] { 15, 16, 17, 64, 65, 66, 255, 256, 257, 300, 257, 256, 64, 17, 1, 0, 70 })
        {
            while (market.Vacancies.Count(vacancy => !vacancy.Closed) < size)
            {
                market.Put(Edited(Vacancy(random)));
                market.Put(Learned(Graduate(random)));
            }

            while (market.Vacancies.Count(vacancy => !vacancy.Closed) > size)
            {
                market.Put(Any(market.Vacancies.Where(vacancy => !vacancy.Closed)) with { Closed = true });
                market.Remove(Any(market.Candidates));
            }

            for (var edits = size / 4; edits > 0; edits--)
            {
                market.Put(Edited(Any(market.Vacancies.Where(vacancy => !vacancy.Closed))));
                market.Put(Learned(Any(market.Candidates)));
            }

            market.Agree(Default, Pairs.Today, 20, sample: 8);
            market.Agree(Default, Pairs.Today, Everybody, sample: 2);
        }

        Vacancy Edited(Vacancy vacancy) =>
            vacancy with { RequiredSkills = SomeSkills(random, 4), WishedSkills = SomeSkills(random, 4), Majors = random.Next(3) switch { 0 => [Major], 1 => ["08", "0802"], _ => ["08"] } };

        Candidate Learned(Candidate graduate) => graduate with { Skills = SomeSkills(random, 9), MajorCode = random.Next(2) == 0 ? Major : "080901" };

        T Any<T>(IEnumerable<T> all) => all.ElementAt(random.Next(all.Count()));
    }

    static Vacancy Vacancy(Random random) => new()
    {
        PositionId = IdOf(random),
        Programme = Exhaustive.Programme,
        MinimumDegree = DegreeLevel.Bachelor,
        Kind = PositionKind.LaboratoryOperation,
        Seats = 1,
        Majors = [Major],
        RequiredSkills = Skills(3),
        City = City,
        PayMinimumFen = 400_000,
        PayMaximumFen = 600_000,
        ClosesOn = Pairs.Today,
        PublishedAt = Noon(Pairs.Today.AddDays(-10)),
    };

    static Candidate Graduate(Random random) =>
        new() { GraduateId = IdOf(random), Degree = DegreeLevel.Master, MajorCode = Major, GraduationYear = 2022, Skills = Skills(2), Cities = random.Next(3) == 0 ? [] : [City] };

    static DateTimeOffset Noon(DateOnly day) => new(day, new TimeOnly(12, 0), TimeSpan.FromHours(8));

    static string[] Skills(int count) => [.. Enumerable.Range(1, count).Select(number => $"技能{number}")];

    static string[] SomeSkills(Random random, int most) => [.. Enumerable.Range(0, random.Next(most + 1)).Select(_ => $"技能{Math.Min(random.Next(400), random.Next(400))}")];

    static Guid IdOf(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
