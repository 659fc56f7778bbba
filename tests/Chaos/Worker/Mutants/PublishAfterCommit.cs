using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using RabbitMQ.Client;

namespace RaMatch.Chaos.Worker.Mutants;

/// <summary>The mistake everyone makes once: commit, then publish. A crash between the two loses the event for ever.</summary>
static class PublishAfterCommit
{
    public static async Task RunAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        await using var app = builder.Build();
        await using var database = new SqliteConnection($"Data Source={Path.Combine(app.Configuration["data"]!, "depot.db")}");
        await database.OpenAsync();
        await database.ExecuteAsync("PRAGMA journal_mode = WAL; CREATE TABLE IF NOT EXISTS parcel (parcel_id TEXT NOT NULL PRIMARY KEY)");
        var broker = new ConnectionFactory { Uri = app.Configuration.GetValue<Uri>("Messaging:RabbitMq")! };
        await using var connection = await broker.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        using var turn = new SemaphoreSlim(1);

        app.MapPost("/api/depot/parcels/{parcelId:guid}", async (Guid parcelId) =>
        {
            await turn.WaitAsync();
            try
            {
                if (await database.ExecuteAsync(DepotService.InsertParcel, new { parcelId = parcelId.ToString() }) == 1)
                {
                    CrashPoint.Reach("write.committed");
                    var properties = new BasicProperties { Persistent = true, MessageId = parcelId.ToString(), Type = "depot.parcel-sent", ContentType = "application/json" };
                    await channel.BasicPublishAsync("", "ramatch.arrival.inbox", mandatory: true, properties, System.Text.Encoding.UTF8.GetBytes($$"""{"parcelId":"{{parcelId}}"}"""));
                }
            }
            finally
            {
                turn.Release();
            }

            return Results.Ok();
        });
        await app.RunAsync();
    }
}
