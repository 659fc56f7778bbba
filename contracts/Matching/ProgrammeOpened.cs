namespace RaMatch.Contracts.Matching;

/// <summary>A programme (专项) is open, was amended or closed, or its rules have a new version. A snapshot: the higher version wins.</summary>
/// <param name="ProgrammeId">The programme.</param>
/// <param name="Version">The subject's version after this event, counted from 1.</param>
/// <param name="Code">Its code, for example <c>ra-2022</c>.</param>
/// <param name="Title">Its title.</param>
/// <param name="CohortYear">This year's cohort (届).</param>
/// <param name="OpensOn">First day.</param>
/// <param name="ClosesOn">Last day.</param>
/// <param name="Kinds">Kinds of post allowed.</param>
/// <param name="MinimumDegree">The lowest degree that counts.</param>
/// <param name="EarliestGraduationYear">The earliest graduation year that counts.</param>
/// <param name="AgreementForms">Forms of agreement accepted.</param>
/// <param name="ShortestTermMonths">The shortest term that counts, in months.</param>
/// <param name="WishLimit">How many active applications a graduate may hold at once.</param>
/// <param name="MinimumWagesFen">Monthly minimum wage in fen by city, where the programme overrides the reference table.</param>
[Message("matching", "programme-opened", "posting", "applicant")]
public sealed record ProgrammeOpened(
    Guid ProgrammeId,
    long Version,
    string Code,
    string Title,
    int CohortYear,
    DateOnly OpensOn,
    DateOnly ClosesOn,
    IReadOnlyList<PositionKind> Kinds,
    DegreeLevel MinimumDegree,
    int EarliestGraduationYear,
    IReadOnlyList<AgreementForm> AgreementForms,
    int ShortestTermMonths,
    int WishLimit,
    IReadOnlyDictionary<string, long> MinimumWagesFen) : IMessage
{
    Guid IMessage.Subject => ProgrammeId;
}
