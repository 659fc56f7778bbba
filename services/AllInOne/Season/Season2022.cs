using RaMatch.Contracts;
using RaMatch.Portal.Accounts;

namespace RaMatch.AllInOne.Season;

/// <summary>
/// The season of the programme <c>ra-2022</c>, the same at every call: 28 June to 31 August 2022, two parks. Dates, targets,
/// results, kinds of unit, the named firms and the titles of the posts are those of the newsletter; all else is invented.
/// </summary>
sealed class Season2022
{
    public const string Code = "ra-2022";

    static readonly DateOnly FirstDay = new(2022, 6, 28);
    static readonly DateOnly LastDay = new(2022, 8, 31);

    // 潍坊: 43 units contacted; 610 hired, twice the target. 衡阳: 216 enterprises hired 721, 421 over the target.
    static readonly Park Weifang = new("weifang", Target: 305, Counted: 610, Units: 43, CountedAndEnded: 9, NotHired: 120);
    static readonly Park Hengyang = new("hengyang", Target: 300, Counted: 721, Units: 216, CountedAndEnded: 7, NotHired: 140);

    static readonly (string Name, UnitCategory[] Categories, int Hires)[] NamedFirms =
    [
        ("潍柴控股集团有限公司", [UnitCategory.HighTechEnterprise, UnitCategory.InnovationPlatform, UnitCategory.ProvincialProject], 60),
        ("盛瑞传动股份有限公司", [UnitCategory.HighTechEnterprise, UnitCategory.ProvincialProject], 34),
        (Tianrui, [UnitCategory.HighTechEnterprise, UnitCategory.ResearchIncentive], 3),
    ];

    const string Tianrui = "山东天瑞重工有限公司";

    readonly Troupe _troupe = new(Code, seed: 20220628, cohort: 2022, firstNumber: 1000);

    public static Season Tell()
    {
        var season = new Season2022();
        season.Play(Weifang, NamedFirms);
        season.Play(Hengyang, []);
        season.Dispute();
        var troupe = season._troupe;
        troupe.AddFirms(Weifang.Id);
        troupe.AddFirms(Hengyang.Id);
        return new Season(
            Code,
            "2022 年度科研助理岗位开发落实专项",
            2022,
            FirstDay,
            LastDay,
            LastDay.DayNumber - FirstDay.DayNumber + 1,
            [
                new Milestone(new DateOnly(2022, 7, 10), "岗位发布达到目标", 10_000, null),
                new Milestone(new DateOnly(2022, 8, 10), "落实人数达到目标的 60%", null, 6_000),
                new Milestone(LastDay, "落实人数达到目标，报送统计表", null, 10_000),
            ],
            new Dictionary<string, int>(StringComparer.Ordinal) { [Weifang.Id] = Weifang.Target, [Hengyang.Id] = Hengyang.Target },
            troupe.Firms,
            troupe.Units,
            troupe.Positions,
            troupe.Graduates,
            troupe.Stories);
    }

    void Play(Park park, (string Name, UnitCategory[] Categories, int Hires)[] named)
    {
        var units = Enumerable.Range(0, park.Units)
            .Select(number => number < named.Length
                ? _troupe.AddUnit(park.Id, number, named[number].Categories, name: named[number].Name)
                : _troupe.AddUnit(park.Id, number, CategoriesOf(park, number)))
            .ToList();

        // Hires by unit: the named firms as told, at least one for every other, the rest by lot.
        var hires = units.Select((_, index) => index < named.Length ? named[index].Hires : 1).ToArray();
        for (var left = park.Counted - hires.Sum(); left > 0; left--)
        {
            hires[_troupe.Dice.Between(named.Length, units.Count - 1)]++;
        }

        var countedAndEnded = park.CountedAndEnded;
        for (var index = 0; index < units.Count; index++)
        {
            var positions = Offer(units[index], hires[index]);
            for (var hire = 0; hire < hires[index]; hire++)
            {
                var position = positions[hire % positions.Count];
                Tell(position, _troupe.Hired);
                if (countedAndEnded > 0 && hire == 0 && index % 4 == 3)
                {
                    // Counted, then ended within the term: +1 and −1 in the ledger.
                    countedAndEnded--;
                    Tell(position, day => [.. _troupe.Hired(Math.Min(day, 40)), (Math.Min(day, 40) + 20, Move.Terminate)]);
                }
            }
        }

        var ofPark = _troupe.Positions.Where(position => position.Unit.ParkId == park.Id).ToList();
        for (var left = park.NotHired; left > 0; left--)
        {
            Tell(_troupe.Dice.Pick(ofPark), _troupe.NotHired);
        }
    }

