using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Matching.Programmes;
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

    static Task<Results<Ok<Response>, NotFound<ProblemDetails>>> HandleAsync(string programme, MatchingDb db, CancellationToken cancellation) =>
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
                await reader.GetAsync<long>(CountGraduates),
                await reader.GetAsync<long>(CountApplications, new { programme }),
                total.Counted,
                total.RateBasisPoints));
        }, cancellation);

    const string CountUnits = "SELECT COUNT(DISTINCT unit_id) FROM position WHERE programme = @programme";

    const string CountGraduates = """
        SELECT COUNT(*)
        FROM graduate
        WHERE NOT EXISTS (
            SELECT 1 FROM graduate_withdrawal
            WHERE graduate_withdrawal.graduate_id = graduate.graduate_id AND graduate_withdrawal.version >= graduate.version)
        """;

    const string CountApplications = "SELECT COUNT(*) FROM placement WHERE programme = @programme";
}
