using RaMatch.Contracts.Matching;
using RaMatch.Matching.Scoring;
using RaMatch.Platform.Data;

namespace RaMatch.Matching.Placements;

/// <summary>
/// The seats of a position. A held seat is a row whose key is (position, seat number): however many ask at once, no seat is given
/// twice, and a number above the position's seats is never tried.
/// </summary>
static class Seats
{
    /// <summary>Holds the lowest free seat. False: all are held, or the position is not known here.</summary>
    public static async Task<bool> HoldAsync(UnitOfWork unit, Placement placement)
    {
        // First of all the position's row: who asks for the same position waits here, instead of colliding on the seat's key.
        var change = await PositionTurn.NextChangeAsync(unit, placement.PositionId);
        var seats = await unit.FindAsync<long?>(SelectSeats, new { placement.PositionId }) ?? 0;
        var held = await unit.QueryAsync<long>(SelectHeld, new { placement.PositionId });
        if (held.Count >= seats)
        {
            return false;
        }

        var taken = held.ToHashSet();
        var seatNumber = 1L;
        while (taken.Contains(seatNumber))
        {
            seatNumber++;
        }

        await unit.ExecuteAsync(InsertSeat, new { placement.PositionId, seatNumber, placement.PlacementId, heldAt = unit.Now });
        await AnnounceAsync(unit, placement.PositionId, change, seats, held.Count + 1);
        return true;
    }

    /// <summary>Frees the placement's seat, if it holds one.</summary>
    public static async Task ReleaseAsync(UnitOfWork unit, Placement placement)
    {
        var change = await PositionTurn.NextChangeAsync(unit, placement.PositionId);
        if (await unit.ExecuteAsync(DeleteSeat, new { placement.PlacementId }) == 0)
        {
            return;
        }

        var seats = await unit.FindAsync<long?>(SelectSeats, new { placement.PositionId }) ?? 0;
        var held = await unit.QueryAsync<long>(SelectHeld, new { placement.PositionId });
        await AnnounceAsync(unit, placement.PositionId, change, seats, held.Count);
    }

    static async Task AnnounceAsync(UnitOfWork unit, Guid positionId, long change, long seats, long held)
    {
        await KeepPositions.HoldSeatsAsync(unit, positionId, held);
        await unit.PublishAsync(new SeatsChanged(positionId, change, (int)seats, (int)held, unit.Now));
    }

    const string SelectSeats = "SELECT seats FROM position WHERE position_id = @positionId";

    const string SelectHeld = "SELECT seat_number FROM seat WHERE position_id = @positionId";

    const string InsertSeat = """
        INSERT INTO seat (position_id, seat_number, placement_id, held_at)
        VALUES (@positionId, @seatNumber, @placementId, @heldAt)
        """;

    const string DeleteSeat = "DELETE FROM seat WHERE placement_id = @placementId";
}
