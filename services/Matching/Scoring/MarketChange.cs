using RaMatch.Platform.Data;

namespace RaMatch.Matching.Scoring;

/// <summary>
/// Numbers the changes to supply and demand in the order of their commits, so that whoever keeps them in memory
/// can ask for exactly what is new.
/// </summary>
static class MarketChange
{
    /// <summary>The next number; transactions that take one after the other wait for each other's commit.</summary>
    public static async Task<long> NextAsync(UnitOfWork unit)
    {
        await unit.ExecuteAsync(Advance);
        return await unit.GetAsync<long>(SelectLast);
    }

    /// <summary>The number of the newest change that is committed.</summary>
    public static Task<long> LastAsync(Reader reader) => reader.GetAsync<long>(SelectLast);

    const string Advance = "UPDATE market_change SET last_number = last_number + 1 WHERE market_id = 1";

    const string SelectLast = "SELECT last_number FROM market_change WHERE market_id = 1";
}
