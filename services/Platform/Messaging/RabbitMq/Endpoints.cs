using System.Runtime.ExceptionServices;
using System.Text;
using MassTransit;
using MassTransit.Middleware;
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
                    endpoint.UseRawJsonSerializer(RawSerializerOptions.AnyMessageType, isDefault: true);
                    endpoint.PublishFaults = false;
                    endpoint.ConfigureError(pipe =>
                    {
                        pipe.UseFilter(new BackToTheQueueWhenStopping());
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

    /// <summary>Stands for the JSON of any event; the body is read as it came.</summary>
    sealed class AnyEvent
    {
    }

    /// <summary>An event given up only because the process stops is no error: it stays in its queue for the next one.</summary>
    sealed class BackToTheQueueWhenStopping : IFilter<ExceptionReceiveContext>
    {
        public Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
        {
            if (context.Exception.GetBaseException() is OperationCanceledException)
            {
                ExceptionDispatchInfo.Throw(context.Exception);
            }

            return next.Send(context);
        }

        public void Probe(ProbeContext context) => context.CreateFilterScope("backToTheQueueWhenStopping");
    }

    sealed class Consumer(Intake intake) : IConsumer<AnyEvent>
    {
        public async Task Consume(ConsumeContext<AnyEvent> context)
        {
            if (!context.TryGetPayload<RabbitMqBasicConsumeContext>(out var delivery) || !Guid.TryParse(delivery.Properties.MessageId, out var id))
            {
                // Not one of ours: to the error queue with it, where a person can look.
                throw new InvalidOperationException("The message carries no message-id.");
            }

            var trace = delivery.Properties.Headers?.TryGetValue("traceparent", out var header) == true && header is byte[] text ? Encoding.UTF8.GetString(text) : null;
            var message = new IncomingMessage(id, delivery.Properties.Type ?? "", context.ReceiveContext.Body.GetString(), trace);
            await intake.SettleAsync(message, null, context.CancellationToken);
            CrashPoints.Reach("intake.before-ack");
        }
    }
}
