using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Matching.Programmes;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Reports;

/// <summary>
/// A park looks at its sheet of units and posts before it is frozen, a supervisor at the roll-up: of now, of an instant before, or as a milestone asks for it. 404 for an unknown programme, 400 for an instant to come, an unknown
/// milestone or version of the rules. Nothing is kept.
/// </summary>
static class PreviewReport
{
    // A person looks through these; the sums are of all.
    const int MostShown = 200;

    public static void Map(RouteGroupBuilder api) => api.MapGet("/reports/preview", HandleAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor).RequireScope(Scopes.NumbersRead);

    /// <summary>A report that is not frozen.</summary>
    /// <param name="Sheet">What stands around the table.</param>
    /// <param name="Rows">The first 200 rows.</param>
    /// <param name="RowCount">How many there are.</param>
    /// <param name="AsOf">The instant it is of.</param>
    /// <param name="RulesVersion">The rules it goes by.</param>
    /// <param name="LedgerEntries">How many entries of the ledger it counts.</param>
    public sealed record Response(ReportSheet Sheet, IReadOnlyList<ReportCells> Rows, long RowCount, DateTimeOffset AsOf, long RulesVersion, long LedgerEntries);

    static Task<Results<Ok<Response>, NotFound<ProblemDetails>, ValidationProblem>> HandleAsync(
        string programme, DateOnly? milestoneOn, DateTimeOffset? asOf, long? rulesVersion, Caller caller, Layouts layouts, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<Response>, NotFound<ProblemDetails>, ValidationProblem>>(async reader =>
        {
            if (await Programme.FindAsync(reader, programme) is not { } found)
            {
                return Problems.NotFound("programme.none");
            }

            var (draft, field, wrong) = await Draft.MakeAsync(reader, found, new Draft.Asked(caller.ParkId, milestoneOn, asOf, rulesVersion), layouts, reportId: null);
            return draft is null
                ? Problems.Invalid(field, wrong!)
                : TypedResults.Ok(new Response(
                    ReportSheet.Of(draft.Layout, draft.Head),
                    [.. draft.Rows.Take(MostShown).Select(row => new ReportCells(row.Key, ReportFile.CellsOf(draft.Layout, row.Facts)))],
                    draft.Rows.Count,
                    draft.At.AsOf,
                    draft.At.RulesVersion,
                    draft.At.Entries));
        }, cancellation);
}
