using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Matching.Programmes;
using RaMatch.Platform.Web;
using RaMatch.Reference;

namespace RaMatch.Matching.Reports;

/// <summary>A park lists its frozen reports, a supervisor the roll-ups (<c>park=-</c>), those of a park, or all that are handed in and all roll-ups; newest first. 404 for an unknown programme.</summary>
static class ListReports
{
    const string RollUps = "-";

    public static void Map(RouteGroupBuilder api) => api.MapGet("/reports", HandleAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor).RequireScope(Scopes.NumbersRead);

    /// <summary>A frozen report.</summary>
    /// <param name="ReportId">Its number.</param>
    /// <param name="Programme">Of which programme.</param>
    /// <param name="ParkId">Whose; null for the roll-up.</param>
    /// <param name="ParkName">The park's usual short name; null for the roll-up.</param>
    /// <param name="Layout">Its layout.</param>
    /// <param name="MilestoneOn">The day of the milestone that it answers, if it answers one.</param>
    /// <param name="AsOf">The instant it is of.</param>
    /// <param name="RulesVersion">The rules it goes by.</param>
    /// <param name="LedgerEntries">How many entries of the ledger it counts.</param>
    /// <param name="LedgerHash">The hash of the last of them.</param>
    /// <param name="Rows">Its rows.</param>
    /// <param name="Seats">Seats published.</param>
    /// <param name="Claimed">Hires claimed.</param>
    /// <param name="Counted">Hires counted.</param>
    /// <param name="OfCohort">Those of them of this year's cohort.</param>
    /// <param name="Hash">SHA-256 of its file.</param>
    /// <param name="Size">Bytes of its file.</param>
    /// <param name="FrozenAt">When it was frozen.</param>
    /// <param name="State">What has become of it.</param>
    /// <param name="HandedInAt">When it was handed in.</param>
    /// <param name="Late">Whether that was late.</param>
    /// <param name="DecidedAt">When it was returned or accepted.</param>
    /// <param name="Reason">Why it was returned.</param>
    public sealed record Line(
        Guid ReportId,
        string Programme,
        string? ParkId,
        string? ParkName,
        string Layout,
        DateOnly? MilestoneOn,
        DateTimeOffset AsOf,
        long RulesVersion,
        long LedgerEntries,
        string LedgerHash,
        long Rows,
        long Seats,
        long Claimed,
        long Counted,
        long OfCohort,
        string Hash,
        long Size,
        DateTimeOffset FrozenAt,
        ReportState State,
        DateTimeOffset? HandedInAt,
        bool Late,
        DateTimeOffset? DecidedAt,
        string? Reason)
    {
        public static Line Of(Report report) => new(
            report.ReportId,
            report.Programme,
            report.ParkId,
            report.ParkId is { } park ? Parks.ShortNameOf(park) : null,
            report.Layout,
            report.MilestoneOn,
            report.AsOf,
            report.RulesVersion,
            report.LedgerEntries,
            report.LedgerHash,
            report.RowCount,
            report.Seats,
            report.Claimed,
            report.Counted,
            report.OfCohort,
            report.Hash,
            report.Size,
            report.FrozenAt,
            report.State,
            report.HandedInAt,
            report.IsLate,
            report.DecidedAt,
            report.Reason);
    }

    static Task<Results<Ok<PageOf<Line>>, NotFound<ProblemDetails>>> HandleAsync(string programme, string? park, Caller caller, Page page, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<PageOf<Line>>, NotFound<ProblemDetails>>>(async reader =>
        {
            if (await Programme.FindAsync(reader, programme) is null)
            {
                return Problems.NotFound("programme.none");
            }

            var asked = string.IsNullOrEmpty(park) ? null : park;
            var (where, scope) = caller.ParkId is { } own ? (OfPark, new { programme, park = own })
                : asked == RollUps ? (OfNone, new { programme, park = "" })
                : asked is not null ? (OfPark, new { programme, park = asked })
                : (OfAll, new { programme, park = "" });
            return TypedResults.Ok((await reader.PageAsync<Report>(SelectReports + where + NewestFirst, CountReports + where, scope, page)).Select(Line.Of));
        }, cancellation);

    const string SelectReports = $"SELECT {Report.Columns} FROM report WHERE programme = @programme";

    const string CountReports = "SELECT COUNT(*) FROM report WHERE programme = @programme";

    const string OfPark = " AND park_id = @park";

    const string OfNone = " AND park_id IS NULL";

    const string OfAll = " AND (park_id IS NULL OR state <> 'Frozen')";

    const string NewestFirst = " ORDER BY frozen_at DESC, report_id";
}
