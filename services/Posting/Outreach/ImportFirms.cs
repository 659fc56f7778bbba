using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using RaMatch.Contracts;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Posting.Outreach;

/// <summary>
/// Park staff bring in a list of their park's firms, all of it or nothing: new firms are added, known ones completed, and the same list again changes
/// nothing. 400 names each wrong line, as <c>firms[3].uscc</c>.
/// </summary>
static class ImportFirms
{
    const int Most = 5_000;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/firms/import", HandleAsync).RequireParkStaff().RequireScope(Scopes.OutreachWrite).WithName("ImportFirms")
            .WithExample(_ => new Request([FirmFacts.Example]));
        app.MapPost("/firms/import/check", CheckAsync).RequireParkStaff().RequireScope(Scopes.OutreachRead).RequireRight(Right.View).WithName("CheckFirms")
            .WithExample(_ => new Request([FirmFacts.Example]));
    }

    /// <summary>The list.</summary>
    /// <param name="Firms">At most 5,000.</param>
    public sealed record Request(
        [Required(ErrorMessage = "ramatch:outreach.list-empty"), MinLength(1, ErrorMessage = "ramatch:outreach.list-empty"), MaxLength(Most, ErrorMessage = "ramatch:outreach.list-too-long?most={1}")] IReadOnlyList<FirmFacts> Firms);

    /// <summary>What comes of the list.</summary>
    /// <param name="Added">Firms that the park did not know.</param>
    /// <param name="Changed">Known firms of which the list says something else or more.</param>
    /// <param name="Unchanged">Known firms of which it says nothing new.</param>
    /// <param name="Registered">How many of all have registered as units.</param>
    public sealed record Response(int Added, int Changed, int Unchanged, int Registered);

    /// <summary>Park staff bring a list of firms in.</summary>
    static Task<Results<Ok<Response>, ValidationProblem>> HandleAsync(Request request, ParkStaff staff, PostingDb db, CancellationToken cancellation)
    {
        List<Guid> ids = [.. request.Firms.Select(_ => Guid.CreateVersion7())];
        return db.WriteAsync<Results<Ok<Response>, ValidationProblem>>(async unit =>
        {
            var plan = await PlanAsync(unit, request, staff.ParkId, await FirmRecord.TakeAllAsync(unit, staff.ParkId));
            if (plan.Errors.Count > 0)
            {
                return Problems.Invalid(plan.Errors);
            }

            await FirmRecord.InsertAsync(unit, [.. plan.Added.Select((facts, at) => (ids[at], facts))], staff.ParkId);
            foreach (var (firmId, facts) in plan.Changed)
            {
                await FirmRecord.UpdateAsync(unit, firmId, facts);
            }

            unit.Concerns(staff.ParkId, detail: $"firms={request.Firms.Count} added={plan.Added.Count} changed={plan.Changed.Count}");
            return TypedResults.Ok(plan.Told);
        }, cancellation);
    }

    /// <summary>Park staff ask what would come of a list, and change nothing.</summary>
    static Task<Results<Ok<Response>, ValidationProblem>> CheckAsync(Request request, ParkStaff staff, PostingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<Response>, ValidationProblem>>(
            async reader =>
            {
                var plan = await PlanAsync(reader, request, staff.ParkId, await FirmRecord.AllAsync(reader, staff.ParkId));
                return plan.Errors.Count > 0 ? Problems.Invalid(plan.Errors) : TypedResults.Ok(plan.Told);
            },
            cancellation);

    sealed record Plan(Dictionary<string, Sentence[]> Errors, List<FirmFacts> Added, List<(Guid FirmId, FirmFacts Facts)> Changed, Response Told);

    static async Task<Plan> PlanAsync(Reader reader, Request request, string parkId, IReadOnlyList<(FirmRecord Firm, IReadOnlyList<UnitCategory> Categories)> kept)
    {
        var units = await FirmRecord.UnitsAsync(reader, parkId);
        var codes = units.Select(one => one.Uscc).ToHashSet(StringComparer.Ordinal);
        return Decide(request.Firms, KnownFirms.Of(kept), units, codes);
    }

    static Plan Decide(IReadOnlyList<FirmFacts> rows, KnownFirms known, IReadOnlyList<FirmRecord.UnitName> units, HashSet<string> codes)
    {
        var (errors, added, changed, unchanged, registered) = (new Dictionary<string, Sentence[]>(StringComparer.Ordinal), new List<FirmFacts>(), new List<(Guid, FirmFacts)>(), 0, 0);
        var (firstOf, namesOfUnits) = (new Dictionary<Guid, int>(), units.ToLookup(one => Reference.FoldedText.Key(one.Name), StringComparer.Ordinal));
        foreach (var (at, typed) in rows.Index())
        {
            var row = typed.InOneSpelling();
            foreach (var wrong in row.Check().ToLookup(one => one.Field, one => one.Sentence))
            {
                errors[$"firms[{at}].{wrong.Key}"] = [.. wrong];
            }

            var found = known.Find(row);
            if (found is null)
            {
                // One that is kept without its code is the park's to decide on, whatever unit has registered under the name since.
                row = FirmRecord.WithCodeOf([.. namesOfUnits[Reference.FoldedText.Key(row.Name)]], row);
                found = known.Find(row);
            }

            // A new one has no id yet, and is known to the lines below it all the same.
            var firmId = found?.FirmId ?? new Guid(at + 1, 0, 0, new byte[8]);
            if (!firstOf.TryAdd(firmId, at))
            {
                errors[$"firms[{at}].{(typed.Uscc is null ? "name" : "uscc")}"] = [Sentence.Of("outreach.listed-twice", ("line", firstOf[firmId] + 1))];
            }

            registered += (row.Uscc ?? found?.Facts.Uscc) is { } code && codes.Contains(code) ? 1 : 0;
            switch (found)
            {
                case null:
                    added.Add(row);
                    known.Put(null, new KnownFirms.Known(firmId, row));
                    break;
                case { } old when Completed(old.Facts, row) is var facts && !Same(facts, old.Facts):
                    changed.Add((old.FirmId, facts));
                    known.Put(old, old with { Facts = facts });
                    break;
                default:
                    unchanged++;
                    break;
            }
        }

        return new Plan(errors, added, changed, new Response(added.Count, changed.Count, unchanged, registered));
    }

    // What a list leaves open, it does not take away.
    static FirmFacts Completed(FirmFacts old, FirmFacts row) => row with
    {
        Uscc = row.Uscc ?? old.Uscc,
        Categories = [.. old.Categories.Union(row.Categories).Order()],
        Headcount = row.Headcount ?? old.Headcount,
        ContactName = row.ContactName ?? old.ContactName,
        ContactPhone = row.ContactPhone ?? old.ContactPhone,
        Address = row.Address ?? old.Address,
        Source = row.Source ?? old.Source,
    };

    static bool Same(FirmFacts one, FirmFacts other) => one.Categories.SequenceEqual(other.Categories) && one with { Categories = other.Categories } == other;
}
