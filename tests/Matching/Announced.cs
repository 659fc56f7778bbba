using RaMatch.Contracts;
using RaMatch.Contracts.Applicant;
using RaMatch.Contracts.Posting;
using RaMatch.Testing;

namespace RaMatch.Matching.Tests;

/// <summary>Events as Posting and Applicant announce them; a test changes with <c>with</c> what it is about. Names become ids by <see cref="People.IdOf"/>.</summary>
static class Announced
{
    public static readonly DateTimeOffset Morning = new(2022, 6, 28, 1, 0, 0, TimeSpan.Zero);

    /// <summary>A mechanical engineer's post in Weifang for two bachelors of mechanics or computing.</summary>
    public static PositionPublished Position(string name, string unit = "天瑞重工", long version = 1) => new(
        People.IdOf(name),
        version,
        People.IdOf(unit),
        unit,
        "weifang",
        "ra-2022",
        name,
        PositionKind.ResearchProject,
        Seats: 2,
        DegreeLevel.Bachelor,
        Majors: ["0802", "0809"],
        RequiredSkills: ["SolidWorks", "C#"],
        WishedSkills: ["MATLAB"],
        "潍坊市",
        PayMinimumFen: 600_000,
        PayMaximumFen: 900_000,
        TermMonths: 12,
        new DateOnly(2022, 8, 31),
        Morning);

    /// <summary>A master of mechanical engineering of the year who would come to Weifang for 5,000 yuan and may be shown to units.</summary>
    public static ProfilePublished Graduate(string name, long version = 1) => new(
        People.IdOf(name),
        version,
        DegreeLevel.Master,
        "080202",
        GraduationYear: 2022,
        Skills: ["SolidWorks", "C#", "MATLAB"],
        Cities: ["潍坊市", "济南市"],
        PayFloorFen: 500_000,
        Kinds: [PositionKind.ResearchProject],
        Morning,
        ShownToUnits: true);

    public static UnitVerified UnitVerified(string unit, long version = 1) =>
        new(People.IdOf(unit), version, unit, "weifang", [UnitCategory.HighTechEnterprise], Morning);

    public static UnitSuspended UnitSuspended(string unit, long version = 2) => new(People.IdOf(unit), version, "weifang", "材料不实", Morning);

    public static PositionClosed Closed(string position, long version = 2) => new(People.IdOf(position), version, "已招满", Morning);

    public static ProfileWithdrawn Withdrawn(string graduate, long version = 2) => new(People.IdOf(graduate), version, Morning);
}
