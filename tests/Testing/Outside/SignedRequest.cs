using System.Security.Cryptography;
using System.Text;

namespace RaMatch.Testing;

/// <summary>The check of a signature as docs/running.md and docs/api.md tell whoever writes the other side.</summary>
static class SignedRequest
{
    /// <summary>When it was signed, in seconds since 1970; null where whoever sent it does not have the key.</summary>
    public static long? SignedAt(string header, byte[] body, string key)
    {
        var parts = header.Split(',').Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1]);
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), (byte[])[.. Encoding.ASCII.GetBytes(parts["t"] + "."), .. body]);
        return CryptographicOperations.FixedTimeEquals(expected, Convert.FromHexString(parts["v1"])) ? long.Parse(parts["t"], System.Globalization.CultureInfo.InvariantCulture) : null;
    }
}
