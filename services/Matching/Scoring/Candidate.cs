using RaMatch.Contracts;
using RaMatch.Reference;

namespace RaMatch.Matching.Scoring;

/// <summary>
/// A graduate as the scoring sees it, by pseudonym. There is deliberately no sex, age, school, household registration or ethnicity:
/// what is not in the record cannot weigh.
/// </summary>
sealed record Candidate
{
    public Guid GraduateId { get; init; }
    public long Version { get; init; }
    public DegreeLevel Degree { get; init; }
    public string MajorCode { get; init; } = "";
    public long GraduationYear { get; init; }
    public IReadOnlyList<string> Skills { get; init; } = [];
    public IReadOnlyList<string> Cities { get; init; } = [];
    public long PayFloorFen { get; init; }
    public IReadOnlyList<PositionKind> Kinds { get; init; } = [];

    /// <summary>The same, ready to compare.</summary>
    public CandidateFeatures Features() => new(
        Degree,
        MajorKey.Of(MajorCode),
        (int)GraduationYear,
        new KeySet(Skills.Select(Key.OfSkill).OfType<ulong>()),
        new KeySet(Cities.Select(Key.OfCity)),
        PayFloorFen,
        Kinds.Aggregate(0, (mask, kind) => mask | 1 << (int)kind));
}

/// <summary>A graduate as numbers: what <see cref="Fit"/> compares.</summary>
/// <param name="Degree">Highest degree.</param>
/// <param name="Major">The major with what it belongs to.</param>
/// <param name="GraduationYear">The cohort (届).</param>
/// <param name="Skills">Skills.</param>
/// <param name="Cities">Acceptable cities; empty means any.</param>
/// <param name="PayFloorFen">Lowest acceptable monthly pay; 0 means any.</param>
/// <param name="Kinds">Kinds of post wished for, one bit each; 0 means any.</param>
readonly record struct CandidateFeatures(
    DegreeLevel Degree,
    MajorKey Major,
    int GraduationYear,
    KeySet Skills,
    KeySet Cities,
    long PayFloorFen,
    int Kinds);

/// <summary>A major's three codes as keys. All are 0, which no accepted code equals, for a code that is in no catalogue.</summary>
readonly record struct MajorKey(ulong Discipline, ulong Class, ulong Major)
{
    public static MajorKey Of(string code) => Majors.TryFind(code, out var major)
        ? new MajorKey(Key.OfCode(major.DisciplineCode), Key.OfCode(major.ClassCode), Key.OfCode(major.NormalizedCode))
        : default;
}
