using RaMatch.Matching.Scoring;
using RaMatch.Matching.Scoring.Indexing;
using Xunit;

namespace RaMatch.Matching.Tests.Scoring;

/// <summary>
/// Positions and graduates in an index and in plain lists. What the index answers is compared with the function on every pair, sorted by
/// the documented order: a second implementation of the search, but the same function.
/// </summary>
sealed class Exhaustive
{
    public const string Programme = "ra-2022";
    public const string OtherProgramme = "ra-2021";

    readonly Dictionary<Guid, Vacancy> _vacancies = [];
    readonly Dictionary<Guid, Candidate> _candidates = [];
    readonly IndexSearch _search = new();

    public MatchIndex Index { get; private set; } = new();

    public IReadOnlyCollection<Vacancy> Vacancies => _vacancies.Values;

    public IReadOnlyCollection<Candidate> Candidates => _candidates.Values;

    public void Put(Vacancy vacancy)
    {
        _vacancies[vacancy.PositionId] = vacancy;
        Index.Positions.Put(vacancy.PositionId, vacancy.Programme, vacancy.PublishedAt.ToUnixTimeMilliseconds(), vacancy.Features());
    }

    public void Put(Candidate candidate)
    {
        _candidates[candidate.GraduateId] = candidate;
        Index.Graduates.Put(candidate.GraduateId, candidate.Features());
    }

    public void Remove(Candidate candidate)
    {
        _candidates.Remove(candidate.GraduateId);
        Index.Graduates.Remove(candidate.GraduateId);
    }

    /// <summary>The same market in an index that has seen no other event.</summary>
    public void Rebuild()
    {
        Index = new MatchIndex();
        foreach (var vacancy in _vacancies.Values)
        {
            Put(vacancy);
        }

        foreach (var candidate in _candidates.Values)
        {
            Put(candidate);
        }
    }

    public (Guid Id, int Score)[] Found(Candidate candidate, IReadOnlyDictionary<string, FitRules> rules, DateOnly today, int most)
    {
        var top = Index.Positions.Search(candidate.Features(), new Rulebook(rules), today.DayNumber, most, _search);
        return [.. Enumerable.Range(0, top.Count).Select(place => (Index.Positions.IdOf(top.SlotAt(place)), top.ScoreAt(place)))];
    }

    public (Guid Id, int Score)[] Found(Vacancy vacancy, IReadOnlyDictionary<string, FitRules> rules, DateOnly today, int most, IReadOnlySet<Guid>? except = null)
    {
        var top = Index.Graduates.Search(vacancy.PositionId, vacancy.Features(), new Rulebook(rules).Find(vacancy.Programme)!, today.DayNumber, most, _search, except);
        return [.. Enumerable.Range(0, top.Count).Select(place => (Index.Graduates.IdOf(top.SlotAt(place)), top.ScoreAt(place)))];
    }

    public int Count(Candidate candidate, IReadOnlyDictionary<string, FitRules> rules, DateOnly today) =>
        Index.Positions.CountFitting(candidate.Features(), new Rulebook(rules), today.DayNumber, _search);

    public int Count(Vacancy vacancy, IReadOnlyDictionary<string, FitRules> rules, DateOnly today) =>
        Index.Graduates.CountFitting(vacancy.Features(), new Rulebook(rules).Find(vacancy.Programme)!, today.DayNumber, _search);

    /// <summary>Holds the index to the function, for so many of each side.</summary>
    public void Agree(IReadOnlyDictionary<string, FitRules> rules, DateOnly today, int most, int sample)
    {
        foreach (var candidate in Candidates.Take(sample))
        {
            var expected = Expected(candidate, rules, today);
            Assert.Equal(expected.Take(most), Found(candidate, rules, today, most));
            Assert.Equal(expected.Length, Count(candidate, rules, today));
        }

        foreach (var vacancy in Vacancies.Where(vacancy => rules.ContainsKey(vacancy.Programme)).Take(sample))
        {
            var expected = Expected(vacancy, rules, today);
            Assert.Equal(expected.Take(most), Found(vacancy, rules, today, most));
            Assert.Equal(expected.Length, Count(vacancy, rules, today));
        }
    }

    /// <summary>All positions that fit: higher score, then newer, then smaller id.</summary>
    public (Guid Id, int Score)[] Expected(Candidate candidate, IReadOnlyDictionary<string, FitRules> rules, DateOnly today)
    {
        var features = candidate.Features();
        return [.. _vacancies.Values
            .Where(vacancy => rules.ContainsKey(vacancy.Programme))
            .Select(vacancy => (Vacancy: vacancy, Features: vacancy.Features(), Rules: rules[vacancy.Programme]))
            .Where(one => Fit.Failed(one.Features, features, one.Rules, today.DayNumber) == Requirements.None)
            .Select(one => (one.Vacancy, Score: Fit.Score(one.Features, features, one.Rules, today.DayNumber)))
            .OrderByDescending(one => one.Score)
            .ThenByDescending(one => one.Vacancy.PublishedAt)
            .ThenBy(one => one.Vacancy.PositionId)
            .Select(one => (one.Vacancy.PositionId, one.Score))];
    }

    /// <summary>All graduates who fit: higher score, then larger lot, then smaller id.</summary>
    public (Guid Id, int Score)[] Expected(Vacancy vacancy, IReadOnlyDictionary<string, FitRules> rules, DateOnly today)
    {
        var features = vacancy.Features();
        return [.. _candidates.Values
            .Select(candidate => (Id: candidate.GraduateId, Features: candidate.Features()))
            .Where(one => Fit.Failed(features, one.Features, rules[vacancy.Programme], today.DayNumber) == Requirements.None)
            .Select(one => (one.Id, Score: Fit.Score(features, one.Features, rules[vacancy.Programme], today.DayNumber)))
            .OrderByDescending(one => one.Score)
            .ThenByDescending(one => Lot.Of(vacancy.PositionId, one.Id))
            .ThenBy(one => one.Id)];
    }
}
