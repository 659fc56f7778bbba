using RaMatch.Matching.Rounds.Lists;
using RaMatch.Matching.Rounds.Results;
using RaMatch.Matching.Scoring;
using RaMatch.Platform.Web;
using RaMatch.Rounds.Format;

namespace RaMatch.Matching.Rounds;

/// <summary>A graduate sees the rounds in which the own applications take part, newest first, and once published the position the round gave.</summary>
static class ListMyRounds
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/my/rounds", HandleAsync).RequireGraduate().RequireScope(Scopes.ApplicationsRead);

    public sealed record Line(
        Guid RoundId,
        string Title,
        string Programme,
        RoundStage Stage,
        DateTimeOffset RankBy,
        DateTimeOffset PublishOn,
        DateTimeOffset AnswerBy,
        FloorPolicy? FloorPolicy,
        int Wishes,
        bool Ranked,
        DateTimeOffset? RankedAt,
        string? SeatedPositionTitle);

    static Task<IReadOnlyList<Line>> HandleAsync(Graduate graduate, Market market, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<IReadOnlyList<Line>>(async reader =>
        {
            var lines = new List<Line>();
            foreach (var round in await reader.QueryAsync<Round>(Round.SelectOfGraduate, new { graduateId = graduate.Id }))
            {
                if (await OwnWishes.ReadAsync(reader, market, round, graduate.Id) is not { Concerned: true } own)
                {
                    continue;
                }

                var seat = round.Stage == RoundStage.Published ? (await Verdicts.OfGraduateAsync(reader, round, graduate.Id)).SeatOf(graduate.Id) : null;
                lines.Add(new Line(
                    round.RoundId,
                    round.Title,
                    round.Programme,
                    round.ShownAt(reader.Now),
                    round.RankBy,
                    round.PublishOn,
                    round.AnswerBy,
                    round.FloorPolicy,
                    own.Wishes.Count,
                    own.Ranked,
                    own.RankedAt,
                    seat is { Lapsed: null } ? seat.Title : null));
            }

            return lines;
        }, cancellation);
}
