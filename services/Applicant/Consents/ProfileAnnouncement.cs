using RaMatch.Contracts;
using RaMatch.Contracts.Applicant;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Reference;

namespace RaMatch.Applicant.Consents;

/// <summary>Tells Matching a graduate's features, and only those, as long as the graduate consents to matching.</summary>
static class ProfileAnnouncement
{
    /// <summary>Announces the profile in this version, if there is one and the consent is in force.</summary>
    public static async Task PublishAsync(UnitOfWork unit, Guid graduateId, long version)
    {
        if (!await ConsentInForce.IsAsync(unit, graduateId, ConsentPurpose.Matching)
            || await unit.FindAsync<Row>(SelectFeatures, new { graduateId }) is not { } profile)
        {
            return;
        }

        await unit.PublishAsync(new ProfilePublished(
            graduateId,
            version,
            profile.Degree,
            profile.MajorCode,
            Cohort.Of((int)profile.GraduationYear, (int?)profile.GraduationMonth),
            Json.Read<string[]>(profile.Skills),
            Json.Read<string[]>(profile.Cities),
            profile.PayFloorFen,
            Json.Read<PositionKind[]>(profile.Kinds),
            unit.Now,
            await ConsentInForce.IsAsync(unit, graduateId, ConsentPurpose.Matching, ConsentText.ShownToUnitsSince)));
    }

    sealed record Row
    {
        public DegreeLevel Degree { get; init; }
        public string MajorCode { get; init; } = "";
        public long GraduationYear { get; init; }
        public long? GraduationMonth { get; init; }
        public string Skills { get; init; } = "";
        public string Cities { get; init; } = "";
        public long PayFloorFen { get; init; }
        public string Kinds { get; init; } = "";
    }

    const string SelectFeatures = """
        SELECT degree, major_code, graduation_year, graduation_month, skills, cities, pay_floor_fen, kinds
        FROM profile
        WHERE graduate_id = @graduateId
        """;
}
