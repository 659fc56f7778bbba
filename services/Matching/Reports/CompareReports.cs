using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Reports;

/// <summary>
/// A park, or a supervisor, compares two frozen reports of the same kind and the same park: the rows that came, went and changed, field by field, each with what happened in between. The one of the earlier instant is the one before,
/// whichever is named first. 404 for an unknown report or another park's, 409 for two that cannot be compared.
/// </summary>
static class CompareReports
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/reports/{reportId:guid}/compare", HandleAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor).RequireScope(Scopes.NumbersRead);

    /// <summary>The difference.</summary>
    /// <param name="Before">The earlier report.</param>
    /// <param name="After">The later one.</param>
    /// <param name="Unchanged">Rows that are the same in both.</param>
    /// <param name="Rows">The others: those that came or changed in the order of the later report, then those that went.</param>
    /// <param name="Causes">What changed for all rows: rules, and the programme itself.</param>
    public sealed record Response(ListReports.Line Before, ListReports.Line After, long Unchanged, IReadOnlyList<Row> Rows, IReadOnlyList<ReportCause> Causes);

    /// <summary>What became of a row.</summary>
    public enum Change
    {
        /// <summary>It is in the later report only.</summary>
        Added,

        /// <summary>It is in the earlier report only.</summary>
        Gone,

        /// <summary>It is in both and not the same.</summary>
        Changed,
    }

    /// <summary>A row that is not the same.</summary>
    /// <param name="Key">What it is about.</param>
    /// <param name="Name">How people call that.</param>
    /// <param name="Change">What became of it.</param>
    /// <param name="Fields">What is different.</param>
    /// <param name="Causes">What happened in between, and is never empty.</param>
    public sealed record Row(string Key, string Name, Change Change, IReadOnlyList<Field> Fields, IReadOnlyList<ReportCause> Causes);

    /// <summary>A fact that is different; null where there is none.</summary>
    public sealed record Field(string Fact, string Label, FactKind Kind, string? Before, string? After);

    static Task<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> HandleAsync(Guid reportId, Guid other, Caller caller, Layouts layouts, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async reader =>
        {
            if (await Report.FindAsync(reader, reportId, caller) is not { } first || await Report.FindAsync(reader, other, caller) is not { } second)
            {
                return Report.None();
            }

            if ((first.Programme, first.ParkId, first.Layout) != (second.Programme, second.ParkId, second.Layout))
            {
                return Problems.Conflict("report.not-alike");
            }

            var (before, after) = (first.AsOf, first.LedgerEntries, first.FrozenAt).CompareTo((second.AsOf, second.LedgerEntries, second.FrozenAt)) <= 0 ? (first, second) : (second, first);
            if (layouts.Find(after.Layout, after.Edition) is not { } layout)
            {
                return Report.None();
            }

            var causes = await Causes.ReadAsync(reader, before, after, layout.Rows);
            var (rows, unchanged) = Difference(layout, await ReportFile.RowsAsync(reader, before.ReportId), await ReportFile.RowsAsync(reader, after.ReportId), causes);
            return TypedResults.Ok(new Response(ListReports.Line.Of(before), ListReports.Line.Of(after), unchanged, rows, causes.OfAll));
        }, cancellation);

    static (IReadOnlyList<Row> Rows, long Unchanged) Difference(Layout layout, IReadOnlyList<ReportRow> before, IReadOnlyList<ReportRow> after, Causes causes)
    {
        var then = before.ToDictionary(row => row.Key, StringComparer.Ordinal);
        var (rows, unchanged) = (new List<Row>(), 0L);
        foreach (var row in after)
        {
            var old = then.GetValueOrDefault(row.Key);
            then.Remove(row.Key);
            if (FieldsOf(layout, old, row) is { Count: > 0 } fields)
            {
                rows.Add(new Row(row.Key, NameOf(layout, row), old is null ? Change.Added : Change.Changed, fields, causes.Of(row.Key, fields)));
            }
            else
            {
                unchanged++;
            }
        }

        foreach (var row in before.Where(row => then.ContainsKey(row.Key)))
        {
            var fields = FieldsOf(layout, row, null);
            rows.Add(new Row(row.Key, NameOf(layout, row), Change.Gone, fields, causes.Of(row.Key, fields)));
        }

        return (rows, unchanged);
    }

    // The place in the list is no fact of what stands there.
    static IReadOnlyList<Field> FieldsOf(Layout layout, ReportRow? before, ReportRow? after) =>
        [.. layout.Columns.Where(column => column.Fact != "number")
            .Select(column => new Field(column.Fact, column.Label, Layouts.Facts[layout.Rows][column.Fact], before?.Facts.GetValueOrDefault(column.Fact), after?.Facts.GetValueOrDefault(column.Fact)))
            .Where(field => field.Before != field.After)];

    static string NameOf(Layout layout, ReportRow row) =>
        string.Join(" · ", (layout.Rows == RowKind.Posts ? new[] { "unit", "post" } : ["park"]).Select(fact => row.Facts.GetValueOrDefault(fact)).OfType<string>().DefaultIfEmpty(row.Key));
}

/// <summary>Something that happened between two reports.</summary>
/// <param name="At">When; null where it is several or no moment.</param>
/// <param name="Sentence">What.</param>
sealed record ReportCause(DateTimeOffset? At, Sentence Sentence);
