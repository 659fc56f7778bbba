using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Programmes;

/// <summary>A supervisor opens a programme with the first version of its rules. 400 where dates or rules contradict each other, 409 if the code is taken.</summary>
static class OpenProgramme
{
    public static void Map(RouteGroupBuilder api) => api.MapPost("/programmes", HandleAsync).RequireSupervisor();

    public sealed record Request(
        [Required(ErrorMessage = "请填写专项代码。"), RegularExpression("^[a-z0-9][a-z0-9-]{1,39}$", ErrorMessage = "专项代码由小写字母、数字和连字符组成，2 至 40 位。")] string Code,
        [Required(ErrorMessage = "请填写专项名称。"), StringLength(100, ErrorMessage = "专项名称不超过 100 个字。")] string Title,
        [Required(ErrorMessage = "请填写发文单位。"), StringLength(200, ErrorMessage = "发文单位不超过 200 个字。")] string Issuer,
        [Range(2000, 2100, ErrorMessage = "届别应在 2000 至 2100 之间。")] int CohortYear,
        DateOnly OpensOn,
        DateOnly ClosesOn,
        [Required(ErrorMessage = "请填写规则。")] Rules Rules,
        IReadOnlyList<Milestone>? Milestones);

    public sealed record Response(Guid ProgrammeId, string Code, long RulesVersion);

    static Task<Results<Created<Response>, Conflict<ProblemDetails>, ValidationProblem>> HandleAsync(Request request, Supervisor supervisor, MatchingDb db, CancellationToken cancellation)
    {
        var programmeId = Guid.CreateVersion7();
        return db.WriteAsync<Results<Created<Response>, Conflict<ProblemDetails>, ValidationProblem>>(async unit =>
        {
            var milestones = request.Milestones ?? [];
            if (Contradiction(request, milestones) is var (field, sentence))
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
                milestones = Json.Text(milestones),
                openedAt = unit.Now,
            });
            if (added == 0)
            {
                return Problems.Conflict($"专项代码 {request.Code} 已被使用。");
            }

            await unit.ExecuteAsync(InsertRules, new { request.Code, rules = Json.Text(request.Rules), reason = "专项启动", actorId = supervisor.Id, adoptedAt = unit.Now });
            var programme = (await Programme.FindAsync(unit, request.Code))!;
            await unit.PublishAsync(programme.Announcement());
            return TypedResults.Created($"/api/matching/programmes/{request.Code}", new Response(programmeId, request.Code, programme.RulesVersion));
        }, cancellation);
    }

    static (string Field, string Sentence)? Contradiction(Request request, IReadOnlyList<Milestone> milestones)
    {
        if (request.ClosesOn < request.OpensOn)
        {
            return ("closesOn", "结束日期不能早于开始日期。");
        }

        if (milestones.Any(milestone => milestone.On < request.OpensOn || milestone.On > request.ClosesOn))
        {
            return ("milestones", "时间节点应在专项起止日期之内。");
        }

        return RulesCheck.Contradiction(request.Rules);
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
