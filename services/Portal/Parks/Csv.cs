using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using RaMatch.Platform.Web;
using RaMatch.Portal.Backend;

namespace RaMatch.Portal.Parks;

/// <summary>A table to take away, which spreadsheet programs open as it is: UTF-8 with its mark, fields in quotes where they need them, no formula among them.</summary>
static class Csv
{
    const int RowsAtOnce = 200;

    /// <summary>All rows of a list, page by page; none with the refusal of whichever page was refused. The page asked for ends in <c>page=…&amp;size=…</c>.</summary>
    public static async Task<(IReadOnlyList<T> Rows, Refusal? Refusal)> AllAsync<T>(Func<string, Task<Answer<PageOf<T>>>> read)
    {
        var rows = new List<T>();
        for (var page = 1; ; page++)
        {
            var answer = await read(string.Create(CultureInfo.InvariantCulture, $"page={page}&size={RowsAtOnce}"));
            if (answer.Value is not { } found)
            {
                return ([], answer.Refusal);
            }

            rows.AddRange(found.Items);
            if (found.Items.Count == 0 || rows.Count >= found.Total)
            {
                return (rows, null);
            }
        }
    }

    /// <summary>The table as a file, which no cache keeps.</summary>
    public static FileContentHttpResult File(HttpContext http, string name, IEnumerable<string[]> rows)
    {
        http.Response.Headers.CacheControl = "no-store";
        byte[] content = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(string.Concat(rows.Select(row => string.Join(',', row.Select(Cell)) + "\r\n")))];
        return TypedResults.File(content, "text/csv; charset=utf-8", name);
    }

    // A text that a spreadsheet program would run as a formula stays a text; a negative number is none.
    static string Cell(string text)
    {
        var isFormula = text.Length > 0 && "=+-@＝＋－＠\t\r".Contains(text[0], StringComparison.Ordinal) && !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
        var safe = isFormula ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
