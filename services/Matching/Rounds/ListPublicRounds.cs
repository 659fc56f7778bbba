using Microsoft.AspNetCore.Http.HttpResults;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Platform.Web;
using RaMatch.Reference;
using RaMatch.Rounds.Format;

namespace RaMatch.Matching.Rounds;

/// <summary>Anyone lists the rounds of all programmes, newest first: when, for which parks, and what came of those published. Nothing of a result is told before.</summary>
static class ListPublicRounds
{
    // A national round covers all parks: some names and the number say it.
    const int MostParksNamed = 4;

    public static void Map(RouteGroupBuilder api) => api.MapGet("/public/rounds", HandleAsync).AllowPublic();

    /// <summary>What is looked for.</summary>
    public enum State
    {
        /// <summary>Wishes are ranked.</summary>
        Open,

        /// <summary>The lists are closed, the result is not published.</summary>
        Deciding,

        /// <summary>The result is public.</summary>
        Published,
    }

    /// <param name="RoundId">The round.</param>
    /// <param name="Programme">The programme's code.</param>
    /// <param name="ProgrammeTitle">What that is called.</param>
    /// <param name="Title">What the round is called.</param>
    /// <param name="Stage">How far it has come.</param>
    /// <param name="OpenedAt">When it was opened.</param>
    /// <param name="RankBy">Until when wishes are ranked.</param>
    /// <param name="PublishOn">When the result will be published.</param>
    /// <param name="AnswerBy">Until when the offers can be answered.</param>
    /// <param name="SupplementaryOn">When a supplementary round may open; null once it has, or if none is announced.</param>
    /// <param name="SupplementaryOf">The round it supplements.</param>
    /// <param name="FloorPolicy">What is done where a park stays below its floor; null for a round opened before that was announced.</param>
    /// <param name="Parks">How many parks it covers.</param>
    /// <param name="ParkNames">Some of them by short name.</param>
    /// <param name="Positions">Positions in it, once the lists are closed.</param>
    /// <param name="Seats">Their seats.</param>
    /// <param name="Graduates">Graduates with wishes in it, once published.</param>
    /// <param name="Seated">Of them, those seated.</param>
    public sealed record Line(
        Guid RoundId,
        string Programme,
        string ProgrammeTitle,
        string Title,
        RoundStage Stage,
        DateTimeOffset OpenedAt,
        DateTimeOffset RankBy,
        DateTimeOffset PublishOn,
        DateTimeOffset AnswerBy,
        DateTimeOffset? SupplementaryOn,
        Guid? SupplementaryOf,
        FloorPolicy? FloorPolicy,
        int Parks,
        IReadOnlyList<string> ParkNames,
        long? Positions,
        long? Seats,
        long? Graduates,
        long? Seated);

    static Task<Ok<PageOf<Line>>> HandleAsync(Named<State>? state, Page page, MatchingDb db, CancellationToken cancellation) => db.ReadAsync(
        async reader =>
        {
            var rounds = await reader.PageAsync<Row>(SelectRounds, CountRounds, new { state = state?.Value.ToString() ?? "", reader.Now }, page);
            var parks = rounds.Items.Count == 0 ? [] : await reader.QueryAsync<Covered>(SelectParks, new { ids = rounds.Items.Select(round => round.RoundId).ToList() });
            var covered = parks.ToLookup(park => park.RoundId, park => park.ParkId);
            return TypedResults.Ok(rounds.Select(round => Tell(round, [.. covered[round.RoundId]], reader.Now)));
        },
        cancellation);

    static Line Tell(Row round, IReadOnlyList<string> parks, DateTimeOffset now)
    {
        var counted = round.Readiness is { } frozen ? Json.Read<Readiness>(frozen) : null;
        return new Line(
            round.RoundId,
            round.Programme,
            round.ProgrammeTitle,
            round.Title,
            Round.Shown(round.Stage, round.RankBy, now),
            round.OpenedAt,
            round.RankBy,
            round.PublishOn,
            round.AnswerBy,
            round.SupplementaryOn,
            round.SupplementaryOf,
            round.FloorPolicy,
            parks.Count,
            [.. parks.Take(MostParksNamed).Select(Parks.ShortNameOf)],
            counted?.Positions,
            counted?.Seats,
            round.Graduates,
            round.Seated);
    }

    sealed record Row
    {
        public Guid RoundId { get; init; }
        public string Programme { get; init; } = "";
        public string ProgrammeTitle { get; init; } = "";
        public string Title { get; init; } = "";
        public RoundStage Stage { get; init; }
        public DateTimeOffset OpenedAt { get; init; }
        public DateTimeOffset RankBy { get; init; }
        public DateTimeOffset PublishOn { get; init; }
        public DateTimeOffset AnswerBy { get; init; }
        public DateTimeOffset? SupplementaryOn { get; init; }
        public Guid? SupplementaryOf { get; init; }
        public FloorPolicy? FloorPolicy { get; init; }
        public string? Readiness { get; init; }
        public long? Graduates { get; init; }
        public long? Seated { get; init; }
    }

    sealed record Covered
    {
        public Guid RoundId { get; init; }
        public string ParkId { get; init; } = "";
    }

    const string OfState = """
        WHERE @state = '' OR (@state = 'Open' AND round.stage = 'Open' AND round.rank_by > @now) OR (@state = 'Published' AND round.stage = 'Published')
            OR (@state = 'Deciding' AND (round.stage IN ('Closing', 'Closed', 'Solved', 'Publishing') OR (round.stage = 'Open' AND round.rank_by <= @now)))
        """;

    const string SelectRounds = """
        SELECT round.round_id, round.programme, programme.title AS programme_title, round.title, round.stage, round.opened_at, round.rank_by, round.publish_on,
            round.answer_by, round.supplementary_of, round.floor_policy,
            CASE WHEN EXISTS (SELECT 1 FROM supplementary_round WHERE supplementary_round.supplementary_of = round.round_id) THEN NULL
                ELSE round.supplementary_on END AS supplementary_on,
            round.readiness, round_result.seated + round_result.unseated AS graduates, round_result.seated
        FROM round
        JOIN programme ON programme.code = round.programme
        LEFT JOIN round_result ON round_result.round_id = round.round_id AND round.stage = 'Published'

        """ + OfState + """

        ORDER BY round.opened_at DESC, round.round_id DESC
        """;

    const string CountRounds = """
        SELECT COUNT(*)
        FROM round

        """ + OfState;

    const string SelectParks = "SELECT round_id, park_id FROM round_park WHERE round_id IN @ids ORDER BY round_id, park_id";
}
