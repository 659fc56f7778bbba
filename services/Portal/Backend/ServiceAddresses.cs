using System.Collections.Concurrent;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace RaMatch.Portal.Backend;

/// <summary>Where each service is: <c>Services:{service}</c>, or this very process.</summary>
public sealed class ServiceAddresses(IConfiguration configuration, IServer server)
{
    readonly ConcurrentDictionary<string, (Uri Address, bool Here)> _known = new(StringComparer.Ordinal);

    /// <summary>The root of a service's address.</summary>
    public Uri Of(string service) => Find(service).Address;

    /// <summary>Whether the service is in this process.</summary>
    public bool IsHere(string service) => Find(service).Here;

    (Uri Address, bool Here) Find(string service) => _known.GetOrAdd(service, name => configuration[$"Services:{name}"] is { } address
        ? (new Uri(address), false)
        : (new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First()), true));
}
