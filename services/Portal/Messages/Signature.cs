using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RaMatch.Portal.Messages;

/// <summary>How what leaves for a machine is signed: the seconds since 1970, and HMAC-SHA256 over these, a dot and the body, so that neither a body nor a time can be put in place of another.</summary>
static class Signature
{
    /// <summary>The name of its header.</summary>
    public const string Header = "RaMatch-Signature";

    /// <summary>The value of its header.</summary>
    public static string Of(byte[] key, DateTimeOffset at, byte[] body)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={seconds},v1={Convert.ToHexStringLower(HMACSHA256.HashData(key, (byte[])[.. Encoding.ASCII.GetBytes(seconds + "."), .. body]))}";
    }
}
