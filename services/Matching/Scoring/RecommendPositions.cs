using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Scoring;

/// <summary>
/// A graduate sees the positions that fit, best first, with the reasons. 404 while there is no profile to match: none yet, or no
/// consent. Equal scores: the newer position first, then by id, never by popularity.
/// </summary>
static class RecommendPositions
{
    const int ReasonsShown = 3;
    const int ChangesShown = 2;

    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/recommendations", HandleAsync).RequireGraduate().RequireScope(Scopes.ApplicationsRead);

    /// <summary>A position that fits.</summary>
    /// <param name="PositionId">The position.</param>
    /// <param name="Title">Its title.</param>
    /// <param name="UnitName">Who offers it.</param>
    /// <param name="ParkId">The park.</param>
    /// <param name="Programme">The programme's code.</param>
    /// <param name="Kind">The kind of post.</param>
    /// <param name="City">Where.</param>
    /// <param name="MinimumDegree">The lowest degree the position accepts.</param>
    /// <param name="PayMinimumFen">Lowest monthly pay.</param>
    /// <param name="PayMaximumFen">Highest monthly pay.</param>
    /// <param name="ClosesOn">Last day for applications.</param>
    /// <param name="FreeSeats">Seats nobody holds.</param>
    /// <param name="Score">0 to 1000.</param>
    /// <param name="Reasons">What speaks for it, the weightiest first.</param>
    /// <param name="Contributions">What the score is made of; their sum.</param>
    /// <param name="Changes">What would raise the score most.</param>
    public sealed record Recommendation(
        Guid PositionId,
        string Title,
        string UnitName,
        string ParkId,
        string Programme,
        PositionKind Kind,
        string City,
        DegreeLevel MinimumDegree,
        long PayMinimumFen,
        long PayMaximumFen,
        DateOnly ClosesOn,
        long FreeSeats,
        int Score,
        IReadOnlyList<Sentence> Reasons,
        IReadOnlyList<ToldContribution> Contributions,
        IReadOnlyList<ToldChange> Changes);

    static Task<Results<Ok<PageOf<Recommendation>>, NotFound<ProblemDetails>>> HandleAsync(Graduate graduate, Page page, Market market, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<PageOf<Recommendation>>, NotFound<ProblemDetails>>>(reader =>
            market.AskAsync<Results<Ok<PageOf<Recommendation>>, NotFound<ProblemDetails>>>(reader, now =>
            {
                if (now.FindGraduate(graduate.Id) is not { } demand)
                {
                    return Problems.NotFound("fit.no-profile");
                }

                var total = now.CountPositions(demand);
                // A page beyond the end asks for nothing, whatever its number.
                var upTo = page.Skip < total ? (int)Math.Min(page.Skip + page.Size, total) : 0;
                var shown = now.BestPositions(demand, upTo).Skip((int)Math.Min(page.Skip, upTo)).Select(fit => Tell(fit, demand.Candidate, now.Today));
                return TypedResults.Ok(new PageOf<Recommendation>([.. shown], total, page.Number, page.Size));
            }), cancellation);

    static Recommendation Tell((Supply Supply, FitRules Rules) fit, Candidate candidate, DateOnly today)
    {
        var vacancy = fit.Supply.Vacancy;
        var explanation = Fit.Explain(vacancy, candidate, fit.Rules, today);
        return new Recommendation(
            vacancy.PositionId,
            vacancy.Title,
            vacancy.UnitName,
            vacancy.ParkId,
            vacancy.Programme,
            vacancy.Kind,
            vacancy.City,
            vacancy.MinimumDegree,
            vacancy.PayMinimumFen,
            vacancy.PayMaximumFen,
            vacancy.ClosesOn,
            Math.Max(vacancy.Seats - vacancy.SeatsHeld, 0),
            explanation.Score,
            [.. explanation.Contributions
                .Where(contribution => contribution.Points > contribution.Maximum / 2)
                .OrderByDescending(contribution => contribution.Points)
                .Take(ReasonsShown)
                .Select(contribution => Wording.ForGraduate.Reason(contribution.Factor, vacancy, candidate, fit.Rules, today))],
            ToldContribution.All(explanation, Wording.ForGraduate, vacancy, candidate, fit.Rules, today),
            [.. explanation.Changes.Take(ChangesShown).Select(ToldChange.Of)]);
    }
}
