using System.Buffers.Text;
using System.Security.Cryptography;

namespace RaMatch.Portal.Accounts;

/// <summary>A secret that nobody guesses: 256 bits, in letters that stand in an address. Drawn before a transaction, which may run again.</summary>
static class DrawnSecret
{
    /// <summary>Draws one.</summary>
    /// <param name="prefix">By which whoever finds it lying about knows what it is of.</param>
    public static string Draw(string prefix = "") => Of(prefix, RandomNumberGenerator.GetBytes(32));

    /// <summary>The same of bytes that were drawn elsewhere.</summary>
    public static string Of(string prefix, byte[] random) => prefix + Base64Url.EncodeToString(random);
}
