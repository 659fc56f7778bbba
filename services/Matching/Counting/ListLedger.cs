using Microsoft.AspNetCore.Http.HttpResults;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Counting;

/// <summary>A park reads its part of a programme's ledger, a supervisor all of it, newest first.</summary>
static class ListLedger
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/ledger", HandleAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor, Roles.Service);

    static async Task<Ok<PageOf<Ledger.Entry>>> HandleAsync(string programme, string? park, Caller caller, Page page, MatchingDb db, CancellationToken cancellation) =>
        TypedResults.Ok(await db.ReadAsync(
            reader => reader.PageAsync<Ledger.Entry>(SelectEntries, CountEntries, new { programme, park = caller.ParkId ?? park ?? "" }, page),
            cancellation));

    const string SelectEntries = """
        SELECT programme, number, placement_id, sequence, park_id, unit_id, position_id, graduate_id, delta, of_cohort, reason, rules_version, actor_id,
            occurred_at, previous_hash, hash
        FROM ledger_entry
        WHERE programme = @programme AND (@park = '' OR park_id = @park)
        ORDER BY number DESC
        """;

    const string CountEntries = "SELECT COUNT(*) FROM ledger_entry WHERE programme = @programme AND (@park = '' OR park_id = @park)";
}
