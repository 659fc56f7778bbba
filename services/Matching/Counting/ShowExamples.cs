using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Matching.Programmes;
using RaMatch.Platform.Audit;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Counting;

/// <summary>Anyone reads what each clause of a programme's rules means, by hires that just count and hires that just do not. 404 for an unknown programme.</summary>
static class ShowExamples
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/programmes/{code}/rules/examples", HandleAsync).AllowPublic();

    /// <summary>The examples beside a clause.</summary>
    public sealed record Clause(Sentence Title, IReadOnlyList<Line> Examples);

    /// <summary>One example: what is special about the hire, whether it counts, and why not.</summary>
    public sealed record Line(Sentence Hire, bool Counts, IReadOnlyList<Sentence> Because);

    static Task<Results<Ok<IReadOnlyList<Clause>>, NotFound<ProblemDetails>>> HandleAsync(string code, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<IReadOnlyList<Clause>>, NotFound<ProblemDetails>>>(
            async reader => await Programme.FindAsync(reader, code) is { } programme ? TypedResults.Ok(Told(RulesExamples.Of(programme))) : Problems.NotFound("programme.none"),
            cancellation);

    static IReadOnlyList<Clause> Told(IReadOnlyList<RulesExamples.Example> examples) =>
        [.. examples.GroupBy(example => example.Clause).Select(clause => new Clause(clause.Key, [.. clause.Select(one => new Line(one.Hire, one.Verdict.Countable, one.Verdict.Missing))]))];
}

/// <summary>Judges the examples of every version of every programme's rules for the command <c>check</c>.</summary>
sealed class ExamplesCheck(PhraseBook words) : ICheck
{
    /// <inheritdoc />
    public string Service => "matching";

    /// <inheritdoc />
    public string What => "examples of the rules";

    /// <inheritdoc />
    public async Task<Checked> CheckAsync(Reader reader)
    {
        var (count, differences) = (0L, new List<string>());
        foreach (var version in await reader.QueryAsync<Version>(SelectVersions))
        {
            var programme = (await Programme.FindAsync(reader, version.Programme))!.Under(Json.Read<Rules>(version.Rules));
            foreach (var example in RulesExamples.Of(programme))
            {
                count++;
                if (!example.Holds)
                {
                    var judged = example.Verdict.Countable ? "counts" : string.Join(' ', example.Verdict.Missing.Select(missing => words.Say(missing, Language.English)));
                    differences.Add($"{version.Programme}, rules {version.Number}, {words.Say(example.Clause, Language.English)}, {words.Say(example.Hire, Language.English)}: {judged}");
                }
            }
        }

        return new Checked(count, differences);
    }

    sealed record Version
    {
        public string Programme { get; init; } = "";
        public long Number { get; init; }
        public string Rules { get; init; } = "";
    }

    const string SelectVersions = "SELECT programme, version AS number, rules FROM rules_version ORDER BY programme, version";
}
