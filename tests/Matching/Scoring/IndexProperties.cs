using System.Buffers.Binary;
using CsCheck;
using RaMatch.Contracts;
using RaMatch.Matching.Scoring;
using RaMatch.Matching.Scoring.Indexing;
using RaMatch.Reference;
using Xunit;

namespace RaMatch.Matching.Tests.Scoring;

/// <summary>The index finds exactly what the function finds on every pair.</summary>
public sealed class IndexProperties
{
    // Few ids' first bytes and few instants, so that scores and their ties are often equal.
    static readonly Gen<Guid> Ids = Gen.Select(Gen.ULong[0, 3], Gen.ULong, (first, rest) =>
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, first);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], rest);
        return new Guid(bytes, bigEndian: true);
    });

    static readonly Gen<Vacancy> Vacancies = Gen.Select(Pairs.Vacancies, Ids, Gen.Int[0, 9], (vacancy, id, programme) =>
        vacancy with { PositionId = id, Programme = programme < 7 ? Exhaustive.Programme : programme < 9 ? Exhaustive.OtherProgramme : "ra-without-rules" });

    static readonly Gen<Candidate> Candidates = Gen.Select(Pairs.Candidates, Ids, (candidate, id) => candidate with { GraduateId = id });

    static readonly Gen<Dictionary<string, FitRules>> Rules = Gen.Select(Pairs.Rules, Pairs.Rules, (one, other) =>
        new Dictionary<string, FitRules> { [Exhaustive.Programme] = one, [Exhaustive.OtherProgramme] = other });

    [Fact]
    public void The_index_and_the_function_agree_on_random_markets_both_ways_for_any_length() =>
        Gen.Select(Vacancies.Array[0, 90], Candidates.Array[0, 90], Rules, Gen.OneOf(new[] { 1, 3, 20, 1000 })).Sample((vacancies, candidates, rules, most) =>
        {
            var market = new Exhaustive();
            Array.ForEach(vacancies, market.Put);
            Array.ForEach(candidates, market.Put);
            market.Agree(rules, Pairs.Today, most, sample: 20);
        }, iter: 60);

    [Fact]
    public void A_day_later_and_under_new_rules_the_same_index_agrees_with_the_function_again() =>
        Gen.Select(Vacancies.Array[0, 60], Candidates.Array[0, 60], Rules.Array[3]).Sample((vacancies, candidates, rules) =>
        {
            var market = new Exhaustive();
            Array.ForEach(vacancies, market.Put);
            Array.ForEach(candidates, market.Put);
            for (var day = 0; day < rules.Length; day++)
            {
                market.Agree(rules[day], Pairs.Today.AddDays(30 * day - 30), 20, sample: 10);
            }
        }, iter: 30);

    [Fact]
    public void After_any_sequence_of_events_the_index_answers_like_one_built_anew()
    {
        var events = Environment.GetEnvironmentVariable("RAMATCH_LONG") == "1" ? 100_000 : 4_000;
        Gen.Select(Gen.Int, Rules).Sample((seed, rules) =>
        {
            var market = new Exhaustive();
            var random = new Random(seed);
            var (vacancies, candidates) = (Vacancies.Array[250].Single(), Candidates.Array[250].Single());
            for (var number = 0; number < events; number++)
            {
                var (vacancy, candidate) = (vacancies[random.Next(vacancies.Length)], candidates[random.Next(candidates.Length)]);
                switch (random.Next(6))
                {
                    case 0:
                        market.Put(vacancy with { Closed = true });
                        break;
                    case 1:
                        market.Put(vacancy with { SeatsHeld = random.Next(3) });
                        break;
                    case 2:
                        market.Put(vacancies[random.Next(vacancies.Length)] with { PositionId = vacancy.PositionId, Version = number });
                        break;
                    case 3:
                        market.Remove(candidate);
                        break;
                    default:
                        market.Put(candidates[random.Next(candidates.Length)] with { GraduateId = candidate.GraduateId, Version = number });
                        break;
                }
            }

            var after = Answers(market, rules);
            market.Rebuild();
            Assert.Equal(after, Answers(market, rules));
            market.Agree(rules, Pairs.Today, 20, sample: 20);
        }, iter: 2, threads: 1);
    }

    [Fact]
    public void In_the_largest_buckets_the_top_20_are_those_of_the_function()
    {
        // One discipline, three cities: every bucket is full, and hundreds are as good as each other.
        var market = new Exhaustive();
        var random = new Random(20_220_628);
        string[] majors = ["080202", "080901", "080902", "0802", "08G12"];
        string[] cities = ["潍坊市", "济南市", "衡阳市"];
        for (var number = 0; number < 4_000; number++)
        {
            market.Put(new Candidate
            {
                GraduateId = IdOf(random),
                Degree = (DegreeLevel)random.Next(1, 4),
                MajorCode = majors[random.Next(majors.Length)],
                GraduationYear = 2022 - random.Next(3) / 2,
                Skills = Skills(random, 4, 12),
                Cities = random.Next(10) == 0 ? [] : [cities[random.Next(3)], cities[random.Next(3)]],
                PayFloorFen = random.Next(3) * 250_000L,
                Kinds = random.Next(2) == 0 ? [] : [(PositionKind)random.Next(6)],
            });
        }

        for (var number = 0; number < 2_500; number++)
        {
            market.Put(new Vacancy
            {
                PositionId = IdOf(random),
                Programme = Exhaustive.Programme,
                Kind = (PositionKind)random.Next(6),
                Seats = 1,
                MinimumDegree = (DegreeLevel)random.Next(1, 3),
                Majors = random.Next(4) switch { 0 => [], 1 => ["08"], 2 => ["0802", "0809"], _ => ["08", "0809", "080901"] },
                RequiredSkills = Skills(random, 0, 5),
                WishedSkills = Skills(random, 0, 3),
                City = cities[random.Next(3)],
                PayMinimumFen = 400_000,
                PayMaximumFen = 400_000 + random.Next(3) * 200_000L,
                ClosesOn = Pairs.Today.AddDays(random.Next(30)),
                PublishedAt = new DateTimeOffset(Pairs.Today.AddDays(-random.Next(45)), new TimeOnly(1, 0), TimeSpan.Zero),
            });
        }

        var rules = new Dictionary<string, FitRules> { [Exhaustive.Programme] = new(DegreeLevel.Bachelor, 2021, 2022, FitWeights.Default) };
        market.Agree(rules, Pairs.Today, 20, sample: 60);
    }

    [Fact]
    public void Among_thousands_of_equals_the_order_of_ties_decides_and_is_another_one_at_every_position()
    {
        var market = new Exhaustive();
        var random = new Random(7);
        for (var number = 0; number < 3_000; number++)
        {
            market.Put(new Candidate { GraduateId = IdOf(random), Degree = DegreeLevel.Master, MajorCode = "080202", GraduationYear = 2022 });
            market.Put(new Vacancy { PositionId = IdOf(random), Programme = Exhaustive.Programme, Seats = 1, City = "潍坊市", PayMaximumFen = 1, ClosesOn = Pairs.Today, PublishedAt = DateTimeOffset.UnixEpoch.AddYears(52) });
        }

        var rules = new Dictionary<string, FitRules> { [Exhaustive.Programme] = new(DegreeLevel.Bachelor, 2021, 2022, FitWeights.Default) };
        market.Agree(rules, Pairs.Today, 20, sample: 3);
        var firsts = market.Vacancies.Take(50).Select(vacancy => market.Found(vacancy, rules, Pairs.Today, 1)[0].Id).Distinct();
        Assert.True(firsts.Count() > 40, "The same graduates are first at many positions although all are equal.");
    }

    [Fact]
    public void Who_is_not_to_be_among_them_makes_room_for_the_next() => Gen.Select(Vacancies, Candidates.Array[0, 60], Pairs.Rules).Sample((vacancy, candidates, rules) =>
    {
        var market = new Exhaustive();
        Array.ForEach(candidates, market.Put);
        var book = new Dictionary<string, FitRules> { [vacancy.Programme] = rules };
        var all = market.Expected(vacancy, book, Pairs.Today);
        var except = all.Take(2).Select(one => one.Id).ToHashSet();
        Assert.Equal(all.Skip(except.Count).Take(5), market.Found(vacancy, book, Pairs.Today, 5, except));
    }, iter: 200);

    [Fact]
    public void Asking_and_taking_in_an_event_allocate_nothing()
    {
        var market = new Exhaustive();
        var random = new Random(3);
        Array.ForEach(Vacancies.Array[400].Single(), market.Put);
        Array.ForEach(Candidates.Array[400].Single(), market.Put);
        var book = new Rulebook(Rules.Single());
        var search = new IndexSearch();
        var positions = market.Vacancies.Select(vacancy => (vacancy.PositionId, vacancy.Programme, At: vacancy.PublishedAt.ToUnixTimeMilliseconds(), Features: vacancy.Features())).ToArray();
        var graduates = market.Candidates.Select(candidate => (candidate.GraduateId, Features: candidate.Features())).ToArray();
        var found = Run();
        // What is taken in again moves to another place once, and what it is kept in may grow for it.
        Run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var again = Run();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(found, again);

        long Run()
        {
            var sum = 0L;
            foreach (var position in positions)
            {
                market.Index.Positions.Put(position.PositionId, position.Programme, position.At, position.Features);
                if (book.Find(position.Programme) is { } table)
                {
                    sum += market.Index.Graduates.Search(position.PositionId, position.Features, table, Pairs.Today.DayNumber, 20, search).Count;
                }
            }

            foreach (var graduate in graduates)
            {
                market.Index.Graduates.Put(graduate.GraduateId, graduate.Features);
                sum += market.Index.Positions.Search(graduate.Features, book, Pairs.Today.DayNumber, 20, search).Count;
                sum += market.Index.Positions.CountFitting(graduate.Features, book, Pairs.Today.DayNumber, search);
            }

            return sum;
        }
    }

    [Fact]
    public void Every_code_of_the_catalogues_accepts_in_the_index_whom_the_function_accepts()
    {
        var keys = Majors.All.Select(major => MajorKey.Of(major.Code)).ToList();
        foreach (var code in keys.SelectMany(key => new[] { key.Discipline, key.Class, key.Major }).Distinct())
        {
            var vacancy = new Vacancy().Features() with { Majors = new KeySet([code]) };
            Assert.True(MajorTable.TryFind(code, out var accepted));
            Assert.All(keys, key =>
            {
                var rank = MajorTable.RankOf(key);
                var place = MajorTable.PlaceOf(rank);
                var inRange = rank >= accepted.Start && rank < accepted.End;
                var inGroup = (accepted.Group == place.Discipline || accepted.Group == place.Class) && (accepted.Place == MajorTable.Everywhere || accepted.Place == place.InClass);
                Assert.Equal(Fit.Closeness(vacancy, key), inRange ? accepted.Closeness : 0);
                Assert.Equal(inRange, inGroup);
            });
        }
    }

    [Fact]
    public void The_index_knows_nothing_of_a_graduate_that_must_not_weigh()
    {
        string[] record = [.. typeof(GraduateRecord).GetFields().Select(field => field.Name).Order(StringComparer.Ordinal)];
        string[] entry = [.. typeof(GraduateEntry).GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal)];
        Assert.Equal(["Degree", "GraduationYear", "Kinds", "MajorRank", "PayFloorFen", "SkillCount", "Skills"], record);
        Assert.Equal(["DegreeAndPlace", "GraduationYear", "Kinds", "PayFloor", "PayFloorRest"], entry);
    }

    static (Guid, int)[] Answers(Exhaustive market, IReadOnlyDictionary<string, FitRules> rules) =>
    [
        .. market.Candidates.SelectMany(candidate => market.Found(candidate, rules, Pairs.Today, 20)),
        .. market.Vacancies.Where(vacancy => rules.ContainsKey(vacancy.Programme)).SelectMany(vacancy => market.Found(vacancy, rules, Pairs.Today, 20)),
    ];

    static string[] Skills(Random random, int least, int most) =>
        [.. Enumerable.Range(0, random.Next(least, most + 1)).Select(_ => $"技能{Math.Min(random.Next(90), random.Next(90))}")];

    static Guid IdOf(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
