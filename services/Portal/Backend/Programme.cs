using RaMatch.Contracts;

namespace RaMatch.Portal.Backend;

/// <summary>A programme as lists show it.</summary>
public sealed record Programme(string Code, string Title, string Issuer, int CohortYear, DateOnly OpensOn, DateOnly ClosesOn, long RulesVersion)
{
    /// <summary>The programmes, newest first, and the one a page is about: the one asked for, else that of whoever is signed in, as Matching tells.</summary>
    internal static async Task<(IReadOnlyList<Programme> All, Programme? Chosen, Refusal? Refusal)> ChooseAsync(ServiceClient services, string? code)
    {
        var answer = await services.GetAsync<IReadOnlyList<Programme>>("matching", "my/programmes");
        var own = answer.Value ?? [];
        var all = own.OrderByDescending(one => one.OpensOn).ThenBy(one => one.Code, StringComparer.Ordinal).ToList();
        return (all, all.Find(one => one.Code == code) ?? (own is [var first, ..] ? first : null), answer.Refusal);
    }
}

/// <summary>A programme with the rules in force and what became of them.</summary>
public sealed record ProgrammeDetail(
    string Code,
    string Title,
    string Issuer,
    int CohortYear,
    DateOnly OpensOn,
    DateOnly ClosesOn,
    long RulesVersion,
    ProgrammeRules Rules,
    IReadOnlyList<Milestone> Milestones,
    IReadOnlyList<RulesRevision> Revisions,
    long Version,
    DateTimeOffset? ClosedAt,
    IReadOnlyList<Amendment> Amendments);

/// <summary>What of a programme was amended, and why.</summary>
public sealed record Amendment(long Version, IReadOnlyList<string> Changes, bool Closed, string Reason, DateTimeOffset AmendedAt);

/// <summary>What a clause of the rules means, by examples.</summary>
public sealed record RulesClause(string Title, IReadOnlyList<RulesExample> Examples);

/// <summary>A hire beside a clause: what is special about it, whether it counts, and why not.</summary>
public sealed record RulesExample(string Hire, bool Counts, IReadOnlyList<string> Because);

/// <summary>What rules would mean that nobody has adopted yet.</summary>
public sealed record RulesTrial(long Counted, long NotUnderThese, long NorNow, long Ready, long ReadyUnderThese, IReadOnlyList<RulesTrialPark> Parks, IReadOnlyList<RulesTrialHire> Hires);

/// <summary>A park's part of that.</summary>
public sealed record RulesTrialPark(string ParkId, string ParkName, long Counted, long NotUnderThese);

/// <summary>A hire that counts and would not.</summary>
public sealed record RulesTrialHire(Guid PlacementId, string ParkId, string? UnitName, string? PositionTitle, IReadOnlyList<string> Missing, bool NorNow);

/// <summary>A recount, as far as it has come.</summary>
public sealed record Recount(Guid RecountId, long RulesVersion, string Reason, DateTimeOffset AskedAt, DateTimeOffset? EndedAt, string? BrokenOff, long Counted, long Uncounted);

/// <summary>What a recount has changed.</summary>
public sealed record RecountReport(Recount Recount, RoundJob? Work, IReadOnlyList<RecountPark> Parks);

/// <summary>A park's part of it.</summary>
public sealed record RecountPark(string ParkId, long Counted, long Uncounted, long Ready);

/// <summary>A hire that counted and does no more.</summary>
public sealed record RecountHire(Guid PlacementId, string ParkId, string? UnitName, string? PositionTitle, long CountedUnder, IReadOnlyList<string> Missing, bool CountsAgain);

/// <summary>What a programme demands before a hire counts.</summary>
public sealed record ProgrammeRules(
    IReadOnlyList<PositionKind> Kinds,
    DegreeLevel MinimumDegree,
    int EarliestGraduationYear,
    IReadOnlyList<AgreementForm> AgreementForms,
    int ShortestTermMonths,
    IReadOnlyList<EvidenceKind> RequiredEvidence,
    int WishLimit,
    int OfferDays,
    IReadOnlyDictionary<string, long> MinimumWagesFen,
    bool TerminationUncounts,
    Counter Counter);

/// <summary>A version of the rules and why there is one.</summary>
public sealed record RulesRevision(long Version, string Reason, DateTimeOffset AdoptedAt);

/// <summary>A dated expectation, in basis points of every park's target.</summary>
public sealed record Milestone(DateOnly On, string Title, int? PublishedBasisPoints, int? FilledBasisPoints, MilestoneReport? Report = null, DateTimeOffset? FreezesAt = null);

/// <summary>A target ever set for a park; the highest revision holds.</summary>
sealed record Target(string ParkId, long Revision, [property: System.Text.Json.Serialization.JsonPropertyName("target")] long People, string Reason, DateTimeOffset SetAt);

/// <summary>What proves a hire.</summary>
public enum EvidenceKind
{
    /// <summary>The signed agreement.</summary>
    Agreement,

    /// <summary>The confirmation of being on duty.</summary>
    OnDuty,

    /// <summary>Social insurance paid for a month.</summary>
    Insurance,
}

/// <summary>Which number is compared with the target.</summary>
public enum Counter
{
    /// <summary>All hires counted.</summary>
    All,

    /// <summary>Only those of this year's cohort.</summary>
    Cohort,
}

/// <summary>What comes of a list of targets.</summary>
sealed record TargetsTold(IReadOnlyList<TargetChange> Changes, int Added, int Changed, int Unchanged, long SumBefore, long SumAfter);

/// <summary>What comes of a park's target.</summary>
sealed record TargetChange(string ParkId, string ParkName, long? Before, [property: System.Text.Json.Serialization.JsonPropertyName("target")] long After, long Revision);

/// <summary>A park's target and how it is split.</summary>
sealed record TargetParts(string ParkId, long? Target, IReadOnlyList<TargetSplitting> Splits, IReadOnlyList<TargetUnit> Units, DateTimeOffset? ClosedAt);

/// <summary>A unit that a part may be of.</summary>
sealed record TargetUnit(Guid UnitId, string Name);

/// <summary>A split with its parts and what it was before.</summary>
sealed record TargetSplitting(TargetSplit Kind, long Revision, IReadOnlyList<TargetPart> Parts, long Sum, long? Difference, string Told, string Reason, DateTimeOffset SetAt, IReadOnlyList<FormerSplit> Earlier);

/// <summary>A part of a target.</summary>
sealed record TargetPart(string? Street, UnitCategory? Category, Guid? UnitId, string? UnitName, long Target, long? Published, long? Counted);

/// <summary>A split that holds no more.</summary>
sealed record FormerSplit(long Revision, int Parts, long Sum, string Reason, DateTimeOffset SetAt);

/// <summary>By what a target is split.</summary>
enum TargetSplit
{
    /// <summary>街道.</summary>
    Street,

    /// <summary>单位类别.</summary>
    Category,

    /// <summary>单位.</summary>
    Unit,
}
