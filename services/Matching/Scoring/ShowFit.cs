using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Scoring;

/// <summary>A graduate asks how well one position fits and why, or why not. 404 for an unknown position or without a profile to match.</summary>
static class ShowFit
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/positions/{positionId:guid}/fit", HandleAsync).RequireGraduate().RequireScope(Scopes.ApplicationsRead);

    /// <summary>How well a position fits.</summary>
    /// <param name="PositionId">The position.</param>
    /// <param name="Eligible">Whether all requirements are met.</param>
    /// <param name="Score">0 to 1000; without eligibility it says only how much would fit.</param>
    /// <param name="Refusals">The requirements not met.</param>
    /// <param name="Contributions">What the score is made of; their sum.</param>
    /// <param name="Changes">What the graduate could change: first what lifts a refusal, then what gains most.</param>
    public sealed record Response(
        Guid PositionId,
        bool Eligible,
        int Score,
        IReadOnlyList<ToldRefusal> Refusals,
        IReadOnlyList<ToldContribution> Contributions,
        IReadOnlyList<ToldChange> Changes);

    static Task<Results<Ok<Response>, NotFound<ProblemDetails>>> HandleAsync(Guid positionId, Graduate graduate, Market market, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<Response>, NotFound<ProblemDetails>>>(reader =>
            market.AskAsync<Results<Ok<Response>, NotFound<ProblemDetails>>>(reader, now =>
            {
                if (now.FindGraduate(graduate.Id) is not { } demand)
                {
                    return Problems.NotFound("fit.no-profile");
                }

                if (now.FindPosition(positionId) is not var (supply, rules))
                {
                    return Problems.NotFound("fit.no-position");
                }

                var (vacancy, candidate, today) = (supply.Vacancy, demand.Candidate, now.Today);
                var explanation = Fit.Explain(vacancy, candidate, rules, today);
                return TypedResults.Ok(new Response(
                    positionId,
                    explanation.Eligible,
                    explanation.Score,
                    ToldRefusal.All(explanation.Failed, Wording.ForGraduate, vacancy, candidate, rules),
                    ToldContribution.All(explanation, Wording.ForGraduate, vacancy, candidate, rules, today),
                    [.. explanation.Changes.Select(ToldChange.Of)]));
            }), cancellation);
}
