using RaMatch.Platform.Data;

namespace RaMatch.Matching.Scoring;

/// <summary>What a change to supply or demand is about.</summary>
enum MarketSubject
{
    /// <summary>A position, its closing or its seats.</summary>
    Position,

    /// <summary>A unit's standing.</summary>
    Unit,

    /// <summary>A graduate's features, or that they are withdrawn.</summary>
    Graduate,
}

/// <summary>
/// The log of changes to supply and demand, so that whoever keeps them in memory can ask for exactly what is new. Each change adds a row of its own: no
/// transaction waits for another one here, wherever in the nation it happens.
/// </summary>
static class MarketChange
{
    // Of the newest numbers that a process finds when it starts, those missing may still be on their way.
    const int NumbersLookedBack = 1000;

    /// <summary>Tells that a subject has changed, in the transaction that changes it.</summary>
    public static Task TellAsync(UnitOfWork unit, MarketSubject subject, Guid subjectId) => unit.ExecuteAsync(Insert, new { subject, subjectId, toldAt = unit.Now });

    /// <summary>Where a process starts that reads everything after this.</summary>
    public static async Task<ChangeCursor> StartAsync(Reader reader)
    {
        var newest = await reader.FirstAsync<long>(SelectNewest, null, NumbersLookedBack);
        return newest.Count == 0 ? ChangeCursor.Start : new ChangeCursor(newest[^1] - 1, ChangeCursor.Start.Gaps).After(newest.Reverse(), reader.Now);
    }

    /// <summary>The cursor after what is new; the same one if nothing is.</summary>
    public static async Task<ChangeCursor> ReadAsync(Reader reader, ChangeCursor cursor)
    {
        var news = await reader.QueryAsync<long>(SelectNews, new { cursor.Last, cursor.Missing });
        return news.Count == 0 ? cursor : cursor.After(news, reader.Now);
    }

    const string Insert = "INSERT INTO market_news (subject, subject_id, told_at) VALUES (@subject, @subjectId, @toldAt)";

    const string SelectNewest = "SELECT news_number FROM market_news ORDER BY news_number DESC";

    const string SelectNews = "SELECT news_number FROM market_news WHERE news_number > @last OR news_number IN @missing ORDER BY news_number";
}
