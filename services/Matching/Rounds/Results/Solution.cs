using System.Diagnostics;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Platform.Data;
using RaMatch.Platform.Jobs;
using RaMatch.Rounds.Floors;
using RaMatch.Rounds.Format;
using RaMatch.Rounds.Solving;
using RaMatch.Rounds.Verifying;

namespace RaMatch.Matching.Rounds.Results;

/// <summary>A closed round solved and proved.</summary>
sealed class Solution
{
    // A park's or a province's round is compared with the largest assignment at once; a national one would wait for a number nobody decides by.
    const int MostWishesToEnlarge = 200_000;

    const int RowsAtOnce = 250;

    readonly Snapshot _snapshot;
    readonly Outcome _outcome;
    readonly FloorRepair? _repair;
    readonly Certificate _certificate;
    readonly long _milliseconds;
    readonly Lazy<long?> _largestPossible;

    Solution(Snapshot snapshot, Outcome outcome, FloorRepair? repair, Certificate certificate, long milliseconds)
    {
        (_snapshot, _outcome, _repair, _certificate, _milliseconds) = (snapshot, outcome, repair, certificate, milliseconds);
        _largestPossible = new Lazy<long?>(() => snapshot.Instance.Wishes.Length <= MostWishesToEnlarge ? LargestPossible.Of(snapshot.Instance, outcome) : null);
    }

    /// <summary>The repair, if the round announced that it would be in force and there is something to repair.</summary>
    FloorRepair? InForce => _certificate.Repair is { InForce: true } ? _repair : null;

    /// <summary>Solves, and has the verifier prove the result, which shares no code with the solver.</summary>
    /// <exception cref="InvalidOperationException">The verifier does not accept it: a bug, and nothing to be stored.</exception>
    public static Solution Of(Snapshot snapshot)
    {
        var instance = snapshot.Instance;
        var watch = Stopwatch.StartNew();
        var outcome = DeferredAcceptance.Solve(instance);
        var milliseconds = watch.ElapsedMilliseconds;
        var inputHash = RoundFolder.Hash(instance);
        var repair = RepairOf(instance, outcome);
        var certificate = WriteTo(instance, outcome, repair, inputHash, _ => Stream.Null);
        var reasons = Enumerable.Range(0, instance.Applicants.Count)
            .SelectMany(applicant => Enumerable.Range(instance.WishStarts[applicant], instance.WishStarts[applicant + 1] - instance.WishStarts[applicant]).Select(wish => Reasons.Of(instance, outcome, applicant, wish)));
        var result = new RoundResult(outcome, [.. reasons], certificate, certificate.ResultHash) { Floors = repair?.Proof, RepairHash = certificate.Repair?.RepairHash };
        return Verifier.FirstViolation(instance, result, inputHash) is { } violation
            ? throw new InvalidOperationException($"The verifier does not accept the result of round {instance.Terms.Round}: {violation}")
            : new Solution(snapshot, outcome, repair, certificate, milliseconds);
    }

    /// <summary>Writes the result's files in the documented format.</summary>
    public void Write(Func<string, Stream> create) => WriteTo(_snapshot.Instance, _outcome, _repair, _certificate.InputHash, create);

    static Certificate WriteTo(RoundInstance instance, Outcome outcome, FloorRepair? repair, string inputHash, Func<string, Stream> create) =>
        ResultFolder.Write(
            instance,
            outcome,
            (applicant, wish) => Reasons.Of(instance, outcome, applicant, wish),
            inputHash,
            create,
            repair?.Proof,
            repair: instance.Terms.FloorPolicy == FloorPolicy.Repair);

    // What could be repaired is said and proved whatever the policy.
    static FloorRepair? RepairOf(RoundInstance instance, Outcome outcome) =>
        instance.ParkFloors.Any(floor => floor > 0) && FloorRepair.Of(instance, outcome) is { Certificate.Deficit: > 0 } repair ? repair : null;

    /// <summary>
    /// Writes seats and cutoffs of a closed round, so many rows a transaction that other writers get their turn. Nobody sees them before
    /// <see cref="StoreAsync"/>, and whoever writes them again, after a death or at the same time, writes the same.
    /// </summary>
    /// <param name="run">The job that holds the round's solving.</param>
    /// <param name="round">The closed round.</param>
    /// <param name="progress">Is told how many of how many rows are written.</param>
    /// <param name="cancellation">Stops between two transactions.</param>
    public async Task PrepareAsync(JobRun run, Round round, Action<int, int> progress, CancellationToken cancellation)
    {
        // Before the transaction that tells it.
        _ = _largestPossible.Value;
        var (seats, cutoffs) = (SeatRows(round), CutoffRows(round));
        var written = 0;
        foreach (var chunk in seats.Chunk(RowsAtOnce))
        {
            await WriteAsync(DeleteSeats, new { round.RoundId, first = chunk[0].Number, last = chunk[^1].Number }, InsertSeat, chunk);
        }

        foreach (var scope in cutoffs.GroupBy(row => row.Scope))
        {
            foreach (var chunk in scope.Chunk(RowsAtOnce))
            {
                await WriteAsync(DeleteCutoffs, new { round.RoundId, scope = scope.Key, ids = chunk.Select(row => row.Id) }, InsertCutoff, chunk);
            }
        }

        async Task WriteAsync<T>(string delete, object range, string insert, IReadOnlyList<T> rows)
            where T : notnull
        {
            progress(written += rows.Count, seats.Count + cutoffs.Count);
            await run.WriteAsync(async unit =>
            {
                if (await unit.ExecuteAsync(HoldClosed, new { round.RoundId }) > 0)
                {
                    await unit.ExecuteAsync(delete, range);
                    await unit.InsertAllAsync(insert, rows);
                }
            }, cancellation);
        }
    }

