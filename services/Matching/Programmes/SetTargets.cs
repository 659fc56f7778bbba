using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;
using RaMatch.Reference;

namespace RaMatch.Matching.Programmes;

/// <summary>
/// A supervisor sets the targets of many parks at once, all of them or none, after having seen what would change. A park whose target stands already is left alone, so that the same list
/// again changes nothing. 404 for an unknown programme, 400 names each wrong row as <c>rows[3].parkId</c>, 409 once the programme is closed or where somebody else has set
/// another target since the list was checked.
/// </summary>
static class SetTargets
{
    const int Most = 1_000;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/programmes/{code}/targets", HandleAsync).RequireSupervisor().RequireScope(Scopes.ProgrammesWrite).RequireRight(Right.Manage).WithName("SetTargets")
            .WithExample(_ => new Request([new Row("weifang", 305, Reason: null, Seen: 1), new Row("hengyang", 300, "追加任务", Seen: 0)], "2022 年度任务下达"));
        api.MapPost("/programmes/{code}/targets/check", CheckAsync).RequireSupervisor().RequireScope(Scopes.ProgrammesWrite).RequireRight(Right.View).WithName("CheckTargets")
            .WithExample(_ => new Request([new Row("weifang", 305, Reason: null, Seen: null)], "2022 年度任务下达"));
    }

    /// <summary>The list.</summary>
    /// <param name="Rows">A park each, at most 1,000.</param>
    /// <param name="Reason">Why, for the rows that give no reason of their own.</param>
    public sealed record Request(
        [Required(ErrorMessage = "ramatch:target.list-empty"), MinLength(1, ErrorMessage = "ramatch:target.list-empty"), MaxLength(Most, ErrorMessage = "ramatch:target.list-too-long?most={1}")] IReadOnlyList<Row> Rows,
        [Required(ErrorMessage = "ramatch:target.reason-missing"), Characters(500, ErrorMessage = "ramatch:target.reason-too-long?most={1}")] string Reason);

    /// <summary>A park's target.</summary>
    /// <param name="ParkId">The park.</param>
    /// <param name="Target">Its target.</param>
    /// <param name="Reason">Why, where it is another reason than that of the list.</param>
    /// <param name="Seen">The revision of the park's target that was looked at, 0 where it had none; null: whatever stands is replaced.</param>
    public sealed record Row(
        [Required(ErrorMessage = "ramatch:target.park-unknown"), Folded] string ParkId,
        [Range(0, 1_000_000, ErrorMessage = "ramatch:target.range?least={1}&most={2}")] int Target,
        [Characters(500, ErrorMessage = "ramatch:target.reason-too-long?most={1}")] string? Reason,
        long? Seen);

    /// <summary>What comes of the list.</summary>
    /// <param name="Changes">Row by row.</param>
    /// <param name="Added">Parks that had no target.</param>
    /// <param name="Changed">Parks that had another one.</param>
    /// <param name="Unchanged">Parks whose target stands already.</param>
    /// <param name="SumBefore">The targets of all parks of the programme without the list.</param>
    /// <param name="SumAfter">The same with it.</param>
    public sealed record Response(IReadOnlyList<Change> Changes, int Added, int Changed, int Unchanged, long SumBefore, long SumAfter);

    /// <summary>What comes of a row.</summary>
    /// <param name="ParkId">The park.</param>
    /// <param name="ParkName">Its usual short name.</param>
    /// <param name="Before">Its target without the list; null: none.</param>
    /// <param name="Target">Its target with it.</param>
    /// <param name="Revision">The revision without the list, 0 where it has no target.</param>
    public sealed record Change(string ParkId, string ParkName, long? Before, long Target, long Revision);

    /// <summary>A supervisor sets the targets of many parks.</summary>
    static Task<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ValidationProblem>> HandleAsync(
        string code, Request request, Supervisor supervisor, MatchingDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ValidationProblem>>(async unit =>
        {
            if (await Programme.TakeAsync(unit, code) is not { } programme)
            {
                return Problems.NotFound("programme.none");
            }

            if (Wrong(request) is { } wrong)
            {
                return wrong;
            }

            var plan = await PlanAsync(unit, code, request);
            if (Refused(programme, plan) is { } refused)
            {
                return refused;
            }

            // A park whose target is set by itself at this moment takes the same revision: the key refuses one of the two, which runs again.
            await unit.InsertAllAsync(InsertTarget, plan.Where(one => one.IsNew).Select(one => new
            {
                code,
                parkId = one.Row.ParkId,
                revision = one.Revision + 1,
                seats = one.Row.Target,
                reason = one.Row.Reason ?? request.Reason,
                actorId = supervisor.Id,
                setAt = unit.Now,
            }));
            // Each park finds in the trail that its target was set; where none was, the list itself stands there.
            foreach (var parkId in plan.Where(one => one.IsNew).Select(one => (string?)one.Row.ParkId).DefaultIfEmpty())
            {
                unit.Concerns(parkId, "programme", programme.ProgrammeId, $"parks={plan.Count} set={plan.Count(one => one.IsNew)}");
            }

            return TypedResults.Ok(Told(plan, await unit.QueryAsync<Standing>(SelectStanding, new { code }), isDone: true));
        }, cancellation);

    /// <summary>A supervisor asks what would come of a list, and changes nothing.</summary>
    static Task<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ValidationProblem>> CheckAsync(
        string code, Request request, Supervisor supervisor, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ValidationProblem>>(async reader =>
        {
            if (await Programme.FindAsync(reader, code) is not { } programme)
            {
                return Problems.NotFound("programme.none");
            }

            if (Wrong(request) is { } wrong)
            {
                return wrong;
            }

            var plan = await PlanAsync(reader, code, request);
            return Refused(programme, plan) is { } refused ? refused : TypedResults.Ok(Told(plan, await reader.QueryAsync<Standing>(SelectStanding, new { code }), isDone: false));
        }, cancellation);

    static ValidationProblem? Wrong(Request request)
    {
        var (errors, lineOf) = (new Dictionary<string, Sentence[]>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var (at, row) in request.Rows.Index())
        {
            if (!Parks.TryFind(row.ParkId, out _))
            {
                errors[$"rows[{at}].parkId"] = [Sentence.Of("target.park-unknown")];
            }
            else if (!lineOf.TryAdd(row.ParkId, at + 1))
            {
                errors[$"rows[{at}].parkId"] = [Sentence.Of("target.listed-twice", ("line", lineOf[row.ParkId]))];
            }
        }

        return errors.Count == 0 ? null : Problems.Invalid(errors);
    }

    static async Task<IReadOnlyList<Planned>> PlanAsync(Reader reader, string code, Request request)
    {
        var standing = (await reader.QueryAsync<Standing>(SelectStanding, new { code })).ToDictionary(one => one.ParkId, StringComparer.Ordinal);
        return [.. request.Rows.Select(row => new Planned(row, standing.GetValueOrDefault(row.ParkId)))];
    }

    // Whoever has set the same target meanwhile stands in nobody's way.
    static Conflict<ProblemDetails>? Refused(Programme programme, IReadOnlyList<Planned> plan)
    {
        if (programme.ClosedAt is not null)
        {
            return Problems.Conflict("programme.closed-before");
        }

        var overtaken = plan.Where(one => one.IsNew && one.Row.Seen is { } seen && seen != one.Revision)
            .Select(one => Sentence.Of("target.changed-park", ("park", Parks.ShortNameOf(one.Row.ParkId)), ("now", one.Before ?? 0), ("listed", one.Row.Target)))
            .ToList();
        return overtaken.Count == 0 ? null : Problems.Conflict("target.changed-before", ("parks", Argument.List(overtaken)));
    }

    static Response Told(IReadOnlyList<Planned> plan, IReadOnlyList<Standing> standing, bool isDone)
    {
        var (sum, more) = (standing.Sum(one => one.Target), plan.Sum(one => one.Row.Target - (one.Before ?? 0)));
        return new Response(
            [.. plan.Select(one => new Change(one.Row.ParkId, Parks.ShortNameOf(one.Row.ParkId), one.Before, one.Row.Target, one.Revision))],
            plan.Count(one => one.Before is null),
            plan.Count(one => one.Before is not null && one.IsNew),
            plan.Count(one => !one.IsNew),
            isDone ? sum - more : sum,
            isDone ? sum : sum + more);
    }

    /// <summary>A row beside what stands.</summary>
    sealed record Planned(Row Row, Standing? Standing)
    {
        public long? Before => Standing?.Target;

        public long Revision => Standing?.Revision ?? 0;

        public bool IsNew => Before != Row.Target;
    }

    sealed record Standing
    {
        public string ParkId { get; init; } = "";
        public long Revision { get; init; }
        public long Target { get; init; }
    }

    const string SelectStanding = """
        SELECT park_id, revision, seats AS target
        FROM target
        WHERE programme = @code
            AND revision = (SELECT MAX(newest.revision) FROM target AS newest WHERE newest.programme = target.programme AND newest.park_id = target.park_id)
        """;

    const string InsertTarget = """
        INSERT INTO target (programme, park_id, revision, seats, reason, actor_id, set_at)
        VALUES (@code, @parkId, @revision, @seats, @reason, @actorId, @setAt)
        """;
}
