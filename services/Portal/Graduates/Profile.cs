using RaMatch.Contracts;

namespace RaMatch.Portal.Graduates;

/// <summary>The graduate's own profile (简历) as Applicant holds it.</summary>
public sealed record Profile(
    string Name,
    string Phone,
    string? Email,
    string UniversityCode,
    string University,
    string MajorCode,
    string Major,
    DegreeLevel Degree,
    int GraduationYear,
    IReadOnlyList<string> Skills,
    IReadOnlyList<string> Cities,
    long PayFloorFen,
    IReadOnlyList<PositionKind> Kinds,
    string? Summary,
    bool Published,
    int? GraduationMonth,
    int Cohort,
    bool UniversityByHand,
    string? UniversityCountry,
    bool MajorByHand)
{
    /// <summary>What is still empty and would help, the most useful first. Wishes left open on purpose (any city, any kind) count as answered by the rest.</summary>
    public IReadOnlyList<string> Missing =>
    [
        .. Skills.Count == 0 ? ["技能"] : Array.Empty<string>(),
        .. Cities.Count == 0 ? ["意向城市"] : Array.Empty<string>(),
        .. Kinds.Count == 0 ? ["意向岗位"] : Array.Empty<string>(),
        .. PayFloorFen == 0 ? ["期望月薪"] : Array.Empty<string>(),
        .. string.IsNullOrWhiteSpace(Summary) ? ["个人简介"] : Array.Empty<string>(),
    ];

    /// <summary>Which part of the profile is filled in, from 0 to 1; what must be there makes half of it.</summary>
    public double Share => 1 - Missing.Count / 10d;
}

/// <summary>What Applicant says of how a profile was taken.</summary>
sealed record SavedProfile(IReadOnlyList<string> Notes);

/// <summary>What a graduate may consent to, in its present words.</summary>
public sealed record Consent(
    string Purpose,
    string Title,
    string Text,
    int Version,
    bool Given,
    int? GivenVersion,
    DateTimeOffset? GivenAt,
    DateTimeOffset? WithdrawnAt,
    string? Change)
{
    /// <summary>Whether the consent in force is to older words: it stays so, and the present ones are offered.</summary>
    public bool IsOfOlderWords => Given && GivenVersion < Version;
}
