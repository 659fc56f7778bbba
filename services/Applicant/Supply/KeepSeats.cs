using RaMatch.Contracts.Matching;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;

namespace RaMatch.Applicant.Supply;

/// <summary>Keeps how many seats of a position are held, to show it beside an application; the highest version holds.</summary>
static class KeepSeats
{
    public static void Listen(ConsumerMap consumers) => consumers.On<SeatsChanged>(ChangedAsync);

    static async Task ChangedAsync(SeatsChanged message, UnitOfWork unit)
    {
        await unit.PutAsync(UpdateSeats, InsertSeats, message);
    }

    const string UpdateSeats = """
        UPDATE position_seats
        SET version = @version, seats = @seats, seats_held = @seatsHeld
        WHERE position_id = @positionId AND version < @version
        """;

    const string InsertSeats = """
        INSERT INTO position_seats (position_id, version, seats, seats_held)
        SELECT @positionId, @version, @seats, @seatsHeld
        WHERE NOT EXISTS (SELECT 1 FROM position_seats WHERE position_id = @positionId)
        """;
}
