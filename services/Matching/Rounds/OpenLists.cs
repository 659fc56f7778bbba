using RaMatch.Platform.Data;

namespace RaMatch.Matching.Rounds;

/// <summary>
/// Keeps a park's lists open, or its round's positions free of other offers, to the end of a transaction. Both touch the one row of the park, and
/// so does the closing before it reads anything: of two at once one waits and then sees what holds.
/// </summary>
static class OpenLists
{
    /// <summary>True: the round is open and stays so until this transaction ends. False: its lists are closed.</summary>
    public static async Task<bool> HoldAsync(UnitOfWork unit, Round round, string parkId) =>
        await unit.ExecuteAsync(TouchOpen, new { round.RoundId, round.Programme, parkId }) > 0;

    /// <summary>The round that is deciding on the position's seats, or null: until it is published, nobody else gives them away.</summary>
    public static async Task<Round?> DecidingAsync(UnitOfWork unit, string programme, string parkId, Guid positionId)
    {
        await unit.ExecuteAsync(Touch, new { programme, parkId });
        return await unit.FindAsync<Guid?>(SelectDeciding, new { programme, parkId, positionId }) is { } roundId ? await Round.FindAsync(unit, roundId) : null;
    }

    /// <summary>Waits for the grades and offers under way; those that come later wait for this transaction.</summary>
    public static Task WaitAsync(UnitOfWork unit, Round round) => unit.ExecuteAsync(TouchAll, new { round.RoundId });

    /// <summary>Marks the parks of a round: from here on nothing that people decide changes the lists.</summary>
    public static Task CloseAsync(UnitOfWork unit, Round round) => unit.ExecuteAsync(Mark, new { round.RoundId, closed = 1 });

    /// <summary>Takes the mark back.</summary>
    public static Task OpenAsync(UnitOfWork unit, Round round) => unit.ExecuteAsync(Mark, new { round.RoundId, closed = 0 });

    const string TouchOpen = """
        UPDATE unfinished_round
        SET round_id = @roundId
        WHERE programme = @programme AND park_id = @parkId AND round_id = @roundId AND closed = 0
        """;

    const string Touch = "UPDATE unfinished_round SET closed = closed WHERE programme = @programme AND park_id = @parkId";

    // While the lists are being written down, every position of the park may come to be in them.
    const string SelectDeciding = """
        SELECT unfinished_round.round_id
        FROM unfinished_round
        LEFT JOIN round_position ON round_position.round_id = unfinished_round.round_id AND round_position.position_id = @positionId
        LEFT JOIN round_closing ON round_closing.round_id = unfinished_round.round_id
        WHERE unfinished_round.programme = @programme AND unfinished_round.park_id = @parkId AND unfinished_round.closed = 1
            AND (round_position.position_id IS NOT NULL OR round_closing.round_id IS NOT NULL)
        """;

    const string TouchAll = "UPDATE unfinished_round SET closed = closed WHERE round_id = @roundId";

    const string Mark = "UPDATE unfinished_round SET closed = @closed WHERE round_id = @roundId";
}
