using RaMatch.Platform.Data;

namespace RaMatch.Matching.Scoring;

/// <summary>How many positions each unit has ever published in a programme, and their seats: what <see cref="KeepPositions"/> takes in, added up.</summary>
sealed class SupplySums : KeptSums<SupplySums.Key>
{
    public sealed record Key(string Programme, string ParkId, Guid UnitId);

    protected override string Update => UpdateSums;
    protected override string Insert => InsertSums;

    protected override object Row(Key key, long first, long second) => new { key.Programme, key.ParkId, key.UnitId, first, second };

    const string UpdateSums = """
        UPDATE supply_sum
        SET positions = positions + @first, seats = seats + @second
        WHERE programme = @programme AND park_id = @parkId AND unit_id = @unitId
        """;

    const string InsertSums = """
        INSERT INTO supply_sum (programme, park_id, unit_id, positions, seats)
        SELECT @programme, @parkId, @unitId, @first, @second
        WHERE NOT EXISTS (SELECT 1 FROM supply_sum WHERE programme = @programme AND park_id = @parkId AND unit_id = @unitId)
        """;
}
