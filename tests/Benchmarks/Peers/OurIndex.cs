using RaMatch.Benchmarks.Instances;
using RaMatch.Benchmarks.Measuring;
using RaMatch.Matching.Scoring;
using RaMatch.Matching.Scoring.Indexing;

namespace RaMatch.Benchmarks.Peers;

/// <summary>The product's index on a market.</summary>
sealed class OurIndex : ITopPeer
{
    readonly MarketInstance _market;
    readonly int _most;
    readonly int _today = MarketGenerator.Today.DayNumber;
    readonly MatchIndex _index = new();
    readonly Rulebook _rules = new(new Dictionary<string, FitRules>(StringComparer.Ordinal) { [MarketGenerator.Programme] = MarketGenerator.Rules });
    readonly FitTable _table;
    readonly IndexSearch _search = new();

    public OurIndex(MarketInstance market, int most)
    {
        (_market, _most, _table) = (market, most, _rules.Find(MarketGenerator.Programme)!);
        for (var number = 0; number < market.Shape.Positions; number++)
        {
            PutPosition(number);
        }

        // As the product reads them from its database.
        foreach (var number in market.GraduatesInOrder(market.Shape.Graduates))
        {
            PutGraduate(number, market.Candidates[number]);
        }
    }

    /// <summary>A position is published.</summary>
    public void PutPosition(int number) => PutPosition(number, _market.Vacancies[number]);

    /// <summary>A position changes.</summary>
    public void PutPosition(int number, in VacancyFeatures vacancy) =>
        _index.Positions.Put(_market.PositionIds[number], MarketGenerator.Programme, _market.PublishedAt[number], vacancy);

    /// <summary>A graduate comes or changes.</summary>
    public void PutGraduate(int number, in CandidateFeatures candidate) => _index.Graduates.Put(_market.GraduateIds[number], candidate);

    /// <summary>The best positions for a graduate.</summary>
    public TopList SearchPositions(in CandidateFeatures candidate, IndexSearch search) => _index.Positions.Search(candidate, _rules, _today, _most, search);

    /// <summary>The best graduates for a position.</summary>
    public TopList SearchGraduates(int number, IndexSearch search) =>
        _index.Graduates.Search(_market.PositionIds[number], _market.Vacancies[number], _table, _today, _most, search);

    public void ForGraduate(int number, ref Checksum sum) => AddPositions(SearchPositions(_market.Candidates[number], _search), ref sum);

    public void ForPosition(int number, ref Checksum sum) => AddGraduates(SearchGraduates(number, _search), ref sum);

    public void Dispose()
    {
    }

    /// <summary>Adds a list of positions to a checksum, best first.</summary>
    public void AddPositions(TopList top, ref Checksum sum)
    {
        for (var place = 0; place < top.Count; place++)
        {
            BestList.Add(ref sum, top.ScoreAt(place), _index.Positions.IdOf(top.SlotAt(place)));
        }
    }

    /// <summary>Adds a list of graduates to a checksum, best first.</summary>
    public void AddGraduates(TopList top, ref Checksum sum)
    {
        for (var place = 0; place < top.Count; place++)
        {
            BestList.Add(ref sum, top.ScoreAt(place), _index.Graduates.IdOf(top.SlotAt(place)));
        }
    }
}
