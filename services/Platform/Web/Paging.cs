using RaMatch.Platform.Data;

namespace RaMatch.Platform.Web;

/// <summary>Reads the page of a list that a request asks for.</summary>
public static class Paging
{
    /// <summary>
    /// One page of rows and the count of all. <paramref name="sql"/> ends with its ORDER BY; <paramref name="countSql"/> counts
    /// the same rows.
    /// </summary>
    public static async Task<PageOf<T>> PageAsync<T>(this Reader reader, string sql, string countSql, object? parameters, Page page)
    {
        var total = await reader.GetAsync<long>(countSql, parameters);
        return new PageOf<T>(page.Skip >= total ? [] : await reader.PartAsync<T>(sql, parameters, page), total, page.Number, page.Size);
    }

    /// <summary>One page of rows, where the count is known or nobody asks. <paramref name="sql"/> ends with its ORDER BY.</summary>
    public static Task<IReadOnlyList<T>> PartAsync<T>(this Reader reader, string sql, object? parameters, Page page) =>
        reader.PartAsync<T>(sql, parameters, page.Skip, page.Size);
}
