using RaMatch.Contracts;
using RaMatch.Platform.Data;

namespace RaMatch.Platform.Messaging;

/// <summary>How an event gets into the outbox, and the statements on it.</summary>
sealed class Outbox(MessageCatalogue catalogue, MessagingSettings settings) : IOutbox
{
    /// <inheritdoc />
    public async Task AppendAsync(UnitOfWork unit, IMessage message)
    {
        var type = catalogue.Of(message.GetType());
        if (type.Listeners.Count == 0)
        {
            return;
        }

        if (settings.IsLocal)
        {
            await unit.LockOutboxOrderAsync();
        }

        await unit.ExecuteAsync(Append, OutgoingMessage.From(message, type, unit.Now));
        unit.Wake();
    }

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

    public const string SelectInHand = """
        SELECT outbox_id, message_id, type, body, trace_parent, created_at
        FROM outbox
        WHERE outbox_id IN (SELECT outbox_id FROM delivery_in_hand)
        ORDER BY outbox_id
        """;

    public const string TakeInHand = "INSERT INTO delivery_in_hand (outbox_id) SELECT outbox_id FROM outbox WHERE outbox_id IN @ids";

    public const string EmptyHand = "DELETE FROM delivery_in_hand";

    public const string DeleteSent = "DELETE FROM outbox WHERE outbox_id IN @ids";

    // The last row read by everyone stays: it is how a cursor recognises the log it belongs to.
    public const string Prune = "DELETE FROM outbox WHERE outbox_id < @before";

    // And without what it says: everyone has read it, and it may be about a person who is to be forgotten.
    public const string Empty = "UPDATE outbox SET body = '' WHERE outbox_id = @before";

    public const string SelectWaiting = "SELECT COUNT(*) FROM outbox";

    // Number and message: a log restored from a backup hands out the same numbers again.
    public const string SelectHolds = "SELECT COUNT(*) FROM outbox WHERE outbox_id = @id AND message_id = @messageId";
}
