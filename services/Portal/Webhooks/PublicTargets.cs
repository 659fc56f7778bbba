using System.Net;
using System.Net.Sockets;

namespace RaMatch.Portal.Webhooks;

/// <summary>
/// Whither a webhook may lead. Its address is typed by people outside, and the portal stands inside: a name is resolved here, and the connection goes to an address that was looked at, so that
/// neither a name that is answered differently the second time nor a redirect leads to what only the portal can reach (SSRF).
/// </summary>
/// <param name="Allowed"><c>Webhooks:PrivateNetworks</c>: networks that are not public and may be addressed all the same.</param>
sealed record PublicTargets(IReadOnlyList<IPNetwork> Allowed)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // What is no host of the public internet (IANA special-purpose address registries), and what carries an IPv4 address in an IPv6 one, which a gateway would unwrap.
    static readonly IReadOnlyList<IPNetwork> NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
            "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    // Of IPv6, nothing else is given to hosts of the internet.
    static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>Reads the setting.</summary>
    /// <exception cref="InvalidOperationException">It is no list of networks.</exception>
    public static PublicTargets From(IConfiguration configuration) => new(
    [
        .. (configuration["Webhooks:PrivateNetworks"] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(text => IPNetwork.TryParse(text, out var network) ? network : throw new InvalidOperationException($"Webhooks:PrivateNetworks has '{text}'; use networks such as 10.20.0.0/16, with spaces between.")),
    ]);

    /// <summary>Whether an address may be connected to.</summary>
    public bool Allows(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Allowed.Any(network => network.Contains(plain))
            || !NotPublic.Any(network => network.Contains(plain)) && (plain.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(plain));
    }

    /// <summary>Why a webhook may not lead there; null where it may, as far as can be seen today.</summary>
    public async Task<string?> ObjectionToAsync(string url, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0 || url.Any(char.IsWhiteSpace) || uri.Scheme != Uri.UriSchemeHttps && !IsPrivateHttp(uri))
        {
            return "请填写 https:// 开头的完整网址，不带用户名和 #。";
        }

        try
        {
            var addresses = await ResolveAsync(uri.IdnHost, cancellation);
            return addresses.All(Allows) ? null : "这个网址指向内部网络，不能用于推送。";
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException or UriFormatException)
        {
            return "找不到这个网址的主机，请检查拼写。";
        }
    }

    /// <summary>Connects to a host by an address that may be connected to.</summary>
    /// <exception cref="InsideException">One of its addresses may not.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var addresses = await ResolveAsync(context.DnsEndPoint.Host, cancellation);
        if (!addresses.All(Allows))
        {
            throw new InsideException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // Within a network that the installation has named, TLS is its own to decide.
    bool IsPrivateHttp(Uri uri) => uri.Scheme == Uri.UriSchemeHttp && IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && Allowed.Any(network => network.Contains(address));

    static async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out var address))
        {
            return [address];
        }

        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        time.CancelAfter(Patience);
        try
        {
            return await Dns.GetHostAddressesAsync(host, time.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new SocketException((int)SocketError.TimedOut);
        }
    }
}

/// <summary>A host has an address that is not of the public internet.</summary>
sealed class InsideException() : HttpRequestException("The host is not on the public internet.");
