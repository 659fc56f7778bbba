using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Programmes;

/// <summary>A supervisor opens a programme with the first version of its rules. 400 where dates or rules contradict each other, 409 if the code is taken.</summary>
static class OpenProgramme
{
    public static void Map(RouteGroupBuilder api) => api.MapPost("/programmes", HandleAsync).RequireSupervisor().RequireScope(Scopes.ProgrammesWrite).RequireRight(Right.Manage)
        .WithExample(today => new Request(
            $"ra-{today.Year}",
            "科研助理岗位专项",
            "省科技厅",
            today.Year,
            OpensOn: today,
            ClosesOn: today.AddMonths(4),
            Rules.Example(today),
            [new Milestone(today.AddMonths(2), "岗位发布过半", PublishedBasisPoints: 5_000, FilledBasisPoints: null)]));

    public sealed record Request(
        [Required(ErrorMessage = "ramatch:programme.code-missing"), RegularExpression("^[a-z0-9][a-z0-9-]{1,39}$", ErrorMessage = "ramatch:programme.code-form"), Folded] string Code,
        [Required(ErrorMessage = "ramatch:programme.title-missing"), Characters(100, ErrorMessage = "ramatch:programme.title-too-long?most={1}")] string Title,
        [Required(ErrorMessage = "ramatch:programme.issuer-missing"), Characters(200, ErrorMessage = "ramatch:programme.issuer-too-long?most={1}")] string Issuer,
        [Range(2000, 2100, ErrorMessage = "ramatch:programme.cohort-range?least={1}&most={2}")] int CohortYear,
        [Required(ErrorMessage = "ramatch:request.no-value")] DateOnly? OpensOn,
        [Required(ErrorMessage = "ramatch:request.no-value")] DateOnly? ClosesOn,
        [Required(ErrorMessage = "ramatch:programme.rules-missing")] Rules Rules,
        [MaxLength(50, ErrorMessage = "ramatch:programme.milestones-too-many?most={1}")] IReadOnlyList<Milestone>? Milestones);

    public sealed record Response(Guid ProgrammeId, string Code, long RulesVersion);

    static Task<Results<Created<Response>, Conflict<ProblemDetails>, ValidationProblem>> HandleAsync(Request request, Supervisor supervisor, MatchingDb db, CancellationToken cancellation)
    {
        var programmeId = Guid.CreateVersion7();
        return db.WriteAsync<Results<Created<Response>, Conflict<ProblemDetails>, ValidationProblem>>(async unit =>
        {
            var terms = new Terms(request.Title, request.Issuer, request.OpensOn!.Value, request.ClosesOn!.Value, request.Milestones ?? []);
            if ((terms.Contradiction() ?? RulesCheck.Contradiction(request.Rules)) is var (field, sentence))
            {
                return Problems.Invalid(field, sentence);
            }

            var added = await unit.ExecuteAsync(InsertProgramme, new
            {
                request.Code,
                programmeId,
                request.Title,
                request.Issuer,
                request.CohortYear,
                request.OpensOn,
                request.ClosesOn,
                milestones = Json.Text(terms.Milestones),
                openedAt = unit.Now,
            });
            if (added == 0)
            {
                return Problems.Conflict("programme.code-taken", ("code", request.Code));
            }

            await unit.ExecuteAsync(InsertRules, new { request.Code, rules = Json.Text(request.Rules), reason = Sentence.Of("programme.opened"), actorId = supervisor.Id, adoptedAt = unit.Now });
            var programme = (await Programme.FindAsync(unit, request.Code))!;
            await unit.PublishAsync(programme.Announcement());
            return TypedResults.Created($"/api/matching/programmes/{request.Code}", new Response(programmeId, request.Code, programme.RulesVersion));
        }, cancellation);
    }

    const string InsertProgramme = """
        INSERT INTO programme (code, programme_id, title, issuer, cohort_year, opens_on, closes_on, milestones, rules_version, opened_at)
        SELECT @code, @programmeId, @title, @issuer, @cohortYear, @opensOn, @closesOn, @milestones, 1, @openedAt
        WHERE NOT EXISTS (SELECT 1 FROM programme WHERE code = @code)
        """;

    const string InsertRules = """
        INSERT INTO rules_version (programme, version, rules, reason, actor_id, adopted_at)
        VALUES (@code, 1, @rules, @reason, @actorId, @adoptedAt)
        """;
}
