namespace RaMatch.Platform.Messaging;

/// <summary>The statements on the outbox.</summary>
static class Outbox
{
    public const string Append = """
        INSERT INTO outbox (message_id, type, body, trace_parent, created_at)
        VALUES (@messageId, @type, @body, @traceParent, @createdAt)
        """;

    public const string SelectAfter = """
        SELECT outbox_id, message_id, type, body, trace_parent, created_at
        FROM outbox
        WHERE outbox_id > @after
        ORDER BY outbox_id
        """;

    public const string DeleteSent = "DELETE FROM outbox WHERE outbox_id IN @ids";

    // The last row read by everyone stays: it is how a cursor recognises the log it belongs to.
    public const string Prune = "DELETE FROM outbox WHERE outbox_id < @before";

    public const string SelectWaiting = "SELECT COUNT(*) FROM outbox";

    // Number and message: a log restored from a backup hands out the same numbers again.
    public const string SelectHolds = "SELECT COUNT(*) FROM outbox WHERE outbox_id = @id AND message_id = @messageId";
}
