using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Reference;

namespace RaMatch.Posting.Units;

/// <summary>A unit looks at itself, its park or a supervisor looks at it. 404 for another park's unit and before the registration.</summary>
static class ShowUnit
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/units/mine", HandleOwnAsync).RequireUnitMember().RequireScope(Scopes.UnitsRead).AllowSuspendedUnits()
            .WithName("ShowOwnUnit");
        app.MapGet("/units/{unitId:guid}", HandleAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor).RequireScope(Scopes.UnitsRead);
    }

    /// <summary>A unit with where it stands.</summary>
    /// <param name="UnitId">The unit.</param>
    /// <param name="Uscc">统一社会信用代码.</param>
    /// <param name="Name">The name as last given.</param>
    /// <param name="VerifiedName">The name the public sees; null before the first verification.</param>
    /// <param name="ParkId">The park.</param>
    /// <param name="ParkName">Its short name.</param>
    /// <param name="City">The city.</param>
    /// <param name="Address">Street and number.</param>
    /// <param name="ContactName">Whom to call.</param>
    /// <param name="ContactPhone">Where.</param>
    /// <param name="Categories">Categories with evidence.</param>
    /// <param name="Status">Where it stands.</param>
    /// <param name="Version">For the guard of decisions.</param>
    /// <param name="Trusted">Whether its positions show: verified, and neither refused nor suspended since.</param>
    /// <param name="Reason">The park's words, where it refused or suspended the unit.</param>
    /// <param name="RegisteredAt">When it registered.</param>
    /// <param name="SubmittedAt">Since when it waits, or last waited, for the park.</param>
    /// <param name="PositionsPublished">Positions ever published.</param>
    /// <param name="SeatsPublished">Seats in them.</param>
    /// <param name="HiresCounted">Hires that count.</param>
    public sealed record Response(
        Guid UnitId,
        string Uscc,
        string Name,
        string? VerifiedName,
        string ParkId,
        string ParkName,
        string City,
        string? Address,
        string ContactName,
        string ContactPhone,
        IReadOnlyList<CategoryEvidence> Categories,
        UnitStatus Status,
        long Version,
        bool Trusted,
        string? Reason,
        DateTimeOffset RegisteredAt,
        DateTimeOffset SubmittedAt,
        long PositionsPublished,
        long SeatsPublished,
        long HiresCounted);

    /// <summary>A member looks at the own unit, as it stands with its park.</summary>
    static Task<Results<Ok<Response>, NotFound<ProblemDetails>>> HandleOwnAsync(UnitMember member, PostingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<Response>, NotFound<ProblemDetails>>>(
            async reader => await FindAsync(reader, member.UnitId) is { } answer ? TypedResults.Ok(answer) : Problems.NotFound("unit.not-registered"),
            cancellation);

    static Task<Results<Ok<Response>, NotFound<ProblemDetails>>> HandleAsync(Guid unitId, Caller caller, PostingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<Response>, NotFound<ProblemDetails>>>(
            async reader => await FindAsync(reader, unitId) is { } answer && (caller.Role == Roles.Supervisor || caller.ParkId == answer.ParkId)
                ? TypedResults.Ok(answer)
                : Problems.NotFound("unit.none"),
            cancellation);

    static async Task<Response?> FindAsync(Reader reader, Guid unitId)
    {
        if (await reader.FindAsync<Row>(SelectUnit, new { unitId }) is not { } row)
        {
            return null;
        }

        return new Response(
            row.UnitId,
            row.Uscc,
            row.Name,
            row.VerifiedName,
            row.ParkId,
            Parks.ShortNameOf(row.ParkId),
            row.City,
            row.Address,
            row.ContactName,
            row.ContactPhone,
            await UnitRecord.CategoriesAsync(reader, unitId),
            row.Status,
            row.Version,
            row.TrustedSince is not null,
            row.Status is UnitStatus.Refused or UnitStatus.Suspended ? row.Reason : null,
            row.RegisteredAt,
            row.SubmittedAt,
            row.PositionsPublished,
            row.SeatsPublished,
            row.HiresCounted);
    }

    sealed record Row
    {
        public Guid UnitId { get; init; }
        public string Uscc { get; init; } = "";
        public string Name { get; init; } = "";
        public string? VerifiedName { get; init; }
        public string ParkId { get; init; } = "";
        public string City { get; init; } = "";
        public string? Address { get; init; }
        public string ContactName { get; init; } = "";
        public string ContactPhone { get; init; } = "";
        public UnitStatus Status { get; init; }
        public long Version { get; init; }
        public DateTimeOffset? TrustedSince { get; init; }
        public string? Reason { get; init; }
        public DateTimeOffset RegisteredAt { get; init; }
        public DateTimeOffset SubmittedAt { get; init; }
        public long PositionsPublished { get; init; }
        public long SeatsPublished { get; init; }
        public long HiresCounted { get; init; }
    }

    const string SelectUnit = """
        SELECT unit.unit_id, unit.uscc, unit.name, unit.verified_name, unit.park_id, unit.city, unit.address, unit.contact_name, unit.contact_phone,
            unit.status, unit.version, unit.trusted_since, unit_event.reason, unit.registered_at, unit.submitted_at,
            (SELECT COUNT(*) FROM position WHERE position.unit_id = unit.unit_id AND position.published_seats IS NOT NULL) AS positions_published,
            (SELECT COALESCE(SUM(position.published_seats), 0) FROM position WHERE position.unit_id = unit.unit_id) AS seats_published,
            (SELECT COUNT(*) FROM hire WHERE hire.unit_id = unit.unit_id AND hire.counted = 1) AS hires_counted
        FROM unit
        JOIN unit_event ON unit_event.unit_id = unit.unit_id AND unit_event.version = unit.version
        WHERE unit.unit_id = @unitId
        """;
}
