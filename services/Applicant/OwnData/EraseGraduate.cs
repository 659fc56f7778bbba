using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Applicant.Applications;
using RaMatch.Applicant.Graduates;
using RaMatch.Contracts;
using RaMatch.Contracts.Applicant;
using RaMatch.Platform.Messaging;
using RaMatch.Platform.Web;

namespace RaMatch.Applicant.OwnData;

/// <summary>
/// A graduate deletes the account's data (删除个人信息). Profile, ID numbers and free text go, here and, by <see cref="GraduateErased"/>, wherever somebody has
/// written about the graduate; applications not yet accepted are withdrawn. What is signed goes on without a name: the evidence of a hire is kept for
/// inspection by law, and the person key stays so that nobody can be counted twice. 400 unless the word 删除 is typed.
/// </summary>
static class EraseGraduate
{
    public static void Map(IEndpointRouteBuilder app) => app.MapDelete("/me", HandleAsync).RequireGraduate().RequireScope(Scopes.OwnDataDelete)
        .WithExample(_ => new Request(Word));

    const string Word = "删除";

    /// <summary>The word 删除, typed by the graduate.</summary>
    public sealed record Request([Folded] string? Confirm);

    /// <summary>What was withdrawn, and what goes on without a name.</summary>
    public sealed record Response(int Withdrawn, int GoingOn);

    static async Task<Results<Ok<Response>, ValidationProblem>> HandleAsync([FromBody] Request request, Graduate graduate, ApplicantDb db, CancellationToken cancellation)
    {
        if (request.Confirm != Word)
        {
            return Problems.Invalid("confirm", "erasure.not-confirmed", ("word", Word));
        }

        return await db.WriteAsync<Results<Ok<Response>, ValidationProblem>>(async unit =>
        {
            await GraduateVersion.TouchAsync(unit, graduate.Id);
            var of = new { graduateId = graduate.Id, erasedAt = unit.Now };
            var active = await unit.QueryAsync<Row>(SelectActive, of);
            var open = active.Where(application => application.Stage?.IsTaken() != true && application.Accepted != 1).ToList();
            foreach (var application in open)
            {
                await WithdrawApplication.WithdrawAsync(unit, application.ApplicationId, application.Version, graduate.Id, reason: null);
            }

            if (await unit.ExecuteAsync(DeleteProfile, of) + await unit.ExecuteAsync(EndConsents, of) > 0)
            {
                await unit.PublishAsync(new ProfileWithdrawn(graduate.Id, await GraduateVersion.NextAsync(unit, graduate.Id), unit.Now));
            }

            await unit.PublishAsync(new GraduateErased(graduate.Id, await GraduateVersion.NextAsync(unit, graduate.Id), unit.Now));
            await Remains.ForgetAsync(unit, graduate.Id);
            await unit.ExecuteAsync(MarkErased, of);
            await unit.ExecuteAsync(ForgetIdNumbers, of);
            await unit.ExecuteAsync(ForgetWithdrawalReasons, of);
            await unit.ExecuteAsync(ForgetPlacementTexts, of);
            await unit.ExecuteAsync(ForgetStepTexts, of);
            return TypedResults.Ok(new Response(open.Count, active.Count - open.Count));
        }, cancellation);
    }

    sealed record Row
    {
        public Guid ApplicationId { get; init; }
        public long Version { get; init; }
        public PlacementStage? Stage { get; init; }
        public long? Accepted { get; init; }
    }

    const string SelectActive = """
        SELECT a.application_id, a.version, l.stage, o.accepted
        FROM wish w
        JOIN application a ON a.application_id = w.application_id
        LEFT JOIN placement l ON l.placement_id = a.application_id
        LEFT JOIN offer_answer o ON o.placement_id = a.application_id AND o.placement_version = l.version
        WHERE w.graduate_id = @graduateId
        ORDER BY a.submitted_at, a.application_id
        """;

    const string DeleteProfile = "DELETE FROM profile WHERE graduate_id = @graduateId";

    const string EndConsents = "UPDATE consent SET withdrawn_at = @erasedAt WHERE graduate_id = @graduateId AND withdrawn_at IS NULL";

    const string MarkErased = "UPDATE graduate SET erased_at = @erasedAt WHERE graduate_id = @graduateId";

    const string ForgetIdNumbers = "UPDATE hire SET id_number = NULL WHERE graduate_id = @graduateId";

    const string ForgetWithdrawalReasons = "UPDATE application SET withdrawal_reason = NULL WHERE graduate_id = @graduateId";

    const string ForgetPlacementTexts = "UPDATE placement SET reason = NULL, interview_place = NULL WHERE graduate_id = @graduateId";

    const string ForgetStepTexts = """
        UPDATE placement_step
        SET reason = NULL
        WHERE placement_id IN (SELECT application_id FROM application WHERE graduate_id = @graduateId)
        """;
}
