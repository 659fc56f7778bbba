using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using RaMatch.Platform.Messaging;

namespace RaMatch.Platform;

/// <summary>
/// One service of the product: the table of contents of its use cases. A host is a list of services, so the same code
/// runs as separate processes or as one.
/// </summary>
public interface IService
{
    /// <summary>Lower case: names the database, the route prefix <c>/api/{name}</c>, the queue and the token audience.</summary>
    string Name { get; }

    /// <summary>Registers what the use cases need, first of all the service's database.</summary>
    void AddServices(IHostApplicationBuilder builder);

    /// <summary>Maps the use cases under <c>/api/{name}</c>.</summary>
    void Map(RouteGroupBuilder api);

    /// <summary>Maps what lies outside <c>/api</c>: pages and their assets. Most services have none.</summary>
    void MapPages(WebApplication app)
    {
    }

    /// <summary>Says which events the service listens to and what each does.</summary>
    void Consume(ConsumerMap consumers)
    {
    }
}
