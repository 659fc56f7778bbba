using RaMatch.Platform.Data;

namespace RaMatch.Matching.Scoring;

/// <summary>
/// The row of a position that whoever publishes, closes, gives or frees its seats touches before reading anything of it. It numbers the changes to the
/// seats, for who listens.
/// </summary>
static class PositionTurn
{
    /// <summary>What is read of the position from here on stays so to the end of the transaction.</summary>
    public static async Task TakeAsync(UnitOfWork unit, Guid positionId)
    {
        if (await unit.ExecuteAsync(Touch, new { positionId }) == 0)
        {
            await unit.ExecuteAsync(Insert, new { positionId, version = 0 });
        }
    }

    /// <summary>The same, and the number of a change to the seats.</summary>
    public static async Task<long> NextChangeAsync(UnitOfWork unit, Guid positionId)
    {
        if (await unit.ExecuteAsync(Next, new { positionId }) == 0)
        {
            await unit.ExecuteAsync(Insert, new { positionId, version = 1 });
        }

        return await unit.GetAsync<long>(Select, new { positionId });
    }

    const string Touch = "UPDATE seat_change SET version = version WHERE position_id = @positionId";

    const string Next = "UPDATE seat_change SET version = version + 1 WHERE position_id = @positionId";

    const string Insert = "INSERT INTO seat_change (position_id, version) VALUES (@positionId, @version)";

    const string Select = "SELECT version FROM seat_change WHERE position_id = @positionId";
}
