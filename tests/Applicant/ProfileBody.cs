namespace RaMatch.Applicant.Tests;

/// <summary>A profile as a client sends it.</summary>
sealed record ProfileBody
{
    public string? Name { get; init; }
    public string? Phone { get; init; }
    public string? Email { get; init; }
    public string? UniversityCode { get; init; }
    public string? MajorCode { get; init; }
    public string? Degree { get; init; }
    public int GraduationYear { get; init; }
    public IReadOnlyList<string>? Skills { get; init; }
    public IReadOnlyList<string>? Cities { get; init; }
    public long PayFloorFen { get; init; }
    public IReadOnlyList<string>? Kinds { get; init; }
    public string? Summary { get; init; }
}
