using RaMatch.Platform.Data;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Placements;

/// <summary>
/// A round whose lists are closed, by somebody or by the clock, holds its positions until it is published: nobody else gives their seats away. Only what a placement must know of
/// rounds stands here, so that rounds know placements and not the other way round.
/// </summary>
sealed record RoundHold
{
    /// <summary>The round's title.</summary>
    public string Title { get; init; } = "";

    /// <summary>When the round is to be published.</summary>
    public DateTimeOffset PublishOn { get; init; }

    /// <summary>The round that holds a position, or null; what is found stays so to the end of the transaction.</summary>
    public static async Task<RoundHold?> FindAsync(UnitOfWork unit, Placement placement)
    {
        // First the park's row, which the closing of a round touches before it reads anything.
        await unit.ExecuteAsync(Touch, new { placement.Programme, placement.ParkId });
        return await unit.FindAsync<RoundHold>(SelectHold, new { placement.Programme, placement.ParkId, placement.PositionId, unit.Now });
    }

    /// <summary>Why the position's applicants are left alone between closing and publication, when somebody would do what the code of an act says.</summary>
    public Sentence Refusal(string act) => Sentence.Of("placement.held-by-round", ("round", Title), ("on", PublishOn), ("act", Sentence.Of(act)));

    const string Touch = "UPDATE unfinished_round SET closed = closed WHERE programme = @programme AND park_id = @parkId";

    // Until the lists are written down, every position of the park may come to be in them.
    const string SelectHold = """
        SELECT round.title, round.publish_on
        FROM unfinished_round
        JOIN round ON round.round_id = unfinished_round.round_id
        LEFT JOIN round_position ON round_position.round_id = unfinished_round.round_id AND round_position.position_id = @positionId
        LEFT JOIN round_closing ON round_closing.round_id = unfinished_round.round_id
        WHERE unfinished_round.programme = @programme AND unfinished_round.park_id = @parkId
            AND ((unfinished_round.closed = 0 AND round.rank_by <= @now)
                OR (unfinished_round.closed = 1 AND (round_position.position_id IS NOT NULL OR round_closing.round_id IS NOT NULL)))
        """;
}
