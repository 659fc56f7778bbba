using System.Buffers.Binary;
using System.Collections.Immutable;
using RaMatch.Contracts;
using RaMatch.Matching.Scoring;
using RaMatch.Reference;

namespace RaMatch.Benchmarks.Instances;

/// <summary>
/// Makes up positions and graduates for recommendations, each by its number alone: the same from the same seed on every machine, and
/// numbers beyond the market's size are the newcomers. Majors are the catalogue's, cities those of the national zones, both by the law of
/// Zipf, so that the largest buckets of discipline and city hold a few thousand graduates each.
/// </summary>
sealed class MarketGenerator
{
    const int SkillsOfDiscipline = 60;
    const int SkillsOfAll = 30;
    const long Yuan = 100;

    /// <summary>The code of the one programme.</summary>
    public const string Programme = "benchmark";

    /// <summary>The day for which it is asked: a month into the season.</summary>
    public static readonly DateOnly Today = new(2022, 7, 28);

    /// <summary>The programme's rules: bachelors and above, this year's graduates and those of the two years before.</summary>
    public static readonly FitRules Rules = new(DegreeLevel.Bachelor, 2020, 2022, FitWeights.Default);

    readonly ulong _seed;
    readonly Subject[] _subjects;
    readonly int[] _asked;
    readonly int[] _studied;
    readonly string[] _cities;

    public MarketGenerator(ulong seed)
    {
        _seed = seed;
        _subjects =
        [
            .. Majors.All
                .GroupBy(major => major.DisciplineCode, StringComparer.Ordinal)
                .Select(group => new Subject(group.Key, [.. group.Where(major => major.Level == DegreeTrack.Undergraduate)], [.. group.Where(major => major.Level == DegreeTrack.Graduate)])),
        ];
        _asked = [.. _subjects.Select(subject => Asked.GetValueOrDefault(subject.Code, 1))];
        _studied = [.. _subjects.Select(subject => Studied.GetValueOrDefault(subject.Code, 1))];
        _cities = [.. Parks.All.Select(park => park.City).Distinct()];
        new Dice(seed, Kinds.CityOrder, 0).Shuffle(_cities.AsSpan());
    }

    // In parts of their sum: engineering, science, management, medicine, economics, agriculture and so on.
    static readonly Dictionary<string, int> Asked = new(StringComparer.Ordinal)
    {
        ["08"] = 45,
        ["07"] = 17,
        ["12"] = 9,
        ["10"] = 7,
        ["02"] = 6,
        ["09"] = 5,
        ["03"] = 3,
        ["05"] = 3,
        ["04"] = 2,
    };

    static readonly Dictionary<string, int> Studied = new(StringComparer.Ordinal)
    {
        ["08"] = 38,
        ["07"] = 12,
        ["12"] = 12,
        ["10"] = 8,
        ["02"] = 6,
        ["05"] = 6,
        ["03"] = 5,
        ["09"] = 4,
        ["04"] = 4,
        ["13"] = 3,
    };

    /// <summary>The position of that number.</summary>
    public Vacancy Position(int number)
    {
        var dice = new Dice(_seed, Kinds.Position, number);
        var subject = _subjects[dice.Of(_asked, _asked.Sum())];
        var pay = dice.Between(50, 120) * 100 * Yuan;
        var published = Today.AddDays(-dice.Below(45));
        return new Vacancy
        {
            PositionId = Id(ref dice),
            Version = 1,
            UnitId = Id(ref dice),
            ParkId = "park",
            Programme = Programme,
            Kind = (PositionKind)dice.Below(6),
            Seats = dice.Between(1, 5),
            MinimumDegree = dice.Below(10) switch { < 1 => DegreeLevel.JuniorCollege, < 6 => DegreeLevel.Bachelor, < 9 => DegreeLevel.Master, _ => DegreeLevel.Doctor },
            Majors = AcceptedMajors(ref dice, subject),
            RequiredSkills = Skills(ref dice, subject, dice.Between(1, 5)),
            WishedSkills = Skills(ref dice, subject, dice.Between(0, 4)),
            City = _cities[dice.Zipf(_cities.Length, 4)],
            PayMinimumFen = pay,
            PayMaximumFen = pay * dice.Between(110, 160) / 100,
            TermMonths = 12,
            ClosesOn = Today.AddDays(dice.Between(1, 60)),
            PublishedAt = new DateTimeOffset(published.ToDateTime(new TimeOnly(dice.Below(24), dice.Below(60))), TimeSpan.FromHours(8)),
        };
    }

