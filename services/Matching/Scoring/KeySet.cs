using System.Runtime.InteropServices;
using RaMatch.Reference;

namespace RaMatch.Matching.Scoring;

/// <summary>
/// A set of 64-bit keys in ascending order, each once: whatever order and repetition the list had that it was made of, the set is the
/// same, and comparing two sets allocates nothing.
/// </summary>
readonly struct KeySet
{
    readonly ulong[]? _keys;

    public KeySet(IEnumerable<ulong> keys) => _keys = [.. keys.Distinct().Order()];

    public int Count => _keys?.Length ?? 0;

    public bool IsEmpty => Count == 0;

    public ReadOnlySpan<ulong> Span => _keys;

    public bool Contains(ulong key) => Span.BinarySearch(key) >= 0;

    /// <summary>How many keys both sets hold.</summary>
    public int CountCommon(KeySet other)
    {
        var left = Span;
        var right = other.Span;
        var (i, j, common) = (0, 0, 0);
        while (i < left.Length && j < right.Length)
        {
            var order = left[i].CompareTo(right[j]);
            common += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return common;
    }
}

/// <summary>Turns the words of a post or a profile into keys, the same on every machine.</summary>
static class Key
{
    /// <summary>A skill: <see cref="SkillText.Normalize"/>, then <see cref="OfText"/>. Null for text without a letter or digit.</summary>
    public static ulong? OfSkill(string skill) => SkillText.Normalize(skill) is { Length: > 0 } text ? OfText(text) : null;

    /// <summary>A city: 潍坊 and 潍坊市 are the same.</summary>
    public static ulong OfCity(string city) => OfText(Cities.TryFind(city, out var known) ? known.Name : city.Trim());

    /// <summary>
    /// The code of a discipline, class or major, packed: its characters are the bytes of the key. The catalogues' codes have at most
    /// seven; of anything longer the hash is taken, which no code of the catalogues equals.
    /// </summary>
    public static ulong OfCode(string code)
    {
        var text = Majors.Normalize(code);
        return text.Length > 7 || !text.All(char.IsAscii) ? OfText(text) | 1UL << 63 : text.Aggregate(0UL, (key, next) => key << 8 | next);
    }

    /// <summary>FNV-1a (Fowler, Noll, Vo), 64 bits, over the text's UTF-16 bytes, low byte first: among 100,000 different texts two share a key once in four billion cases.</summary>
    public static ulong OfText(string text)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var letter in MemoryMarshal.Cast<char, ushort>(text.AsSpan()))
        {
            hash = unchecked((hash ^ (byte)letter) * 1_099_511_628_211UL);
            hash = unchecked((hash ^ (byte)(letter >> 8)) * 1_099_511_628_211UL);
        }

        return hash;
    }
}
