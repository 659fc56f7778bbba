using RaMatch.Matching.Placements;
using RaMatch.Matching.Programmes;
using RaMatch.Platform.Data;
using RaMatch.Platform.Jobs;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Counting;

/// <summary>
/// Judges all that counts in a programme under the rules of the recount, park by park, and takes out what does not hold: each hire in a transaction of its own, which judges it anew.
/// A process that dies leaves the rest to the next; rules adopted meanwhile end it, because it would judge by rules that hold no more.
/// </summary>
sealed class Recounting : IJobKind
{
    /// <summary>The kind's name.</summary>
    public const string Kind = "recount";

    /// <inheritdoc />
    public string Name => Kind;

    /// <inheritdoc />
    public string Service => MatchingService.ServiceName;

    /// <inheritdoc />
    public Task<bool> MayReadAsync(Reader reader, Job job, HttpContext http) =>
        Task.FromResult(http.User.Identity is { IsAuthenticated: true } && Caller.Of(http.User) is { Role: Roles.Supervisor });

    /// <inheritdoc />
    public async Task<string> RunAsync(JobRun run, CancellationToken cancellation)
    {
        var recount = (await run.ReadAsync(reader => Recount.FindAsync(reader, run.Subject), cancellation))!;
        var parks = await run.ReadAsync(reader => reader.QueryAsync<string>(SelectParks, new { code = recount.Programme }), cancellation);
        var judged = (await run.ReadAsync(reader => reader.QueryAsync<string>(SelectJudged, new { recount.RecountId }), cancellation)).ToHashSet(StringComparer.Ordinal);
        run.Tell(judged.Count, parks.Count);
        foreach (var parkId in parks.Where(park => !judged.Contains(park)))
        {
            if (await run.ReadAsync(reader => InForceAsync(reader, recount), cancellation) is not { } programme)
            {
                throw await BrokenOffAsync(run, recount, cancellation);
            }

            var counting = await run.ReadAsync(reader => HireCase.CountedAsync(reader, programme, parkId), cancellation);
            var (takenOut, isInForce) = (0, true);
            foreach (var hire in counting.Where(one => !one.Verdict.Countable))
            {
                cancellation.ThrowIfCancellationRequested();
                if (await run.WriteAsync(unit => ExcludeAsync(unit, recount, hire.Hire.PlacementId), cancellation) is not { } isOut)
                {
                    isInForce = false;
                    break;
                }

                takenOut += isOut ? 1 : 0;
            }

            var ready = (await run.ReadAsync(reader => HireCase.WaitingVerdictsAsync(reader, programme, parkId), cancellation)).Count(one => one.Verdict.Countable && !one.Returned);
            await run.WriteAsync(unit => unit.ExecuteAsync(InsertPark, new { recount.RecountId, parkId, remaining = counting.Count - takenOut, ready }), cancellation);
            if (!isInForce)
            {
                throw await BrokenOffAsync(run, recount, cancellation);
            }

            judged.Add(parkId);
            run.Tell(judged.Count, parks.Count);
        }

        await run.WriteAsync(unit => unit.ExecuteAsync(End, new { recount.RecountId, endedAt = unit.Now }), cancellation);
        return Recount.AddressOf(recount);
    }

    /// <summary>The programme, as long as the rules of the recount are those in force.</summary>
    static async Task<Programme?> InForceAsync(Reader reader, Recount.Row recount) =>
        await Programme.FindAsync(reader, recount.Programme) is { } programme && programme.RulesVersion == recount.RulesVersion ? programme : null;

    /// <summary>Ends a recount whose rules hold no more; what it has taken out stays out, with its reason.</summary>
    static async Task<JobRefusedException> BrokenOffAsync(JobRun run, Recount.Row recount, CancellationToken cancellation)
    {
        await run.WriteAsync(unit => unit.ExecuteAsync(BreakOff, new { recount.RecountId, endedAt = unit.Now, brokenOff = Sentence.Of("recount.rules-changed") }), cancellation);
        return new JobRefusedException(Problems.Conflict("recount.rules-changed").Value!);
    }

    /// <summary>Takes a hire out, unless it has been mended, or taken out by somebody else, since it was judged: false then. Null: the rules hold no more.</summary>
    static async Task<bool?> ExcludeAsync(UnitOfWork unit, Recount.Row recount, Guid placementId)
    {
        var placement = await Placement.TakeAsync(unit, placementId);
        if (await InForceAsync(unit, recount) is not { } programme)
        {
            return null;
        }

        if (placement is null || await HireCase.FindCountedAsync(unit, programme, placementId) is not { Verdict.Countable: false } hire)
        {
            return false;
        }

        await unit.ExecuteAsync(InsertHire, new { recount.RecountId, placementId, placement.ParkId, missing = Json.Text(hire.Verdict.Missing), uncountedAt = unit.Now });
        var next = await UncountHire.StepBackAsync(unit, placement, recount.ActorId);
        await CountedHires.UncountAsync(unit, next, Sentence.Of("ledger.recounted", ("version", recount.RulesVersion), ("missing", Argument.List(hire.Verdict.Missing))), recount.ActorId);
        return true;
    }

    const string SelectParks = "SELECT DISTINCT park_id FROM placement WHERE programme = @code ORDER BY park_id";

    const string SelectJudged = "SELECT park_id FROM recount_park WHERE recount_id = @recountId";

    // Those that are out already were taken out by this recount, whichever attempt.
    const string InsertPark = """
        INSERT INTO recount_park (recount_id, park_id, counted, ready)
        SELECT @recountId, @parkId, @remaining + (SELECT COUNT(*) FROM recount_hire WHERE recount_id = @recountId AND park_id = @parkId), @ready
        WHERE NOT EXISTS (SELECT 1 FROM recount_park WHERE recount_id = @recountId AND park_id = @parkId)
        """;

    const string InsertHire = """
        INSERT INTO recount_hire (recount_id, placement_id, park_id, counted_under, missing, uncounted_at)
        SELECT @recountId, @placementId, @parkId, counted_hire.rules_version, @missing, @uncountedAt
        FROM counted_hire
        WHERE counted_hire.placement_id = @placementId
        """;

    const string End = "UPDATE recount SET ended_at = @endedAt WHERE recount_id = @recountId AND ended_at IS NULL";

    const string BreakOff = "UPDATE recount SET ended_at = @endedAt, broken_off = @brokenOff WHERE recount_id = @recountId AND ended_at IS NULL";
}
