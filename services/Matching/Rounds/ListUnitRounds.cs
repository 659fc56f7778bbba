using RaMatch.Matching.Rounds.Lists;
using RaMatch.Matching.Scoring;
using RaMatch.Platform.Web;
using RaMatch.Rounds.Format;

namespace RaMatch.Matching.Rounds;

/// <summary>A unit sees the rounds its positions take part in, newest first, and how many of its candidates are still to be graded.</summary>
static class ListUnitRounds
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/unit/rounds", HandleAsync).RequireUnitMember().RequireScope(Scopes.RoundsRead);

    public sealed record Line(
        Guid RoundId,
        string Title,
        string Programme,
        RoundStage Stage,
        DateTimeOffset RankBy,
        DateTimeOffset PublishOn,
        DateTimeOffset AnswerBy,
        long PointsPerGrade,
        long Ungraded,
        FloorPolicy? FloorPolicy,
        int Candidates,
        int Graded,
        int Refused,
        int UngradedCount);

    static Task<IReadOnlyList<Line>> HandleAsync(UnitMember member, Market market, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<IReadOnlyList<Line>>(async reader =>
        {
            var lines = new List<Line>();
            foreach (var round in await reader.QueryAsync<Round>(Round.SelectOfUnit, new { member.UnitId }))
            {
                var candidates = await UnitCandidate.ReadAsync(reader, market, round, member.UnitId);
                lines.Add(new Line(
                    round.RoundId,
                    round.Title,
                    round.Programme,
                    round.ShownAt(reader.Now),
                    round.RankBy,
                    round.PublishOn,
                    round.AnswerBy,
                    round.PointsPerGrade,
                    round.Ungraded,
                    round.FloorPolicy,
                    candidates.Count,
                    candidates.Count(one => one is { RefusedReason: null, Grade: not null }),
                    candidates.Count(one => one.RefusedReason is not null),
                    candidates.Count(one => one is { RefusedReason: null, Grade: null })));
            }

            return lines;
        }, cancellation);
}
