using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;

namespace RaMatch.Posting.Positions;

/// <summary>
/// A member copies a position of the unit, whatever its state, into a draft that only the unit sees until it is revised and thereby
/// submitted. 404 for another unit's position.
/// </summary>
static class CopyPosition
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/positions/{positionId:guid}/copy", HandleAsync).RequireUnitMember();

    /// <summary>The copy.</summary>
    public sealed record Response(Guid PositionId, long Version, PositionStatus Status);

    static Task<Results<Created<Response>, NotFound<ProblemDetails>>> HandleAsync(Guid positionId, UnitMember member, PostingDb db, CancellationToken cancellation)
    {
        var copyId = Guid.CreateVersion7();
        return db.WriteAsync<Results<Created<Response>, NotFound<ProblemDetails>>>(async unit =>
        {
            if (await PositionRecord.FindAsync(unit, positionId) is not { } original || original.UnitId != member.UnitId)
            {
                return Problems.NotFound("position.none");
            }

            var content = (await PositionContent.ReadAsync(unit, positionId, original.Revision)).ToContent();

            const long version = 1;
            const long revision = 1;
            await unit.ExecuteAsync(InsertPosition, new
            {
                copyId,
                member.UnitId,
                original.ParkId,
                original.Programme,
                status = PositionStatus.Draft,
                version,
                revision,
                createdAt = unit.Now,
            });
            await content.KeepAsync(unit, copyId, revision, []);
            await PositionRecord.LogAsync(unit, copyId, version, PositionEventKind.Copied, revision, (member.Id, member.Name));
            return TypedResults.Created($"/api/posting/positions/{copyId}", new Response(copyId, version, PositionStatus.Draft));
        }, cancellation);
    }

    const string InsertPosition = """
        INSERT INTO position (position_id, unit_id, park_id, programme, status, version, revision, seats_held, seats_version, created_at, submitted_at)
        VALUES (@copyId, @unitId, @parkId, @programme, @status, @version, @revision, 0, 0, @createdAt, @createdAt)
        """;
}
