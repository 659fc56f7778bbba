using RaMatch.Contracts;
using RaMatch.Platform;

namespace RaMatch.Matching.Scoring;

/// <summary>A position as the scoring sees it: what it says, in the unit's own words.</summary>
sealed record Vacancy
{
    public Guid PositionId { get; init; }
    public long Version { get; init; }
    public Guid UnitId { get; init; }
    public string UnitName { get; init; } = "";
    public string ParkId { get; init; } = "";
    public string Programme { get; init; } = "";
    public string Title { get; init; } = "";
    public PositionKind Kind { get; init; }
    public long Seats { get; init; }
    public long SeatsHeld { get; init; }
    public DegreeLevel MinimumDegree { get; init; }
    public IReadOnlyList<string> Majors { get; init; } = [];
    public IReadOnlyList<string> RequiredSkills { get; init; } = [];
    public IReadOnlyList<string> WishedSkills { get; init; } = [];
    public string City { get; init; } = "";
    public long PayMinimumFen { get; init; }
    public long PayMaximumFen { get; init; }
    public long TermMonths { get; init; }
    public DateOnly ClosesOn { get; init; }
    public DateTimeOffset PublishedAt { get; init; }

    /// <summary>Closed by the unit, or the unit is suspended.</summary>
    public bool Closed { get; init; }

    /// <summary>The same, ready to compare.</summary>
    public VacancyFeatures Features()
    {
        var required = RequiredSkills.Select(Key.OfSkill).OfType<ulong>().ToHashSet();
        return new VacancyFeatures(
            Closed,
            ClosesOn.DayNumber,
            ChinaTime.DayOf(PublishedAt).DayNumber,
            (int)Math.Max(Seats - SeatsHeld, 0),
            MinimumDegree,
            Kind,
            Key.OfCity(City),
            PayMinimumFen,
            PayMaximumFen,
            new KeySet(Majors.Where(code => !string.IsNullOrWhiteSpace(code)).Select(Key.OfCode)),
            new KeySet(required),
            // Named twice, a skill is asked for once: as required.
            new KeySet(WishedSkills.Select(Key.OfSkill).OfType<ulong>().Where(skill => !required.Contains(skill))));
    }
}

/// <summary>A position as numbers: what <see cref="Fit"/> compares. Nothing in it needs more than its keys, so that an index can pack it.</summary>
/// <param name="Closed">Closed by the unit, or the unit is suspended.</param>
/// <param name="LastDay">Last day for applications, as <see cref="DateOnly.DayNumber"/>.</param>
/// <param name="PublishedDay">The day in China on which it was published.</param>
/// <param name="FreeSeats">Seats no offer or hire holds.</param>
/// <param name="MinimumDegree">The lowest degree accepted.</param>
/// <param name="Kind">Which of the six kinds.</param>
/// <param name="City">Where, as <see cref="Key.OfCity"/>.</param>
/// <param name="PayMinimumFen">Lowest monthly pay.</param>
/// <param name="PayMaximumFen">Highest monthly pay.</param>
/// <param name="Majors">Accepted disciplines, classes and majors; empty means any.</param>
/// <param name="RequiredSkills">Skills asked for.</param>
/// <param name="WishedSkills">Skills that help, without those asked for.</param>
readonly record struct VacancyFeatures(
    bool Closed,
    int LastDay,
    int PublishedDay,
    int FreeSeats,
    DegreeLevel MinimumDegree,
    PositionKind Kind,
    ulong City,
    long PayMinimumFen,
    long PayMaximumFen,
    KeySet Majors,
    KeySet RequiredSkills,
    KeySet WishedSkills);
