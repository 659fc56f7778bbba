using System.Buffers.Binary;

namespace RaMatch.Rounds.Format;

/// <summary>The order of ids by their bytes, as <c>LC_ALL=C sort</c> has it: the canonical order of every file.</summary>
static class IdOrder
{
    /// <summary>The numbers of all ids, in the order of the ids.</summary>
    public static int[] Of(IdTable ids)
    {
        var numbers = new int[ids.Count];
        var sorted = true;
        for (var number = 0; number < numbers.Length; number++)
        {
            numbers[number] = number;
            sorted &= number == 0 || ids[number - 1].SequenceCompareTo(ids[number]) < 0;
        }

        if (!sorted)
        {
            Sort(ids, numbers, CommonPrefix(ids));
        }

        return numbers;
    }

    // By eight bytes as a number, then each run of equals by the next eight. An id holds no NUL, so the padding puts the shorter first.
    static void Sort(IdTable ids, Span<int> numbers, int skipped)
    {
        var keys = new ulong[numbers.Length];
        Span<byte> padded = stackalloc byte[sizeof(ulong)];
        for (var at = 0; at < keys.Length; at++)
        {
            var id = ids[numbers[at]];
            var rest = id[Math.Min(skipped, id.Length)..];
            padded.Clear();
            rest[..Math.Min(padded.Length, rest.Length)].CopyTo(padded);
            keys[at] = BinaryPrimitives.ReadUInt64BigEndian(padded);
        }

        keys.AsSpan().Sort(numbers);
        for (var start = 0; start < keys.Length;)
        {
            var end = start + 1;
            while (end < keys.Length && keys[end] == keys[start])
            {
                end++;
            }

            if (end - start > 1)
            {
                Sort(ids, numbers[start..end], skipped + sizeof(ulong));
            }

            start = end;
        }
    }

    static int CommonPrefix(IdTable ids)
    {
        var common = ids[0].Length;
        for (var number = 1; number < ids.Count; number++)
        {
            common = Math.Min(common, ids[0].CommonPrefixLength(ids[number]));
        }

        return common;
    }
}
