using RaMatch.Contracts.Posting;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;

namespace RaMatch.Applicant.Supply;

/// <summary>Keeps what a graduate must know of a published position; the highest version holds.</summary>
static class KeepPosition
{
    public static void Listen(ConsumerMap consumers) => consumers.On<PositionPublished>(PublishedAsync);

    static async Task PublishedAsync(PositionPublished message, UnitOfWork unit)
    {
        var position = new
        {
            message.PositionId,
            message.Version,
            message.UnitId,
            message.UnitName,
            message.ParkId,
            message.Programme,
            message.Title,
            message.Kind,
            message.City,
            message.PayMinimumFen,
            message.PayMaximumFen,
            message.ClosesOn,
        };
        await unit.PutAsync(UpdatePosition, InsertPosition, position);
    }

    const string UpdatePosition = """
        UPDATE position
        SET version = @version, unit_id = @unitId, unit_name = @unitName, park_id = @parkId, programme = @programme, title = @title,
            kind = @kind, city = @city, pay_minimum_fen = @payMinimumFen, pay_maximum_fen = @payMaximumFen, closes_on = @closesOn
        WHERE position_id = @positionId AND version < @version
        """;

    const string InsertPosition = """
        INSERT INTO position (position_id, version, unit_id, unit_name, park_id, programme, title, kind, city, pay_minimum_fen, pay_maximum_fen, closes_on)
        SELECT @positionId, @version, @unitId, @unitName, @parkId, @programme, @title, @kind, @city, @payMinimumFen, @payMaximumFen, @closesOn
        WHERE NOT EXISTS (SELECT 1 FROM position WHERE position_id = @positionId)
        """;
}
