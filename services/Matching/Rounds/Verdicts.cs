using RaMatch.Platform.Data;
using RaMatch.Rounds.Format;

namespace RaMatch.Matching.Rounds;

/// <summary>
/// What became of wishes, from what the solving stored: the granted seats and the cutoffs. The rule is the format's: a wish is out of reach exactly
/// if its key is below a cutoff, and the innermost is named.
/// </summary>
sealed class Verdicts
{
    readonly Dictionary<Guid, Granted> _granted;
    readonly Dictionary<Guid, Level> _levels;
    readonly Dictionary<(CutoffScope, string), Cutoff> _cutoffs;
    readonly Dictionary<Guid, long> _lottery;

    Verdicts(IEnumerable<Granted> granted, IEnumerable<Level> levels, IEnumerable<CutoffRow> cutoffs, IEnumerable<Numbered> lottery)
    {
        _granted = granted.ToDictionary(seat => seat.GraduateId);
        _levels = levels.ToDictionary(level => level.PositionId);
        _cutoffs = cutoffs.ToDictionary(row => (row.Scope, row.Id), row => new Cutoff { Scope = row.Scope, Score = row.Score, Lottery = row.Lottery });
        _lottery = lottery.ToDictionary(row => row.GraduateId, row => row.Lottery);
    }

    /// <summary>A seat that was granted.</summary>
    public sealed record Granted
    {
        public Guid GraduateId { get; init; }
        public Guid PositionId { get; init; }
        public string Title { get; init; } = "";
        public long Rank { get; init; }
        public string? Lapsed { get; init; }
    }

    /// <summary>What became of a wish, and the cutoff that decided if one did.</summary>
    public sealed record Verdict(Reason Reason, Cutoff? Cutoff);

    /// <summary>Of the wishes at a unit's positions.</summary>
    public static Task<Verdicts> ReadAsync(Reader reader, Round round, Guid unitId) =>
        ReadAsync(reader, new { round.RoundId, unitId, anyUnit = 0, graduateId = Guid.Empty, anyGraduate = 1 });

    /// <summary>Of one graduate's wishes.</summary>
    public static Task<Verdicts> OfGraduateAsync(Reader reader, Round round, Guid graduateId) =>
        ReadAsync(reader, new { round.RoundId, unitId = Guid.Empty, anyUnit = 1, graduateId, anyGraduate = 0 });

    /// <summary>The seat a graduate was granted, or null.</summary>
    public Granted? SeatOf(Guid graduateId) => _granted.GetValueOrDefault(graduateId);

    /// <summary>What became of the wish with this rank and score.</summary>
    public Verdict Of(Guid graduateId, long rank, Guid positionId, long score)
    {
        var granted = SeatOf(graduateId);
        if (granted?.Rank <= rank)
        {
            return new Verdict(granted.Rank == rank ? Reason.Seated : Reason.BetterWishGranted, null);
        }

        var level = _levels[positionId];
        var key = Priority.Of((int)score, (uint)_lottery[graduateId]);
        (CutoffScope Scope, string Id, Reason Reason)[] levels =
        [
            (CutoffScope.Position, positionId.ToString(), Reason.PositionCutoff),
            (CutoffScope.Unit, level.UnitId.ToString(), Reason.UnitCutoff),
            (CutoffScope.Park, level.ParkId, Reason.ParkCutoff),
        ];
        foreach (var (scope, id, reason) in levels)
        {
            if (_cutoffs.GetValueOrDefault((scope, id)) is { } cutoff && key < KeyOf(cutoff))
            {
                return new Verdict(reason, cutoff);
            }
        }

        throw new InvalidOperationException($"The wish of {graduateId} for {positionId} is neither granted nor out of reach: the stored result is not stable.");
    }

    static ulong KeyOf(Cutoff cutoff) => cutoff is { Score: { } score, Lottery: { } lottery } ? Priority.Of((int)score, (uint)lottery) : Outcome.Closed;

    static async Task<Verdicts> ReadAsync(Reader reader, object scope) => new(
        await reader.QueryAsync<Granted>(SelectGranted, scope),
        await reader.QueryAsync<Level>(SelectLevels, scope),
        await reader.QueryAsync<CutoffRow>(SelectCutoffs, scope),
        await reader.QueryAsync<Numbered>(SelectLottery, scope));

    sealed record Level
    {
        public Guid PositionId { get; init; }
        public Guid UnitId { get; init; }
        public string ParkId { get; init; } = "";
    }

    sealed record CutoffRow
    {
        public CutoffScope Scope { get; init; }
        public string Id { get; init; } = "";
        public long? Score { get; init; }
        public long? Lottery { get; init; }
    }

    sealed record Numbered
    {
        public Guid GraduateId { get; init; }
        public long Lottery { get; init; }
    }

    // Of the graduates in question: one, or those with a wish at the unit's positions.
    const string SelectGranted = """
        SELECT round_seat.graduate_id, round_seat.position_id, round_position.title, round_seat.rank, round_seat.lapsed
        FROM round_seat
        JOIN round_position ON round_position.round_id = round_seat.round_id AND round_position.position_id = round_seat.position_id
        WHERE round_seat.round_id = @roundId AND (@anyGraduate = 1 OR round_seat.graduate_id = @graduateId)
            AND (@anyUnit = 1 OR round_seat.graduate_id IN (
                SELECT round_wish.graduate_id
                FROM round_wish
                JOIN round_position asked ON asked.round_id = round_wish.round_id AND asked.position_id = round_wish.position_id
                WHERE round_wish.round_id = @roundId AND asked.unit_id = @unitId))
        """;

    const string SelectLevels = """
        SELECT position_id, unit_id, park_id
        FROM round_position
        WHERE round_id = @roundId AND (@anyUnit = 1 OR unit_id = @unitId)
            AND (@anyGraduate = 1 OR position_id IN (SELECT position_id FROM round_wish WHERE round_id = @roundId AND graduate_id = @graduateId))
        """;

    const string SelectCutoffs = """
        SELECT DISTINCT round_cutoff.scope, round_cutoff.id, round_cutoff.score, round_cutoff.lottery
        FROM round_cutoff
        JOIN round_position ON round_position.round_id = round_cutoff.round_id
            AND round_cutoff.id IN (round_position.position_id, round_position.unit_id, round_position.park_id)
        WHERE round_cutoff.round_id = @roundId AND (@anyUnit = 1 OR round_position.unit_id = @unitId)
            AND (@anyGraduate = 1 OR round_position.position_id IN (SELECT position_id FROM round_wish WHERE round_id = @roundId AND graduate_id = @graduateId))
        """;

    const string SelectLottery = """
        SELECT graduate_id, lottery
        FROM round_applicant
        WHERE round_id = @roundId AND (@anyGraduate = 1 OR graduate_id = @graduateId)
            AND (@anyUnit = 1 OR graduate_id IN (
                SELECT round_wish.graduate_id
                FROM round_wish
                JOIN round_position ON round_position.round_id = round_wish.round_id AND round_position.position_id = round_wish.position_id
                WHERE round_wish.round_id = @roundId AND round_position.unit_id = @unitId))
        """;
}