    /// <summary>Makes what was prepared the result: hashes, what is missing to each floor, what a repair in force changed, and the seed for all to see.</summary>
    public async Task StoreAsync(UnitOfWork unit, Round round)
    {
        var instance = _snapshot.Instance;
        var prepared = await unit.GetAsync<Prepared>(CountPrepared, new { round.RoundId });
        var wanted = new Prepared
        {
            Seats = (InForce?.Granted ?? _outcome.Granted).Count(wish => wish != Outcome.Unseated),
            Cutoffs = _outcome.PositionCutoffs.Concat(_outcome.UnitCutoffs).Concat(_outcome.ParkCutoffs).Count(key => key > 0),
        };
        if (prepared != wanted)
        {
            throw new InvalidOperationException($"Round {round.RoundId} has {prepared} prepared where {wanted} are its result.");
        }

        await unit.InsertAllAsync(InsertBlocking, (InForce?.BlockingPairs ?? []).Select(pair => new
        {
            round.RoundId,
            graduateId = _snapshot.Graduates[pair.Applicant],
            rank = RankOf(pair.Applicant, pair.Wish),
            _snapshot.Positions[instance.Wishes[pair.Wish].Position].PositionId,
            parkId = instance.Parks.Text(pair.Park),
        }));
        foreach (var floor in _certificate.Floors)
        {
            await unit.ExecuteAsync(UpdateFloor, new { round.RoundId, floor.Park, floor.Deficit, floor.Repairable });
        }

        var repair = InForce is null ? null : _certificate.Repair;
        await unit.ExecuteAsync(InsertResult, new
        {
            round.RoundId,
            _certificate.InputHash,
            _certificate.ResultHash,
            seated = repair?.Seated ?? _certificate.Seated,
            unseated = _certificate.Applicants - (repair?.Seated ?? _certificate.Seated),
            largestPossible = _largestPossible.Value,
            milliseconds = _milliseconds,
            solvedAt = unit.Now,
            stableSeated = repair is null ? (long?)null : _certificate.Seated,
            moved = (long?)repair?.Moved,
            blockingPairs = (long?)repair?.BlockingPairs,
            repair?.RepairHash,
        });
        await unit.ExecuteAsync(RevealSeed, new { round.RoundId, instance.Terms.LotterySeed });
    }

    /// <summary>Solved again, a round has the same result.</summary>
    /// <exception cref="InvalidOperationException">It has not: an alarm.</exception>
    public async Task CompareAsync(UnitOfWork unit, Guid roundId)
    {
        var stored = await unit.GetAsync<Hashes>(SelectHashes, new { roundId });
        var now = new Hashes { ResultHash = _certificate.ResultHash, RepairHash = InForce is null ? null : _certificate.Repair!.RepairHash };
        if (stored != now)
        {
            throw new InvalidOperationException($"Round {roundId} gives {now} now and gave {stored} before.");
        }
    }

    /// <summary>Who sits where in the end, by position and key; of those a repair in force moved, for which floor and from which wish.</summary>
    List<(int Applicant, int Wish, uint Lottery, string? RepairedFor, int? Before)> Seats()
    {
        var (instance, granted) = (_snapshot.Instance, InForce?.Granted ?? _outcome.Granted);
        var floorOf = new Dictionary<int, int>();
        foreach (var chain in InForce?.Chains ?? [])
        {
            foreach (var move in chain.Moves)
            {
                floorOf[move.Applicant] = chain.Park;
            }
        }

        return [.. Enumerable.Range(0, instance.Applicants.Count)
            .Where(applicant => granted[applicant] != Outcome.Unseated)
            .Select(applicant =>
            {
                var (wish, before) = (granted[applicant], _outcome.Granted[applicant]);
                return (
                    Applicant: applicant,
                    Wish: wish,
                    Lottery: instance.Lottery[applicant],
                    RepairedFor: wish == before ? null : instance.Parks.Text(floorOf[applicant]),
                    Before: wish == before || before == Outcome.Unseated ? (int?)null : before);
            })
            .OrderBy(seat => instance.Wishes[seat.Wish].Position)
            .ThenByDescending(seat => Priority.Of(instance.Wishes[seat.Wish].Score, seat.Lottery))];
    }

