namespace RaMatch.Matching.Scoring.Indexing;

/// <summary>One side's skills marked by number, so that the other side's are counted with one look each.</summary>
sealed class SkillMarks
{
    /// <summary>The mark of a skill the position requires, or the graduate has.</summary>
    public const int First = 1;

    /// <summary>The mark of a skill that helps. A sum of marks holds the count of the first in its low, of the second in its high half.</summary>
    public const int Second = 1 << 16;

    int[] _marks = [];

    /// <summary>Marks the skills; gives their signature. A skill that nobody ever named cannot be found and is not marked.</summary>
    public Signature Set(KeySet skills, KeyNumbers numbers, int mark)
    {
        if (_marks.Length < numbers.Count)
        {
            Array.Resize(ref _marks, Math.Max(1024, 2 * numbers.Count));
        }

        var signature = default(Signature);
        foreach (var key in skills.Span)
        {
            if (numbers.Find(key) is >= 0 and var number)
            {
                _marks[number] = mark;
                signature = signature.With(number);
            }
        }

        return signature;
    }

    /// <summary>Takes the marks away again.</summary>
    public void Clear(KeySet skills, KeyNumbers numbers)
    {
        foreach (var key in skills.Span)
        {
            if (numbers.Find(key) is >= 0 and var number)
            {
                _marks[number] = 0;
            }
        }
    }

    /// <summary>The sum of the marks of these skills.</summary>
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

/// <summary>Skills as 64 bits, several to a bit: two sets have at most as many skills in common as <see cref="MostCommon"/> says.</summary>
/// <param name="Bits">The bits.</param>
/// <param name="Doubled">How many skills found their bit taken.</param>
readonly record struct Signature(ulong Bits, int Doubled)
{
    public Signature With(int number)
    {
        var bit = BitOf(number);
        return new Signature(Bits | bit, Doubled + ((Bits & bit) != 0 ? 1 : 0));
    }

    public static ulong BitOf(int number) => 1UL << number;

    public static int MostCommon(ulong one, ulong other) => System.Numerics.BitOperations.PopCount(one & other);
}
