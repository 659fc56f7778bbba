using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Matching.Programmes;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Counting;

/// <summary>
/// A park reads its part of a programme's ledger, a supervisor all of it, newest first: all entries, those of one hire, or those whose unit or post is called so.
/// Whoever goes through all of it names the number of the last entry read, as <c>after</c>: what comes in meanwhile moves nothing. 404 for an unknown programme.
/// </summary>
static class ListLedger
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/ledger", HandleAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor, Roles.Service).RequireScope(Scopes.NumbersRead);

    /// <summary>An entry, and what it is about.</summary>
    public sealed record Line : Ledger.Entry
    {
        public string? UnitName { get; init; }
        public string? PositionTitle { get; init; }
    }

    static Task<Results<Ok<PageOf<Line>>, NotFound<ProblemDetails>>> HandleAsync(string programme, string? park, Guid? placement, string? q, long? after, Caller caller, Page page, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<PageOf<Line>>, NotFound<ProblemDetails>>>(
            async reader => await Programme.FindAsync(reader, programme) is null
                ? Problems.NotFound("programme.none")
                : TypedResults.Ok(await reader.PageAsync<Line>(SelectEntries, CountEntries, new { programme, park = caller.ParkId ?? park ?? "", placement, like = Like.Containing(q), after }, page)),
            cancellation);

    const string FromEntries = """
        FROM ledger_entry
        LEFT JOIN ledger_reason ON ledger_reason.placement_id = ledger_entry.placement_id AND ledger_reason.sequence = ledger_entry.sequence
        LEFT JOIN position ON position.position_id = ledger_entry.position_id
        LEFT JOIN unit_status ON unit_status.unit_id = ledger_entry.unit_id
        WHERE ledger_entry.programme = @programme AND (@park = '' OR ledger_entry.park_id = @park)
            AND (@after IS NULL OR ledger_entry.number < @after)
            AND (@placement IS NULL OR ledger_entry.placement_id = @placement)
            AND (@like IS NULL OR COALESCE(unit_status.name, position.unit_name) LIKE @like ESCAPE '\' OR position.title LIKE @like ESCAPE '\')
        """;

    const string SelectEntries = $"""
        SELECT ledger_entry.programme, ledger_entry.number, ledger_entry.placement_id, ledger_entry.sequence, ledger_entry.park_id, ledger_entry.unit_id,
            ledger_entry.position_id, ledger_entry.graduate_id, ledger_entry.delta, ledger_entry.of_cohort, COALESCE(ledger_reason.reason, ledger_entry.reason) AS reason,
            ledger_entry.rules_version, ledger_entry.actor_id, ledger_entry.occurred_at, ledger_entry.previous_hash, ledger_entry.hash,
            COALESCE(unit_status.name, position.unit_name) AS unit_name, position.title AS position_title
        {FromEntries}
        ORDER BY ledger_entry.number DESC
        """;

    const string CountEntries = $"""
        SELECT COUNT(*)
        {FromEntries}
        """;
}
