using RaMatch.Platform.Words;
using RaMatch.Reference;

namespace RaMatch.Matching.Programmes;

/// <summary>What attributes cannot say of a rules version.</summary>
static class RulesCheck
{
    /// <summary>The first field that makes no sense, with its sentence; null where all do.</summary>
    public static (string Field, Sentence Sentence)? Contradiction(Rules rules)
    {
        var named = new HashSet<City>();
        foreach (var (city, wage) in rules.MinimumWagesFen)
        {
            if (!Cities.TryFind(city, out var found))
            {
                return ("rules.minimumWagesFen", Sentence.Of("rules.wage-city-unknown", ("city", city)));
            }

            if (!named.Add(found))
            {
                return ("rules.minimumWagesFen", Sentence.Of("rules.wage-city-twice", ("city", found.Name)));
            }

            if (wage is < 0 or > 10_000_000)
            {
                return ("rules.minimumWagesFen", Sentence.Of("rules.wage-range", ("city", city)));
            }
        }

        return null;
    }
}
