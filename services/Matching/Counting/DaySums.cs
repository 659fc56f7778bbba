using RaMatch.Platform.Data;

namespace RaMatch.Matching.Counting;

/// <summary>The ledger added up by day in China: by how much the hires that count became more or fewer, and those of this year's cohort.</summary>
sealed class DaySums : KeptSums<DaySums.Key>
{
    /// <param name="Programme">Code.</param>
    /// <param name="ParkId">The park.</param>
    /// <param name="DayNumber">Days since 1 January 1970.</param>
    public sealed record Key(string Programme, string ParkId, long DayNumber);

    protected override string Update => UpdateSums;
    protected override string Insert => InsertSums;

    protected override object Row(Key key, long first, long second) => new { key.Programme, key.ParkId, key.DayNumber, first, second };

    const string UpdateSums = """
        UPDATE day_sum
        SET counted = counted + @first, of_cohort = of_cohort + @second
        WHERE programme = @programme AND park_id = @parkId AND day_number = @dayNumber
        """;

    const string InsertSums = """
        INSERT INTO day_sum (programme, park_id, day_number, counted, of_cohort)
        SELECT @programme, @parkId, @dayNumber, @first, @second
        WHERE NOT EXISTS (SELECT 1 FROM day_sum WHERE programme = @programme AND park_id = @parkId AND day_number = @dayNumber)
        """;
}
