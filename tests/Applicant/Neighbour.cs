using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;

namespace RaMatch.Applicant.Tests;

/// <summary>A service reduced to what Applicant sees of it: a database with an outbox, and ears.</summary>
sealed class Neighbour<TDatabase>(string name, Action<ConsumerMap> consume) : IService
    where TDatabase : Database
{
    public string Name => name;

    public void AddServices(IHostApplicationBuilder builder) => builder.AddDatabase<TDatabase>();

    public void Map(RouteGroupBuilder api)
    {
    }

    public void Consume(ConsumerMap consumers) => consume(consumers);
}

sealed class PostingNeighbourDb(DatabaseEnvironment environment) : Database("posting", typeof(PostingNeighbourDb).Assembly, environment);

sealed class MatchingNeighbourDb(DatabaseEnvironment environment) : Database("matching", typeof(MatchingNeighbourDb).Assembly, environment);
