using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace RaMatch.Chaos.Worker.Mutants;

/// <summary>
/// Three ways of consuming that work until the process dies: <c>no-inbox</c> counts a redelivered event again,
/// <c>ack-before-commit</c> and <c>two-transactions</c> lose one.
/// </summary>
static class NaiveArrival
{
    const string InsertInbox = """
        INSERT INTO inbox (message_id)
        SELECT @messageId
        WHERE NOT EXISTS (SELECT 1 FROM inbox WHERE message_id = @messageId)
        """;

    public static async Task RunAsync(string variant, string[] args)
    {
        var configuration = new ConfigurationBuilder().AddCommandLine(args).Build();
        await using var database = new SqliteConnection($"Data Source={Path.Combine(configuration["data"]!, "arrival.db")}");
        await database.OpenAsync();
        await database.ExecuteAsync("""
            PRAGMA journal_mode = WAL;
            CREATE TABLE IF NOT EXISTS arrival (position INTEGER PRIMARY KEY AUTOINCREMENT, parcel_id TEXT NOT NULL);
            CREATE TABLE IF NOT EXISTS inbox (message_id TEXT NOT NULL PRIMARY KEY);
            """);
        var broker = new ConnectionFactory { Uri = configuration.GetValue<Uri>("Messaging:RabbitMq")! };
        await using var connection = await broker.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.BasicQosAsync(0, 50, false);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) => ConsumeAsync(variant, database, channel, delivery);
        await channel.BasicConsumeAsync("ramatch.arrival.inbox", autoAck: variant == "ack-before-commit", consumer);
        await Task.Delay(Timeout.Infinite);
    }

    static async Task ConsumeAsync(string variant, SqliteConnection database, IChannel channel, BasicDeliverEventArgs delivery)
    {
        var parcel = System.Text.Json.JsonDocument.Parse(delivery.Body).RootElement.GetProperty("parcelId").GetString();
        Task NoteAsync() => database.ExecuteAsync(ArrivalService.InsertArrival, new { parcelId = parcel });
        Task AcknowledgeAsync() => channel.BasicAckAsync(delivery.DeliveryTag, multiple: false).AsTask();
        switch (variant)
        {
            case "no-inbox":
                await NoteAsync();
                CrashPoint.Reach("intake.before-ack");
                await AcknowledgeAsync();
                break;
            case "ack-before-commit":
                // Acknowledged by its delivery.
                CrashPoint.Reach("intake.in-transaction");
                await NoteAsync();
                break;
            case "two-transactions":
                if (await database.ExecuteAsync(InsertInbox, new { messageId = delivery.BasicProperties.MessageId }) == 1)
                {
                    CrashPoint.Reach("intake.in-transaction");
                    await NoteAsync();
                }

                await AcknowledgeAsync();
                break;
            default:
                throw new ArgumentException($"There is no mutant called {variant}.", nameof(variant));
        }
    }
}
