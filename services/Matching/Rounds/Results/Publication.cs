using RaMatch.Contracts;
using RaMatch.Matching.Placements;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Matching.Scoring;
using RaMatch.Platform.Data;
using RaMatch.Platform.Jobs;
using RaMatch.Platform.Words;
using RaMatch.Reference;

namespace RaMatch.Matching.Rounds.Results;

/// <summary>
/// Sends out the offers of a round that is being published, so many a transaction that other writers get their turn. Each seat is decided once, by
/// its row; a process that dies in between leaves the rest to the next.
/// </summary>
sealed class Publication : IJobKind
{
    /// <summary>The kind's name.</summary>
    public const string Kind = "publish-round";

    const int SeatsAtOnce = 100;

    /// <inheritdoc />
    public string Name => Kind;

    /// <inheritdoc />
    public string Service => MatchingService.ServiceName;

    /// <inheritdoc />
    public Task<bool> MayReadAsync(Reader reader, Job job, HttpContext http) => Round.MayReadAsync(reader, job.Subject, http);

    /// <inheritdoc />
    public async Task<string> RunAsync(JobRun run, CancellationToken cancellation)
    {
        var seats = await run.ReadAsync(reader => reader.GetAsync<Counted>(CountSeats, new { roundId = run.Subject }), cancellation);
        run.Tell(seats.Decided, seats.Total);
        var after = 0L;
        while (await run.WriteAsync(unit => NextAsync(unit, run.Subject, after), cancellation) is { } last)
        {
            cancellation.ThrowIfCancellationRequested();
            // Their numbers go from one without a gap.
            after = last;
            run.Tell(Math.Max(after, seats.Decided), seats.Total);
        }

        return Round.AddressOf(run.Subject);
    }

    /// <summary>Decides on the next seats after a number, up to which all are decided; gives the last one's. Null: nothing is left to do.</summary>
    static async Task<long?> NextAsync(UnitOfWork unit, Guid roundId, long after)
    {
        // Its parks before the round, as the closing does: an offer that is being made has touched the park's row and waits for a graduate's next.
        if (await Round.FindAsync(unit, roundId) is { } found)
        {
            await OpenLists.WaitAsync(unit, found);
        }

        if (await unit.ExecuteAsync(Touch, new { roundId }) == 0)
        {
            return null;
        }

        var round = (await Round.FindAsync(unit, roundId))!;

        var actorId = await unit.FindAsync<Guid?>(SelectActor, new { roundId });
        var seats = await unit.FirstAsync<Seat>(SelectUndecided, new { roundId, after }, SeatsAtOnce);
        await TouchAsync(unit, seats);
        foreach (var seat in seats)
        {
            var lapsed = await OfferAsync(unit, round, seat, actorId);
            if (await unit.ExecuteAsync(UpdateSeat, new { roundId, seat.Number, decidedAt = unit.Now, lapsed }) == 0)
            {
                throw new LostRaceException($"seat {seat.Number} of round {roundId}");
            }
        }

        if (seats.Count < SeatsAtOnce && await round.MoveAsync(unit, RoundStage.Published, actorId))
        {
            await round.EndAsync(unit);
            return null;
        }

        return seats.Count == 0 ? after : seats[^1].Number;
    }

    /// <summary>All graduates, then all placements, then all positions, each in the order of their ids, as whoever else touches several does.</summary>
    static async Task TouchAsync(UnitOfWork unit, IReadOnlyList<Seat> seats)
    {
        foreach (var graduateId in seats.Select(seat => seat.GraduateId).Order())
        {
            await GraduateTurn.TakeAsync(unit, graduateId);
        }

        foreach (var placementId in seats.Select(seat => seat.PlacementId).Order())
        {
            await Placement.TouchAsync(unit, placementId);
        }

        foreach (var positionId in seats.Select(seat => seat.PositionId).Distinct().Order())
        {
            await PositionTurn.TakeAsync(unit, positionId);
        }
    }

