namespace RaMatch.Contracts.Applicant;

/// <summary>A graduate who consents to matching has a new or changed profile: features only, never who it is. A snapshot: the higher version wins.</summary>
/// <param name="GraduateId">The graduate's pseudonym.</param>
/// <param name="Version">The subject's version after this event, counted from 1.</param>
/// <param name="Degree">Highest degree held or about to be.</param>
/// <param name="MajorCode">Code of the major in the ministry's catalogues; empty where the graduate wrote it by hand, a text that stays with Applicant.</param>
/// <param name="GraduationYear">The cohort (届): the year of graduation, or the next one for who graduates from September on.</param>
/// <param name="Skills">Skills, as the graduate wrote them.</param>
/// <param name="Cities">Acceptable cities; empty means any.</param>
/// <param name="PayFloorFen">Lowest acceptable monthly pay in fen; 0 means any.</param>
/// <param name="Kinds">Kinds of post wished for; empty means any.</param>
/// <param name="PublishedAt">When the profile took this form.</param>
/// <param name="ShownToUnits">
/// Whether the graduate agrees that units see these features by pseudonym before an application. Absent means no: whoever wrote the event
/// knew only consents that do not say so.
/// </param>
[Message("applicant", "profile-published", "matching")]
public sealed record ProfilePublished(
    Guid GraduateId,
    long Version,
    DegreeLevel Degree,
    string MajorCode,
    int GraduationYear,
    IReadOnlyList<string> Skills,
    IReadOnlyList<string> Cities,
    long PayFloorFen,
    IReadOnlyList<PositionKind> Kinds,
    DateTimeOffset PublishedAt,
    bool? ShownToUnits = null) : IMessage
{
    Guid IMessage.Subject => GraduateId;
}
