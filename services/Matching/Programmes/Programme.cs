using RaMatch.Contracts.Matching;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Programmes;

/// <summary>A programme (专项) with the rules in force.</summary>
sealed record Programme
{
    public string Code { get; init; } = "";
    public Guid ProgrammeId { get; init; }
    public string Title { get; init; } = "";
    public string Issuer { get; init; } = "";
    public long CohortYear { get; init; }
    public DateOnly OpensOn { get; init; }
    public DateOnly ClosesOn { get; init; }
    public string Milestones { get; init; } = "[]";
    public long RulesVersion { get; init; }
    public string Rules { get; init; } = "";

    /// <summary>The first instant after the last day: nothing agreed from then on can count.</summary>
    public DateTimeOffset Ends => ChinaTime.EndOf(ClosesOn);

    /// <summary>The rules in force.</summary>
    public Rules RulesInForce => field ??= Json.Read<Rules>(Rules);

    /// <summary>The milestones, earliest first.</summary>
    public IReadOnlyList<Milestone> MilestonesByDay => field ??= [.. Json.Read<IReadOnlyList<Milestone>>(Milestones).OrderBy(milestone => milestone.On)];

    /// <summary>The programme of a code, or null.</summary>
    public static Task<Programme?> FindAsync(Reader reader, string code) => reader.FindAsync<Programme>(SelectProgramme, new { code });

    /// <summary>What the other services need to know of it.</summary>
    public ProgrammeOpened Announcement()
    {
        var rules = RulesInForce;
        return new ProgrammeOpened(
            ProgrammeId,
            RulesVersion,
            Code,
            Title,
            (int)CohortYear,
            OpensOn,
            ClosesOn,
            rules.Kinds,
            rules.MinimumDegree,
            rules.EarliestGraduationYear,
            rules.AgreementForms,
            rules.ShortestTermMonths,
            rules.WishLimit,
            rules.MinimumWagesFen);
    }

    const string SelectProgramme = """
        SELECT programme.code, programme_id, title, issuer, cohort_year, opens_on, closes_on, milestones, rules_version, rules_version.rules
        FROM programme
        JOIN rules_version ON rules_version.programme = programme.code AND rules_version.version = programme.rules_version
        WHERE programme.code = @code
        """;
}
