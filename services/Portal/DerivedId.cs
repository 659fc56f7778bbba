using System.Security.Cryptography;
using System.Text;

namespace RaMatch.Portal;

/// <summary>An id that is made of what it stands for: the same whoever makes it, and nobody's to choose.</summary>
static class DerivedId
{
    /// <summary>The id of a text.</summary>
    public static Guid Of(FormattableString text) => new(SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant(text))).AsSpan(0, 16), bigEndian: true);
}
