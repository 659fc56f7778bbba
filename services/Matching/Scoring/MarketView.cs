using RaMatch.Matching.Scoring.Indexing;

namespace RaMatch.Matching.Scoring;

/// <summary>The market at one moment, for the length of one question. Without an index, as within a transaction, nobody asks it for the best.</summary>
sealed class MarketView(
    Kept<Supply> supply,
    Kept<Demand> demand,
    MatchIndex? index,
    Rulebook rules,
    IndexSearch search,
    DateOnly today)
{
    MatchIndex Index => index ?? throw new InvalidOperationException("Within a transaction the market is not searched for the best.");

    /// <summary>The day in China.</summary>
    public DateOnly Today { get; } = today;

    /// <summary>Everyone who consents to matching.</summary>
    public IEnumerable<Demand> Graduates => demand.All;

    /// <summary>Every position ever published here, closed ones too.</summary>
    public IEnumerable<Supply> Positions => supply.All;

    /// <summary>A position ever published here, closed ones too; null if it is not known or its programme has no rules.</summary>
    public (Supply Supply, FitRules Rules)? FindPosition(Guid positionId) =>
        supply.Find(positionId) is { } found && rules.Find(found.Vacancy.Programme) is { } table ? (found, table.Rules) : null;

    /// <summary>A graduate who consents to matching.</summary>
    public Demand? FindGraduate(Guid graduateId) => demand.Find(graduateId);

    /// <summary>The rules in force of a programme.</summary>
    public FitRules? RulesOf(string programme) => rules.Find(programme)?.Rules;

    /// <summary>How many positions fit a graduate.</summary>
    public int CountPositions(Demand graduate) => Index.Positions.CountFitting(graduate.Features, rules, Today.DayNumber, search);

    /// <summary>The positions that fit a graduate best, at most so many. Equal scores: the newer position first, then by id.</summary>
    public IReadOnlyList<(Supply Supply, FitRules Rules)> BestPositions(Demand graduate, int most)
    {
        var top = Index.Positions.Search(graduate.Features, rules, Today.DayNumber, most, search);
        return [.. Enumerable.Range(0, top.Count).Select(place => FindPosition(Index.Positions.IdOf(top.SlotAt(place)))!.Value)];
    }

    /// <summary>
    /// The graduates who fit a position best, as <see cref="UnitView"/> compares, among those whom units may see, at most so many and without
    /// <paramref name="except"/>. Equal scores: in an order that is another one at every position.
    /// </summary>
    public IReadOnlyList<Demand> BestGraduates(Supply position, int most, IReadOnlySet<Guid> except)
    {
        var top = Index.Graduates.Search(position.Vacancy.PositionId, position.Features, rules.Find(position.Vacancy.Programme)!.ForUnits, Today.DayNumber, most, search, except);
        return [.. Enumerable.Range(0, top.Count).Select(place => demand.Find(Index.Graduates.IdOf(top.SlotAt(place)))!)];
    }
}
