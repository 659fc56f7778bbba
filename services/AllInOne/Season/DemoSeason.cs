using System.Globalization;
using RaMatch.Contracts;
using RaMatch.Portal.Accounts;

namespace RaMatch.AllInOne.Season;

/// <summary>
/// A small programme of the current year, eight weeks under way, in which everyone one can sign in as has something waiting:
/// units and positions to review, candidates at every stage, evidence to verify, an offer to answer. All of it is invented.
/// </summary>
static class DemoSeason
{
    const int DaysPlayed = 56;

    // What the demo graduate has learned for.
    static Post RoundPost => Post.All[6];

    public static string CodeOf(DateOnly today) => string.Create(CultureInfo.InvariantCulture, $"ra-{today.Year}");

    public static Season Tell(DateOnly today)
    {
        var first = today.AddDays(1 - DaysPlayed);
        var troupe = new Troupe(CodeOf(today), seed: 2026, cohort: today.Year, firstNumber: 500_000);
        var qiming = troupe.AddUnit("weifang", 0, [UnitCategory.HighTechEnterprise, UnitCategory.ResearchIncentive], name: "启明智造科技（潍坊）有限公司", id: DemoPersona.Unit.Caller.UnitId);
        List<SeasonUnit> units = [qiming];
        for (var number = 1; number < 12; number++)
        {
            units.Add(troupe.AddUnit(number < 8 ? "weifang" : "hengyang", number, [number % 3 == 0 ? UnitCategory.TechnologySme : UnitCategory.HighTechEnterprise], day: number % 5));
        }

        // Waiting for the park: two units and, below, three positions.
        troupe.AddUnit("weifang", 20, [UnitCategory.Incubator], day: DaysPlayed - 2, verified: false);
        troupe.AddUnit("weifang", 21, [UnitCategory.TechnologySme], day: DaysPlayed - 1, verified: false);

        foreach (var (unit, index) in units.Select((unit, index) => (unit, index)))
        {
            foreach (var offset in new[] { 0, 5 })
            {
                var position = troupe.AddPosition(unit, Post.All[(index + offset) % Post.All.Count], seats: 3 + (index % 3), day: 6 + (index % 4));
                for (var hire = 0; hire < 1 + (index % 3); hire++)
                {
                    var day = 10 + troupe.Dice.Next(30);
                    troupe.Tell(troupe.AddGraduate(position.Post, unit.City, day - 2), position, troupe.Hired(day));
                }

                if (index % 2 == 0)
                {
                    var day = 20 + troupe.Dice.Next(25);
                    troupe.Tell(troupe.AddGraduate(position.Post, unit.City, day - 2), position, troupe.NotHired(day));
                }
            }
        }

        foreach (var (unit, index) in units.Take(3).Select((unit, index) => (unit, index)))
        {
            troupe.AddPosition(unit, Post.All[(index + 9) % Post.All.Count], seats: 2, day: DaysPlayed - 1 - index, published: false);
        }

        var chen = TellOfQiming(troupe, qiming);
        TellOfRound(troupe, [units[1], units[2]], [chen, .. Enumerable.Range(0, 7).Select(_ => troupe.AddGraduate(RoundPost, qiming.City, DaysPlayed - 6))]);
        TellOfRound(troupe, [units[8], units[9]], [.. Enumerable.Range(0, 6).Select(_ => troupe.AddGraduate(RoundPost, units[8].City, DaysPlayed - 6))]);
        // Till the end of the year, or of the last milestone where that is later.
        var (endOfYear, lastMilestone) = (new DateOnly(today.Year, 12, 31), today.AddDays(35));
        troupe.AddFirms("weifang");
        troupe.AddFirms("hengyang");
        return new Season(
            CodeOf(today),
            string.Create(CultureInfo.InvariantCulture, $"{today.Year} 年度科研助理岗位开发落实专项（演示）"),
            today.Year,
            first,
            endOfYear > lastMilestone ? endOfYear : lastMilestone,
            DaysPlayed,
            [
                new Milestone(first.AddDays(20), "岗位发布达到目标", 10_000, null),
                new Milestone(today.AddDays(7), "落实过半", null, 5_000),
                new Milestone(lastMilestone, "落实九成", null, 9_000),
            ],
            new Dictionary<string, int>(StringComparer.Ordinal) { ["weifang"] = 60, ["hengyang"] = 30 },
            troupe.Firms,
            troupe.Units,
            troupe.Positions,
            troupe.Graduates,
            troupe.Stories);
    }

