using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using RaMatch.Platform.Web;

namespace RaMatch.Platform.Messaging.RabbitMq;

/// <summary>Someone has a service take in once more what lies in its error queue: what can be applied is, the rest comes to the poison desk; 503 while the broker is away.</summary>
sealed class ErrorQueue(MessagingSettings settings, MessageCatalogue catalogue, Topology topology)
{
    public void Map(RouteGroupBuilder api, string service) =>
        api.MapPost("/poison/error-queue/replay", (CancellationToken cancellation) => HandleAsync(service, cancellation)).RequireRoles(Roles.Supervisor, Roles.Service).RequireScope(Scopes.OperationsWrite).RequireRight(Right.Manage)
            .WithSummary($"Someone has {service} take in once more what lies in its error queue.")
            .WithOperationOf(service, "Replay", "ErrorQueue").IgnoresKey();

    /// <summary>What was done.</summary>
    /// <param name="Taken">Messages put back into the service's queue.</param>
    public sealed record Response(long Taken);

    async Task<Results<Ok<Response>, ProblemHttpResult>> HandleAsync(string service, CancellationToken cancellation)
    {
        try
        {
            return TypedResults.Ok(new Response(await TakeBackAsync(topology.Queue(service), topology.ErrorQueue(service), cancellation)));
        }
        catch (Exception exception) when (exception is BrokerUnreachableException or AlreadyClosedException or PublishException)
        {
            return Problems.Refused(StatusCodes.Status503ServiceUnavailable, "request.busy");
        }
    }

    async Task<long> TakeBackAsync(string queue, string errors, CancellationToken cancellation)
    {
        var factory = new ConnectionFactory { Uri = settings.Broker!, ClientProvidedName = $"ramatch {errors}", AutomaticRecoveryEnabled = false };
        await using var connection = await factory.CreateConnectionAsync(cancellation);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellation);
        // No more than there are now: what comes to the error queue meanwhile is not taken in over and over.
        for (var (taken, count) = (0L, await CountAsync(channel, errors, cancellation)); ; taken++)
        {
            if (taken == count || await channel.BasicGetAsync(errors, autoAck: false, cancellation) is not { } message)
            {
                return taken;
            }

            // There before it is gone here: a crash between the two sends it twice, which its id makes harmless.
            await channel.BasicPublishAsync("", queue, mandatory: true, Identified(message), message.Body, cancellation);
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false, cancellation);
        }
    }

    /// <summary>The properties with an id: of the event it is, so that it counts once however often it came, or else of its content.</summary>
    BasicProperties Identified(BasicGetResult message)
    {
        var properties = new BasicProperties(message.BasicProperties);
        if (!Guid.TryParse(properties.MessageId, out _))
        {
            properties.MessageId = Identify(properties.Type ?? "", message.Body.Span).ToString();
        }

        return properties;
    }

    Guid Identify(string type, ReadOnlySpan<byte> body)
    {
        try
        {
            if (catalogue.Find(type)?.Read(Encoding.UTF8.GetString(body)) is { } read)
            {
                return OutgoingMessage.Identify(type, read.Subject, read.Version);
            }
        }
        catch (UnreadableMessageException)
        {
            // The desk will say so.
        }

        return OutgoingMessage.Identify(type, new Guid(SHA256.HashData(body).AsSpan(0, 16)), 0);
    }

    static async Task<long> CountAsync(IChannel channel, string queue, CancellationToken cancellation)
    {
        try
        {
            return (await channel.QueueDeclarePassiveAsync(queue, cancellation)).MessageCount;
        }
        catch (OperationInterruptedException exception) when (exception.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            // The answer has closed the channel, which is needed for nothing then.
            return 0;
        }
    }
}
