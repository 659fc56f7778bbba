using RaMatch.Matching.Rounds.Lists;
using RaMatch.Platform.Data;
using RaMatch.Platform.Jobs;

namespace RaMatch.Matching.Rounds.Results;

/// <summary>
/// Solves a closed round, has the result proved and stores it; of a solved one it proves that the same comes out again. What a closing froze never
/// changes, so an attempt that died is simply made again.
/// </summary>
sealed class Solving(LotteryVault vault) : IJobKind
{
    /// <summary>The kind's name.</summary>
    public const string Kind = "solve-round";

    // Of a hundred: reading, solving with its proof, and the rest for the rows.
    const int Read = 10;
    const int Solved = 60;

    /// <inheritdoc />
    public string Name => Kind;

    /// <inheritdoc />
    public string Service => MatchingService.ServiceName;

    /// <inheritdoc />
    public Task<bool> MayReadAsync(Reader reader, Job job, HttpContext http) => Round.MayReadAsync(reader, job.Subject, http);

    /// <inheritdoc />
    public async Task<string> RunAsync(JobRun run, CancellationToken cancellation)
    {
        var round = (await run.ReadAsync(reader => Round.FindAsync(reader, run.Subject), cancellation))!;
        switch (round.Stage)
        {
            case RoundStage.Closing when await run.ReadAsync(reader => Job.FindLastAsync(reader, Freezing.Kind, run.Subject), cancellation) is { HasEnded: false }:
                throw new JobNotYetException("The lists are being written down.");
            case RoundStage.Closing:
                throw new JobRefusedException(Platform.Web.Problems.Conflict("round.not-frozen").Value!);
            case not (RoundStage.Closed or RoundStage.Solved):
                throw new JobRefusedException(round.WrongStage("act.solve", await run.ReadAsync(reader => Task.FromResult(reader.Now), cancellation)).Value!);
        }

        var snapshot = await run.ReadAsync(reader => Snapshot.ReadAsync(reader, round, vault), cancellation);
        run.Tell(Read, 100);
        var solution = Solution.Of(snapshot);
        run.Tell(Solved, 100);
        if (round.Stage == RoundStage.Closed)
        {
            await solution.PrepareAsync(run, round, (done, total) => run.Tell(Solved + ((100 - Solved) * done / total), 100), cancellation);
        }

        await run.WriteAsync(unit => FinishAsync(unit, run, solution), cancellation);
        return Round.AddressOf(run.Subject);
    }

    static async Task FinishAsync(UnitOfWork unit, JobRun run, Solution solution)
    {
        var now = (await Round.FindAsync(unit, run.Subject))!;
        if (now.Stage == RoundStage.Closed && await now.MoveAsync(unit, RoundStage.Solved, run.Job.AskedBy))
        {
            await solution.StoreAsync(unit, now);
            await JobDesk.AskAsync(unit, RoundArchives.Kind, run.Subject, run.Job.AskedBy);
        }
        else if (now.Stage == RoundStage.Cancelled)
        {
            throw new JobRefusedException(now.WrongStage("act.solve", unit.Now).Value!);
        }
        else
        {
            await solution.CompareAsync(unit, run.Subject);
        }
    }
}
