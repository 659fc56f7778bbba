using RaMatch.Contracts.Applicant;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;

namespace RaMatch.Matching.Counting;

/// <summary>A graduate confirms a hire. Kept apart from the placement, so that it may come before the application itself; the higher version holds.</summary>
static class TakeConfirmation
{
    public static void Listen(ConsumerMap consumers) => consumers.On<HireConfirmed>(ConfirmedAsync);

    static async Task ConfirmedAsync(HireConfirmed message, UnitOfWork unit)
    {
        var confirmation = new { message.PlacementId, message.Version, message.GraduateId, message.PersonKey, message.ConfirmedAt };
        if (await unit.ExecuteAsync(UpdateConfirmation, confirmation) == 0)
        {
            await unit.ExecuteAsync(InsertConfirmation, confirmation);
        }
    }

    const string UpdateConfirmation = """
        UPDATE confirmation
        SET version = @version, graduate_id = @graduateId, person_key = @personKey, confirmed_at = @confirmedAt
        WHERE placement_id = @placementId AND version < @version
        """;

    const string InsertConfirmation = """
        INSERT INTO confirmation (placement_id, version, graduate_id, person_key, confirmed_at)
        SELECT @placementId, @version, @graduateId, @personKey, @confirmedAt
        WHERE NOT EXISTS (SELECT 1 FROM confirmation WHERE placement_id = @placementId)
        """;
}
