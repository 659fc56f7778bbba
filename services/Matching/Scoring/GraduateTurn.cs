using RaMatch.Platform.Data;

namespace RaMatch.Matching.Scoring;

/// <summary>
/// The row of a graduate that every decision and every event about them touches before it reads anything: what they know, wish for, apply for and have
/// accepted. Of two at once one waits here and then sees what the other has made of it.
/// </summary>
static class GraduateTurn
{
    /// <summary>What is read about the graduate from here on stays so to the end of the transaction.</summary>
    public static async Task TakeAsync(UnitOfWork unit, Guid graduateId)
    {
        if (await unit.ExecuteAsync(Touch, new { graduateId }) == 0)
        {
            await unit.ExecuteAsync(Insert, new { graduateId });
        }
    }

    const string Touch = "UPDATE graduate_turn SET turns = turns + 1 WHERE graduate_id = @graduateId";

    const string Insert = "INSERT INTO graduate_turn (graduate_id, turns) VALUES (@graduateId, 1)";
}
