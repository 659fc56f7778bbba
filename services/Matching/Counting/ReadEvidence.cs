using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Matching.Placements;
using RaMatch.Matching.Programmes;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Counting;

/// <summary>
/// The unit, its park or a supervisor lists the evidence of a hire and opens a document; who opened what is kept. 404 for other tenants,
/// 410 where the stored document is missing or has been tampered with.
/// </summary>
static class ReadEvidence
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/placements/{placementId:guid}/evidence", ListAsync).RequireRoles(Roles.UnitMember, Roles.ParkStaff, Roles.Supervisor).RequireScope(Scopes.EvidenceRead)
            .WithName("ListEvidence");
        api.MapGet("/evidence/{evidenceId:guid}", OpenAsync).RequireRoles(Roles.UnitMember, Roles.ParkStaff, Roles.Supervisor).RequireScope(Scopes.EvidenceRead).LimitedAsReading().SendsFile(EvidenceFolder.ContentTypes)
            .WithName("ReadEvidence")
            .ProducesProblem(StatusCodes.Status410Gone);
    }

    public sealed record Line
    {
        public Guid EvidenceId { get; init; }
        public EvidenceKind Kind { get; init; }
        public string? Month { get; init; }
        public string ContentType { get; init; } = "";
        public long Size { get; init; }
        public string Sha256 { get; init; } = "";
        public DateTimeOffset FiledAt { get; init; }
        public DateTimeOffset? SupersededAt { get; init; }
        public string? SupersededReason { get; init; }
    }

    /// <summary>The unit, its park or a supervisor lists the evidence of a hire.</summary>
    static Task<Results<Ok<IReadOnlyList<Line>>, NotFound<ProblemDetails>>> ListAsync(Guid placementId, Caller caller, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<IReadOnlyList<Line>>, NotFound<ProblemDetails>>>(async reader =>
            await Placement.FindAsync(reader, placementId) is { } placement && placement.IsVisibleTo(caller)
                ? TypedResults.Ok(await reader.QueryAsync<Line>(SelectEvidence, new { placementId }))
                : Refusals.NoPlacement(), cancellation);

    /// <summary>The unit, its park or a supervisor opens a document; that it was opened is kept.</summary>
    static async Task<Results<FileStreamHttpResult, NotFound<ProblemDetails>, ProblemHttpResult>> OpenAsync(
        Guid evidenceId, Caller caller, HttpResponse response, MatchingDb db, EvidenceFolder folder, CancellationToken cancellation)
    {
        var readingId = Guid.CreateVersion7();
        var evidence = await db.WriteAsync(unit => NoteReadingAsync(unit, readingId, evidenceId, caller), cancellation);
        if (evidence is null)
        {
            return Problems.NotFound("evidence.none");
        }

        if (await folder.OpenAsync(evidence.Sha256, cancellation) is not { } document)
        {
            return Problems.Refused(StatusCodes.Status410Gone, "evidence.damaged");
        }

        // Shown, never run: the browser keeps to the type that was checked.
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        response.Headers.CacheControl = "private, no-store";
        return TypedResults.Stream(document, evidence.ContentType);
    }

    static async Task<EvidenceOnFile?> NoteReadingAsync(UnitOfWork unit, Guid readingId, Guid evidenceId, Caller caller)
    {
        if (await unit.FindAsync<EvidenceOnFile>(SelectOne, new { evidenceId }) is not { } evidence
            || await Placement.FindAsync(unit, evidence.PlacementId) is not { } placement
            || !placement.IsVisibleTo(caller))
        {
            return null;
        }

        unit.Concerns(placement.ParkId, detail: $"placement={placement.PlacementId}");
        await unit.ExecuteAsync(InsertReading, new { readingId, evidenceId, actorId = caller.Id, readAt = unit.Now });
        return evidence;
    }

    const string SelectEvidence = """
        SELECT evidence_id, kind, month, content_type, size, sha256, filed_at, superseded_at, superseded_reason
        FROM evidence
        WHERE placement_id = @placementId
        ORDER BY filed_at, evidence_id
        """;

    const string SelectOne = """
        SELECT evidence_id, placement_id, kind, month, content_type, size, sha256, filed_at
        FROM evidence
        WHERE evidence_id = @evidenceId
        """;

    const string InsertReading = """
        INSERT INTO evidence_reading (reading_id, evidence_id, actor_id, read_at)
        VALUES (@readingId, @evidenceId, @actorId, @readAt)
        """;
}
