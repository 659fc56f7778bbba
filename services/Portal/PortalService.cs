using RaMatch.Platform;

namespace RaMatch.Portal;

/// <summary>The web pages of the audiences. It owns no business data and asks the services over HTTP.</summary>
public sealed class PortalService : IService
{
    /// <inheritdoc />
    public string Name => "portal";

    /// <inheritdoc />
    public void AddServices(IHostApplicationBuilder builder)
    {
    }

    /// <inheritdoc />
    public void Map(RouteGroupBuilder api)
    {
    }
}
