using RaMatch.Platform.Data;

namespace RaMatch.Matching.Rounds.Lists;

/// <summary>
/// Keeps a park's lists open to the end of a transaction: it touches the one row of the park, as <see cref="Placements.RoundHold"/> and the closing do before they
/// read anything, so that of two at once one waits and then sees what holds. The announced end closes them too, by the clock of the transaction, whether or
/// not anybody has marked the row.
/// </summary>
static class OpenLists
{
    /// <summary>True: the round is open and stays so until this transaction ends. False: its lists are closed.</summary>
    public static async Task<bool> HoldAsync(UnitOfWork unit, Round round, string parkId) =>
        await unit.ExecuteAsync(TouchOpen, new { round.RoundId, round.Programme, parkId }) > 0 && unit.Now < round.RankBy;

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

    const string TouchAll = "UPDATE unfinished_round SET closed = closed WHERE round_id = @roundId";

    const string Mark = "UPDATE unfinished_round SET closed = @closed WHERE round_id = @roundId";
}
