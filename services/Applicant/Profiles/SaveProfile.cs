using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using RaMatch.Applicant.Consents;
using RaMatch.Applicant.Graduates;
using RaMatch.Contracts;
using RaMatch.Platform;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;
using RaMatch.Reference;

namespace RaMatch.Applicant.Profiles;

/// <summary>A graduate writes or changes the profile (简历). 400 names the field that is wrong.</summary>
static class SaveProfile
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPut("/profile", HandleAsync).RequireGraduate().RequireScope(Scopes.ProfileWrite)
        .WithExample(today => new Request(
            "陈晓雯",
            "19912345678",
            Email: null,
            UniversityCode: null,
            MajorCode: "080801",
            DegreeLevel.Bachelor,
            today.Year,
            Skills: ["控制理论", "Python"],
            Cities: ["潍坊市"],
            PayFloorFen: 600_000,
            Kinds: [PositionKind.ResearchProject],
            University: "山东大学"));

    const int MostSkills = 20;
    const int MostCities = 10;
    const int LongestSkill = 30;
    const int YearsAhead = 8;

    /// <summary>
    /// The whole profile; what is left out is emptied. Instead of a code the name may be given: it is looked up, and where the tables do not
    /// hold it, it is kept as written by hand, if the institution's country or region is named and the major is said to be so.
    /// </summary>
    public sealed record Request(
        [Required(ErrorMessage = "ramatch:profile.name-missing"), Characters(50, ErrorMessage = "ramatch:profile.name-too-long?most={1}")] string Name,
        [Required(ErrorMessage = "ramatch:profile.phone-missing"), Folded] string Phone,
        [Characters(100, ErrorMessage = "ramatch:profile.email-too-long?most={1}"), Folded] string? Email,
        [RequiredWithout(nameof(University), ErrorMessage = "ramatch:profile.university-missing"), Folded] string? UniversityCode,
        [RequiredWithout(nameof(Major), ErrorMessage = "ramatch:profile.major-missing"), Folded] string? MajorCode,
        [Required(ErrorMessage = "ramatch:profile.degree-missing")] DegreeLevel? Degree,
        [Required(ErrorMessage = "ramatch:profile.graduation-year"), Range(1960, 2100, ErrorMessage = "ramatch:profile.graduation-year")] int? GraduationYear,
        IReadOnlyList<string>? Skills,
        [Folded] IReadOnlyList<string>? Cities,
        [Range(0d, 100_000_000d, ErrorMessage = "ramatch:profile.pay-range")] long PayFloorFen = 0,
        IReadOnlyList<PositionKind>? Kinds = null,
        [Characters(2000, ErrorMessage = "ramatch:profile.summary-too-long?most={1}"), ManyLines] string? Summary = null,
        [Range(1, 12, ErrorMessage = "ramatch:profile.graduation-month")] int? GraduationMonth = null,
        [Characters(100, ErrorMessage = "ramatch:profile.university-too-long?most={1}")] string? University = null,
        [Characters(30, ErrorMessage = "ramatch:profile.country-too-long?most={1}")] string? UniversityCountry = null,
        [Characters(100, ErrorMessage = "ramatch:profile.major-too-long?most={1}")] string? Major = null,
        bool MajorByHand = false);

    /// <summary>The profile's new version, and what the graduate should know of how it was taken.</summary>
    public sealed record Response(long Version, IReadOnlyList<Sentence> Notes);

    static async Task<Results<Ok<Response>, ValidationProblem>> HandleAsync(Request request, Graduate graduate, ApplicantDb db, CancellationToken cancellation)
    {
        var errors = new Dictionary<string, Sentence[]>(StringComparer.Ordinal);
        if (Check(request, errors) is not var (profile, notes))
        {
            return Problems.Invalid(errors);
        }

        return await db.WriteAsync<Results<Ok<Response>, ValidationProblem>>(async unit =>
        {
            if (request.GraduationYear > ChinaTime.DayOf(unit.Now).Year + YearsAhead)
            {
                return Problems.Invalid("graduationYear", "profile.graduation-year");
            }

            await GraduateVersion.TouchAsync(unit, graduate.Id);
            var row = profile with { GraduateId = graduate.Id, UpdatedAt = unit.Now };
            if (await unit.ExecuteAsync(UpdateProfile, row) == 0)
            {
                await unit.ExecuteAsync(InsertProfile, row);
            }

            var version = await GraduateVersion.NextAsync(unit, graduate.Id);
            await ProfileAnnouncement.PublishAsync(unit, graduate.Id, version);
            return TypedResults.Ok(new Response(version, notes));
        }, cancellation);
    }

    /// <summary>The row to store with what to tell, or null and what is wrong, by field.</summary>
    static (Row Profile, IReadOnlyList<Sentence> Notes)? Check(Request request, Dictionary<string, Sentence[]> errors)
    {
        void Refuse(string field, Sentence? sentence)
        {
            if (sentence is not null)
            {
                errors.TryAdd(field, [sentence]);
            }
        }

        var (phone, email) = (MobilePhone.Normalize(request.Phone), request.Email is null ? null : EmailAddress.Normalize(request.Email));
        var skills = Given(request.Skills);
        Refuse("phone", MobilePhone.IsValid(phone, out var code) ? null : Sentence.Of(code));
        Refuse("email", email is null || EmailAddress.IsValid(email) ? null : Sentence.Of("profile.email-invalid"));
        var schooling = Schooling.Read(request, Refuse);
        Refuse("skills", skills.Count > MostSkills ? Sentence.Of("profile.too-many-skills", ("most", MostSkills)) : null);
        foreach (var (index, skill) in skills.Index())
        {
            Refuse(
                $"skills[{index}]",
                Characters.Count(skill) > LongestSkill ? Sentence.Of("profile.skill-too-long", ("most", LongestSkill))
                : PersonalText.HoldsContactNumber(skill) ? Sentence.Of("profile.contact-in-skill")
                : null);
        }

        var cities = new List<string>();
        foreach (var (index, text) in Given(request.Cities).Index())
        {
            Refuse($"cities[{index}]", Cities.TryFind(text, out var city) ? null : Sentence.Of("profile.city-unknown"));
            cities.Add(city?.Name ?? text);
        }

        Refuse("cities", cities.Count > MostCities ? Sentence.Of("profile.too-many-cities", ("most", MostCities)) : null);
        return errors.Count > 0 ? null : (new Row
        {
            Name = request.Name,
            Phone = phone,
            Email = email,
            UniversityCode = schooling.UniversityCode,
            UniversityWritten = schooling.UniversityWritten,
            UniversityCountry = schooling.UniversityCountry,
            MajorCode = schooling.MajorCode,
            MajorWritten = schooling.MajorWritten,
            Degree = request.Degree!.Value,
            GraduationYear = request.GraduationYear!.Value,
            GraduationMonth = request.GraduationMonth,
            Skills = Json.Text(skills.Distinct(StringComparer.OrdinalIgnoreCase)),
            Cities = Json.Text(cities.Distinct()),
            PayFloorFen = request.PayFloorFen,
            Kinds = Json.Text((request.Kinds ?? []).Distinct()),
            Summary = request.Summary,
        }, schooling.Notes);
    }

    static List<string> Given(IReadOnlyList<string>? texts) => [.. (texts ?? []).Where(text => text.Length > 0)];

    sealed record Row
    {
        public Guid GraduateId { get; init; }
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
        public DateTimeOffset UpdatedAt { get; init; }
    }

    const string UpdateProfile = """
        UPDATE profile
        SET name = @name, phone = @phone, email = @email, university_code = @universityCode, university_written = @universityWritten,
            university_country = @universityCountry, major_code = @majorCode, major_written = @majorWritten, degree = @degree,
            graduation_year = @graduationYear, graduation_month = @graduationMonth, skills = @skills, cities = @cities, pay_floor_fen = @payFloorFen, kinds = @kinds,
            summary = @summary, updated_at = @updatedAt
        WHERE graduate_id = @graduateId
        """;

    const string InsertProfile = """
        INSERT INTO profile (graduate_id, name, phone, email, university_code, university_written, university_country, major_code, major_written, degree,
            graduation_year, graduation_month, skills, cities, pay_floor_fen, kinds, summary, updated_at)
        VALUES (@graduateId, @name, @phone, @email, @universityCode, @universityWritten, @universityCountry, @majorCode, @majorWritten, @degree,
            @graduationYear, @graduationMonth, @skills, @cities, @payFloorFen, @kinds, @summary, @updatedAt)
        """;
}
