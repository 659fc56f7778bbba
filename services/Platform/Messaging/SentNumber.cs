using RaMatch.Platform.Data;

namespace RaMatch.Platform.Messaging;

/// <summary>The number under which a publisher sent an event to this listener over a broker, by which the listener notices what has not come.</summary>
/// <param name="Source">The publishing service.</param>
/// <param name="LogId">Whose count it is: another one in another database of the publisher.</param>
/// <param name="Number">1 for the first event.</param>
sealed record SentNumber(string Source, Guid LogId, long Number)
{
    /// <summary>Notes in the transaction of the effect that the number has come.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="messageId">The message it came with.</param>
    /// <param name="again">Whether that message had come before.</param>
    public Task NoteAsync(UnitOfWork unit, Guid messageId, bool again) =>
        unit.ExecuteAsync(Insert, new { LogId, Number, messageId, Source, again = again ? 1L : 0L });

    // A row for each event instead of a position: a row that every event moved would make them wait for each other on a server.
    const string Insert = """
        INSERT INTO delivery_arrived (log_id, number, message_id, source, again)
        SELECT @logId, @number, @messageId, @source, @again
        WHERE NOT EXISTS (SELECT 1 FROM delivery_arrived WHERE log_id = @logId AND number = @number AND message_id = @messageId)
        """;
}
