using RaMatch.Contracts;
using RaMatch.Platform.Data;

namespace RaMatch.Matching.Placements;

/// <summary>
/// How many placements of each unit stand at a stage with the same kinds of evidence on file, and how many came to the stage, or past it, for the first time
/// while they had these. <see cref="Placement"/> keeps it with every move.
/// </summary>
sealed class StageSums : KeptSums<StageSums.Key>
{
    /// <param name="Programme">Code.</param>
    /// <param name="ParkId">The unit's park.</param>
    /// <param name="UnitId">Whose positions they are.</param>
    /// <param name="Stage">The stage.</param>
    /// <param name="EvidenceKinds">As <see cref="Placement.EvidenceKinds"/>.</param>
    public sealed record Key(string Programme, string ParkId, Guid UnitId, PlacementStage Stage, long EvidenceKinds);

    /// <summary>
    /// What a placement comes to for the first time by a move: on the way to counting every stage after the furthest before, those it skips too, so that never
    /// more have come to a later one; an end only by itself.
    /// </summary>
    /// <param name="furthest">The furthest stage on the way it has come to before; null for none.</param>
    /// <param name="to">Where it moves.</param>
    /// <param name="before">How often it has come there before.</param>
    public static IEnumerable<PlacementStage> Passed(PlacementStage? furthest, PlacementStage to, long before) =>
        to > PlacementStage.Counted ? before == 0 ? [to] : []
        : Enum.GetValues<PlacementStage>().Where(stage => stage <= to && (furthest is not { } was || stage > was));

    protected override string Update => UpdateSums;
    protected override string Insert => InsertSums;

    protected override object Row(Key key, long first, long second) => new { key.Programme, key.ParkId, key.UnitId, key.Stage, key.EvidenceKinds, first, second };

    const string UpdateSums = """
        UPDATE stage_sum
        SET placements = placements + @first, reached = reached + @second
        WHERE programme = @programme AND park_id = @parkId AND unit_id = @unitId AND stage = @stage AND evidence_kinds = @evidenceKinds
        """;

    const string InsertSums = """
        INSERT INTO stage_sum (programme, park_id, unit_id, stage, evidence_kinds, placements, reached)
        SELECT @programme, @parkId, @unitId, @stage, @evidenceKinds, @first, @second
        WHERE NOT EXISTS (
            SELECT 1 FROM stage_sum
            WHERE programme = @programme AND park_id = @parkId AND unit_id = @unitId AND stage = @stage AND evidence_kinds = @evidenceKinds)
        """;
}
