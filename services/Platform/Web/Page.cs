using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Validation;

namespace RaMatch.Platform.Web;

/// <summary>Which part of a list is asked for: <c>?page=2&amp;size=50</c>.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Size">Rows a page, 1 to 200.</param>
[SkipValidation]
public sealed record Page(int Number, int Size)
{
    internal const int FirstNumber = 1;
    internal const int LastNumber = 100_000;
    internal const int LargestSize = 200;
    internal const int UsualSize = 20;

    /// <summary>Rows before the page.</summary>
    public long Skip => (long)(Number - 1) * Size;

    /// <summary>Reads the query; what is missing or out of range takes the nearest allowed value, so that no link breaks.</summary>
    public static ValueTask<Page> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var query = context.Request.Query;
        return ValueTask.FromResult(new Page(NumberOf(query["page"]), Read(query["size"], LargestSize, UsualSize)));
    }

    /// <summary>The number of a page as it stands in an address; the nearest that there may be, the first where none stands there.</summary>
    public static int NumberOf(string? text) => Read(text, LastNumber, FirstNumber);

    static int Read(string? text, int most, int otherwise) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? Math.Clamp(value, 1, most) : otherwise;
}

/// <summary>A page of a list.</summary>
/// <param name="Items">The rows of this page.</param>
/// <param name="Total">Rows in the whole list.</param>
/// <param name="Number">This page, from 1.</param>
/// <param name="Size">Rows a page.</param>
public sealed record PageOf<T>(IReadOnlyList<T> Items, long Total, int Number, int Size)
{
    /// <summary>Keeps the page, changes the rows.</summary>
    public PageOf<TOther> Select<TOther>(Func<T, TOther> change) => new([.. Items.Select(change)], Total, Number, Size);
}
