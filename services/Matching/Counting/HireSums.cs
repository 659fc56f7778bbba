using RaMatch.Platform.Data;

namespace RaMatch.Matching.Counting;

/// <summary>The ledger added up by unit: hires that count, and those of this year's cohort.</summary>
sealed class HireSums : KeptSums<HireSums.Key>
{
    public sealed record Key(string Programme, string ParkId, Guid UnitId);

    protected override string Update => UpdateSums;
    protected override string Insert => InsertSums;

    protected override object Row(Key key, long first, long second) => new { key.Programme, key.ParkId, key.UnitId, first, second };

    const string UpdateSums = """
        UPDATE hire_sum
        SET counted = counted + @first, of_cohort = of_cohort + @second
        WHERE programme = @programme AND park_id = @parkId AND unit_id = @unitId
        """;

    const string InsertSums = """
        INSERT INTO hire_sum (programme, park_id, unit_id, counted, of_cohort)
        SELECT @programme, @parkId, @unitId, @first, @second
        WHERE NOT EXISTS (SELECT 1 FROM hire_sum WHERE programme = @programme AND park_id = @parkId AND unit_id = @unitId)
        """;
}
