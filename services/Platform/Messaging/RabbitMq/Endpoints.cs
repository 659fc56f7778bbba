using System.Net.Mime;
using System.Runtime.ExceptionServices;
using System.Text;
using MassTransit;
using MassTransit.Middleware;
using MassTransit.Serialization;
using Microsoft.Extensions.DependencyInjection;

namespace RaMatch.Platform.Messaging.RabbitMq;

/// <summary>
/// The one place that knows MassTransit: a receive endpoint for each listening service. MassTransit connects, prefetches,
/// acknowledges and reconnects; what an event does, how often it is tried and where it goes then is ours (<see cref="Intake"/>).
/// Several events are in flight at once and their writes share commits by themselves, so no timer gathers batches.
/// </summary>
static class Endpoints
{
    const int InFlight = 64;
    const int Prefetched = InFlight * 3;
    const int LongestSource = 100;

    // A process that stops waits so long for a broker that is frozen to let go of it.
    static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(8);

    public static void Add(IServiceCollection services)
    {
        services.AddMassTransit(bus => bus.UsingRabbitMq((context, broker) =>
        {
            var settings = context.GetRequiredService<MessagingSettings>();
            var topology = context.GetRequiredService<Topology>();
            broker.Host(settings.Broker!, "ramatch intake", host =>
            {
                host.Heartbeat(Topology.Heartbeat);
                host.ContinuationTimeout(LongestAnswer);
            });
            foreach (var intake in context.GetServices<Intake>().Where(intake => intake.Consumers.Types.Count > 0))
            {
                broker.ReceiveEndpoint(topology.Queue(intake.Database.Name), endpoint =>
                {
                    endpoint.ConfigureConsumeTopology = false;
                    foreach (var (name, value) in Topology.QueueArguments)
                    {
                        endpoint.SetQueueArgument(name, value);
                    }

                    endpoint.PrefetchCount = Prefetched;
                    endpoint.ConcurrentMessageLimit = InFlight;
                    endpoint.ClearSerialization();
                    endpoint.AddSerializer(AnyBody.Instance);
                    endpoint.AddDeserializer(AnyBody.Instance, isDefault: true);
                    endpoint.PublishFaults = false;
                    endpoint.ConfigureError(pipe =>
                    {
                        pipe.UseFilter(new NotTaken(intake));
                        pipe.UseFilter(new ErrorTransportFilter());
                    });
                    endpoint.Consumer(() => new Consumer(intake));
                });
            }
        }));
        // It would tell its makers about the installation.
        services.Configure<UsageTelemetryOptions>(options => options.Enabled = false);
        services.Configure<MassTransitHostOptions>(options =>
        {
            // Requests are served while the broker is away.
            options.WaitUntilStarted = false;
            // An event that waits for a locked database waits no longer than this for a process that stops; the queue keeps it.
            options.ConsumerStopTimeout = TimeSpan.FromSeconds(2);
            options.StopTimeout = TimeSpan.FromSeconds(10);
        });
    }

    /// <summary>The event in a delivery; null where its message-id is none, so that nobody could tell whether it came before.</summary>
    static IncomingMessage? Read(PipeContext context, ReceiveContext received)
    {
        if (!context.TryGetPayload<RabbitMqBasicConsumeContext>(out var delivery) || !Guid.TryParse(delivery.Properties.MessageId, out var id))
        {
            return null;
        }

        var headers = delivery.Properties.Headers;
        return new IncomingMessage(id, delivery.Properties.Type ?? "", received.Body.GetString(), Text(headers, "traceparent"), Number(headers));
    }

    /// <summary>The number of an event; null where a hand or an older version sent it.</summary>
    static SentNumber? Number(IDictionary<string, object?>? headers) =>
        Text(headers, Topology.SourceHeader) is { Length: > 0 and <= LongestSource } source
        && Guid.TryParse(Text(headers, Topology.LogHeader), out var log)
        && headers!.TryGetValue(Topology.NumberHeader, out var value) && value is long and > 0
            ? new SentNumber(source, log, (long)value)
            : null;

    static string? Text(IDictionary<string, object?>? headers, string name) =>
        headers?.TryGetValue(name, out var value) == true && value is byte[] text ? Encoding.UTF8.GetString(text) : null;

    /// <summary>Stands for any event; the body is read where it is applied.</summary>
    sealed class AnyEvent
    {
    }

    /// <summary>Takes every body for an event without looking at it, so that what is no JSON fails where all else fails: in the <see cref="Intake"/>.</summary>
    sealed class AnyBody : ISerializerFactory, IMessageDeserializer
    {
        static readonly SystemTextJsonRawMessageSerializer Raw = new(RawSerializerOptions.AnyMessageType);
        static readonly StringMessageBody Nothing = new("{}");

        public static AnyBody Instance { get; } = new();

        public ContentType ContentType => Raw.ContentType;

        public IMessageSerializer CreateSerializer() => Raw;

        public IMessageDeserializer CreateDeserializer() => this;

        public ConsumeContext Deserialize(ReceiveContext receiveContext) =>
            new BodyConsumeContext(receiveContext, Deserialize(receiveContext.Body, receiveContext.TransportHeaders, receiveContext.InputAddress));

        public SerializerContext Deserialize(MessageBody body, Headers headers, Uri? destinationAddress = null) => Raw.Deserialize(Nothing, headers, destinationAddress);

        public MessageBody GetMessageBody(string text) => Raw.GetMessageBody(text);

        public void Probe(ProbeContext context) => Raw.Probe(context);
    }

    /// <summary>
    /// What could not be settled. Given up only because the process stops, it stays in its queue; with an id it goes to the poison desk, and
    /// back to its queue where even that fails; without one to the error queue, from where a person can have it taken in.
    /// </summary>
    sealed class NotTaken(Intake intake) : IFilter<ExceptionReceiveContext>
    {
        // So that what comes again at once does not do so a thousand times a second.
        static readonly TimeSpan PauseBeforeAgain = TimeSpan.FromSeconds(1);

        public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
        {
            if (context.Exception.GetBaseException() is OperationCanceledException)
            {
                ExceptionDispatchInfo.Throw(context.Exception);
            }

            if (Read(context, context) is not { } message)
            {
                intake.TellOfStranger();
                await next.Send(context);
                return;
            }

            try
            {
                await intake.LayAsideAsync(message, context.Exception, null, context.CancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                await Task.Delay(PauseBeforeAgain, context.CancellationToken);
                throw;
            }
        }

        public void Probe(ProbeContext context) => context.CreateFilterScope("notTaken");
    }

    sealed class Consumer(Intake intake) : IConsumer<AnyEvent>
    {
        public async Task Consume(ConsumeContext<AnyEvent> context)
        {
            var message = Read(context, context.ReceiveContext) ?? throw new InvalidOperationException("The message carries no message-id.");
            await intake.SettleAsync(message, null, context.CancellationToken);
            CrashPoints.Reach("intake.before-ack");
        }
    }
}
