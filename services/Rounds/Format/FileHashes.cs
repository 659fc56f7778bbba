using System.Security.Cryptography;
using System.Text;

namespace RaMatch.Rounds.Format;

/// <summary>One hash over several files: that of the lines <c>sha256sum</c> prints for them, so that <c>sha256sum FILES | sha256sum</c> gives it too.</summary>
sealed class FileHashes
{
    readonly StringBuilder _lines = new();

    /// <summary>The next file, in the documented order.</summary>
    public void Add(string file, string hash) => _lines.Append(hash).Append("  ").Append(file).Append('\n');

    /// <summary>64 lower-case hex digits.</summary>
    public string Total() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_lines.ToString())));
}
