using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Applicant.Applications;
using RaMatch.Applicant.Consents;
using RaMatch.Applicant.Graduates;
using RaMatch.Contracts;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;
using RaMatch.Reference;

namespace RaMatch.Applicant.Candidates;

/// <summary>
/// Who the people behind placements are. A unit sees its own applicants by name and number while the application is active and the
/// consent to contact holds, and every such reading is on file; park and supervisor see them masked. Other tenants' placements are
/// left out of a list and 404 on their own.
/// </summary>
static class ReadCandidates
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/candidates", HandleManyAsync).RequireRoles(Roles.UnitMember, Roles.ParkStaff, Roles.Supervisor).RequireScope(Scopes.CandidatesRead).RequireRight(Right.View).LimitedAsReading()
            .WithName("ReadCandidates")
            .WithExample(_ => new Request([Example.Id]));
        app.MapGet("/candidates/{placementId:guid}", HandleOneAsync).RequireRoles(Roles.UnitMember, Roles.ParkStaff, Roles.Supervisor).RequireScope(Scopes.CandidatesRead).LimitedAsReading()
            .WithName("ReadCandidate");
    }

    const int MostAtOnce = 200;

    /// <summary>The placements asked about.</summary>
    public sealed record Request(
        [Required(ErrorMessage = "ramatch:candidate.missing"), MaxLength(MostAtOnce, ErrorMessage = "ramatch:candidate.too-many?most={1}")] IReadOnlyList<Guid> PlacementIds);

    /// <summary>
    /// A candidate. <c>masked</c>: name and phone are hidden in part, e-mail address and summary wholly; <c>maskedBecause</c> says why
    /// where the reader is the unit. Where <c>universityByHand</c> or <c>majorByHand</c> is true the name is the graduate's own, in no table;
    /// <c>cohort</c> is the 届 that year and month make.
    /// </summary>
    public sealed record Candidate(
        Guid PlacementId,
        Guid PositionId,
        Sentence Name,
        string Phone,
        string? Email,
        bool Masked,
        Sentence? MaskedBecause,
        string? UniversityCode,
        string? University,
        string? MajorCode,
        string? Major,
        DegreeLevel? Degree,
        int? GraduationYear,
        IReadOnlyList<string> Skills,
        string? Summary,
        PlacementStage Stage,
        DateTimeOffset SubmittedAt,
        int? GraduationMonth,
        int? Cohort,
        bool UniversityByHand,
        string? UniversityCountry,
        bool MajorByHand);

    /// <summary>A unit, its park or a supervisor reads who the people behind some placements are.</summary>
    static async Task<Ok<IReadOnlyList<Candidate>>> HandleManyAsync(Request request, Caller caller, ApplicantDb db, CancellationToken cancellation) =>
        TypedResults.Ok(await ReadAsync(db, caller, request.PlacementIds, cancellation));

    /// <summary>A unit, its park or a supervisor reads who the person behind a placement is.</summary>
    static async Task<Results<Ok<Candidate>, NotFound<ProblemDetails>>> HandleOneAsync(Guid placementId, Caller caller, ApplicantDb db, CancellationToken cancellation) =>
        await ReadAsync(db, caller, [placementId], cancellation) is [var candidate]
            ? TypedResults.Ok(candidate)
            : Problems.NotFound("candidate.none");

    // What is read by name must not lie about in the store of repeated answers, so the transaction gives rows, not a response.
    static Task<IReadOnlyList<Candidate>> ReadAsync(ApplicantDb db, Caller caller, IReadOnlyList<Guid> placementIds, CancellationToken cancellation)
    {
        var readingId = Guid.CreateVersion7();
        return db.WriteAsync(unit => ReadAsync(unit, caller, placementIds, readingId), cancellation);
    }

    static async Task<IReadOnlyList<Candidate>> ReadAsync(UnitOfWork unit, Caller caller, IReadOnlyList<Guid> placementIds, Guid readingId)
    {
        if (placementIds.Count == 0)
        {
            return [];
        }

        var rows = (await unit.QueryAsync<Row>(SelectCandidates, new { ids = placementIds, purpose = ConsentPurpose.Contact }))
            .Where(row => IsVisible(row, caller))
            .ToDictionary(row => row.PlacementId);
        var candidates = new List<Candidate>(rows.Count);
        var unmasked = new List<Guid>();
        foreach (var row in placementIds.Distinct().Where(rows.ContainsKey).Select(id => rows[id]))
        {
            var because = Objection(row);
            var masked = caller.Role != Roles.UnitMember || because is not null;
            if (!masked)
            {
                unmasked.Add(row.PlacementId);
            }

            candidates.Add(Describe(row, masked, caller.Role == Roles.UnitMember ? because : null));
        }

        foreach (var park in rows.Values.GroupBy(row => row.ParkId, row => row.PlacementId))
        {
            var (whole, masked) = (park.Intersect(unmasked).ToList(), park.Except(unmasked).ToList());
            unit.Concerns(park.Key, "placement", park.Count() == 1 ? park.Single() : null, string.Join(' ', [.. Named("unmasked=", whole), .. Named("masked=", masked)]));
        }

        if (unmasked.Count > 0)
        {
            await unit.ExecuteAsync(InsertReading, new { readingId, unitId = caller.UnitId, readerId = caller.Id, readAt = unit.Now, applicationIds = string.Join(' ', unmasked) });
        }

        return candidates;
    }

    static IEnumerable<string> Named(string how, List<Guid> placements) => placements.Count == 0 ? [] : [how + string.Join(',', placements)];

    static bool IsVisible(Row row, Caller caller) => caller.Role switch
    {
        Roles.UnitMember => row.UnitId == caller.UnitId,
        Roles.ParkStaff => row.ParkId == caller.ParkId,
        _ => true,
    };

    static PlacementStage StageOf(Row row) => row.WithdrawnAt is null ? row.Stage ?? PlacementStage.Applied : PlacementStage.Withdrawn;

    /// <summary>Why the unit may not see the person, or null if it may.</summary>
    static Sentence? Objection(Row row) => row switch
    {
        { Name: null } => Sentence.Of("candidate.account-closed"),
        _ when StageOf(row).IsEnd() => Sentence.Of("candidate.application-ended"),
        { Consents: 0 } => Sentence.Of("candidate.no-consent"),
        _ => null,
    };

    static Candidate Describe(Row row, bool masked, Sentence? because) => new(
        row.PlacementId,
        row.PositionId,
        row.Name is null ? Sentence.Of("candidate.erased") : Sentence.Said(masked ? PersonalText.MaskName(row.Name) : row.Name),
        masked ? MobilePhone.Mask(row.Phone) : row.Phone!,
        masked ? null : row.Email,
        masked,
        because,
        row.UniversityCode,
        row.UniversityWritten ?? (Universities.TryFind(row.UniversityCode, out var university) ? university.Name : null),
        row.MajorCode,
        row.MajorWritten ?? Majors.Describe(row.MajorCode),
        row.Degree,
        (int?)row.GraduationYear,
        row.Skills is null ? [] : Json.Read<string[]>(row.Skills),
        masked ? null : row.Summary,
        StageOf(row),
        row.SubmittedAt,
        (int?)row.GraduationMonth,
        row.GraduationYear is { } year ? Cohort.Of((int)year, (int?)row.GraduationMonth) : null,
        row.UniversityWritten is not null,
        row.UniversityCountry,
        row.MajorWritten is not null);

    sealed record Row
    {
        public Guid PlacementId { get; init; }
        public Guid PositionId { get; init; }
        public Guid UnitId { get; init; }
        public string ParkId { get; init; } = "";
        public DateTimeOffset SubmittedAt { get; init; }
        public DateTimeOffset? WithdrawnAt { get; init; }
        public PlacementStage? Stage { get; init; }
        public string? Name { get; init; }
        public string? Phone { get; init; }
        public string? Email { get; init; }
        public string? UniversityCode { get; init; }
        public string? UniversityWritten { get; init; }
        public string? UniversityCountry { get; init; }
        public string? MajorCode { get; init; }
        public string? MajorWritten { get; init; }
        public DegreeLevel? Degree { get; init; }
        public long? GraduationYear { get; init; }
        public long? GraduationMonth { get; init; }
        public string? Skills { get; init; }
        public string? Summary { get; init; }
        public long Consents { get; init; }
    }

    const string SelectCandidates = """
        SELECT a.application_id AS placement_id, a.position_id, a.unit_id, a.park_id, a.submitted_at, a.withdrawn_at, l.stage,
               p.name, p.phone, p.email, p.university_code, p.university_written, p.university_country, p.major_code, p.major_written, p.degree,
               p.graduation_year, p.graduation_month, p.skills, p.summary,
               (SELECT COUNT(*) FROM consent c WHERE c.graduate_id = a.graduate_id AND c.purpose = @purpose AND c.withdrawn_at IS NULL) AS consents
        FROM application a
        LEFT JOIN placement l ON l.placement_id = a.application_id
        LEFT JOIN profile p ON p.graduate_id = a.graduate_id
        WHERE a.application_id IN @ids
        """;

    const string InsertReading = """
        INSERT INTO reading (reading_id, unit_id, reader_id, read_at, application_ids)
        SELECT @readingId, @unitId, @readerId, @readAt, @applicationIds
        WHERE NOT EXISTS (SELECT 1 FROM reading WHERE reading_id = @readingId)
        """;
}
