using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Applicant.Consents;
using RaMatch.Contracts;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Reference;

namespace RaMatch.Applicant.Profiles;

/// <summary>A graduate reads the own profile. 404 if there is none yet.</summary>
static class ReadProfile
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/profile", HandleAsync).RequireGraduate().RequireScope(Scopes.ProfileRead);

    /// <summary>
    /// The profile; <c>published</c> says whether Matching may use its features. Where <c>universityByHand</c> or <c>majorByHand</c> is true the
    /// name was written by hand and the code is empty; <c>cohort</c> is the 届 that year and month make.
    /// </summary>
    public sealed record Response(
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
        long Version,
        bool Published,
        DateTimeOffset UpdatedAt,
        int? GraduationMonth,
        int Cohort,
        bool UniversityByHand,
        string? UniversityCountry,
        bool MajorByHand);

    static async Task<Results<Ok<Response>, NotFound<ProblemDetails>>> HandleAsync(Graduate graduate, ApplicantDb db, CancellationToken cancellation) =>
        await db.ReadAsync(reader => FindAsync(reader, graduate.Id), cancellation) is { } profile
            ? TypedResults.Ok(profile)
            : Problems.NotFound("profile.none");

    /// <summary>The profile, or null.</summary>
    internal static async Task<Response?> FindAsync(Reader reader, Guid graduateId)
    {
        if (await reader.FindAsync<Row>(SelectProfile, new { graduateId }) is not { } row)
        {
            return null;
        }

        return new Response(
            row.Name,
            row.Phone,
            row.Email,
            row.UniversityCode,
            row.UniversityWritten ?? (Universities.TryFind(row.UniversityCode, out var university) ? university.Name : row.UniversityCode),
            row.MajorCode,
            row.MajorWritten ?? Majors.Describe(row.MajorCode) ?? row.MajorCode,
            row.Degree,
            (int)row.GraduationYear,
            Json.Read<string[]>(row.Skills),
            Json.Read<string[]>(row.Cities),
            row.PayFloorFen,
            Json.Read<PositionKind[]>(row.Kinds),
            row.Summary,
            row.Version,
            await ConsentInForce.IsAsync(reader, graduateId, ConsentPurpose.Matching),
            row.UpdatedAt,
            (int?)row.GraduationMonth,
            Reference.Cohort.Of((int)row.GraduationYear, (int?)row.GraduationMonth),
            row.UniversityWritten is not null,
            row.UniversityCountry,
            row.MajorWritten is not null);
    }

    sealed record Row
    {
        public string Name { get; init; } = "";
        public string Phone { get; init; } = "";
        public string? Email { get; init; }
        public string UniversityCode { get; init; } = "";
        public string? UniversityWritten { get; init; }
        public string? UniversityCountry { get; init; }
        public string MajorCode { get; init; } = "";
        public string? MajorWritten { get; init; }
        public DegreeLevel Degree { get; init; }
        public long GraduationYear { get; init; }
        public long? GraduationMonth { get; init; }
        public string Skills { get; init; } = "";
        public string Cities { get; init; } = "";
        public long PayFloorFen { get; init; }
        public string Kinds { get; init; } = "";
        public string? Summary { get; init; }
        public long Version { get; init; }
        public DateTimeOffset UpdatedAt { get; init; }
    }

    const string SelectProfile = """
        SELECT p.name, p.phone, p.email, p.university_code, p.university_written, p.university_country, p.major_code, p.major_written, p.degree,
               p.graduation_year, p.graduation_month, p.skills, p.cities, p.pay_floor_fen, p.kinds, p.summary, g.version, p.updated_at
        FROM profile p
        JOIN graduate g ON g.graduate_id = p.graduate_id
        WHERE p.graduate_id = @graduateId
        """;
}
