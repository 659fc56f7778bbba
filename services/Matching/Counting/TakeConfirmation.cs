using RaMatch.Contracts.Applicant;
using RaMatch.Matching.Placements;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;

namespace RaMatch.Matching.Counting;

/// <summary>
/// A graduate confirms a hire. Kept apart from the placement, so that it may come before the application itself; the higher version holds. A hire that
/// counts goes on counting under the person it was verified for: another person named since is kept beside it until it counts no more, and if that person
/// counts already, the two are a dispute.
/// </summary>
static class TakeConfirmation
{
    public static void Listen(ConsumerMap consumers) => consumers.On<HireConfirmed>(ConfirmedAsync);

    /// <summary>A hire that counts no more is whose the graduate has said since.</summary>
    public static async Task ApplyLaterAsync(UnitOfWork unit, Guid placementId)
    {
        if (await unit.ExecuteAsync(ApplyLater, new { placementId }) > 0)
        {
            await unit.ExecuteAsync(DeleteLater, new { placementId });
        }
    }

    static async Task ConfirmedAsync(HireConfirmed message, UnitOfWork unit)
    {
        var placement = await Placement.TakeAsync(unit, message.PlacementId);
        var confirmation = new { message.PlacementId, message.Version, message.GraduateId, message.PersonKey, message.ConfirmedAt };
        if (placement is null || placement.GraduateId != message.GraduateId || !await CountsAsAnotherAsync(unit, message))
        {
            var wasReady = await ReadyHires.IsReadyAsync(unit, message.PlacementId);
            await unit.PutAsync(UpdateConfirmation, InsertConfirmation, confirmation);
            await unit.ExecuteAsync(DeleteEarlier, confirmation);
            await ReadyHires.TellAsync(unit, message.PlacementId, wasReady);
        }
        else if (await unit.PutAsync(UpdateLater, InsertLater, confirmation))
        {
            await Ledger.TakeAsync(unit, placement.Programme);
            if (await CountedHires.HoldersAsync(unit, placement.Programme, message.PersonKey, placement.PlacementId) is [var holderId, ..])
            {
                await Disputes.OpenAsync(unit, Guid.CreateVersion7(), holderId, placement, message.PersonKey, message.GraduateId);
            }
        }
    }

    static async Task<bool> CountsAsAnotherAsync(UnitOfWork unit, HireConfirmed message) =>
        await unit.GetAsync<long>(CountAsAnother, new { message.PlacementId, message.PersonKey }) > 0;

    const string CountAsAnother = "SELECT COUNT(*) FROM counted_hire WHERE placement_id = @placementId AND person_key <> @personKey";

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

    const string UpdateLater = """
        UPDATE later_confirmation
        SET version = @version, person_key = @personKey, confirmed_at = @confirmedAt
        WHERE placement_id = @placementId AND version < @version
        """;

    const string InsertLater = """
        INSERT INTO later_confirmation (placement_id, version, person_key, confirmed_at)
        SELECT @placementId, @version, @personKey, @confirmedAt
        WHERE NOT EXISTS (SELECT 1 FROM later_confirmation WHERE placement_id = @placementId)
            AND NOT EXISTS (SELECT 1 FROM confirmation WHERE placement_id = @placementId AND version >= @version)
        """;

    const string ApplyLater = """
        UPDATE confirmation
        SET version = (SELECT version FROM later_confirmation WHERE later_confirmation.placement_id = @placementId),
            person_key = (SELECT person_key FROM later_confirmation WHERE later_confirmation.placement_id = @placementId),
            confirmed_at = (SELECT confirmed_at FROM later_confirmation WHERE later_confirmation.placement_id = @placementId)
        WHERE placement_id = @placementId
            AND EXISTS (SELECT 1 FROM later_confirmation WHERE later_confirmation.placement_id = @placementId AND later_confirmation.version > confirmation.version)
        """;

    const string DeleteEarlier = "DELETE FROM later_confirmation WHERE placement_id = @placementId AND version < @version";

    const string DeleteLater = "DELETE FROM later_confirmation WHERE placement_id = @placementId";
}
