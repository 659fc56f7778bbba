using System.Runtime.CompilerServices;

namespace RaMatch.Matching.Scoring.Indexing;

/// <summary>
/// Which of 128 bits stands for a skill among the people of one discipline. The skills met first, which are mostly the frequent ones, have
/// a bit of their own for ever; when the others run out of bits they share them, and who has such a bit is looked at again.
/// </summary>
sealed class SkillAlphabet
{
    // The low half of the bits.
    const int Own = Signature.Bits / 2;

    // By skill, the bit plus one.
    byte[] _bits = [];
    int _given;

    /// <summary>Those of the high bits that several skills share.</summary>
    public ulong Crowded { get; private set; }

    /// <summary>The signature of skills by number; those not met before are given a bit.</summary>
    /// <param name="skills">The skills.</param>
    /// <param name="doubled">How many found their bit taken.</param>
    public Signature Give(ReadOnlySpan<int> skills, out int doubled)
    {
        foreach (var skill in skills)
        {
            if (skill >= _bits.Length)
            {
                Array.Resize(ref _bits, Math.Max(256, 2 * skill));
            }

            if (_bits[skill] == 0)
            {
                var bit = _given < Own ? _given : Own + _given % Own;
                _bits[skill] = (byte)(1 + bit);
                Crowded |= _given < Signature.Bits ? 0 : 1UL << bit;
                _given++;
            }
        }

        return Find(skills, out doubled);
    }

    /// <summary>The signature of skills by number, of those at least that somebody here has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Signature Find(ReadOnlySpan<int> skills, out int doubled)
    {
        var (bits, found, signature) = (_bits, 0, default(Signature));
        foreach (var skill in skills)
        {
            if (skill < bits.Length && bits[skill] is > 0 and var bit)
            {
                found++;
                signature = signature.With(bit - 1);
            }
        }

        doubled = found - signature.Count;
        return signature;
    }
}

/// <summary>An alphabet a discipline; number 0 is for what belongs to none.</summary>
sealed class SkillAlphabets
{
    SkillAlphabet?[] _byDiscipline = [];

    public SkillAlphabet For(int discipline)
    {
        if (discipline >= _byDiscipline.Length)
        {
            Array.Resize(ref _byDiscipline, discipline + 1);
        }

        return _byDiscipline[discipline] ??= new SkillAlphabet();
    }

    /// <summary>Null while nobody is there.</summary>
    public SkillAlphabet? Find(int discipline) => discipline < _byDiscipline.Length ? _byDiscipline[discipline] : null;
}

/// <summary>Skills as bits of a <see cref="SkillAlphabet"/>.</summary>
readonly record struct Signature(ulong Low, ulong High)
{
    /// <summary>How many bits there are.</summary>
    public const int Bits = 128;

    public int Count => System.Numerics.BitOperations.PopCount(Low) + System.Numerics.BitOperations.PopCount(High);

    public Signature With(int bit) => bit < 64 ? this with { Low = Low | 1UL << bit } : this with { High = High | 1UL << bit };
}

/// <summary>Skills asked for, as a <see cref="Share"/> of their weight: count the bits in common, add, and multiply by the part.</summary>
/// <param name="Bits">Their bits.</param>
/// <param name="Added">What is to be added to the number of bits in common: the skills that may be there unseen.</param>
/// <param name="Part">What one of them is worth.</param>
/// <param name="IsSure">Whether that is what is in common, and not only the most there can be.</param>
readonly record struct AskedSkills(Signature Bits, ushort Added, ushort Part, bool IsSure)
{
    /// <summary>As many as are counted and multiplied; of more all may be there.</summary>
    public const int Most = 15;

    /// <param name="count">How many skills are asked for.</param>
    /// <param name="bits">Their bits.</param>
    /// <param name="doubled">How many found their bit taken.</param>
    public static AskedSkills Of(int count, in Signature bits, int doubled) => count switch
    {
        // Half of the weight, as Fit says.
        0 => new AskedSkills(default, 1, Share.PartOf(2), IsSure: true),
        > Most => new AskedSkills(default, 1, Share.PartOf(1), IsSure: false),
        _ => new AskedSkills(bits, (ushort)doubled, Share.PartOf(count), IsSure: doubled == 0),
    };
}
