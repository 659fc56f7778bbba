using RaMatch.Platform;

namespace RaMatch.Portal.Accounts;

/// <summary>
/// Under which address people reach the portal, for links in letters: <c>Portal:Address</c>. Only on one's own machine it may be left out, and is the one it listens on: what a
/// request calls the portal is typed by whoever sends it, and a letter must not lead elsewhere.
/// </summary>
sealed class PortalAddress
{
    readonly string _address;

    PortalAddress(string address, string? domain) => (_address, Domain) = (address.TrimEnd('/'), domain);

    /// <summary>The domain that passkeys are for; null where no address is set, and they are for the one they are made under.</summary>
    public string? Domain { get; }

    /// <summary>Reads the setting.</summary>
    /// <exception cref="InvalidOperationException">It is no address, or not one of HTTPS in Production, whose cookies go over nothing else; or it is missing there.</exception>
    public static PortalAddress From(IConfiguration configuration, IHostEnvironment environment) => configuration["Portal:Address"] switch
    {
        { Length: > 0 } text => Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Query: "", Fragment: "" } && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp && !environment.IsProduction())
            ? new PortalAddress(address.ToString(), address.Host)
            : throw new InvalidOperationException($"Portal:Address is '{text}'; use an address such as https://ra.example.gov.cn."),
        _ when environment.IsProduction() => throw new InvalidOperationException("Portal:Address is not set; letters need the address that people reach the portal under, such as https://ra.example.gov.cn."),
        _ => new PortalAddress(configuration["urls"]?.Split(';')[0] ?? RaMatchHost.DefaultAddress, null),
    };

    /// <summary>A page's whole address.</summary>
    /// <param name="path">The page.</param>
    public string Of(string path) => _address + path;
}