    List<SeatRow> SeatRows(Round round) =>
        [.. Seats().Select((seat, index) =>
        {
            var wish = _snapshot.Instance.Wishes[seat.Wish];
            var position = _snapshot.Positions[wish.Position];
            return new SeatRow(
                round.RoundId,
                index + 1,
                _snapshot.Placements[seat.Wish],
                _snapshot.Graduates[seat.Applicant],
                position.PositionId,
                position.ParkId,
                RankOf(seat.Applicant, seat.Wish),
                wish.Score,
                seat.Lottery,
                seat.RepairedFor,
                seat.Before is { } before ? RankOf(seat.Applicant, before) : null,
                seat.Before is { } left ? _snapshot.Positions[_snapshot.Instance.Wishes[left].Position].PositionId : null);
        })];

    List<CutoffRow> CutoffRows(Round round) =>
        [.. Cutoffs(CutoffScope.Position, _snapshot.Instance.Positions, _outcome.PositionCutoffs)
            .Concat(Cutoffs(CutoffScope.Unit, _snapshot.Instance.Units, _outcome.UnitCutoffs))
            .Concat(Cutoffs(CutoffScope.Park, _snapshot.Instance.Parks, _outcome.ParkCutoffs))
            .Select(cutoff => new CutoffRow(
                round.RoundId,
                cutoff.Scope,
                cutoff.Id,
                cutoff.Key == Outcome.Closed ? null : Priority.Score(cutoff.Key),
                cutoff.Key == Outcome.Closed ? null : Priority.Lottery(cutoff.Key)))];

    long RankOf(int applicant, int wish) => wish - _snapshot.Instance.WishStarts[applicant] + 1;

    static IEnumerable<(CutoffScope Scope, string Id, ulong Key)> Cutoffs(CutoffScope scope, IdTable ids, IReadOnlyList<ulong> keys) =>
        Enumerable.Range(0, ids.Count).Where(number => keys[number] > 0).Select(number => (scope, ids.Text(number), keys[number]));

    sealed record SeatRow(
        Guid RoundId,
        long Number,
        Guid PlacementId,
        Guid GraduateId,
        Guid PositionId,
        string ParkId,
        long Rank,
        long Score,
        long Lottery,
        string? RepairedFor,
        long? StableRank,
        Guid? StablePositionId);

    sealed record CutoffRow(Guid RoundId, CutoffScope Scope, string Id, long? Score, long? Lottery);

    sealed record Prepared
    {
        public long Seats { get; init; }
        public long Cutoffs { get; init; }
    }

    sealed record Hashes
    {
        public string ResultHash { get; init; } = "";
        public string? RepairHash { get; init; }
    }

    // Whatever moves the round on waits, and whoever comes after it prepares nothing.
    const string HoldClosed = "UPDATE round SET stage = stage WHERE round_id = @roundId AND stage = 'Closed'";

    const string DeleteSeats = "DELETE FROM round_seat WHERE round_id = @roundId AND number >= @first AND number <= @last";

    const string DeleteCutoffs = "DELETE FROM round_cutoff WHERE round_id = @roundId AND scope = @scope AND id IN @ids";

    const string CountPrepared = """
        SELECT
            (SELECT COUNT(*) FROM round_seat WHERE round_id = @roundId) AS seats,
            (SELECT COUNT(*) FROM round_cutoff WHERE round_id = @roundId) AS cutoffs
        """;

    const string InsertSeat = """
        INSERT INTO round_seat (round_id, number, placement_id, graduate_id, position_id, park_id, rank, score, lottery, repaired_for, stable_rank,
            stable_position_id)
        VALUES (@roundId, @number, @placementId, @graduateId, @positionId, @parkId, @rank, @score, @lottery, @repairedFor, @stableRank,
            @stablePositionId)
        """;

    const string InsertBlocking = """
        INSERT INTO round_blocking (round_id, graduate_id, rank, position_id, park_id)
        VALUES (@roundId, @graduateId, @rank, @positionId, @parkId)
        """;

    const string InsertCutoff = """
        INSERT INTO round_cutoff (round_id, scope, id, score, lottery)
        VALUES (@roundId, @scope, @id, @score, @lottery)
        """;

    const string InsertResult = """
        INSERT INTO round_result (round_id, input_hash, result_hash, seated, unseated, largest_possible, milliseconds, solved_at,
            stable_seated, moved, blocking_pairs, repair_hash)
        VALUES (@roundId, @inputHash, @resultHash, @seated, @unseated, @largestPossible, @milliseconds, @solvedAt,
            @stableSeated, @moved, @blockingPairs, @repairHash)
        """;

    const string UpdateFloor = "UPDATE round_park SET deficit = @deficit, repairable = @repairable WHERE round_id = @roundId AND park_id = @park";

    const string RevealSeed = "UPDATE round SET lottery_seed = @lotterySeed WHERE round_id = @roundId";

    const string SelectHashes = "SELECT result_hash, repair_hash FROM round_result WHERE round_id = @roundId";
}
