using System.Text;
using RabbitMQ.Client;
using RaMatch.EndToEnd.Tests.Walk;
using RaMatch.Testing;
using RaMatch.Testing.Containers;
using Testcontainers.RabbitMq;
using Xunit;

namespace RaMatch.EndToEnd.Tests.Containers;

/// <summary>RabbitMQ as it is deployed, in a container, does what delivery is built on.</summary>
[Trait(Categories.Name, Categories.ContainersRabbitMq)]
public sealed class RabbitMqContainerTests
{
    static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_confirmed_message_in_a_quorum_queue_is_delivered_and_leaves_when_acknowledged()
    {
        await using var container = await RequireAsync();
        var factory = new ConnectionFactory { Uri = new Uri(container.GetConnectionString()) };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(
            publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await channel.QueueDeclareAsync("hires", durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await channel.BasicPublishAsync("", "hires", mandatory: true, new BasicProperties { Persistent = true, MessageId = "1" }, Encoding.UTF8.GetBytes("录用"));

        var message = await Eventually.Get(() => channel.BasicGetAsync("hires", autoAck: false), "the message is delivered");
        Assert.Equal("1", message.BasicProperties.MessageId);
        Assert.Equal("录用", Encoding.UTF8.GetString(message.Body.Span));

        await channel.BasicAckAsync(message.DeliveryTag, multiple: false);
        await Eventually.True(async () => await channel.MessageCountAsync("hires") == 0, "the queue is empty");
    }

    [Fact]
    public async Task A_hire_is_counted_by_three_processes_over_RabbitMQ_in_a_container()
    {
        await using var container = await RequireAsync();
        await using var installation = await Installation.StartAsync(new Uri(container.GetConnectionString()));
        var hire = new OneHire(installation.As);
        await hire.WalkAsync();
        await hire.EverybodyKnowsAsync();
    }

    static async Task<RabbitMqContainer> RequireAsync()
    {
        if (await DockerEngine.WhyNotAsync(RabbitMqImage.Name) is { } reason)
        {
            MissingPart.Skip(Categories.ContainersRabbitMq, $"Needs a Docker engine with RabbitMQ's image ({reason}).");
        }

        var container = new RabbitMqBuilder(RabbitMqImage.Name).Build();
        using var patience = new CancellationTokenSource(StartTimeout);
        await container.StartAsync(patience.Token);
        return container;
    }
}
