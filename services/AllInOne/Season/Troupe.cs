using System.Globalization;
using RaMatch.Contracts;
using RaMatch.Portal.Accounts;
using RaMatch.Reference;

namespace RaMatch.AllInOne.Season;

/// <summary>Whoever tells a season collects its cast and its stories here.</summary>
/// <param name="code">Distinguishes the accounts of one season from another's.</param>
/// <param name="seed">Where the dice start.</param>
/// <param name="cohort">This year's cohort.</param>
/// <param name="firstNumber">The first number of the invented phones and ID numbers, so that seasons do not share people.</param>
sealed class Troupe(string code, ulong seed, int cohort, int firstNumber)
{
    // Of the hired, how many in a thousand are of this year's cohort: nationwide 150,000 of 179,000 in 2022.
    const int OfCohortInThousand = 838;

    static readonly IReadOnlyList<University> Nearby =
        [.. Universities.All.Where(university => university.Level == "本科" && university.Province is "山东省" or "湖南省" or "湖北省")];

    readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public Dice Dice { get; } = new(seed);
    public List<SeasonFirm> Firms { get; } = [];
    public List<SeasonUnit> Units { get; } = [];
    public List<SeasonPosition> Positions { get; } = [];
    public List<SeasonGraduate> Graduates { get; } = [];
    public List<Story> Stories { get; } = [];

    public SeasonUnit AddUnit(string parkId, int number, IReadOnlyList<UnitCategory> categories, int day = 0, string? name = null, Guid? id = null, bool verified = true)
    {
        Parks.TryFind(parkId, out var park);
        // The region of the code is the city's: 370700 is 潍坊, 430400 is 衡阳.
        var region = parkId == "weifang" ? "370700" : "430400";
        var unit = new SeasonUnit(
            id ?? DemoPersona.IdOf($"{code} unit {parkId} {number}"),
            Numbers.Uscc(region, firstNumber + number),
            name ?? Names.Company(Dice, park!.City, _names),
            parkId,
            park!.City,
            categories,
            day,
            verified);
        Units.Add(unit);
        return unit;
    }

    /// <summary>A firm of each kind that the park knows and nobody has spoken to; added last, so that all else of the season stays as it was told.</summary>
    public void AddFirms(string parkId)
    {
        Parks.TryFind(parkId, out var park);
        foreach (var category in Enum.GetValues<UnitCategory>())
        {
            Firms.Add(new SeasonFirm(parkId, Names.Company(Dice, park!.City, _names), category, 20 + 10 * Dice.Next(60)));
        }
    }

    public SeasonPosition AddPosition(SeasonUnit unit, Post post, int seats, int day, bool published = true)
    {
        var position = new SeasonPosition(unit, Positions.Count, post, seats, day, published);
        Positions.Add(position);
        return position;
    }

    /// <summary>Someone who may have the position.</summary>
    public SeasonGraduate AddGraduate(Post post, string city, int day, string? name = null, Guid? id = null)
    {
        var number = firstNumber + Graduates.Count;
        var degree = Dice.InThousand(220) ? DegreeLevel.Master : DegreeLevel.Bachelor;
        var year = Dice.InThousand(OfCohortInThousand) ? cohort : cohort - 1;
        var prefix = post.Majors.Length == 0 ? "0501" : Dice.Pick(post.Majors);
        var majors = Majors.All.Where(major => major.Level == DegreeTrack.Undergraduate && Majors.Covers(prefix, major.Code)).ToList();
        var graduate = new SeasonGraduate(
            id ?? DemoPersona.IdOf(string.Create(CultureInfo.InvariantCulture, $"{code} graduate {number}")),
            name ?? Names.Person(Dice),
            Numbers.Phone(number),
            Numbers.IdNumber(number, cohort - (degree == DegreeLevel.Master ? 25 : 22)),
            Dice.Pick(Nearby).Code,
            Dice.Pick(majors).Code,
            degree,
            year,
            [.. post.Required, .. post.Wished.Take(Dice.Next(post.Wished.Length + 1))],
            city,
            day);
        Graduates.Add(graduate);
        return graduate;
    }

    public void Tell(SeasonGraduate graduate, SeasonPosition position, params IReadOnlyList<(int Day, Move Move)> moves) =>
        Stories.Add(new Story(Stories.Count, graduate, position, moves));

    /// <summary>From the application to the counted hire, in about twelve days.</summary>
    public IReadOnlyList<(int Day, Move Move)> Hired(int day)
    {
        var moves = new List<(int, Move)> { (day, Move.Apply), (day + 1, Move.Shortlist) };
        if (Dice.InThousand(700))
        {
            moves.Add((day + 2, Move.Interview));
        }

        moves.AddRange([(day + 4, Move.Offer), (day + 5, Move.Accept), (day + 7, Move.Sign), (day + 7, Move.FileAgreement), (day + 9, Move.FileOnDuty), (day + 10, Move.Confirm)]);
        // Late or unreadable evidence: the park returns it once, the unit files it again.
        moves.AddRange(Dice.InThousand(60)
            ? [(day + 11, Move.ReturnEvidence), (day + 13, Move.FileAgreementAgain), (day + 15, Move.Verify)]
            : [(day + 11 + Dice.Next(2), Move.Verify)]);
        return moves;
    }

    /// <summary>An application that ends otherwise, or is still open.</summary>
    public IReadOnlyList<(int Day, Move Move)> NotHired(int day) => Dice.Next(6) switch
    {
        0 => [(day, Move.Apply), (day + 2, Move.Withdraw)],
        1 => [(day, Move.Apply), (day + 2, Move.Reject)],
        2 => [(day, Move.Apply), (day + 1, Move.Shortlist), (day + 3, Move.Reject)],
        3 => [(day, Move.Apply), (day + 1, Move.Shortlist), (day + 3, Move.Interview), (day + 5, Move.Reject)],
        4 => [(day, Move.Apply), (day + 1, Move.Shortlist), (day + 3, Move.Offer), (day + 4, Move.Decline)],
        _ => [(day, Move.Apply)],
    };
}