    /// <summary>One position of the demo unit with candidates at every stage, and the demo graduate among them.</summary>
    static SeasonGraduate TellOfQiming(Troupe troupe, SeasonUnit qiming)
    {
        var data = troupe.AddPosition(qiming, Post.All[6], seats: 4, day: 20);
        var mechanics = troupe.AddPosition(qiming, Post.All[8], seats: 3, day: 22);
        var chen = troupe.AddGraduate(data.Post, qiming.City, 24, DemoPersona.Graduate.Caller.Name, DemoPersona.Graduate.Caller.Id);
        troupe.Tell(chen, data, (DaysPlayed - 6, Move.Apply), (DaysPlayed - 5, Move.Shortlist), (DaysPlayed - 3, Move.Interview), (DaysPlayed - 1, Move.Offer));
        var other = troupe.Positions.First(position => position.Unit != qiming && position.Unit.ParkId == qiming.ParkId && position.Published);
        troupe.Tell(chen, other, (DaysPlayed - 4, Move.Apply));

        IReadOnlyList<(int, Move)>[] unfinished =
        [
            [(DaysPlayed - 1, Move.Apply)],
            [(DaysPlayed - 2, Move.Apply)],
            [(DaysPlayed - 4, Move.Apply)],
            [(DaysPlayed - 6, Move.Apply), (DaysPlayed - 3, Move.Shortlist)],
            [(DaysPlayed - 7, Move.Apply), (DaysPlayed - 6, Move.Shortlist), (DaysPlayed - 2, Move.Interview)],
            [(DaysPlayed - 12, Move.Apply), (DaysPlayed - 11, Move.Shortlist), (DaysPlayed - 8, Move.Offer), (DaysPlayed - 7, Move.Accept)],
            [
                (DaysPlayed - 16, Move.Apply), (DaysPlayed - 15, Move.Shortlist), (DaysPlayed - 13, Move.Offer), (DaysPlayed - 12, Move.Accept),
                (DaysPlayed - 8, Move.Sign), (DaysPlayed - 8, Move.FileAgreement),
            ],
            [
                (DaysPlayed - 20, Move.Apply), (DaysPlayed - 19, Move.Shortlist), (DaysPlayed - 16, Move.Offer), (DaysPlayed - 15, Move.Accept),
                (DaysPlayed - 12, Move.Sign), (DaysPlayed - 12, Move.FileAgreement), (DaysPlayed - 6, Move.FileOnDuty), (DaysPlayed - 5, Move.Confirm),
            ],
        ];
        foreach (var (moves, index) in unfinished.Select((moves, index) => (moves, index)))
        {
            var position = index % 2 == 0 ? data : mechanics;
            troupe.Tell(troupe.AddGraduate(position.Post, qiming.City, moves[0].Item1 - 2), position, moves);
        }

        return chen;
    }

    /// <summary>Two posts of two units for which the same graduates apply, some dearest the one, some the other: what a round is for.</summary>
    static void TellOfRound(Troupe troupe, IReadOnlyList<SeasonUnit> units, IReadOnlyList<SeasonGraduate> graduates)
    {
        var positions = units.Select((unit, index) => troupe.AddPosition(unit, RoundPost, seats: 1 + index, day: DaysPlayed - 8)).ToList();
        foreach (var (index, graduate) in graduates.Index())
        {
            troupe.Tell(graduate, positions[index % 2], (DaysPlayed - 4, Move.Apply));
            troupe.Tell(graduate, positions[1 - (index % 2)], (DaysPlayed - 3, Move.Apply));
        }
    }
}