    /// <summary>Offers the seat, for the lowest pay the position was published with. Says why the seat lapses if it cannot.</summary>
    static async Task<Sentence?> OfferAsync(UnitOfWork unit, Round round, Seat seat, Guid? actorId)
    {
        if (await Placement.FindAsync(unit, seat.PlacementId) is not { } placement)
        {
            return Sentence.Of("lapse.no-placement");
        }

        if (placement.Stage is not (PlacementStage.Applied or PlacementStage.Shortlisted or PlacementStage.Interviewing))
        {
            return placement switch
            {
                { Reason: { Code: "placement.accepted-elsewhere" } elsewhere } => elsewhere,
                { Stage: PlacementStage.Withdrawn } => Sentence.Of("lapse.withdrawn"),
                _ => Sentence.Of("lapse.ended"),
            };
        }

        var standing = await unit.GetAsync<Standing>(SelectStanding, new { seat.PositionId, placement.UnitId, placement.GraduateId });
        var obstacle = standing switch
        {
            { Consents: 0 } => Sentence.Of("lapse.no-consent"),
            { Suspensions: > 0 } => Sentence.Of("lapse.unit-suspended"),
            { Closings: > 0 } => Sentence.Of("lapse.position-closed"),
            _ => null,
        };
        if (obstacle is not null)
        {
            return obstacle;
        }

        if (!await Seats.HoldAsync(unit, placement))
        {
            return Sentence.Of("lapse.fewer-seats");
        }

        await (placement with
        {
            Stage = PlacementStage.Offered,
            Reason = seat.RepairedFor is { } floor
                ? Sentence.Of("placement.placed-for-floor", ("round", round.Title), ("park", Parks.ShortNameOf(floor)))
                : Sentence.Of("placement.matched", ("round", round.Title)),
            OfferPayFen = seat.PayMinimumFen,
            OfferExpiresAt = round.AnswerBy,
        }).AdvanceAsync(unit, actorId);
        return null;
    }

    sealed record Counted
    {
        public long Total { get; init; }
        public long Decided { get; init; }
    }

    sealed record Seat
    {
        public long Number { get; init; }
        public Guid PlacementId { get; init; }
        public Guid GraduateId { get; init; }
        public Guid PositionId { get; init; }
        public long PayMinimumFen { get; init; }
        public string? RepairedFor { get; init; }
    }

    sealed record Standing
    {
        public long Consents { get; init; }
        public long Suspensions { get; init; }
        public long Closings { get; init; }
    }

    const string Touch = "UPDATE round SET stage = stage WHERE round_id = @roundId AND stage = 'Publishing'";

    const string CountSeats = "SELECT COUNT(*) AS total, COUNT(decided_at) AS decided FROM round_seat WHERE round_id = @roundId";

    const string SelectActor = "SELECT actor_id FROM round_stage WHERE round_id = @roundId AND stage = 'Publishing'";

    // The number spares a look at all that are decided: without it the last hundreds of a national round would be found by going through all before them.
    // In the order of their numbers: where a position has fewer seats than it had at closing, the last of its order goes without.
    const string SelectUndecided = """
        SELECT round_seat.number, round_seat.placement_id, round_seat.graduate_id, round_seat.position_id, round_seat.repaired_for, round_position.pay_minimum_fen
        FROM round_seat
        JOIN round_position ON round_position.round_id = round_seat.round_id AND round_position.position_id = round_seat.position_id
        WHERE round_seat.round_id = @roundId AND round_seat.number > @after AND round_seat.decided_at IS NULL
        ORDER BY round_seat.number
        """;

    const string SelectStanding = """
        SELECT
            (SELECT COUNT(*) FROM graduate WHERE graduate_id = @graduateId) AS consents,
            (SELECT COUNT(*) FROM unit_status WHERE unit_id = @unitId AND suspended_version > verified_version) AS suspensions,
            (SELECT COUNT(*) FROM position WHERE position_id = @positionId AND closed_at IS NOT NULL) AS closings
        """;

    const string UpdateSeat = """
        UPDATE round_seat
        SET decided_at = @decidedAt, lapsed = @lapsed
        WHERE round_id = @roundId AND number = @number AND decided_at IS NULL
        """;
}
