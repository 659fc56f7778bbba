using RaMatch.Contracts.Matching;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;

namespace RaMatch.Applicant.Applications;

/// <summary>
/// Keeps how far a placement has come. Every announcement joins the timeline; the highest version is the present state, which frees
/// the wish's slot at an end and says whether an acceptance still holds.
/// </summary>
static class KeepPlacement
{
    public static void Listen(ConsumerMap consumers) => consumers.On<PlacementAdvanced>(AdvancedAsync);

    static async Task AdvancedAsync(PlacementAdvanced message, UnitOfWork unit)
    {
        var placement = new
        {
            message.PlacementId,
            message.Version,
            message.GraduateId,
            message.Programme,
            message.Stage,
            message.Reason,
            message.OfferExpiresAt,
            message.OfferPayFen,
            message.InterviewAt,
            message.InterviewPlace,
            message.OccurredAt,
        };
        await unit.ExecuteAsync(InsertStep, placement);
        if (await unit.ExecuteAsync(UpdatePlacement, placement) == 0 && await unit.ExecuteAsync(InsertPlacement, placement) == 0)
        {
            return;
        }

        if (message.Stage.IsEnd())
        {
            await unit.ExecuteAsync(DeleteWish, placement);
        }

        if (message.Stage.IsTaken())
        {
            await unit.ExecuteAsync(InsertAcceptance, placement);
        }
        else
        {
            // An answer was for the version answered; whatever Matching says after it without having accepted it makes it void.
            await unit.ExecuteAsync(DeleteAcceptance, placement);
        }
    }

    const string InsertStep = """
        INSERT INTO placement_step (placement_id, version, stage, reason, occurred_at)
        SELECT @placementId, @version, @stage, @reason, @occurredAt
        WHERE NOT EXISTS (SELECT 1 FROM placement_step WHERE placement_id = @placementId AND version = @version)
        """;

    const string UpdatePlacement = """
        UPDATE placement
        SET version = @version, stage = @stage, reason = @reason, offer_expires_at = @offerExpiresAt, offer_pay_fen = @offerPayFen,
            interview_at = @interviewAt, interview_place = @interviewPlace, occurred_at = @occurredAt
        WHERE placement_id = @placementId AND version < @version
        """;

    const string InsertPlacement = """
        INSERT INTO placement (placement_id, version, graduate_id, programme, stage, reason, offer_expires_at, offer_pay_fen, interview_at, interview_place, occurred_at)
        SELECT @placementId, @version, @graduateId, @programme, @stage, @reason, @offerExpiresAt, @offerPayFen, @interviewAt, @interviewPlace, @occurredAt
        WHERE NOT EXISTS (SELECT 1 FROM placement WHERE placement_id = @placementId)
        """;

    const string DeleteWish = "DELETE FROM wish WHERE application_id = @placementId";

    const string InsertAcceptance = """
        INSERT INTO acceptance (graduate_id, programme, placement_id)
        SELECT @graduateId, @programme, @placementId
        WHERE NOT EXISTS (SELECT 1 FROM acceptance WHERE graduate_id = @graduateId AND programme = @programme)
        """;

    const string DeleteAcceptance = "DELETE FROM acceptance WHERE placement_id = @placementId";
}
