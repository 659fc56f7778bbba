using System.Collections.Frozen;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace RaMatch.Platform.Web;

/// <summary>
/// The encodings a body may come in, under the names programs give them: UTF-8 and UTF-16, and GB 18030 with the older standards it holds.
/// Any other is 415; the framework would fail on it, or read it as something else.
/// </summary>
static class Charsets
{
    static readonly FrozenDictionary<string, string> Known = new (string Read, string[] Names)[]
    {
        ("utf-8", ["utf-8", "utf8", "unicode-1-1-utf-8", "us-ascii", "ascii"]),
        ("utf-16", ["utf-16", "utf16", "utf-16le"]),
        ("utf-16be", ["utf-16be"]),
        ("gb18030", ["gb18030", "gb-18030", "gbk", "gb2312", "gb_2312-80", "gb_2312", "csgb2312", "chinese", "x-gbk", "cp936", "ms936", "windows-936"]),
    }.SelectMany(one => one.Names, (one, name) => (name, one.Read)).ToFrozenDictionary(one => one.name, one => one.Read, StringComparer.OrdinalIgnoreCase);

    static Charsets() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Names the encoding as the framework knows it, or refuses the request.</summary>
    public static Task ReadAsync(HttpContext http, RequestDelegate next)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || !type.Charset.HasValue)
        {
            return next(http);
        }

        var name = HeaderUtilities.RemoveQuotes(type.Charset).ToString().Trim();
        if (!Known.TryGetValue(name, out var known))
        {
            return Problems.Refused(StatusCodes.Status415UnsupportedMediaType, "request.charset-unknown", ("charset", name)).ExecuteAsync(http);
        }

        type.Charset = known;
        http.Request.ContentType = type.ToString();
        return next(http);
    }
}
