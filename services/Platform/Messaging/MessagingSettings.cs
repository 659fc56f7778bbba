using Microsoft.Extensions.Configuration;

namespace RaMatch.Platform.Messaging;

/// <summary>How events travel. Every key is described in docs/settings.md.</summary>
/// <param name="Broker"><c>Messaging:RabbitMq</c>: an AMQP address; null means that all services run in this process.</param>
/// <param name="Prefix"><c>Messaging:Prefix</c>: first part of exchange and queue names, <c>ramatch</c>.</param>
public sealed record MessagingSettings(Uri? Broker, string Prefix)
{
    /// <summary>Reads the settings; a wrong value throws with the key's name.</summary>
    public static MessagingSettings From(IConfiguration configuration)
    {
        var address = configuration["Messaging:RabbitMq"];
        if (string.IsNullOrWhiteSpace(address))
        {
            return new MessagingSettings(null, "ramatch");
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var broker) || broker.Scheme is not ("amqp" or "amqps"))
        {
            throw new InvalidOperationException("Messaging:RabbitMq is no amqp:// or amqps:// address.");
        }

        return new MessagingSettings(broker, configuration["Messaging:Prefix"] ?? "ramatch");
    }

    /// <summary>Whether events are handed over within this process, from log to cursor.</summary>
    public bool IsLocal => Broker is null;
}
