using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Matching.Rounds.Results;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Rounds;

/// <summary>
/// Who steers a closed round has it solved: seats, cutoffs and the lottery's seed are stored for officials to see. Solved again it gives the same.
/// 409 if somebody else steers it or its lists are not closed. A result the verifier does not accept is an alarm, and nothing of it is stored.
/// </summary>
static class SolveRound
{
    public static void Map(RouteGroupBuilder api) => api.MapPost("/rounds/{roundId:guid}/solve", HandleAsync).RequireRoles(Roles.Supervisor, Roles.ParkStaff);

    static async Task<Results<Ok<ShowRound.Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> HandleAsync(
        Guid roundId, Caller caller, Tallies tallies, LotteryVault vault, Freezing freezing, MatchingDb db, CancellationToken cancellation)
    {
        await freezing.WaitAsync(roundId, caller, cancellation);
        // What a closing froze never changes: it is read and solved before the transaction, which nobody waits for then.
        var (closed, snapshot) = await db.ReadAsync<(Round?, Snapshot?)>(
            async reader => await Round.FindAsync(reader, roundId, caller) is { } found && found.MayBeSteeredBy(caller) && found.Stage is RoundStage.Closed or RoundStage.Solved
                ? (found, await Snapshot.ReadAsync(reader, found, vault))
                : (null, null),
            cancellation);
        var solution = snapshot is null ? null : Solution.Of(snapshot);
        if (closed is { Stage: RoundStage.Closed })
        {
            await solution!.PrepareAsync(db, closed, cancellation);
        }

        return await db.WriteAsync<Results<Ok<ShowRound.Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async unit =>
        {
            if (await Round.FindAsync(unit, roundId, caller) is not { } now)
            {
                return Round.None();
            }

            if (!now.MayBeSteeredBy(caller))
            {
                return Round.NotOwn();
            }

            if (solution is null || now.Stage is not (RoundStage.Closed or RoundStage.Solved))
            {
                return now.WrongStage("act.solve");
            }

            if (now.Stage == RoundStage.Closed && await now.MoveAsync(unit, RoundStage.Solved, caller.Id))
            {
                await solution.StoreAsync(unit, now);
            }
            else
            {
                await solution.CompareAsync(unit, roundId);
            }

            return TypedResults.Ok(await ShowRound.TellAsync(unit, (await Round.FindAsync(unit, roundId))!, caller, tallies));
        }, cancellation);
    }
}
