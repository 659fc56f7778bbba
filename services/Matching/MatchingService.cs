using RaMatch.Matching.Scoring;
using RaMatch.Platform;
using RaMatch.Platform.Messaging;

namespace RaMatch.Matching;

/// <summary>The pairing, from recommendation to counted hire.</summary>
public sealed class MatchingService : IService
{
    /// <inheritdoc />
    public string Name => "matching";

    /// <inheritdoc />
    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddDatabase<MatchingDb>();
        builder.Services.AddValidation();
    }

    /// <inheritdoc />
    public void Map(RouteGroupBuilder api)
    {
    }

    /// <inheritdoc />
    public void Consume(ConsumerMap consumers)
    {
        KeepPositions.Listen(consumers);
        KeepUnits.Listen(consumers);
        KeepGraduates.Listen(consumers);
    }
}
