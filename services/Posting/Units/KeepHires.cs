using RaMatch.Contracts.Matching;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;

namespace RaMatch.Posting.Units;

/// <summary>Keeps which placements count as hires, as Matching announces it; whatever the order, the higher version holds.</summary>
static class KeepHires
{
    public static void Listen(ConsumerMap consumers) => consumers
        .On<HireCounted>(CountedAsync)
        .On<HireUncounted>(UncountedAsync);

    static Task CountedAsync(HireCounted message, UnitOfWork unit) =>
        KeepAsync(unit, new { message.PlacementId, message.Version, message.UnitId, message.PositionId, message.Programme, counted = 1L });

    static Task UncountedAsync(HireUncounted message, UnitOfWork unit) =>
        KeepAsync(unit, new { message.PlacementId, message.Version, message.UnitId, message.PositionId, message.Programme, counted = 0L });

    static async Task KeepAsync(UnitOfWork unit, object row)
    {
        await unit.PutAsync(UpdateHire, InsertHire, row);
    }

    const string UpdateHire = "UPDATE hire SET version = @version, counted = @counted WHERE placement_id = @placementId AND version < @version";

    const string InsertHire = """
        INSERT INTO hire (placement_id, version, unit_id, position_id, programme, counted)
        SELECT @placementId, @version, @unitId, @positionId, @programme, @counted
        WHERE NOT EXISTS (SELECT 1 FROM hire WHERE placement_id = @placementId)
        """;
}
