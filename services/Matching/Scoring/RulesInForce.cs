using RaMatch.Contracts;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Scoring;

/// <summary>What the rules in force of each programme say about fit.</summary>
static class RulesInForce
{
    /// <summary>By the programme's code.</summary>
    public static async Task<IReadOnlyDictionary<string, FitRules>> ReadAsync(Reader reader) =>
        (await reader.QueryAsync<Row>(SelectRules)).ToDictionary(row => row.Code, row => row.Read(), StringComparer.Ordinal);

    sealed record Row
    {
        public string Code { get; init; } = "";
        public long CohortYear { get; init; }
        public string Rules { get; init; } = "";

        public FitRules Read()
        {
            var written = Json.Read<Written>(Rules);
            return new FitRules(written.MinimumDegree, written.EarliestGraduationYear, (int)CohortYear, written.Weights ?? FitWeights.Default);
        }
    }

    /// <summary>The part of the rules that concerns fit; rules that name no weights have the default ones.</summary>
    sealed record Written(DegreeLevel MinimumDegree, int EarliestGraduationYear, FitWeights? Weights = null);

    const string SelectRules = """
        SELECT programme.code, programme.cohort_year, rules_version.rules
        FROM programme
        JOIN rules_version ON rules_version.programme = programme.code AND rules_version.version = programme.rules_version
        """;
}
