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
    readonly FloorProof? _floors;
    readonly Certificate _certificate;
    readonly long _milliseconds;

    Solution(Snapshot snapshot, Outcome outcome, FloorProof? floors, Certificate certificate, long milliseconds) =>
        (_snapshot, _outcome, _floors, _certificate, _milliseconds) = (snapshot, outcome, floors, certificate, milliseconds);

    /// <summary>Solves, and has the verifier prove the result, which shares no code with the solver.</summary>
    /// <exception cref="InvalidOperationException">The verifier does not accept it: a bug, and nothing to be stored.</exception>
    public static Solution Of(Snapshot snapshot)
    {
        var instance = snapshot.Instance;
        var watch = Stopwatch.StartNew();
        var outcome = DeferredAcceptance.Solve(instance);
        var milliseconds = watch.ElapsedMilliseconds;
        var inputHash = RoundFolder.Hash(instance);
        var floors = FloorsOf(instance, outcome);
        var certificate = WriteTo(instance, outcome, floors, inputHash, _ => Stream.Null);
        var reasons = Enumerable.Range(0, instance.Applicants.Count)
            .SelectMany(applicant => Enumerable.Range(instance.WishStarts[applicant], instance.WishStarts[applicant + 1] - instance.WishStarts[applicant]).Select(wish => Reasons.Of(instance, outcome, applicant, wish)));
        var result = new RoundResult(outcome, [.. reasons], certificate, certificate.ResultHash) { Floors = floors, RepairHash = certificate.Repair?.RepairHash };
        return Verifier.FirstViolation(instance, result, inputHash) is { } violation
            ? throw new InvalidOperationException($"The verifier does not accept the result of round {instance.Terms.Round}: {violation}")
            : new Solution(snapshot, outcome, floors, certificate, milliseconds);
    }

    /// <summary>Writes the result's files in the documented format.</summary>
    public void Write(Func<string, Stream> create) => WriteTo(_snapshot.Instance, _outcome, _floors, _certificate.InputHash, create);

    static Certificate WriteTo(RoundInstance instance, Outcome outcome, FloorProof? floors, string inputHash, Func<string, Stream> create) =>
        ResultFolder.Write(instance, outcome, (applicant, wish) => Reasons.Of(instance, outcome, applicant, wish), inputHash, create, floors);

    // What could be repaired is said and proved; repairing it is a policy that no park or supervisor has here.
    static FloorProof? FloorsOf(RoundInstance instance, Outcome outcome) =>
        instance.ParkFloors.Any(floor => floor > 0) && FloorRepair.Of(instance, outcome) is { Certificate.Deficit: > 0 } repair
            ? new FloorProof(
                repair.Granted,
                repair.Certificate.CutParks,
                repair.Certificate.CutUnits,
                repair.Certificate.CutPositions,
                [.. repair.BlockingPairs.Select(pair => new FloorProof.Pair(pair.Applicant, pair.Wish, pair.Park))])
            : null;

    /// <summary>Stores seats, cutoffs, hashes and what is missing to each floor, and makes the seed public.</summary>
    public async Task StoreAsync(UnitOfWork unit, Round round)
    {
        var instance = _snapshot.Instance;
        var seats = Enumerable.Range(0, instance.Applicants.Count)
            .Where(applicant => _outcome.Granted[applicant] != Outcome.Unseated)
            .Select(applicant => (Wish: _outcome.Granted[applicant], Rank: _outcome.Granted[applicant] - instance.WishStarts[applicant] + 1, Lottery: instance.Lottery[applicant]))
            .OrderBy(seat => instance.Wishes[seat.Wish].Position)
            .ThenByDescending(seat => Priority.Of(instance.Wishes[seat.Wish].Score, seat.Lottery))
            .ToList();
        await unit.InsertAllAsync(InsertSeat, seats.Select((seat, index) =>
        {
            var wish = _snapshot.Wishes[seat.Wish];
            return new
            {
                round.RoundId,
                number = (long)index + 1,
                wish.PlacementId,
                wish.GraduateId,
                wish.PositionId,
                _snapshot.Positions[instance.Wishes[seat.Wish].Position].ParkId,
                rank = (long)seat.Rank,
                wish.Score,
                lottery = (long)seat.Lottery,
            };
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


        await unit.ExecuteAsync(InsertResult, new
        {
            round.RoundId,
            _certificate.InputHash,
            _certificate.ResultHash,
            _certificate.Seated,
            _certificate.Unseated,
            largestPossible = instance.Wishes.Length <= MostWishesToEnlarge ? LargestPossible.Of(instance, _outcome) : (long?)null,
            milliseconds = _milliseconds,
            solvedAt = unit.Now,
        });
        await unit.ExecuteAsync(RevealSeed, new { round.RoundId, instance.Terms.LotterySeed });
    }

    /// <summary>Solved again, a round has the same result.</summary>
    /// <exception cref="InvalidOperationException">It has not: an alarm.</exception>
    public async Task CompareAsync(UnitOfWork unit, Guid roundId)
    {
        var stored = await unit.GetAsync<string>(SelectResultHash, new { roundId });
        if (stored != _certificate.ResultHash)
        {
            throw new InvalidOperationException($"Round {roundId} gives {_certificate.ResultHash} now and gave {stored} before.");
        }
    }

    static IEnumerable<(CutoffScope Scope, string Id, ulong Key)> Cutoffs(CutoffScope scope, IdTable ids, IReadOnlyList<ulong> keys) =>
        Enumerable.Range(0, ids.Count).Where(number => keys[number] > 0).Select(number => (scope, ids.Text(number), keys[number]));

    const string InsertSeat = """
        INSERT INTO round_seat (round_id, number, placement_id, graduate_id, position_id, park_id, rank, score, lottery)
        VALUES (@roundId, @number, @placementId, @graduateId, @positionId, @parkId, @rank, @score, @lottery)
        """;

    const string InsertCutoff = """
        INSERT INTO round_cutoff (round_id, scope, id, score, lottery)
        VALUES (@roundId, @scope, @id, @score, @lottery)
        """;

    const string InsertResult = """
        INSERT INTO round_result (round_id, input_hash, result_hash, seated, unseated, largest_possible, milliseconds, solved_at)
        VALUES (@roundId, @inputHash, @resultHash, @seated, @unseated, @largestPossible, @milliseconds, @solvedAt)
        """;

    const string UpdateFloor = "UPDATE round_park SET deficit = @deficit, repairable = @repairable WHERE round_id = @roundId AND park_id = @park";

    const string RevealSeed = "UPDATE round SET lottery_seed = @lotterySeed WHERE round_id = @roundId";

    const string SelectResultHash = "SELECT result_hash FROM round_result WHERE round_id = @roundId";
}
