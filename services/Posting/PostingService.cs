using RaMatch.Platform;
using RaMatch.Platform.Messaging;

namespace RaMatch.Posting;

/// <summary>Supply: units and their verification, positions and their review.</summary>
public sealed class PostingService : IService
{
    /// <inheritdoc />
    public string Name => "posting";

    /// <inheritdoc />
    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddDatabase<PostingDb>();
        builder.Services.AddValidation();
    }

    /// <inheritdoc />
    public void Map(RouteGroupBuilder api)
    {
    }

    /// <inheritdoc />
    public void Consume(ConsumerMap consumers)
    {
    }
}
