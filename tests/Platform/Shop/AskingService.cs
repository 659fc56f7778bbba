using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;

namespace RaMatch.Platform.Tests.Shop;

/// <summary>Graduates ask, and nothing comes of it.</summary>
public sealed class AskingService : IService
{
    public string Name => "asking";

    public void AddServices(IHostApplicationBuilder builder) => builder.AddDatabase<AskingDb>();

    public void Map(RouteGroupBuilder api) => api.MapPost("/questions", () => TypedResults.Ok("no answer")).RequireGraduate();
}

public sealed class AskingDb(DatabaseEnvironment environment) : Database("asking", typeof(AskingDb).Assembly, environment);
