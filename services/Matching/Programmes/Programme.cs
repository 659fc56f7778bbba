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

    /// <summary>Counts what has been announced of it.</summary>
    public long Version { get; init; }

    /// <summary>When a supervisor ended it before its time, or after; null as long as none has.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The first instant after the last day: nothing agreed from then on can count.</summary>
    public DateTimeOffset Ends => ChinaTime.EndOf(ClosesOn);

    /// <summary>The rules in force.</summary>
    public Rules RulesInForce => field ??= Json.Read<Rules>(Rules);

    /// <summary>The milestones, earliest first.</summary>
    public IReadOnlyList<Milestone> MilestonesByDay => field ??= [.. Json.Read<IReadOnlyList<Milestone>>(Milestones).OrderBy(milestone => milestone.On)];

    /// <summary>What of it may be amended.</summary>
    public Terms Terms => new(Title, Issuer, OpensOn, ClosesOn, MilestonesByDay);

    /// <summary>The same under other rules: a copy would keep what has been read of those that it had.</summary>
    public Programme Under(Rules rules) => new()
    {
        Code = Code,
        ProgrammeId = ProgrammeId,
        Title = Title,
        Issuer = Issuer,
        CohortYear = CohortYear,
        OpensOn = OpensOn,
        ClosesOn = ClosesOn,
        Milestones = Milestones,
        RulesVersion = RulesVersion,
        Rules = Json.Text(rules),
        Version = Version,
        ClosedAt = ClosedAt,
    };

    /// <summary>The programme of a code for whoever changes it: its row is touched, and others who change it wait. Null: there is none.</summary>
    public static async Task<Programme?> TakeAsync(UnitOfWork unit, string code) =>
        await unit.ExecuteAsync(Touch, new { code }) == 0 ? null : await FindAsync(unit, code);

    /// <summary>The programme of a code, or null.</summary>
    public static Task<Programme?> FindAsync(Reader reader, string code) => reader.FindAsync<Programme>(SelectProgramme, new { code });

    /// <summary>What the other services need to know of it.</summary>
    public ProgrammeOpened Announcement()
    {
        var rules = RulesInForce;
        return new ProgrammeOpened(
            ProgrammeId,
            Version,
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

    const string Touch = "UPDATE programme SET version = version WHERE code = @code";

    const string SelectProgramme = """
        SELECT programme.code, programme_id, title, issuer, cohort_year, opens_on, closes_on, milestones, rules_version, rules_version.rules, programme.version, closed_at
        FROM programme
        JOIN rules_version ON rules_version.programme = programme.code AND rules_version.version = programme.rules_version
        WHERE programme.code = @code
        """;
}
