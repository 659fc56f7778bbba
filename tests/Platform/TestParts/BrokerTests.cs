using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Platform.Tests.TestParts;

/// <summary>The brokers that other tests rely on behave as those tests believe.</summary>
[Trait(Categories.Name, Categories.Broker)]
public sealed class BrokerTests(SharedBroker shared)
{
    const string Queue = "kept";
    static readonly Dictionary<string, object?> Quorum = new() { ["x-queue-type"] = "quorum" };

    [Fact]
    public async Task A_broker_killed_and_started_again_keeps_confirmed_messages()
    {
        await using var broker = await RabbitMqBroker.RequireAsync();
        await PublishAsync(broker.Uri, "one", "two");

        await broker.KillAsync();
        await Assert.ThrowsAsync<BrokerUnreachableException>(() => ConnectAsync(broker.Uri));
        await broker.StartAgainAsync();

        Assert.Equal(["one", "two"], await TakeAllAsync(broker.Uri));
    }

    [Fact]
    public async Task A_broker_stopped_and_started_again_keeps_confirmed_messages()
    {
        await using var broker = await RabbitMqBroker.RequireAsync();
        await PublishAsync(broker.Uri, "one");

        await broker.StopAsync();
        await Assert.ThrowsAsync<BrokerUnreachableException>(() => ConnectAsync(broker.Uri));
        await broker.StartAgainAsync();

        Assert.Equal(["one"], await TakeAllAsync(broker.Uri));
    }

    [Fact]
    public async Task Virtual_hosts_of_the_shared_broker_do_not_see_each_other()
    {
        await using var mine = await shared.RequireVirtualHostAsync();
        await using var other = await shared.RequireVirtualHostAsync();

        await PublishAsync(mine.Uri, "mine");
        await PublishAsync(other.Uri, "other");

        Assert.Equal(["mine"], await TakeAllAsync(mine.Uri));
        Assert.Equal(["other"], await TakeAllAsync(other.Uri));
    }

    [Fact]
    public async Task A_virtual_host_is_gone_when_its_test_is_over()
    {
        var host = await shared.RequireVirtualHostAsync();
        await PublishAsync(host.Uri, "gone");

        await host.DisposeAsync();

        await Assert.ThrowsAnyAsync<OperationInterruptedException>(() => PublishAsync(host.Uri, "late"));
    }

    static Task<IConnection> ConnectAsync(Uri uri) =>
        new ConnectionFactory { Uri = uri, AutomaticRecoveryEnabled = false }.CreateConnectionAsync();

    static async Task PublishAsync(Uri uri, params string[] texts)
    {
        await using var connection = await ConnectAsync(uri);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(
            publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, Quorum);
        foreach (var text in texts)
        {
            await channel.BasicPublishAsync("", Queue, mandatory: true, new BasicProperties { Persistent = true }, Encoding.UTF8.GetBytes(text));
        }
    }

    static async Task<List<string>> TakeAllAsync(Uri uri)
    {
        await using var connection = await ConnectAsync(uri);
        await using var channel = await connection.CreateChannelAsync();

        // A quorum queue elects its leader after the broker answers.
        var texts = new List<string>();
        await Eventually.True(
            async () =>
            {
                while (await channel.BasicGetAsync(Queue, autoAck: true) is { } message)
                {
                    texts.Add(Encoding.UTF8.GetString(message.Body.Span));
                }

                return texts.Count > 0;
            },
            "the queue gives its messages");
        return texts;
    }
}
