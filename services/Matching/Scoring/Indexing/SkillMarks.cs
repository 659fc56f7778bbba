using System.Runtime.CompilerServices;

namespace RaMatch.Matching.Scoring.Indexing;

/// <summary>One side's skills by number, marked so that the other side's are counted with one look each.</summary>
sealed class SkillMarks
{
    /// <summary>The mark of a skill the position requires, or the graduate has.</summary>
    public const int First = 1;

    /// <summary>The mark of a skill that helps. A sum of marks holds the count of the first in its low, of the second in its high half.</summary>
    public const int Second = 1 << 16;

    int[] _marks = [];
    int[] _numbers = [];
    int _count;

    /// <summary>Marks skills; gives their numbers, until <see cref="Clear"/>. A skill that nobody ever named cannot be found and is not marked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlyMemory<int> Set(KeySet skills, KeyNumbers numbers, int mark)
    {
        if (_marks.Length < numbers.Count)
        {
            Array.Resize(ref _marks, Math.Max(1024, 2 * numbers.Count));
        }

        if (_numbers.Length < _count + skills.Count)
        {
            Array.Resize(ref _numbers, Math.Max(64, 2 * (_count + skills.Count)));
        }

        var first = _count;
        foreach (var key in skills.Span)
        {
            if (numbers.Find(key) is >= 0 and var number)
            {
                _marks[number] = mark;
                _numbers[_count++] = number;
            }
        }

        return _numbers.AsMemory(first, _count - first);
    }

    /// <summary>Takes the marks away again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Clear()
    {
        foreach (var number in _numbers.AsSpan(0, _count))
        {
            _marks[number] = 0;
        }

        _count = 0;
    }

    /// <summary>The sum of the marks of these skills.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Sum(ReadOnlySpan<int> skills)
    {
        var (sum, marks) = (0, _marks);
        foreach (var number in skills)
        {
            sum += marks[number];
        }

        return sum;
    }
}

/// <summary>The numbers of the skills that found no room in a record, by slot.</summary>
sealed class LongSkills
{
    int[]?[] _bySlot = [];

    public void Reserve(int slots) => Array.Resize(ref _bySlot, slots);

    /// <summary>Room for so many numbers: in the record if it is enough.</summary>
    public Span<int> Room(Span<int> inRecord, int slot, int count)
    {
        if (count <= inRecord.Length)
        {
            return inRecord[..count];
        }

        return (_bySlot[slot] is { } kept && kept.Length >= count ? kept : _bySlot[slot] = new int[count]).AsSpan(0, count);
    }

    /// <summary>What was put into <see cref="Room"/>.</summary>
    public ReadOnlySpan<int> Of(ReadOnlySpan<int> inRecord, int slot, int count) =>
        count <= inRecord.Length ? inRecord[..count] : _bySlot[slot].AsSpan(0, count);
}
