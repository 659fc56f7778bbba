using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Programmes;

/// <summary>A supervisor adopts a new version of a programme's rules with its reason; nothing counted so far changes by itself. 404 for an unknown programme, 409 once it is closed or where the rules are others than those that were looked at.</summary>
static class ReviseRules
{
    public static void Map(RouteGroupBuilder api) => api.MapPut("/programmes/{code}/rules", HandleAsync).RequireSupervisor().RequireScope(Scopes.ProgrammesWrite).RequireRight(Right.Manage)
        .WithExample(today => new Request(Rules.Example(today), "按通知调整最短期限"));

    /// <summary>What is adopted.</summary>
    /// <param name="Rules">The rules from now on.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="RulesVersion">The version that was looked at; null revises whichever is in force.</param>
    public sealed record Request(
        [Required(ErrorMessage = "ramatch:programme.rules-missing")] Rules Rules,
        [Required(ErrorMessage = "ramatch:rules.reason-missing"), Characters(500, ErrorMessage = "ramatch:rules.reason-too-long?most={1}")] string Reason,
        long? RulesVersion = null);

    public sealed record Response(string Code, long RulesVersion);

    static Task<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ValidationProblem>> HandleAsync(string code, Request request, Supervisor supervisor, MatchingDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ValidationProblem>>(async unit =>
        {
            if (RulesCheck.Contradiction(request.Rules) is var (field, sentence))
            {
                return Problems.Invalid(field, sentence);
            }

            if (await Programme.TakeAsync(unit, code) is not { } programme)
            {
                return Problems.NotFound("programme.none");
            }

            if (programme.ClosedAt is not null)
            {
                return Problems.Conflict("programme.closed-before");
            }

            if (request.RulesVersion is { } seen && seen != programme.RulesVersion)
            {
                return Problems.Conflict("rules.changed-before", ("seen", seen), ("now", programme.RulesVersion));
            }

            var revised = programme.Under(request.Rules) with { RulesVersion = programme.RulesVersion + 1, Version = programme.Version + 1 };
            await unit.ExecuteAsync(PointAtVersion, new { code, revised.RulesVersion, revised.Version });
            await unit.ExecuteAsync(InsertRules, new { code, version = revised.RulesVersion, revised.Rules, reason = Sentence.Said(request.Reason), actorId = supervisor.Id, adoptedAt = unit.Now });
            await unit.PublishAsync(revised.Announcement());
            return TypedResults.Ok(new Response(code, revised.RulesVersion));
        }, cancellation);

    const string PointAtVersion = "UPDATE programme SET rules_version = @rulesVersion, version = @version WHERE code = @code";

    const string InsertRules = """
        INSERT INTO rules_version (programme, version, rules, reason, actor_id, adopted_at)
        VALUES (@code, @version, @rules, @reason, @actorId, @adoptedAt)
        """;
}
