using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Matching.Programmes;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Reports;

/// <summary>
/// A park freezes its sheet of units and posts, a supervisor the roll-up: rows, file and hash stay as they are from here on. 404 for an unknown programme, 400 for an instant to come, an unknown milestone or version of the rules.
/// </summary>
static class FreezeReport
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapPost("/reports", HandleAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor).RequireScope(Scopes.AdministrationWrite)
            .WithExample(today => new Request($"ra-{today.Year}"));

    /// <summary>What is frozen.</summary>
    /// <param name="Programme">Of which programme.</param>
    /// <param name="MilestoneOn">The day of the milestone that it answers; null for none.</param>
    /// <param name="AsOf">The instant it is of; null: now, or when the milestone froze. Not together with a milestone, which says it.</param>
    /// <param name="RulesVersion">The rules to go by; null: those in force then.</param>
    public sealed record Request(
        [Required(ErrorMessage = "ramatch:programme.code-missing")] string Programme,
        DateOnly? MilestoneOn = null,
        DateTimeOffset? AsOf = null,
        long? RulesVersion = null);

    public sealed record Response(Guid ReportId, string Hash, long Rows);

    static async Task<Results<Created<Response>, NotFound<ProblemDetails>, ValidationProblem>> HandleAsync(Request request, Caller caller, Layouts layouts, MatchingDb db, CancellationToken cancellation)
    {
        var reportId = Guid.CreateVersion7();
        // All that is read is only added to, so that nobody has to wait until it is read; the milestone is judged again when it is handed in.
        var (isKnown, made) = await db.ReadAsync(
            async reader => await Programme.FindAsync(reader, request.Programme) is { } programme
                ? (true, await Draft.MakeAsync(reader, programme, new Draft.Asked(caller.ParkId, request.MilestoneOn, request.AsOf, request.RulesVersion), layouts, reportId))
                : default,
            cancellation);
        if (!isKnown)
        {
            return Problems.NotFound("programme.none");
        }

        if (made.Draft is not { } draft)
        {
            return Problems.Invalid(made.Field, made.Wrong!);
        }

        return await db.WriteAsync(async unit =>
        {
            var file = await StoredFile.PutAsync(unit, ReportFile.Write(draft.Layout, draft.Head, draft.Rows, unit.Now));
            await unit.InsertAllAsync(InsertRow, draft.Rows.Select((row, index) => new { reportId, rowNumber = (long)index, rowKey = row.Key, facts = Json.Text(row.Facts) }));
            await ReportOf(draft, request, caller, reportId, file, unit.Now).AddAsync(unit);
            return TypedResults.Created($"/api/matching/reports/{reportId}", new Response(reportId, file.Hash, draft.Rows.Count));
        }, cancellation);
    }

    static Report ReportOf(Draft draft, Request request, Caller caller, Guid reportId, StoredFile file, DateTimeOffset now)
    {
        var sums = new ReportRow("", draft.Head.Sums);
        return new Report
        {
            ReportId = reportId,
            Version = 1,
            Programme = draft.At.Programme.Code,
            ParkId = caller.ParkId,
            Layout = draft.Layout.Id,
            Edition = draft.Layout.Edition,
            MilestoneOn = request.MilestoneOn,
            AsOf = draft.At.AsOf,
            RulesVersion = draft.At.RulesVersion,
            LedgerEntries = draft.At.Entries,
            LedgerHash = draft.At.Hash,
            Head = Json.Text(draft.Head),
            RowCount = draft.Rows.Count,
            Seats = sums.Number("seats"),
            Claimed = sums.Number("claimed"),
            Counted = sums.Number("counted"),
            OfCohort = sums.Number("of-cohort"),
            Hash = file.Hash,
            Size = file.Size,
            FrozenBy = caller.Id,
            FrozenAt = now,
            State = ReportState.Frozen,
        };
    }

    const string InsertRow = """
        INSERT INTO report_row (report_id, row_number, row_key, facts)
        VALUES (@reportId, @rowNumber, @rowKey, @facts)
        """;
}
