using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Matching.Programmes;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Platform.Data;
using RaMatch.Platform.Jobs;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Rounds;

/// <summary>Officials list the rounds, newest first: a supervisor all, park staff those that cover the own park. 404 for an unknown programme.</summary>
static class ListRounds
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/rounds", HandleAsync).RequireRoles(Roles.Supervisor, Roles.ParkStaff).RequireScope(Scopes.RoundsRead);

    /// <param name="RoundId">The round.</param>
    /// <param name="Programme">The programme's code.</param>
    /// <param name="Title">What it is called.</param>
    /// <param name="Stage">How far it has come.</param>
    /// <param name="Steerable">Whether whoever asks may close, solve, publish and cancel it.</param>
    /// <param name="OpenedAt">When it was opened.</param>
    /// <param name="RankBy">Until when wishes are ranked and candidates graded.</param>
    /// <param name="PublishOn">When the result will be published.</param>
    /// <param name="AnswerBy">Until when the offers can be answered.</param>
    /// <param name="SupplementaryOf">The round it supplements.</param>
    /// <param name="Parks">How many parks it covers.</param>
    /// <param name="Graduates">Graduates with wishes in it.</param>
    /// <param name="Ranked">Of them, those who have ranked.</param>
    /// <param name="Positions">Positions with free seats.</param>
    /// <param name="Seats">Their free seats.</param>
    /// <param name="Seated">Graduates seated, once solved.</param>
    /// <param name="Work">What is being done to it, or failed last; null where nothing is.</param>
    public sealed record Line(
        Guid RoundId,
        string Programme,
        string Title,
        RoundStage Stage,
        bool Steerable,
        DateTimeOffset OpenedAt,
        DateTimeOffset RankBy,
        DateTimeOffset PublishOn,
        DateTimeOffset AnswerBy,
        Guid? SupplementaryOf,
        long Parks,
        long Graduates,
        long Ranked,
        long Positions,
        long Seats,
        long? Seated,
        JobState? Work);

    static Task<Results<Ok<PageOf<Line>>, NotFound<ProblemDetails>>> HandleAsync(string? programme, Caller caller, Page page, Tallies tallies, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<PageOf<Line>>, NotFound<ProblemDetails>>>(async reader =>
        {
            if (programme is { Length: > 0 } && await Programme.FindAsync(reader, programme) is null)
            {
                return Problems.NotFound("programme.none");
            }

            var scope = new { programme = programme ?? "", park = caller.ParkId ?? "", anyPark = caller.Role == Roles.Supervisor ? 1 : 0 };
            var rounds = await reader.PageAsync<Round>(Round.SelectOfPark, Round.CountOfPark, scope, page);
            var lines = new List<Line>();
            foreach (var round in rounds.Items)
            {
                lines.Add(await LineAsync(reader, round, caller, tallies));
            }

            return TypedResults.Ok(new PageOf<Line>(lines, rounds.Total, rounds.Number, rounds.Size));
        }, cancellation);

    static async Task<Line> LineAsync(Reader reader, Round round, Caller caller, Tallies tallies)
    {
        var readiness = await ShowRound.ReadinessAsync(reader, round, caller, tallies);
        var shown = round.ShownAt(reader.Now);
        return new Line(
            round.RoundId,
            round.Programme,
            round.Title,
            shown,
            round.MayBeSteeredBy(caller),
            round.OpenedAt,
            round.RankBy,
            round.PublishOn,
            round.AnswerBy,
            round.SupplementaryOf,
            await reader.GetAsync<long>(CountParks, new { round.RoundId }),
            readiness.Graduates,
            readiness.Ranked,
            readiness.Positions,
            readiness.Seats,
            await reader.FindAsync<long?>(SelectSeated, new { round.RoundId }),
            shown < RoundStage.Published ? await RoundWork.ShownAsync(reader, round.RoundId) : null);
    }

    const string CountParks = "SELECT COUNT(*) FROM round_park WHERE round_id = @roundId";

    const string SelectSeated = "SELECT seated FROM round_result WHERE round_id = @roundId";
}
