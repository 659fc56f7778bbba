using RaMatch.Contracts.Matching;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;
using RaMatch.Platform.Web;

namespace RaMatch.Applicant.Supply;

/// <summary>Keeps when the lists of a matching round close and whether it is over; the highest version holds.</summary>
static class KeepRound
{
    public static void Listen(ConsumerMap consumers) => consumers.On<RoundAnnounced>(AnnouncedAsync);

    static async Task AnnouncedAsync(RoundAnnounced message, UnitOfWork unit)
    {
        var round = new
        {
            message.RoundId,
            message.Version,
            message.Programme,
            message.Title,
            parks = Json.Text(message.Parks),
            message.ListsCloseAt,
            isOver = message.IsOver ? 1 : 0,
        };
        await unit.PutAsync(UpdateRound, InsertRound, round);
    }

    const string UpdateRound = """
        UPDATE round
        SET version = @version, programme = @programme, title = @title, parks = @parks, lists_close_at = @listsCloseAt, is_over = @isOver
        WHERE round_id = @roundId AND version < @version
        """;

    const string InsertRound = """
        INSERT INTO round (round_id, version, programme, title, parks, lists_close_at, is_over)
        SELECT @roundId, @version, @programme, @title, @parks, @listsCloseAt, @isOver
        WHERE NOT EXISTS (SELECT 1 FROM round WHERE round_id = @roundId)
        """;
}
