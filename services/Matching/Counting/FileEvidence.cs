using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts;
using RaMatch.Matching.Placements;
using RaMatch.Matching.Programmes;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Counting;

/// <summary>
/// A unit files a document that proves a hire; proof of being on duty moves the placement there. 400 for a document in which nothing can be seen or that
/// the hire has for another purpose, for a month nobody can have paid for, and for duty before its first day; 404 for another unit's hire, 409 before the
/// agreement is signed, 413 above 10 MB, 415 for other types than PDF, PNG and JPEG, 503 while too many are
/// being looked into.
/// </summary>
static class FileEvidence
{
    public static void Map(RouteGroupBuilder api) => api.MapPost("/placements/{placementId:guid}/evidence", HandleAsync).RequireUnitMember().RequireScope(Scopes.EvidenceWrite).TakesFile(EvidenceFolder.ContentTypes);

    public sealed record Response(Guid EvidenceId, EvidenceKind Kind, string? Month, string Sha256, long Size, PlacementStage Stage, IReadOnlyList<Sentence> Missing);

    static async Task<Results<Created<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ValidationProblem, ProblemHttpResult>> HandleAsync(
        Guid placementId, string? kind, string? month, HttpRequest request, UnitMember member, MatchingDb db, EvidenceFolder folder, TimeProvider clock, CancellationToken cancellation)
    {
        if (!Named<EvidenceKind>.TryParse(kind, out var named) || named.Value is not { } asked)
        {
            return Problems.Invalid("kind", "evidence.kind-missing");
        }

        if (asked == EvidenceKind.Insurance != month is { Length: > 0 } || (month is { Length: > 0 } && !DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)))
        {
            return Problems.Invalid("month", "evidence.month-form");
        }

        var today = ChinaTime.DayOf(clock.GetUtcNow());
        if (month is { Length: > 0 } && !Countability.IsPossible(month, today))
        {
            return Problems.Invalid("month", "evidence.month-impossible", ("month", month));
        }

        // Whose hire it is, and how large the document says it is, before a byte of it is read.
        if (await db.ReadAsync(reader => Placement.FindAsync(reader, placementId, member.UnitId), cancellation) is not { } current)
        {
            return Refusals.NoPlacement();
        }

        if (!current.IsClaimed)
        {
            return Refusals.WrongStage(current, "act.file-evidence");
        }

        if (asked == EvidenceKind.OnDuty && today < current.StartsOn)
        {
            return Problems.Invalid("kind", "evidence.not-on-duty-yet", ("on", current.StartsOn.Value));
        }

        if (request.ContentLength > EvidenceFolder.LargestSize)
        {
            return TooLarge();
        }

        var (document, refusal) = await folder.StoreAsync(request.Body, request.ContentType, cancellation);
        if (document is null)
        {
            return refusal switch
            {
                EvidenceFolder.Refusal.Size => TooLarge(),
                EvidenceFolder.Refusal.Type => Problems.Refused(StatusCodes.Status415UnsupportedMediaType, "evidence.type-unknown"),
                EvidenceFolder.Refusal.Locked => Problems.Invalid("body", "evidence.pdf-locked"),
                EvidenceFolder.Refusal.NoPage => Problems.Invalid("body", "evidence.pdf-without-page"),
                EvidenceFolder.Refusal.Unreadable => Problems.Invalid("body", "evidence.pdf-unreadable"),
                EvidenceFolder.Refusal.Busy => Problems.Refused(StatusCodes.Status503ServiceUnavailable, "evidence.busy"),
                EvidenceFolder.Refusal.NoPicture => Problems.Invalid("body", "evidence.picture-broken"),
                _ => Problems.Invalid("body", "evidence.not-what-it-says"),
            };
        }

        var evidenceId = Guid.CreateVersion7();
        return await db.WriteAsync<Results<Created<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ValidationProblem, ProblemHttpResult>>(
            async unit =>
            {
                if (await Placement.TakeAsync(unit, placementId, member.UnitId) is not { IsClaimed: true } placement)
                {
                    return Problems.Conflict("evidence.state-changed");
                }

                if (await unit.FirstAsync<EvidenceOnFile>(SelectOtherKind, new { placementId, kind = asked, document.Sha256 }, 1) is [var other])
                {
                    return Problems.Invalid("body", "evidence.filed-for-another-purpose", ("kind", other.Kind));
                }

                var response = await FileAsync(unit, placement, evidenceId, asked, month is { Length: > 0 } ? month : null, document, member);
                return TypedResults.Created($"/api/matching/evidence/{response.EvidenceId}", response);
            },
            cancellation);
    }

    static async Task<Response> FileAsync(UnitOfWork unit, Placement placement, Guid evidenceId, EvidenceKind kind, string? month, EvidenceFolder.Stored document, UnitMember member)
    {
        var wasReady = await ReadyHires.IsReadyAsync(unit, placement.PlacementId);
        // The same document for the same purpose is the same evidence, however often it is sent.
        var filed = new { evidenceId, placement.PlacementId, kind, month = month ?? "", document.ContentType, document.Size, document.Sha256, actorId = member.Id, filedAt = unit.Now };
        if (await unit.FindAsync<Guid?>(SelectSame, filed) is { } same)
        {
            evidenceId = same;
        }
        else
        {
            await unit.ExecuteAsync(InsertEvidence, filed);
            placement = await (placement with
            {
                Stage = placement.Stage == PlacementStage.Signed && kind == EvidenceKind.OnDuty ? PlacementStage.OnDuty : placement.Stage,
                ReturnedReason = null,
                EvidenceKinds = placement.EvidenceKinds | Placement.BitsOf(kind),
            }).AdvanceAsync(unit, member.Id);
        }

        var missing = await ReadyHires.TellAsync(unit, placement.PlacementId, wasReady) is { } hire ? hire.Verdict.Missing : [Sentence.Of("missing.programme")];
        return new Response(evidenceId, kind, month, document.Sha256, document.Size, placement.Stage, missing);
    }

    static ProblemHttpResult TooLarge() =>
        Problems.Refused(StatusCodes.Status413PayloadTooLarge, "evidence.too-large");

    const string SelectSame = """
        SELECT evidence_id
        FROM evidence
        WHERE placement_id = @placementId AND kind = @kind AND COALESCE(month, '') = @month AND sha256 = @sha256 AND superseded_at IS NULL
        """;

    const string SelectOtherKind = "SELECT kind FROM evidence WHERE placement_id = @placementId AND kind <> @kind AND sha256 = @sha256 AND superseded_at IS NULL ORDER BY filed_at, evidence_id";

    const string InsertEvidence = """
        INSERT INTO evidence (evidence_id, placement_id, kind, month, content_type, size, sha256, actor_id, filed_at)
        VALUES (@evidenceId, @placementId, @kind, NULLIF(@month, ''), @contentType, @size, @sha256, @actorId, @filedAt)
        """;
}
