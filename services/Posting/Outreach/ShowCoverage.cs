using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts;
using RaMatch.Platform;
using RaMatch.Platform.Web;

namespace RaMatch.Posting.Outreach;

/// <summary>
/// A park, or a supervisor of one park, sees which kinds of unit are known, contacted, publishing and hiring, the white spots first. Each number is that of
/// the list of firms narrowed to it. A unit of several kinds stands in several lines and once in the sums. 400 where a supervisor names no park, 404 for an unknown programme.
/// </summary>
static class ShowCoverage
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/outreach/coverage", HandleAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor).RequireScope(Scopes.OutreachRead);

    /// <summary>What is looked for.</summary>
    public sealed record Query
    {
        /// <summary>A supervisor's choice of park; park staff see their own whatever they ask.</summary>
        public string? Park { get; init; }

        /// <summary>The programme whose contacts, positions and hires count; all without one.</summary>
        public string? Programme { get; init; }
    }

    /// <summary>The whole and each kind.</summary>
    public sealed record Response(Numbers Total, IReadOnlyList<Numbers> Categories);

    /// <summary>How many units of a kind, and of how many seats they are.</summary>
    public sealed record Numbers
    {
        /// <summary>The kind; null of the whole.</summary>
        public UnitCategory? Category { get; init; }

        /// <summary>Registered or on the park's list.</summary>
        public long Known { get; init; }

        /// <summary>Neither contacted nor publishing.</summary>
        public long Untouched { get; init; }

        /// <summary>Contacted at least once; who was not reached was not.</summary>
        public long Contacted { get; init; }

        /// <summary>With a position ever published.</summary>
        public long Published { get; init; }

        /// <summary>With a hire that counts.</summary>
        public long Filled { get; init; }

        /// <summary>With more seats promised than published.</summary>
        public long Promised { get; init; }

        /// <summary>With a follow-up due today or before.</summary>
        public long Due { get; init; }

        /// <summary>Seats promised, as each unit said last.</summary>
        public long SeatsPromised { get; init; }

        /// <summary>Seats published.</summary>
        public long SeatsPublished { get; init; }

        /// <summary>Hires that count.</summary>
        public long HiresCounted { get; init; }
    }

    static Task<Results<Ok<Response>, ValidationProblem, NotFound<ProblemDetails>>> HandleAsync([AsParameters] Query query, Caller caller, PostingDb db, CancellationToken cancellation) =>
        ParkQuestion.AnswerAsync(
            db, caller, query.Park, query.Programme, async (reader, park, programme) =>
            {
                var asked = new { park, programme, today = ChinaTime.DayOf(reader.Now) };
                var total = await reader.GetAsync<Numbers>(SelectTotal, asked);
                var lines = (await reader.QueryAsync<Numbers>(SelectLines, asked)).ToDictionary(line => line.Category!.Value);
                return new Response(total, Ordered(Enum.GetValues<UnitCategory>().Select(category => lines.GetValueOrDefault(category) ?? new Numbers { Category = category })));
            },
            cancellation);

    // White spots first: where the largest part is untouched, of equals where most units are. Of a kind of which none is known, the list has to come first.
    static IReadOnlyList<Numbers> Ordered(IEnumerable<Numbers> lines) =>
    [
        .. lines.OrderBy(line => line.Known == 0)
            .ThenByDescending(line => line.Known == 0 ? 0 : (decimal)line.Untouched / line.Known)
            .ThenByDescending(line => line.Known)
            .ThenBy(line => line.Category),
    ];

    const string Sums = """
        COUNT(*) AS known,
            COALESCE(SUM(CASE WHEN fact.contacts = 0 AND fact.positions_published = 0 AND fact.hires_counted = 0 THEN 1 ELSE 0 END), 0) AS untouched,
            COALESCE(SUM(CASE WHEN fact.contacts > 0 THEN 1 ELSE 0 END), 0) AS contacted,
            COALESCE(SUM(CASE WHEN fact.positions_published > 0 THEN 1 ELSE 0 END), 0) AS published,
            COALESCE(SUM(CASE WHEN fact.hires_counted > 0 THEN 1 ELSE 0 END), 0) AS filled,
            COALESCE(SUM(CASE WHEN fact.seats_promised > fact.seats_published THEN 1 ELSE 0 END), 0) AS promised,
            COALESCE(SUM(CASE WHEN fact.follow_up_on <= @today THEN 1 ELSE 0 END), 0) AS due,
            COALESCE(SUM(fact.seats_promised), 0) AS seats_promised,
            COALESCE(SUM(fact.seats_published), 0) AS seats_published,
            COALESCE(SUM(fact.hires_counted), 0) AS hires_counted
        """;

    const string SelectTotal = $"""
        WITH {KnownUnits.Facts}
        SELECT {Sums}
        FROM fact
        """;

    const string SelectLines = $"""
        WITH {KnownUnits.Facts}
        SELECT held.category, {Sums}
        FROM fact
        JOIN held ON held.known_id = fact.known_id
        GROUP BY held.category
        """;
}
