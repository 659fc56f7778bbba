using RaMatch.Contracts;
using RaMatch.Platform.Web;
using RaMatch.Reference;

namespace RaMatch.Posting.Positions;

/// <summary>A position as a unit writes it, complete or not: <see cref="Linter"/> says what is missing or wrong, while typing and at submission.</summary>
/// <param name="Programme">The programme's code.</param>
/// <param name="Title">The post's title, at most 80 characters.</param>
/// <param name="Kind">Which of the six kinds.</param>
/// <param name="Duties">What is to be done, at most 2,000 characters.</param>
/// <param name="Seats">1 to 500.</param>
/// <param name="MinimumDegree">The lowest degree accepted.</param>
/// <param name="Majors">Accepted majors as code prefixes; empty means any.</param>
/// <param name="RequiredSkills">Skills asked for, at most 20.</param>
/// <param name="WishedSkills">Skills that help, at most 20.</param>
/// <param name="City">The city of work.</param>
/// <param name="PayMinimumFen">Lowest monthly pay before tax, in fen.</param>
/// <param name="PayMaximumFen">Highest monthly pay before tax, in fen.</param>
/// <param name="TermMonths">The agreement's term.</param>
/// <param name="ClosesOn">Last day for applications, China time.</param>
public sealed record PositionDraft(
    [Folded] string? Programme,
    string? Title,
    PositionKind? Kind,
    [ManyLines] string? Duties,
    int? Seats,
    DegreeLevel? MinimumDegree,
    [Folded] IReadOnlyList<string>? Majors,
    IReadOnlyList<string>? RequiredSkills,
    IReadOnlyList<string>? WishedSkills,
    [Folded] string? City,
    long? PayMinimumFen,
    long? PayMaximumFen,
    int? TermMonths,
    DateOnly? ClosesOn)
{
    /// <summary>A position as a unit might write it on a day.</summary>
    internal static PositionDraft Example(DateOnly today) => new(
        $"ra-{today.Year}",
        "磁悬浮研发工程师",
        PositionKind.ResearchProject,
        "参与磁悬浮轴承与控制系统的设计、仿真和样机试验，整理试验数据。",
        Seats: 2,
        DegreeLevel.Bachelor,
        Majors: ["0802", "0808"],
        RequiredSkills: ["控制理论"],
        WishedSkills: ["MATLAB"],
        "潍坊市",
        PayMinimumFen: 700_000,
        PayMaximumFen: 1_200_000,
        TermMonths: 24,
        ClosesOn: today.AddDays(30));

    /// <summary>The text to keep. Call it on a draft in which the linter found no error.</summary>
    internal PositionContent ToContent() => new(
        Title!,
        Kind!.Value,
        Duties!,
        Seats!.Value,
        MinimumDegree!.Value,
        [.. (Majors ?? []).Select(Reference.Majors.Normalize).Distinct()],
        Tidy(RequiredSkills),
        Tidy(WishedSkills),
        Cities.TryFind(City, out var city) ? city.Name : City!,
        PayMinimumFen!.Value,
        PayMaximumFen!.Value,
        TermMonths!.Value,
        ClosesOn!.Value);

    static IReadOnlyList<string> Tidy(IReadOnlyList<string>? skills) =>
        [.. (skills ?? []).Distinct(StringComparer.OrdinalIgnoreCase)];
}
