using System.ComponentModel.DataAnnotations;
using RaMatch.Contracts;
using RaMatch.Platform;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Programmes;

/// <summary>
/// What a programme demands before a hire counts: one version of it. Everything a notice may change from year to year stands here and not in
/// code. Public because the framework validates the members of public types only.
/// </summary>
/// <param name="Kinds">Kinds of post allowed.</param>
/// <param name="MinimumDegree">The lowest degree that counts.</param>
/// <param name="EarliestGraduationYear">The earliest graduation year that counts.</param>
/// <param name="AgreementForms">Forms of agreement accepted.</param>
/// <param name="ShortestTermMonths">The shortest term that counts, in months.</param>
/// <param name="RequiredEvidence">What must be on file.</param>
/// <param name="WishLimit">How many active applications a graduate may hold at once.</param>
/// <param name="OfferDays">For how many days an offer stands unless it says otherwise.</param>
/// <param name="MinimumWagesFen">Monthly minimum wage in fen by city, where it differs from the reference table.</param>
/// <param name="TerminationUncounts">Whether a hire that ends within its term counts no more.</param>
/// <param name="Counter">Which number is compared with the target.</param>
public sealed record Rules(
    [Required(ErrorMessage = "ramatch:rules.kinds-missing"), MinLength(1, ErrorMessage = "ramatch:rules.no-kind")] IReadOnlyList<PositionKind> Kinds,
    DegreeLevel MinimumDegree,
    [Range(2000, 2100, ErrorMessage = "ramatch:rules.graduation-year-range?least={1}&most={2}")] int EarliestGraduationYear,
    [Required(ErrorMessage = "ramatch:rules.forms-missing"), MinLength(1, ErrorMessage = "ramatch:rules.no-form")] IReadOnlyList<AgreementForm> AgreementForms,
    [Range(1, 60, ErrorMessage = "ramatch:rules.term-range?least={1}&most={2}")] int ShortestTermMonths,
    [Required(ErrorMessage = "ramatch:rules.evidence-missing")] IReadOnlyList<EvidenceKind> RequiredEvidence,
    [Range(1, 50, ErrorMessage = "ramatch:rules.wish-limit-range?least={1}&most={2}")] int WishLimit,
    [Range(1, 60, ErrorMessage = "ramatch:rules.offer-days-range?least={1}&most={2}")] int OfferDays,
    [Required(ErrorMessage = "ramatch:rules.wages-missing")] IReadOnlyDictionary<string, long> MinimumWagesFen,
    bool TerminationUncounts,
    Counter Counter)
{
    /// <summary>What a notice might demand in the year of a day.</summary>
    internal static Rules Example(DateOnly today) => new(
        [PositionKind.ResearchProject, PositionKind.LaboratoryOperation, PositionKind.TechnologyTransfer, PositionKind.AcademicAssistant],
        DegreeLevel.Bachelor,
        EarliestGraduationYear: today.Year - 2,
        [AgreementForm.ServiceAgreement, AgreementForm.LabourContract],
        ShortestTermMonths: 12,
        [EvidenceKind.Agreement, EvidenceKind.OnDuty],
        WishLimit: 5,
        OfferDays: 7,
        new Dictionary<string, long>(StringComparer.Ordinal),
        TerminationUncounts: true,
        Counter.All);
}

/// <summary>What proves a hire.</summary>
public enum EvidenceKind
{
    /// <summary>协议: the signed agreement.</summary>
    Agreement,

    /// <summary>到岗确认: the confirmation of being on duty.</summary>
    OnDuty,

    /// <summary>社保: social insurance paid for a month.</summary>
    Insurance,
}

/// <summary>Which number is compared with the target.</summary>
public enum Counter
{
    /// <summary>All hires counted.</summary>
    All,

    /// <summary>Only those of this year's cohort (应届).</summary>
    Cohort,
}

/// <summary>What every park hands in at a milestone.</summary>
public enum MilestoneReport
{
    /// <summary>岗位统计表: the sheet of units and posts.</summary>
    UnitPost,

    /// <summary>Nothing.</summary>
    None,
}

/// <summary>A dated expectation: by the end of the day, so much of every park's target.</summary>
/// <param name="On">The day.</param>
/// <param name="Title">What is expected or handed in.</param>
/// <param name="PublishedBasisPoints">Seats published, in basis points of the park's target; null says nothing of it.</param>
/// <param name="FilledBasisPoints">Hires counted, in basis points of the park's target; null says nothing of it.</param>
/// <param name="Report">What every park hands in; null: the sheet of units and posts.</param>
/// <param name="FreezesAt">As of when the numbers are, and from when on a report is late; null: the end of the day in China.</param>
public sealed record Milestone(
    DateOnly On,
    [Required(ErrorMessage = "ramatch:milestone.title-missing"), Characters(100, ErrorMessage = "ramatch:milestone.title-too-long?most={1}")] string Title,
    [Range(0, 100_000, ErrorMessage = "ramatch:milestone.published-range?least={1}&most={2}")] int? PublishedBasisPoints,
    [Range(0, 100_000, ErrorMessage = "ramatch:milestone.filled-range?least={1}&most={2}")] int? FilledBasisPoints,
    MilestoneReport? Report = null,
    DateTimeOffset? FreezesAt = null)
{
    /// <summary>How many hires it asks of a park with this target, rounded down; null says nothing of it.</summary>
    public long? FilledOf(long target) => target * FilledBasisPoints / 10_000;

    /// <summary>As of when the numbers are, and the first instant at which a report is late.</summary>
    internal DateTimeOffset Freezes => FreezesAt ?? ChinaTime.EndOf(On);
}
