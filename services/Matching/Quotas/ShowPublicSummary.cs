using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Quotas;

/// <summary>Anyone reads a programme's totals for the front page. 404 for an unknown programme.</summary>
static class ShowPublicSummary
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/public/summary", Handle).AllowPublic();

    public sealed record Response(string Programme, string Title, DateOnly OpensOn, DateOnly ClosesOn, long Parks, long PublishedPositions, long PublishedSeats, long UnitsPublished, long Counted);

    static Task<Results<Ok<Response>, NotFound<ProblemDetails>>> Handle(string programme, MatchingDb db, CancellationToken ct) =>
        db.ReadAsync<Results<Ok<Response>, NotFound<ProblemDetails>>>(async reader =>
        {
            if (await Programme.FindAsync(reader, programme) is not { } found)
            {
                return Problems.NotFound("没有这个专项。");
            }

            var supply = await reader.GetAsync<Supply>(SelectSupply, new { programme });
            var counted = await reader.GetAsync<long>(CountCounted, new { programme });
            return TypedResults.Ok(new Response(found.Code, found.Title, found.OpensOn, found.ClosesOn, supply.Parks, supply.Positions, supply.Seats, supply.Units, counted));
        }, ct);

    sealed record Supply
    {
        public long Parks { get; init; }
        public long Positions { get; init; }
        public long Seats { get; init; }
        public long Units { get; init; }
    }

    const string SelectSupply = """
        SELECT COUNT(DISTINCT park_id) AS parks, COUNT(*) AS positions, COALESCE(SUM(seats), 0) AS seats, COUNT(DISTINCT unit_id) AS units
        FROM position
        WHERE programme = @programme
        """;

    const string CountCounted = "SELECT COUNT(*) FROM counted_hire WHERE programme = @programme";
}