    /// <summary>One person, two parks: the second claim is disputed and settled for the first.</summary>
    void Dispute()
    {
        var settled = _troupe.Stories
            .Where(story => story.Position.Unit.ParkId == Weifang.Id && story.Moves[^1] is { Move: Move.Verify, Day: < 40 })
            .Take(3)
            .ToList();
        foreach (var first in settled)
        {
            var position = _troupe.Positions.First(one => one.Unit.ParkId == Hengyang.Id && one.Number % 3 == first.Number % 3);
            var again = first.Graduate with { Id = DemoPersona.IdOf($"{Code} second account {first.Number}") };
            _troupe.Graduates.Add(again);
            var day = first.Moves[^1].Day;
            _troupe.Tell(
                again,
                position,
                (day, Move.Apply),
                (day + 1, Move.Shortlist),
                (day + 2, Move.Offer),
                (day + 3, Move.Accept),
                (day + 4, Move.Sign),
                (day + 4, Move.FileAgreement),
                (day + 6, Move.FileOnDuty),
                (day + 6, Move.Confirm),
                (day + 7, Move.VerifyInDispute),
                (day + 9, Move.Settle));
        }
    }

    UnitCategory[] CategoriesOf(Park park, int number)
    {
        // Each kind the parks mobilise occurs; 新型研发机构 and 自行组织科研项目的企业 are Hengyang's additions.
        UnitCategory[] kinds = park == Hengyang
            ? Enum.GetValues<UnitCategory>()
            : [.. Enum.GetValues<UnitCategory>().Where(kind => kind is not (UnitCategory.NewResearchInstitution or UnitCategory.SelfOrganisedProject))];
        var first = number < 20
            ? kinds[number % kinds.Length]
            : _troupe.Dice.InThousand(600) ? UnitCategory.HighTechEnterprise : UnitCategory.TechnologySme;
        return _troupe.Dice.InThousand(350) ? [.. new[] { first, UnitCategory.ResearchIncentive }.Distinct()] : [first];
    }

    List<SeasonPosition> Offer(SeasonUnit unit, int hires)
    {
        // 天瑞重工 alone offered three posts such as 磁悬浮研发工程师.
        var posts = unit.Name == Tianrui
            ? [Post.MagneticLevitation, Post.All[8], Post.All[6]]
            : Enumerable.Range(0, Math.Clamp(hires / 3, 1, 4)).Select(_ => _troupe.Dice.Pick(Post.All)).ToArray();
        return [.. posts.Select((post, index) =>
        {
            var filled = (hires / posts.Length) + (index < hires % posts.Length ? 1 : 0);
            // Two seats over at least: for those who leave again, and because not every seat is filled.
            return _troupe.AddPosition(unit, post, filled + 2 + _troupe.Dice.Next(3), _troupe.Dice.Between(0, 6));
        })];
    }

    void Tell(SeasonPosition position, Func<int, IReadOnlyList<(int, Move)>> moves)
    {
        // Slow at first, fast in the middle, slow at the end: the sum of two dice.
        var day = Math.Min(47, position.Day + 1 + ((_troupe.Dice.Next(42) + _troupe.Dice.Next(42)) / 2));
        _troupe.Tell(_troupe.AddGraduate(position.Post, position.Unit.City, Math.Max(0, day - 2)), position, moves(day));
    }

    /// <summary>What the newsletter reports of a park, and how much else the telling adds.</summary>
    sealed record Park(string Id, int Target, int Counted, int Units, int CountedAndEnded, int NotHired);
}
