using System.Runtime.CompilerServices;

namespace RaMatch.Matching.Scoring.Indexing;

/// <summary>What of a position lies in its buckets, 32 bytes: enough to see that it cannot be among the best.</summary>
struct PositionEntry
{
    /// <summary>Required skills as a <see cref="Signature"/>.</summary>
    public ulong Required;

    /// <summary>Wished skills as a <see cref="Signature"/>.</summary>
    public ulong Wished;

    public int Slot;

    /// <summary>Day of publication, as <see cref="ShortDay"/>.</summary>
    public ushort PublishedDay;

    /// <summary>Last day, as <see cref="ShortDay"/>.</summary>
    public ushort LastDay;

    /// <summary>Highest pay, rounded up to <see cref="ShortPay"/>.</summary>
    public ushort HighestPay;

    /// <summary>Where in the table of required skills to count from.</summary>
    public byte RequiredRow;

    /// <summary>Where in the table of wished skills to count from.</summary>
    public byte WishedRow;

    public byte MinimumDegree;

    public byte Kind;
}

/// <summary>What of a position is compared exactly, 64 bytes: one line of the processor's cache.</summary>
struct PositionRecord
{
    public long PayMinimumFen;
    public long PayMaximumFen;
    public long PublishedAt;
    public int PublishedDay;
    public int LastDay;
    public ushort RequiredCount;
    public ushort WishedCount;

    /// <summary>Whether some major is named by two of its codes, as 08 and 0802, so that a graduate meets it in two buckets.</summary>
    public bool NamesTwice;

    /// <summary>Numbers of the required skills, then of the wished ones, if there is room for all.</summary>
    public InlineSkills Skills;

    [InlineArray(Length)]
    public struct InlineSkills
    {
        public const int Length = 6;
        int _first;
    }
}

/// <summary>What of a graduate is compared exactly, 64 bytes: one line of the processor's cache.</summary>
struct GraduateRecord
{
    public long PayFloorFen;
    public int GraduationYear;
    public ushort MajorRank;
    public ushort SkillCount;

    /// <summary>Numbers of the skills, if there is room for all.</summary>
    public InlineSkills Skills;

    [InlineArray(Length)]
    public struct InlineSkills
    {
        public const int Length = 12;
        int _first;
    }
}

/// <summary>Days in two bytes, from 2000 to the middle of 2179. Days outside become the nearest.</summary>
static class ShortDay
{
    static readonly int First = new DateOnly(2000, 1, 1).DayNumber;

    public static ushort Of(int day) => (ushort)Math.Clamp(day - First, 0, ushort.MaxValue);
}

/// <summary>Pay in two bytes, in steps of a hundred yuan.</summary>
static class ShortPay
{
    public const int Step = 10_000;

    public static ushort Down(long fen) => (ushort)Math.Clamp(fen / Step, 0, ushort.MaxValue);

    public static ushort Up(long fen) => (ushort)Math.Clamp((fen + Step - 1) / Step, 0, ushort.MaxValue);
}
