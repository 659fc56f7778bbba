using System.Net;
using System.Net.Sockets;

namespace RaMatch.Testing;

/// <summary>Ports on 127.0.0.1 for servers that must know theirs before they start, or keep it over a restart.</summary>
public static class FreePort
{
    // Below what Linux gives to outgoing connections, so that none of those takes the port while its server is down.
    const int First = 12_000;
    const int Last = 32_000;

    /// <summary>A port that nothing listens on now, chosen at random so that parallel test runs do not meet.</summary>
    public static int Next()
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            var port = Random.Shared.Next(First, Last);
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Taken; another one.
            }
        }

        throw new InvalidOperationException($"No free port found between {First} and {Last}.");
    }
}
