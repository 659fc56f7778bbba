using RaMatch.Contracts;
using RaMatch.Platform.Data;

namespace RaMatch.Platform.Messaging;

/// <summary>What one service does with the events it listens to.</summary>
public sealed class ConsumerMap(MessageCatalogue catalogue)
{
    readonly Dictionary<string, List<Func<IMessage, UnitOfWork, Task>>> _handlers = new(StringComparer.Ordinal);

    /// <summary>The names on the wire of the events listened to.</summary>
    public IReadOnlyCollection<string> Types => _handlers.Keys;

    /// <summary>
    /// Has <paramref name="handle"/> run once for each event, in the transaction that also records the event as applied. Several
    /// handlers of one event share that transaction. Events come in any order; the handler says by version or by key what holds.
    /// </summary>
    public ConsumerMap On<T>(Func<T, UnitOfWork, Task> handle)
        where T : class, IMessage
    {
        var name = catalogue.Of(typeof(T)).Name;
        if (!_handlers.TryGetValue(name, out var handlers))
        {
            _handlers.Add(name, handlers = []);
        }

        handlers.Add((message, unit) => handle((T)message, unit));
        return this;
    }

    /// <summary>Whether an event is one of those listened to and can be read.</summary>
    internal bool CanRead(IncomingMessage incoming)
    {
        try
        {
            return _handlers.ContainsKey(incoming.Type) && catalogue.Find(incoming.Type)!.Read(incoming.Body) is not null;
        }
        catch (UnreadableMessageException)
        {
            return false;
        }
    }

    /// <summary>Applies an event unless this service has applied it before. True: applied now; false: skipped.</summary>
    internal async Task<bool> ApplyAsync(IncomingMessage incoming, UnitOfWork unit)
    {
        if (!_handlers.TryGetValue(incoming.Type, out var handlers))
        {
            throw new UnknownMessageException(incoming.Type);
        }

        var again = await unit.ExecuteAsync(InsertInbox, new { messageId = incoming.Id, incoming.Type, processedAt = unit.Now }) == 0;
        if (incoming.Number is { } number)
        {
            await number.NoteAsync(unit, incoming.Id, again);
        }

        if (again)
        {
            return false;
        }

        var message = catalogue.Find(incoming.Type)!.Read(incoming.Body);
        foreach (var handle in handlers)
        {
            await handle(message, unit);
        }

        return true;
    }

    const string InsertInbox = """
        INSERT INTO inbox (message_id, type, processed_at)
        SELECT @messageId, @type, @processedAt
        WHERE NOT EXISTS (SELECT 1 FROM inbox WHERE message_id = @messageId)
        """;
}

/// <summary>An event as it came in; without a number in one process, and from a publisher of before there were any.</summary>
sealed record IncomingMessage(Guid Id, string Type, string Body, string? TraceParent, SentNumber? Number = null);

/// <summary>An event came that this process has no handler for: a newer publisher, or a wrong binding.</summary>
sealed class UnknownMessageException(string type) : Exception($"No handler listens to '{type}' here.");

/// <summary>The body of an event is no JSON, or lacks what the event cannot be without.</summary>
sealed class UnreadableMessageException(string type, Exception? cause)
    : Exception($"The body of this '{type}' cannot be read: {cause?.Message ?? "it is null."}", cause);
