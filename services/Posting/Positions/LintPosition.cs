using Microsoft.AspNetCore.Http.HttpResults;
using RaMatch.Platform;
using RaMatch.Platform.Web;

namespace RaMatch.Posting.Positions;

/// <summary>A member has a draft checked while writing it, complete or not; nothing is kept.</summary>
static class LintPosition
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/positions/lint", HandleAsync).RequireUnitMember().RequireScope(Scopes.PositionsRead).RequireRight(Right.View)
        .WithExample(PositionDraft.Example);

    /// <summary>What the linter has to say; no error among it means the draft may be submitted.</summary>
    public sealed record Response(IReadOnlyList<Finding> Findings);

    static async Task<Ok<Response>> HandleAsync(PositionDraft request, UnitMember member, PostingDb db, CancellationToken cancellation) =>
        TypedResults.Ok(new Response(await db.ReadAsync(
            async reader => Linter.Check(request, await ProgrammeRules.FindAsync(reader, request.Programme), ChinaTime.DayOf(reader.Now)),
            cancellation)));
}
