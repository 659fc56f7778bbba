using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using RaMatch.Contracts;

namespace RaMatch.Matching.Scoring.Indexing;

/// <summary>What of a position lies in its buckets beside its skills' signatures.</summary>
/// <param name="PublishedDay">Day of publication, as <see cref="ShortDay"/>.</param>
/// <param name="LastDay">Last day, as <see cref="ShortDay"/>.</param>
/// <param name="HighestPay">Highest pay, rounded up to <see cref="ShortPay"/>.</param>
/// <param name="LowestPay">Lowest pay, rounded down.</param>
/// <param name="HighestPayRest">What was added by rounding it.</param>
/// <param name="LowestPayRest">What was taken off by rounding it.</param>
/// <param name="PayPart">What a step of the range is worth, as a <see cref="Share"/>.</param>
/// <param name="Traits">Degree, kind and what of the skills may be there unseen, as <see cref="TraitsOf"/> packs them.</param>
/// <param name="RequiredPart">What a required skill is worth.</param>
/// <param name="WishedPart">What a wished skill is worth.</param>
readonly record struct PositionEntry(ushort PublishedDay, ushort LastDay, ushort HighestPay, ushort LowestPay, ushort HighestPayRest, ushort LowestPayRest, ushort PayPart, ushort Traits, ushort RequiredPart, ushort WishedPart)
{
    public const int RequiredSet = 0, WishedSet = 1, Sets = 2;
    public const int PublishedDayField = 0, LastDayField = 1, HighestPayField = 2, LowestPayField = 3, HighestPayRestField = 4, LowestPayRestField = 5;
    public const int PayPartField = 6, TraitsField = 7, RequiredPartField = 8, WishedPartField = 9;

    /// <summary>The trait that something about the position does not fit into its entry.</summary>
    public const ushort Unsure = 1 << 6;

    /// <summary>The trait that the same graduate may meet the position in several buckets.</summary>
    public const ushort NamesTwice = 1 << 7;

    public PositionEntry(in VacancyFeatures vacancy, bool namesTwice, in AskedSkills required, in AskedSkills wished)
        : this(
            ShortDay.Of(vacancy.PublishedDay),
            ShortDay.Of(vacancy.LastDay),
            IsRange(vacancy) ? ShortPay.Up(vacancy.PayMaximumFen) : ushort.MaxValue,
            ShortPay.Down(vacancy.PayMinimumFen),
            (ushort)((ShortPay.Step - vacancy.PayMaximumFen % ShortPay.Step) % ShortPay.Step),
            (ushort)(vacancy.PayMinimumFen % ShortPay.Step),
            Share.PartOf(Math.Max(ShortPay.Step, vacancy.PayMaximumFen - vacancy.PayMinimumFen), ShortPay.Step),
            TraitsOf(vacancy, namesTwice, required, wished),
            required.Part,
            wished.Part)
    {
    }

    static bool IsRange(in VacancyFeatures vacancy) => vacancy.PayMinimumFen >= 0 && vacancy.PayMaximumFen >= vacancy.PayMinimumFen;

    /// <summary>The pay of a position that is not unsure: exactly.</summary>
    public static (long Minimum, long Maximum) Pay(ReadOnlySpan<ushort> block, int lane) => (
        (long)block[LowestPayField * Lanes.Width + lane] * ShortPay.Step + block[LowestPayRestField * Lanes.Width + lane],
        (long)block[HighestPayField * Lanes.Width + lane] * ShortPay.Step - block[HighestPayRestField * Lanes.Width + lane]);

    static ushort TraitsOf(in VacancyFeatures vacancy, bool namesTwice, in AskedSkills required, in AskedSkills wished)
    {
        var sure = required.IsSure && wished.IsSure
            && ShortDay.Holds(vacancy.PublishedDay) && ShortDay.Holds(vacancy.LastDay)
            && IsRange(vacancy) && ShortPay.Up(vacancy.PayMaximumFen) <= ShortPay.Highest;
        return (ushort)((int)vacancy.MinimumDegree | (int)vacancy.Kind << 3 | (sure ? 0 : Unsure) | (namesTwice ? NamesTwice : 0) | required.Added << 8 | wished.Added << 12);
    }

    public static Vector256<ushort> Degree(Vector256<ushort> traits) => traits & Vector256.Create((ushort)7);

    public static Vector256<ushort> Kind(Vector256<ushort> traits) => traits >>> 3 & Vector256.Create((ushort)7);

    public static Vector256<ushort> RequiredUnseen(Vector256<ushort> traits) => traits >>> 8 & Vector256.Create((ushort)15);

    public static Vector256<ushort> WishedUnseen(Vector256<ushort> traits) => traits >>> 12;
}