    /// <summary>The graduate of that number.</summary>
    public Candidate Graduate(int number)
    {
        var dice = new Dice(_seed, Kinds.Graduate, number);
        var subject = _subjects[dice.Of(_studied, _studied.Sum())];
        var degree = dice.Below(100) switch { < 5 => DegreeLevel.JuniorCollege, < 65 => DegreeLevel.Bachelor, < 95 => DegreeLevel.Master, _ => DegreeLevel.Doctor };
        var majors = degree >= DegreeLevel.Master && subject.Graduate.Length > 0 || subject.Undergraduate.Length == 0 ? subject.Graduate : subject.Undergraduate;
        return new Candidate
        {
            GraduateId = Id(ref dice),
            Version = 1,
            Degree = degree,
            MajorCode = majors[dice.Zipf(majors.Length, 4)].Code,
            GraduationYear = dice.Percent(85) ? 2022 : dice.Between(2019, 2021),
            Skills = Skills(ref dice, subject, dice.Between(4, 12)),
            Cities = dice.Percent(10) ? [] : AcceptedCities(ref dice),
            PayFloorFen = dice.Percent(30) ? 0 : dice.Between(40, 90) * 100 * Yuan,
            Kinds = dice.Percent(40) ? [] : [.. AcceptedKinds(ref dice)],
        };
    }

    /// <summary>The graduate of that number after learning one thing more, the <paramref name="edit"/>th.</summary>
    public Candidate Learned(int number, int edit)
    {
        var graduate = Graduate(number);
        var dice = new Dice(_seed, Kinds.Edit, (long)edit << 32 | (uint)number);
        return graduate with
        {
            Version = graduate.Version + 1 + edit,
            Skills = [.. graduate.Skills, .. Skills(ref dice, _subjects.First(subject => graduate.MajorCode.StartsWith(subject.Code, StringComparison.Ordinal)), 1)],
        };
    }

    // One in twenty takes any; the others a discipline, a class or a major, up to three times.
    static ImmutableArray<string> AcceptedMajors(ref Dice dice, Subject subject)
    {
        if (dice.Percent(5))
        {
            return [];
        }

        var accepted = ImmutableArray.CreateBuilder<string>();
        for (var left = dice.Between(1, 3); left > 0; left--)
        {
            var majors = subject.Undergraduate.Length == 0 || subject.Graduate.Length > 0 && dice.Percent(25) ? subject.Graduate : subject.Undergraduate;
            var major = majors[dice.Zipf(majors.Length, 4)];
            accepted.Add(dice.Below(10) switch { < 3 => subject.Code, < 7 => major.ClassCode, _ => major.Code });
        }

        return accepted.ToImmutable();
    }

    ImmutableArray<string> AcceptedCities(ref Dice dice)
    {
        var accepted = ImmutableArray.CreateBuilder<string>();
        for (var left = dice.Between(1, 4); left > 0; left--)
        {
            accepted.Add(_cities[dice.Zipf(_cities.Length, 4)]);
        }

        return accepted.ToImmutable();
    }

    static PositionKind[] AcceptedKinds(ref Dice dice)
    {
        var accepted = new PositionKind[dice.Between(1, 3)];
        for (var place = 0; place < accepted.Length; place++)
        {
            accepted[place] = (PositionKind)dice.Below(6);
        }

        return accepted;
    }

    // Three of four skills are the discipline's own.
    static ImmutableArray<string> Skills(ref Dice dice, Subject subject, int count)
    {
        var skills = ImmutableArray.CreateBuilder<string>(count);
        for (var left = count; left > 0; left--)
        {
            skills.Add(dice.Percent(75) ? subject.Skills[dice.Zipf(SkillsOfDiscipline, 4)] : General[dice.Zipf(SkillsOfAll, 4)]);
        }

        return skills.ToImmutable();
    }

    static readonly string[] General = [.. Enumerable.Range(1, SkillsOfAll).Select(number => $"通用技能{number}")];

    static Guid Id(ref Dice dice)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, dice.Next());
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], dice.Next());
        return new Guid(bytes, bigEndian: true);
    }

    static class Kinds
    {
        public const uint Position = 101, Graduate = 102, Edit = 103, CityOrder = 104;
    }

    sealed record Subject(string Code, Major[] Undergraduate, Major[] Graduate)
    {
        public string[] Skills { get; } = [.. Enumerable.Range(1, SkillsOfDiscipline).Select(number => $"学科{Code}技能{number}")];
    }
}
