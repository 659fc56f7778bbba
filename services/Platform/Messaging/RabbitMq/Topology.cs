using RabbitMQ.Client;

namespace RaMatch.Platform.Messaging.RabbitMq;

/// <summary>
/// The queues, the same whoever declares them: one quorum queue a listening service, into which publishers send directly. A publisher
/// declares its listeners' queues before its first message, so that what it tells waits for a listener that has never run.
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

    /// <summary>Headers of an event: who sent it, by which count, as which number of it.</summary>
    public const string SourceHeader = "ramatch-source";

    /// <inheritdoc cref="SourceHeader"/>
    public const string LogHeader = "ramatch-log";

    /// <inheritdoc cref="SourceHeader"/>
    public const string NumberHeader = "ramatch-number";

    /// <summary>A broker that is silent for two of these is gone: its machine is frozen, or the way to it is cut.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    /// <summary>The queue of a listening service: <c>ramatch.matching.inbox</c>.</summary>
    public string Queue(string service) => $"{settings.Prefix}.{service}.inbox";

    /// <summary>Where the bus puts what a listening service could not take and has no id.</summary>
    public string ErrorQueue(string service) => Queue(service) + "_error";

    /// <summary>Declares what the events of a publisher need to arrive.</summary>
    public async Task DeclareForPublisherAsync(IChannel channel, string publisher, CancellationToken cancellation)
    {
        foreach (var listener in catalogue.ListenersOf(publisher))
        {
            await channel.QueueDeclareAsync(Queue(listener), durable: true, exclusive: false, autoDelete: false, QueueArguments.ToDictionary(), cancellationToken: cancellation);
        }
    }
}
