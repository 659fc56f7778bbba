using RaMatch.Contracts.Posting;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;

namespace RaMatch.Applicant.Supply;

/// <summary>
/// Keeps that a position was closed. It stands apart from the position: the closing may come first, and a later publication
/// with a higher version opens the position again.
/// </summary>
static class KeepClosing
{
    public static void Listen(ConsumerMap consumers) => consumers.On<PositionClosed>(ClosedAsync);

    static async Task ClosedAsync(PositionClosed message, UnitOfWork unit)
    {
        await unit.PutAsync(UpdateClosing, InsertClosing, message);
    }

    const string UpdateClosing = """
        UPDATE position_closing
        SET version = @version, reason = @reason, closed_at = @closedAt
        WHERE position_id = @positionId AND version < @version
        """;

    const string InsertClosing = """
        INSERT INTO position_closing (position_id, version, reason, closed_at)
        SELECT @positionId, @version, @reason, @closedAt
        WHERE NOT EXISTS (SELECT 1 FROM position_closing WHERE position_id = @positionId)
        """;
}
