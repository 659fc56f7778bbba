using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Applicant.Graduates;
using RaMatch.Contracts;
using RaMatch.Contracts.Applicant;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;

namespace RaMatch.Applicant.Applications;

/// <summary>
/// A graduate withdraws an application (撤回投递); withdrawn twice it is withdrawn once. 404 for another's, 409 once an offer on it
/// is answered or it has ended.
/// </summary>
static class WithdrawApplication
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/applications/{applicationId:guid}/withdraw", HandleAsync).RequireGraduate().RequireScope(Scopes.ApplicationsWrite)
        .WithExample(_ => new Request("已决定读研"));

    /// <summary>Why, if the graduate cares to say; it stays here.</summary>
    public sealed record Request([Characters(200, ErrorMessage = "ramatch:application.reason-too-long?most={1}")] string? Reason);

    /// <summary>The application is withdrawn.</summary>
    public sealed record Response(Guid ApplicationId, DateTimeOffset WithdrawnAt);

    static async Task<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ValidationProblem>> HandleAsync(
        Guid applicationId, Request request, Graduate graduate, ApplicantDb db, CancellationToken cancellation)
    {
        return await db.WriteAsync<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ValidationProblem>>(async unit =>
        {
            await GraduateVersion.TouchAsync(unit, graduate.Id);
            if (await unit.FindAsync<Row>(SelectApplication, new { applicationId, graduateId = graduate.Id }) is not { } application)
            {
                return Problems.NotFound("application.none");
            }

            unit.Concerns(application.ParkId);
            if (application.WithdrawnAt is { } before)
            {
                return TypedResults.Ok(new Response(applicationId, before));
            }

            if (application.Stage is { } stage && (stage.IsEnd() || stage.IsTaken()))
            {
                return Problems.Conflict(stage.IsEnd() ? "application.ended" : "application.taken");
            }

            if (application.Accepted is not null)
            {
                return Problems.Conflict("application.answering");
            }

            await WithdrawAsync(unit, applicationId, application.Version, graduate.Id, request.Reason);
            return TypedResults.Ok(new Response(applicationId, unit.Now));
        }, cancellation);
    }

    /// <summary>Withdraws the application found in this version, frees the wish's slot and announces it.</summary>
    internal static async Task WithdrawAsync(UnitOfWork unit, Guid applicationId, long version, Guid graduateId, string? reason)
    {
        var next = await ApplicationVersion.AdvanceAsync(unit, applicationId, version);
        await unit.ExecuteAsync(UpdateApplication, new { applicationId, withdrawnAt = unit.Now, reason });
        await unit.ExecuteAsync(DeleteWish, new { applicationId });
        await unit.PublishAsync(new ApplicationWithdrawn(applicationId, next, graduateId, unit.Now));
    }

    sealed record Row
    {
        public long Version { get; init; }
        public string ParkId { get; init; } = "";
        public DateTimeOffset? WithdrawnAt { get; init; }
        public PlacementStage? Stage { get; init; }
        public long? Accepted { get; init; }
    }

    const string SelectApplication = """
        SELECT a.version, a.park_id, a.withdrawn_at, l.stage, o.accepted
        FROM application a
        LEFT JOIN placement l ON l.placement_id = a.application_id
        LEFT JOIN offer_answer o ON o.placement_id = a.application_id AND o.placement_version = l.version
        WHERE a.application_id = @applicationId AND a.graduate_id = @graduateId
        """;

    const string UpdateApplication = """
        UPDATE application
        SET withdrawn_at = @withdrawnAt, withdrawal_reason = @reason
        WHERE application_id = @applicationId
        """;

    const string DeleteWish = "DELETE FROM wish WHERE application_id = @applicationId";
}
