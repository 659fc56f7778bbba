using System.Diagnostics;
using RaMatch.Platform.Data;
using RaMatch.Rounds.Floors;
using RaMatch.Rounds.Format;
using RaMatch.Rounds.Solving;
using RaMatch.Rounds.Verifying;

namespace RaMatch.Matching.Rounds;

/// <summary>A closed round solved and proved.</summary>
sealed class Solution
{
    // A park's or a province's round is compared with the largest assignment at once; a national one would wait for a number nobody decides by.
    const int MostWishesToEnlarge = 200_000;

    readonly Snapshot _snapshot;
    readonly Outcome _outcome;
    readonly FloorRepair? _repair;
    readonly Certificate _certificate;
    readonly long _milliseconds;

    Solution(Snapshot snapshot, Outcome outcome, FloorRepair? repair, Certificate certificate, long milliseconds) =>
        (_snapshot, _outcome, _repair, _certificate, _milliseconds) = (snapshot, outcome, repair, certificate, milliseconds);

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
        var result = new RoundResult(outcome, [.. reasons], certificate, certificate.ResultHash) { Floors = ProofOf(repair), RepairHash = certificate.Repair?.RepairHash };
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
            ProofOf(repair),
            repair: instance.Terms.FloorPolicy == FloorPolicy.Repair);

    // What could be repaired is said and proved whatever the policy.
    static FloorRepair? RepairOf(RoundInstance instance, Outcome outcome) =>
        instance.ParkFloors.Any(floor => floor > 0) && FloorRepair.Of(instance, outcome) is { Certificate.Deficit: > 0 } repair ? repair : null;

    static FloorProof? ProofOf(FloorRepair? repair) => repair is null
        ? null
        : new FloorProof(
            repair.Granted,
            repair.Certificate.CutParks,
            repair.Certificate.CutUnits,
            repair.Certificate.CutPositions,
            [.. repair.BlockingPairs.Select(pair => new FloorProof.Pair(pair.Applicant, pair.Wish, pair.Park))]);

    /// <summary>Stores seats, cutoffs, hashes, what is missing to each floor and what a repair in force changed, and makes the seed public.</summary>
    public async Task StoreAsync(UnitOfWork unit, Round round)
    {
        var instance = _snapshot.Instance;
        await unit.InsertAllAsync(InsertSeat, Seats().Select((seat, index) =>
        {
            var wish = instance.Wishes[seat.Wish];
            var position = _snapshot.Positions[wish.Position];
            return new
            {
                round.RoundId,
                number = (long)index + 1,
                placementId = _snapshot.Placements[seat.Wish],
                graduateId = _snapshot.Graduates[seat.Applicant],
                position.PositionId,
                position.ParkId,
                rank = RankOf(seat.Applicant, seat.Wish),
                score = (long)wish.Score,
                lottery = (long)seat.Lottery,
                seat.RepairedFor,
                stableRank = seat.Before is { } before ? RankOf(seat.Applicant, before) : (long?)null,
                stablePositionId = seat.Before is { } left ? _snapshot.Positions[instance.Wishes[left].Position].PositionId : (Guid?)null,
            };
        }));
        await unit.InsertAllAsync(InsertBlocking, (InForce?.BlockingPairs ?? []).Select(pair => new
        {
            round.RoundId,
            graduateId = _snapshot.Graduates[pair.Applicant],
            rank = RankOf(pair.Applicant, pair.Wish),
            _snapshot.Positions[instance.Wishes[pair.Wish].Position].PositionId,
            parkId = instance.Parks.Text(pair.Park),
        }));
        await unit.InsertAllAsync(InsertCutoff, Cutoffs(CutoffScope.Position, instance.Positions, _outcome.PositionCutoffs)
            .Concat(Cutoffs(CutoffScope.Unit, instance.Units, _outcome.UnitCutoffs))
            .Concat(Cutoffs(CutoffScope.Park, instance.Parks, _outcome.ParkCutoffs))
            .Select(cutoff => new
            {
                round.RoundId,
                cutoff.Scope,
                cutoff.Id,
                score = cutoff.Key == Outcome.Closed ? (long?)null : Priority.Score(cutoff.Key),
                lottery = cutoff.Key == Outcome.Closed ? (long?)null : Priority.Lottery(cutoff.Key),
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
            largestPossible = instance.Wishes.Length <= MostWishesToEnlarge ? LargestPossible.Of(instance, _outcome) : (long?)null,
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

    long RankOf(int applicant, int wish) => wish - _snapshot.Instance.WishStarts[applicant] + 1;

    static IEnumerable<(CutoffScope Scope, string Id, ulong Key)> Cutoffs(CutoffScope scope, IdTable ids, IReadOnlyList<ulong> keys) =>
        Enumerable.Range(0, ids.Count).Where(number => keys[number] > 0).Select(number => (scope, ids.Text(number), keys[number]));

    sealed record Hashes
    {
        public string ResultHash { get; init; } = "";
        public string? RepairHash { get; init; }
    }

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
