using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Matching.Programmes;
using RaMatch.Matching.Scoring;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Progress;

/// <summary>Anyone reads a programme's totals for the front page. 404 for an unknown programme.</summary>
static class ShowPublicSummary
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/public/summary", HandleAsync).AllowPublic();

    /// <summary>A programme in totals.</summary>
    /// <param name="Programme">Its code.</param>
    /// <param name="Title">Its title.</param>
    /// <param name="OpensOn">First day.</param>
    /// <param name="ClosesOn">Last day.</param>
    /// <param name="Parks">Parks with a target or anything under way.</param>
    /// <param name="Target">Their targets together.</param>
    /// <param name="PublishedPositions">Positions ever published.</param>
    /// <param name="PublishedSeats">Their seats.</param>
    /// <param name="UnitsPublished">Units that published.</param>
    /// <param name="Graduates">Graduates who agree to be matched.</param>
    /// <param name="Applications">Applications ever made.</param>
    /// <param name="Counted">Hires counted.</param>
    /// <param name="RateBasisPoints">What the rules compare with the target, in basis points of it; null without a target.</param>
    public sealed record Response(
        string Programme,
        string Title,
        DateOnly OpensOn,
        DateOnly ClosesOn,
        long Parks,
        long Target,
        long PublishedPositions,
        long PublishedSeats,
        long UnitsPublished,
        long Graduates,
        long Applications,
        long Counted,
        long? RateBasisPoints);

    static Task<Results<Ok<Response>, NotFound<ProblemDetails>>> HandleAsync(string programme, Market market, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<Response>, NotFound<ProblemDetails>>>(async reader =>
        {
            if (await Programme.FindAsync(reader, programme) is not { } found)
            {
                return Problems.NotFound("programme.none");
            }

            var total = ShowProgress.Sums.Of(await ParkNumbers.ReadAsync(reader, found));
            return TypedResults.Ok(new Response(
                found.Code,
                found.Title,
                found.OpensOn,
                found.ClosesOn,
                total.Parks,
                total.Target,
                total.PublishedPositions,
                total.PublishedSeats,
                await reader.GetAsync<long>(CountUnits, new { programme }),
                await market.AskAsync(reader, now => now.Graduates.Count()),
                await reader.GetAsync<long>(CountApplications, new { programme }),
                total.Counted,
                total.RateBasisPoints));
        }, cancellation);

    const string CountUnits = "SELECT COUNT(DISTINCT unit_id) FROM supply_sum WHERE programme = @programme AND positions > 0";

    const string CountApplications = "SELECT COALESCE(SUM(reached), 0) FROM stage_sum WHERE programme = @programme AND stage = 'Applied'";
}
