using RabbitMQ.Client;

namespace RaMatch.Platform.Messaging.RabbitMq;

/// <summary>
/// Exchanges, queues and bindings, the same whoever declares them: a publisher declares its listeners' queues before its
/// first message, since a broker confirms and discards what no queue takes. One fanout exchange an event, one exchange and
/// quorum queue a listening service.
/// </summary>
sealed class Topology(MessagingSettings settings, MessageCatalogue catalogue)
{
    /// <summary>
    /// From RabbitMQ 4 on a quorum queue drops what was delivered 20 times, which a crash loop reaches in a minute. The
    /// largest limit that every version takes means never: what cannot be applied goes to the poison table.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, object?> QueueArguments = new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["x-queue-type"] = "quorum",
        ["x-delivery-limit"] = int.MaxValue,
    };

    /// <summary>The exchange of an event: <c>ramatch.posting.position-published</c>.</summary>
    public string Exchange(string type) => $"{settings.Prefix}.{type}";

    /// <summary>The queue of a listening service: <c>ramatch.matching.inbox</c>.</summary>
    public string Queue(string service) => $"{settings.Prefix}.{service}.inbox";

    /// <summary>Declares what the events of a publisher need to arrive.</summary>
    public async Task DeclareForPublisherAsync(IChannel channel, string publisher, CancellationToken cancellation)
    {
        foreach (var type in catalogue.All.Where(type => type.Publisher == publisher))
        {
            await channel.ExchangeDeclareAsync(Exchange(type.Name), ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: cancellation);
            foreach (var listener in type.Listeners)
            {
                var queue = Queue(listener);
                await channel.ExchangeDeclareAsync(queue, ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: cancellation);
                await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, QueueArguments.ToDictionary(), cancellationToken: cancellation);
                await channel.QueueBindAsync(queue, queue, "", cancellationToken: cancellation);
                await channel.ExchangeBindAsync(queue, Exchange(type.Name), "", cancellationToken: cancellation);
            }
        }
    }
}