/// <summary>What of a graduate lies in its buckets beside the skills' signature.</summary>
/// <param name="PayFloor">Pay floor, rounded down to <see cref="ShortPay"/>.</param>
/// <param name="PayFloorRest">What was taken off by rounding it.</param>
/// <param name="GraduationYear">The cohort.</param>
/// <param name="Kinds">Kinds wished for, one bit each.</param>
/// <param name="DegreeAndPlace">The degree, and the major's place in its class, as <see cref="Pack"/> packs them.</param>
readonly record struct GraduateEntry(ushort PayFloor, ushort PayFloorRest, ushort GraduationYear, ushort Kinds, ushort DegreeAndPlace)
{
    public const int Sets = 1;
    public const int PayFloorField = 0, PayFloorRestField = 1, GraduationYearField = 2, KindsField = 3, DegreeAndPlaceField = 4;

    /// <summary>The pay floor, exactly; of one too high for that, less, but still more than any position pays that is not too high itself.</summary>
    public static long PayFloorFen(ReadOnlySpan<ushort> block, int lane) =>
        (long)block[PayFloorField * Lanes.Width + lane] * ShortPay.Step + block[PayFloorRestField * Lanes.Width + lane];

    /// <summary>Years outside become the nearest.</summary>
    public static ushort YearOf(int year) => (ushort)Math.Clamp(year, 0, ushort.MaxValue);

    /// <summary>Whether the years nearest to those outside are outside these rules too.</summary>
    public static bool Tells(FitRules rules) => rules.EarliestGraduationYear > 0 && rules.LatestGraduationYear < ushort.MaxValue;

    public static ushort Pack(DegreeLevel degree, int place) => (ushort)((int)degree | place << 3);

    public static Vector256<ushort> Degree(Vector256<ushort> degreeAndPlace) => degreeAndPlace & Vector256.Create((ushort)7);

    public static Vector256<ushort> Place(Vector256<ushort> degreeAndPlace) => degreeAndPlace >>> 3;
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
    public byte MinimumDegree;
    public byte Kind;

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
    public byte Degree;
    public byte Kinds;

    /// <summary>Numbers of the skills, if there is room for all.</summary>
    public InlineSkills Skills;

    [InlineArray(Length)]
    public struct InlineSkills
    {
        public const int Length = 11;
        int _first;
    }
}

/// <summary>Days in two bytes, from 2000 to the middle of 2179. Days outside become the nearest.</summary>
static class ShortDay
{
    static readonly int First = new DateOnly(2000, 1, 1).DayNumber;

    public static ushort Of(int day) => (ushort)Math.Clamp(day - First, 0, ushort.MaxValue);

    /// <summary>Whether it is the day itself.</summary>
    public static bool Holds(int day) => day - First == Of(day);
}

/// <summary>Pay in two bytes, in steps of a hundred yuan.</summary>
static class ShortPay
{
    public const int Step = 10_000;

    /// <summary>What is more is rounded down to this, and up to the next.</summary>
    public const ushort Highest = ushort.MaxValue - 1;

    public static ushort Down(long fen) => (ushort)Math.Clamp(fen / Step, 0, Highest);

    public static ushort Up(long fen) => (ushort)Math.Clamp((fen + Step - 1) / Step, 0, ushort.MaxValue);
}
