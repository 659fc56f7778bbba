using System.Text;

namespace RaMatch.Rounds.Format;

/// <summary>
/// Ids by number: one block of UTF-8 and where each id ends, so that twelve million ids are two arrays and not twelve million strings.
/// Numbers are the order of the rows they were read from.
/// </summary>
public sealed class IdTable
{
    readonly byte[] _text;
    readonly int[] _ends;

    /// <summary>Takes what a reader has gathered.</summary>
    /// <param name="text">All ids in UTF-8, one after the other.</param>
    /// <param name="ends">Where each id ends in <paramref name="text"/>.</param>
    public IdTable(byte[] text, int[] ends) => (_text, _ends) = (text, ends);

    /// <summary>How many there are.</summary>
    public int Count => _ends.Length;

    /// <summary>The id in UTF-8.</summary>
    public ReadOnlySpan<byte> this[int number] => _text.AsSpan((number == 0 ? 0 : _ends[number - 1]).._ends[number]);

    /// <summary>A table of these ids, numbered in their order.</summary>
    public static IdTable Of(IReadOnlyList<string> ids)
    {
        var ends = new int[ids.Count];
        using var text = new MemoryStream();
        for (var number = 0; number < ids.Count; number++)
        {
            text.Write(Encoding.UTF8.GetBytes(ids[number]));
            ends[number] = (int)text.Length;
        }

        return new IdTable(text.ToArray(), ends);
    }

    /// <summary>The id as text.</summary>
    public string Text(int number) => Encoding.UTF8.GetString(this[number]);
}
