using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Matching.Scoring;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Rounds;

/// <summary>A unit sees its candidates in a round with their points, and once it is published what became of them. 404 if none of its positions take part.</summary>
static class ListRoundCandidates
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/unit/rounds/{roundId:guid}/candidates", HandleAsync).RequireUnitMember().RequireScope(Scopes.RoundsRead);

    static Task<Results<Ok<PageOf<UnitCandidate>>, NotFound<ProblemDetails>>> HandleAsync(
        Guid roundId, Guid? positionId, UnitMember member, Page page, Market market, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<PageOf<UnitCandidate>>, NotFound<ProblemDetails>>>(async reader =>
        {
            if (await FindAsync(reader, roundId, member.UnitId) is not { } round)
            {
                return Round.None();
            }

            var all = (await UnitCandidate.ReadAsync(reader, market, round, member.UnitId)).Where(one => positionId is null || one.PositionId == positionId).ToList();
            var shown = all.Skip((int)Math.Min(page.Skip, int.MaxValue)).Take(page.Size).ToList();
            return TypedResults.Ok(new PageOf<UnitCandidate>(shown, all.Count, page.Number, page.Size));
        }, cancellation);

    /// <summary>The round if the unit has positions in it, or null.</summary>
    public static async Task<Round?> FindAsync(Reader reader, Guid roundId, Guid unitId) =>
        (await reader.QueryAsync<Round>(Round.SelectOfUnit, new { unitId })).SingleOrDefault(round => round.RoundId == roundId);
}
