using Microsoft.AspNetCore.Http.HttpResults;
using RaMatch.Contracts;
using RaMatch.Matching.Scoring;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Placements;

/// <summary>
/// A unit reads its board, of all its positions or one: how many stand at each stage, and of each stage, or the one asked for, a page with
/// the scores, last to apply first. Only what is on the page is read and scored, however many there are; of the counted, who need nothing more of
/// the unit, a board shows few.
/// </summary>
static class ShowBoard
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/placements/board", HandleAsync).RequireUnitMember().RequireScope(Scopes.CandidatesRead);

    // The stages of a board from application to counted hire; who has dropped out is shown when asked for.
    static readonly PlacementStage[] Columns = [.. Enum.GetValues<PlacementStage>().Where(stage => stage <= PlacementStage.Counted)];

    const int CountedOnBoard = 5;

    /// <param name="Stages">How many stand at each stage, shown or not.</param>
    /// <param name="Cards">Those on the page.</param>
    public sealed record Response(IReadOnlyList<ListPlacements.AtStage> Stages, IReadOnlyList<Card> Cards);

    /// <param name="Line">The applicant.</param>
    /// <param name="Score">0 to 1000; null without consent to matching, and of who has dropped out.</param>
    public sealed record Card(ListPlacements.Line Line, int? Score);

    static Task<Ok<Response>> HandleAsync(Guid? position, Named<PlacementStage>? stage, UnitMember member, Page page, Market market, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync(async reader =>
        {
            var stages = await ListPlacements.CountAsync(reader, member, position);
            var lines = new List<ListPlacements.Line>();
            foreach (var one in stages.Where(one => stage?.Value is { } only ? one.Stage == only : Columns.Contains(one.Stage)).OrderBy(one => one.Stage))
            {
                var part = stage?.Value is null && one.Stage == PlacementStage.Counted ? page with { Size = Math.Min(page.Size, CountedOnBoard) } : page;
                lines.AddRange(part.Skip >= one.Placements ? [] : await ListPlacements.ReadAsync(reader, member, position, one.Stage, part));
            }

            return TypedResults.Ok(new Response(stages, await ScoredAsync(reader, market, member, lines)));
        }, cancellation);

    static Task<List<Card>> ScoredAsync(Reader reader, Market market, UnitMember member, List<ListPlacements.Line> lines) => market.AskAsync<List<Card>>(reader, now =>
    [
        .. lines.Select(line => new Card(
            line,
            line.Stage <= PlacementStage.Counted && now.FindPosition(line.PositionId) is var (supply, rules) && supply.Vacancy.UnitId == member.UnitId && now.FindGraduate(line.GraduateId) is { } demand
                ? UnitView.Score(supply.Features, demand.Features, rules, now.Today.DayNumber)
                : null)),
    ]);
}
