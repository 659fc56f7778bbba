using RaMatch.Reference;

namespace RaMatch.Matching.Programmes;

/// <summary>What attributes cannot say of a rules version.</summary>
static class RulesCheck
{
    /// <summary>The first field that makes no sense, with its sentence; null where all do.</summary>
    public static (string Field, string Sentence)? Contradiction(Rules rules)
    {
        foreach (var (city, wage) in rules.MinimumWagesFen)
        {
            if (!Cities.TryFind(city, out _))
            {
                return ("rules.minimumWagesFen", $"最低工资表中的城市“{city}”不在参考表中。");
            }

            if (wage is < 0 or > 10_000_000)
            {
                return ("rules.minimumWagesFen", $"{city}的最低工资应在 0 至 10 万元之间。");
            }
        }

        return null;
    }
}
