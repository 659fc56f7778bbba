using RaMatch.Matching.Rounds.Lists;
using RaMatch.Platform.Data;
using RaMatch.Platform.Words;
using RaMatch.Rounds.Format;

namespace RaMatch.Matching.Rounds.Results;

/// <summary>
/// What became of wishes, from what the solving stored: the granted seats and the cutoffs. The rule is the format's: a wish is out of reach exactly
/// if its key is below a cutoff, and the innermost is named. Cutoffs are those before a repair of floors; what a repair in force took is named first.
/// </summary>
sealed class Verdicts
{
    readonly Dictionary<Guid, Granted> _granted;
    readonly Dictionary<Guid, Bars> _bars;
    readonly Dictionary<Guid, long> _lottery;
    readonly Dictionary<(Guid GraduateId, long Rank), string> _blocking;

    Verdicts(IEnumerable<Granted> granted, IEnumerable<Bars> bars, IEnumerable<FrozenList> lists, IEnumerable<Blocking> blocking)
    {
        _blocking = blocking.ToDictionary(pair => (pair.GraduateId, pair.Rank), pair => pair.ParkId);
        _granted = granted.ToDictionary(seat => seat.GraduateId);
        _bars = bars.ToDictionary(bar => bar.PositionId);
        _lottery = lists.ToDictionary(list => list.GraduateId, list => list.Lottery);
    }

    /// <summary>A seat that was granted.</summary>
    public sealed record Granted
    {
        public Guid GraduateId { get; init; }
        public Guid PositionId { get; init; }
        public string Title { get; init; } = "";
        public long Rank { get; init; }
        public Sentence? Lapsed { get; init; }

        /// <summary>The park for whose floor a repair gave this seat; null if none did.</summary>
        public string? RepairedFor { get; init; }

        /// <summary>The wish that was granted before the repair; null if none was, or there was no repair.</summary>
        public long? StableRank { get; init; }
    }

    /// <summary>What became of a wish, the cutoff that decided if one did, and the park whose floor is the reason if one is.</summary>
    public sealed record Verdict(WishOutcome Outcome, Cutoff? Cutoff = null, string? FloorOf = null);

    /// <summary>Of the wishes at a unit's positions, which are in these lists.</summary>
    public static async Task<Verdicts> OfUnitAsync(Reader reader, Round round, Guid unitId, IReadOnlyList<FrozenList> lists)
    {
        var of = new { round.RoundId, unitId };
        return new Verdicts(
            await reader.QueryAsync<Granted>(SelectGrantedOfUnit, of),
            await reader.QueryAsync<Bars>(SelectBarsOfUnit, of),
            lists,
            await reader.QueryAsync<Blocking>(SelectBlockingOfUnit, of));
    }

    /// <summary>Of one graduate's wishes.</summary>
    public static async Task<Verdicts> OfGraduateAsync(Reader reader, Round round, Guid graduateId)
    {
        var list = await FrozenList.OfGraduateAsync(reader, round, graduateId);
        var of = new { round.RoundId, graduateId, positions = list?.Wishes.Select(wish => wish.PositionId) ?? [] };
        return new Verdicts(
            await reader.QueryAsync<Granted>(SelectGrantedOfGraduate, of),
            await reader.QueryAsync<Bars>(SelectBarsOfGraduate, of),
            list is null ? [] : [list],
            await reader.QueryAsync<Blocking>(SelectBlockingOfGraduate, of));
    }

    /// <summary>The seat a graduate was granted, or null.</summary>
    public Granted? SeatOf(Guid graduateId) => _granted.GetValueOrDefault(graduateId);

    /// <summary>What became of the wish with this rank and score.</summary>
    public Verdict Of(Guid graduateId, long rank, Guid positionId, long score)
    {
        var granted = SeatOf(graduateId);
        if (granted?.Rank <= rank)
        {
            return granted.Rank == rank ? new Verdict(WishOutcome.Seated, FloorOf: granted.RepairedFor) : new Verdict(WishOutcome.BetterWishGranted);
        }

        if (_blocking.TryGetValue((graduateId, rank), out var floorOf))
        {
            return new Verdict(WishOutcome.FloorRepair, FloorOf: floorOf);
        }

        // From the granted wish on, all down to the seat the repair gave were passed over for it.
        if (granted?.StableRank <= rank)
        {
            return new Verdict(WishOutcome.FloorRepair, FloorOf: granted.RepairedFor);
        }

        var bars = _bars[positionId];
        var key = Priority.Of((int)score, (uint)_lottery[graduateId]);
        var levels = new[]
        {
            (WishOutcome.PositionCutoff, CutoffOf(CutoffScope.Position, bars.PositionFull, bars.PositionScore, bars.PositionLottery)),
            (WishOutcome.UnitCutoff, CutoffOf(CutoffScope.Unit, bars.UnitFull, bars.UnitScore, bars.UnitLottery)),
            (WishOutcome.ParkCutoff, CutoffOf(CutoffScope.Park, bars.ParkFull, bars.ParkScore, bars.ParkLottery)),
        };
        foreach (var (outcome, cutoff) in levels)
        {
            if (cutoff is not null && key < KeyOf(cutoff))
            {
                return new Verdict(outcome, cutoff);
            }
        }

        throw new InvalidOperationException($"The wish of {graduateId} for {positionId} is neither granted nor out of reach: the stored result is not stable.");
    }

