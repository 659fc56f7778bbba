using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts;
using RaMatch.Platform;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Scoring;

/// <summary>
/// A graduate sees the positions that fit, best first, with the reasons. 404 while there is no profile to match: none yet, or no
/// consent. Equal scores: the newer position first, then by id, never by popularity.
/// </summary>
static class RecommendPositions
{
    const int ReasonsShown = 3;
    const int ChangesShown = 2;

    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/recommendations", HandleAsync).RequireGraduate();

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
        IReadOnlyList<string> Reasons,
        IReadOnlyList<ToldContribution> Contributions,
        IReadOnlyList<ToldChange> Changes);

    static Task<Results<Ok<PageOf<Recommendation>>, NotFound<ProblemDetails>>> HandleAsync(Graduate graduate, Page page, Market market, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<PageOf<Recommendation>>, NotFound<ProblemDetails>>>(async reader =>
        {
            var now = await market.CatchUpAsync(reader);
            if (!now.Demand.TryGetValue(graduate.Id, out var demand))
            {
                return Problems.NotFound("还没有可用于匹配的简历：请完善简历并同意匹配授权。");
            }

            var today = ChinaTime.DayOf(reader.Now);
            var fitting = Fitting(now, demand, await RulesInForce.ReadAsync(reader), today);
            var shown = fitting.Skip((int)Math.Min(page.Skip, int.MaxValue)).Take(page.Size).Select(fit => Tell(fit, demand.Candidate, today)).ToList();
            return TypedResults.Ok(new PageOf<Recommendation>(shown, fitting.Count, page.Number, page.Size));
        }, cancellation);

    static List<(Supply Supply, FitRules Rules, int Score)> Fitting(MarketSnapshot now, Demand demand, IReadOnlyDictionary<string, FitRules> rulesOf, DateOnly today)
    {
        var fitting = new List<(Supply Supply, FitRules Rules, int Score)>();
        foreach (var supply in now.Supply.Values)
        {
            if (rulesOf.TryGetValue(supply.Vacancy.Programme, out var rules) && Fit.Failed(supply.Features, demand.Features, rules, today.DayNumber) == Requirements.None)
            {
                fitting.Add((supply, rules, Fit.Score(supply.Features, demand.Features, rules, today.DayNumber)));
            }
        }

        return [.. fitting
            .OrderByDescending(fit => fit.Score)
            .ThenByDescending(fit => fit.Supply.Vacancy.PublishedAt)
            .ThenBy(fit => fit.Supply.Vacancy.PositionId)];
    }

    static Recommendation Tell((Supply Supply, FitRules Rules, int Score) fit, Candidate candidate, DateOnly today)
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
            vacancy.Seats - vacancy.SeatsHeld,
            fit.Score,
            [.. explanation.Contributions
                .Where(contribution => contribution.Points > contribution.Maximum / 2)
                .OrderByDescending(contribution => contribution.Points)
                .Take(ReasonsShown)
                .Select(contribution => Wording.ForGraduate.Reason(contribution.Factor, vacancy, candidate, fit.Rules, today))],
            ToldContribution.All(explanation, Wording.ForGraduate, vacancy, candidate, fit.Rules, today),
            [.. explanation.Changes.Take(ChangesShown).Select(ToldChange.Of)]);
    }
}
