using RaMatch.Applicant.Graduates;
using RaMatch.Contracts.Matching;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;

namespace RaMatch.Applicant.Applications;

/// <summary>
/// Keeps how far a placement has come. Every announcement joins the timeline; the highest version is the present state, which frees
/// the wish's slot at an end. Matching decides on acceptances: whichever placement it has accepted is the graduate's acceptance here, whatever
/// was answered; an answer of which it says anything else is void.
/// </summary>
static class KeepPlacement
{
    public static void Listen(ConsumerMap consumers) => consumers.On<PlacementAdvanced>(AdvancedAsync);

    static async Task AdvancedAsync(PlacementAdvanced message, UnitOfWork unit)
    {
        await GraduateVersion.TouchAsync(unit, message.GraduateId);
        // Sent before the graduate deleted everything, or written about someone of whom nothing is to be kept any more: a new profile allows what comes after it.
        var isErased = await unit.GetAsync<long>(CountErased, new { message.GraduateId, message.OccurredAt }) > 0;
        var placement = new
        {
            message.PlacementId,
            message.Version,
            message.GraduateId,
            message.Programme,
            message.Stage,
            reason = isErased ? null : message.Reason,
            message.OfferExpiresAt,
            message.OfferPayFen,
            message.InterviewAt,
            interviewPlace = isErased ? null : message.InterviewPlace,
            message.OccurredAt,
        };
        await unit.ExecuteAsync(InsertStep, placement);
        if (!await unit.PutAsync(UpdatePlacement, InsertPlacement, placement))
        {
            return;
        }

        if (message.Stage.IsEnd())
        {
            await unit.ExecuteAsync(DeleteWish, placement);
        }

        if (!message.Stage.IsTaken())
        {
            // An answer was for the version answered; whatever Matching says after it without having accepted it makes it void.
            await unit.ExecuteAsync(DeleteAcceptance, placement);
        }

        // Of two placements the news may come in any order, so what is known of all of them says which one is accepted.
        var accepted = await unit.FirstAsync<Guid>(SelectAccepted, placement, 1);
        if (accepted.Count > 0)
        {
            await unit.PutAsync(UpdateAcceptance, InsertAcceptance, new { message.GraduateId, message.Programme, placementId = accepted[0] });
        }
    }

    const string CountErased = """
        SELECT COUNT(*)
        FROM graduate
        WHERE graduate_id = @graduateId AND erased_at IS NOT NULL
            AND (erased_at >= @occurredAt OR NOT EXISTS (SELECT 1 FROM profile WHERE profile.graduate_id = graduate.graduate_id))
        """;

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

    const string SelectAccepted = """
        SELECT placement_id
        FROM placement
        WHERE graduate_id = @graduateId AND programme = @programme AND stage IN ('Accepted', 'Signed', 'OnDuty', 'Counted')
        ORDER BY occurred_at DESC, placement_id
        """;

    const string UpdateAcceptance = "UPDATE acceptance SET placement_id = @placementId WHERE graduate_id = @graduateId AND programme = @programme";

    const string InsertAcceptance = """
        INSERT INTO acceptance (graduate_id, programme, placement_id)
        SELECT @graduateId, @programme, @placementId
        WHERE NOT EXISTS (SELECT 1 FROM acceptance WHERE graduate_id = @graduateId AND programme = @programme)
        """;

    const string DeleteAcceptance = "DELETE FROM acceptance WHERE placement_id = @placementId";
}
