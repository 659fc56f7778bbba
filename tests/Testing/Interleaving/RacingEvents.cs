using Microsoft.Extensions.DependencyInjection;
using RaMatch.Contracts;
using RaMatch.Platform.Messaging;

namespace RaMatch.Testing.Interleaving;

/// <summary>Hands events to a service of a running host as a broker does: many at once, in any order.</summary>
public static class RacingEvents
{
    const int InFlight = 64;

    /// <summary>Has the service take in all events, in an order drawn by the seed; ends once each is settled.</summary>
    public static Task TakeInAllAsync(this ServiceHost host, string listener, IReadOnlyList<IMessage> messages, int seed)
    {
        var intake = host.Services.GetServices<Intake>().Single(intake => intake.Database.Name == listener);
        var shuffled = messages.ToArray();
        new Random(seed).Shuffle(shuffled);
        return Parallel.ForEachAsync(shuffled, new ParallelOptions { MaxDegreeOfParallelism = InFlight }, async (message, cancellation) =>
        {
            var sent = OutgoingMessage.From(message, MessageCatalogue.Product.Of(message.GetType()), host.Clock.GetUtcNow());
            await intake.SettleAsync(new IncomingMessage(sent.MessageId, sent.Type, sent.Body, null), null, cancellation);
        });
    }
}
