using RaMatch.Contracts.Matching;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;

namespace RaMatch.Posting.Positions;

/// <summary>Keeps how many seats of a position are held, as Matching announces it; the higher version holds.</summary>
static class KeepSeats
{
    public static void Listen(ConsumerMap consumers) => consumers.On<SeatsChanged>(ChangedAsync);

    static Task ChangedAsync(SeatsChanged message, UnitOfWork unit) =>
        unit.ExecuteAsync(UpdateSeats, new { message.PositionId, message.Version, message.SeatsHeld });

    const string UpdateSeats = """
        UPDATE position
        SET seats_held = @seatsHeld, seats_version = @version
        WHERE position_id = @positionId AND seats_version < @version
        """;
}
