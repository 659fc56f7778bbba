using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform;
using RaMatch.Platform.Web;
using RaMatch.Reference;

namespace RaMatch.Posting.Positions;

/// <summary>
/// Anyone sees which parks have positions with a free seat that take applications today, the largest first; what is full is not hiring. 404 for an
/// unknown programme.
/// </summary>
static class ListParks
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/parks", HandleAsync).AllowPublic();

    /// <summary>One park with what it offers today: units and positions with a free seat, and the free seats.</summary>
    public sealed record Item(string ParkId, string ParkName, string City, long Units, long Positions, long Seats);

    static Task<Results<Ok<IReadOnlyList<Item>>, NotFound<ProblemDetails>>> HandleAsync(string? programme, PostingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<IReadOnlyList<Item>>, NotFound<ProblemDetails>>>(
            async reader =>
            {
                if (programme is { Length: > 0 } && await ProgrammeRules.FindAsync(reader, programme) is null)
                {
                    return Problems.NotFound("position.programme-unknown");
                }

                var rows = await reader.QueryAsync<Row>(SelectParks, new { programme, today = ChinaTime.DayOf(reader.Now) });
                return TypedResults.Ok<IReadOnlyList<Item>>([.. rows.Select(row => Parks.TryFind(row.ParkId, out var park)
                    ? new Item(row.ParkId, park.ShortName, park.City, row.Units, row.Positions, row.Seats)
                    : new Item(row.ParkId, row.ParkId, "", row.Units, row.Positions, row.Seats))]);
            },
            cancellation);

    sealed record Row
    {
        public string ParkId { get; init; } = "";
        public long Units { get; init; }
        public long Positions { get; init; }
        public long Seats { get; init; }
    }

    // A cross join, and an expression to group by (ids are lower case as it is): SQLite would otherwise begin with the units, or walk through all ever
    // published in the order of the parks, and not with what is live.
    const string SelectParks = """
        SELECT LOWER(position.park_id) AS park_id, COUNT(DISTINCT position.unit_id) AS units, COUNT(*) AS positions, SUM(position.published_seats - position.seats_held) AS seats
        FROM position
        CROSS JOIN unit
        WHERE unit.unit_id = position.unit_id AND position.live_until >= @today AND position.seats_held < position.published_seats
            AND unit.trusted_since IS NOT NULL AND (@programme IS NULL OR position.programme = @programme)
        GROUP BY LOWER(position.park_id)
        ORDER BY positions DESC, park_id
        """;
}
