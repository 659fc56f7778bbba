using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RaMatch.Contracts;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;
using RaMatch.Testing;

namespace RaMatch.Matching.Tests;

/// <summary>
/// Matching with what surrounds it: two services that only announce, in the names of Posting and Applicant, so that events come in
/// the way they do in the product.
/// </summary>
sealed class Surroundings : IAsyncDisposable
{
    Surroundings(ServiceHost host) => Host = host;

    public ServiceHost Host { get; }

    public static async Task<Surroundings> StartAsync(string? folder = null) =>
        new(await ServiceHost.StartAsync([new MatchingService(), new Posting(), new Applicant()], settings: null, folder));

    /// <summary>Announces events in this order and waits until Matching has taken them in.</summary>
    public async Task AnnounceAsync(params IMessage[] messages)
    {
        for (var next = 0; next < messages.Length;)
        {
            // One transaction for what one publisher announces in a row.
            var publisher = PublisherOf(messages[next]);
            var row = messages.Skip(next).TakeWhile(message => PublisherOf(message) == publisher).ToList();
            next += row.Count;
            var source = Host.Services.GetServices<Database>().Single(database => database.Name == publisher);
            var last = await source.WriteAsync(async unit =>
            {
                foreach (var message in row)
                {
                    await unit.PublishAsync(message);
                }

                return await unit.GetAsync<long?>("SELECT MAX(outbox_id) FROM outbox") ?? 0;
            });
            var matching = Host.Services.GetRequiredService<MatchingDb>();
            await Eventually.True(
                () => matching.ReadAsync(async reader => await reader.FindAsync<long?>("SELECT last_id FROM delivery_cursor WHERE source = @source", new { source = source.Name }) >= last),
                $"Matching takes in {row[^1].GetType().Name}");
        }

        static string PublisherOf(IMessage message) => MessageCatalogue.Product.Of(message.GetType()).Publisher;
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    sealed class Posting : IService
    {
        public string Name => "posting";
        public void AddServices(IHostApplicationBuilder builder) => builder.AddDatabase<PostingLog>();

        public void Map(RouteGroupBuilder api)
        {
        }
    }

    sealed class Applicant : IService
    {
        public string Name => "applicant";
        public void AddServices(IHostApplicationBuilder builder) => builder.AddDatabase<ApplicantLog>();

        public void Map(RouteGroupBuilder api)
        {
        }
    }

    sealed class PostingLog(DatabaseEnvironment environment) : Database("posting", typeof(PostingLog).Assembly, environment);

    sealed class ApplicantLog(DatabaseEnvironment environment) : Database("applicant", typeof(ApplicantLog).Assembly, environment);
}
