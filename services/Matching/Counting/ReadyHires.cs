using RaMatch.Contracts.Matching;
using RaMatch.Platform.Data;

namespace RaMatch.Matching.Counting;

/// <summary>
/// Tells a park of a claimed hire for which nothing is missing any more, and when something is again. What its unit or its graduate does asks before the change whether it
/// was ready, and has it told after; the placement's row is touched by then. What officials undo they know of themselves.
/// </summary>
static class ReadyHires
{
    /// <summary>Whether a hire waits for nothing but its park's verification.</summary>
    public static async Task<bool> IsReadyAsync(UnitOfWork unit, Guid placementId) => await HireCase.FindAsync(unit, placementId) is { IsReady: true };

    /// <summary>Tells the hire's park if the change has made it ready, or no longer so. Returns the case as it is now; null: there is no such placement.</summary>
    public static async Task<HireCase?> TellAsync(UnitOfWork unit, Guid placementId, bool wasReady)
    {
        var hire = await HireCase.FindAsync(unit, placementId);
        // A confirmation makes ready and leaves the version as it is: what was told of a version is not told of it again.
        if (hire is { Hire: var line } && hire.IsReady != wasReady && await unit.PutAsync(UpdateTold, InsertTold, new { placementId, line.Version }))
        {
            await unit.PublishAsync(hire.IsReady
                ? new EvidenceCompleted(placementId, line.Version, line.Programme, line.ParkId, line.UnitId, line.PositionId, unit.Now)
                : new EvidenceReopened(placementId, line.Version, line.ParkId, unit.Now));
        }

        return hire;
    }

    const string UpdateTold = "UPDATE completion_told SET version = @version WHERE placement_id = @placementId AND version < @version";

    const string InsertTold = """
        INSERT INTO completion_told (placement_id, version)
        SELECT @placementId, @version
        WHERE NOT EXISTS (SELECT 1 FROM completion_told WHERE placement_id = @placementId)
        """;
}