    static Cutoff? CutoffOf(CutoffScope scope, string? full, long? score, long? lottery) =>
        full is null ? null : new Cutoff { Scope = scope, Score = score, Lottery = lottery };

    static ulong KeyOf(Cutoff cutoff) => cutoff is { Score: { } score, Lottery: { } lottery } ? Priority.Of((int)score, (uint)lottery) : Outcome.Closed;

    /// <summary>The cutoffs around a position; what is not full has none.</summary>
    sealed record Bars
    {
        public Guid PositionId { get; init; }
        public string? PositionFull { get; init; }
        public long? PositionScore { get; init; }
        public long? PositionLottery { get; init; }
        public string? UnitFull { get; init; }
        public long? UnitScore { get; init; }
        public long? UnitLottery { get; init; }
        public string? ParkFull { get; init; }
        public long? ParkScore { get; init; }
        public long? ParkLottery { get; init; }
    }

    sealed record Blocking
    {
        public Guid GraduateId { get; init; }
        public long Rank { get; init; }
        public string ParkId { get; init; } = "";
    }

    const string SelectGranted = """
        SELECT round_seat.graduate_id, round_seat.position_id, round_position.title, round_seat.rank, round_seat.lapsed,
            round_seat.repaired_for, round_seat.stable_rank
        FROM round_seat
        JOIN round_position ON round_position.round_id = round_seat.round_id AND round_position.position_id = round_seat.position_id
        WHERE round_seat.round_id = @roundId
        """;

    const string SelectGrantedOfGraduate = SelectGranted + " AND round_seat.graduate_id = @graduateId";

    // Wherever the unit's candidates are seated: a better wish may have been granted elsewhere.
    const string SelectGrantedOfUnit = SelectGranted + """
         AND round_seat.graduate_id IN (
            SELECT placement.graduate_id
            FROM round_position own
            JOIN placement ON placement.position_id = own.position_id
            WHERE own.round_id = @roundId AND own.unit_id = @unitId)
        """;

    const string SelectBars = """
        SELECT round_position.position_id,
            of_position.id AS position_full, of_position.score AS position_score, of_position.lottery AS position_lottery,
            of_unit.id AS unit_full, of_unit.score AS unit_score, of_unit.lottery AS unit_lottery,
            of_park.id AS park_full, of_park.score AS park_score, of_park.lottery AS park_lottery
        FROM round_position
        LEFT JOIN round_cutoff of_position
            ON of_position.round_id = round_position.round_id AND of_position.scope = 'Position' AND of_position.id = round_position.position_id
        LEFT JOIN round_cutoff of_unit ON of_unit.round_id = round_position.round_id AND of_unit.scope = 'Unit' AND of_unit.id = round_position.unit_id
        LEFT JOIN round_cutoff of_park ON of_park.round_id = round_position.round_id AND of_park.scope = 'Park' AND of_park.id = round_position.park_id
        WHERE round_position.round_id = @roundId
        """;

    const string SelectBarsOfUnit = SelectBars + " AND round_position.unit_id = @unitId";

    const string SelectBarsOfGraduate = SelectBars + " AND round_position.position_id IN @positions";

    const string SelectBlockingOfUnit = """
        SELECT round_blocking.graduate_id, round_blocking.rank, round_blocking.park_id
        FROM round_blocking
        JOIN round_position ON round_position.round_id = round_blocking.round_id AND round_position.position_id = round_blocking.position_id
        WHERE round_blocking.round_id = @roundId AND round_position.unit_id = @unitId
        """;

    const string SelectBlockingOfGraduate = "SELECT graduate_id, rank, park_id FROM round_blocking WHERE round_id = @roundId AND graduate_id = @graduateId";
}
