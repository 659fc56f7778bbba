using Microsoft.AspNetCore.Http.HttpResults;
using RaMatch.Platform.Web;
using RaMatch.Reference;

namespace RaMatch.Portal.Front;

/// <summary>
/// Whoever fills in a form is offered names while typing (<c>data-suggest</c> of a field). The tables are public, and a page that carried
/// them would be several times as large. An empty list where nothing is near.
/// </summary>
static class Suggest
{
    const int Most = 12;
    const int LongestText = 60;

    public static void Map(IEndpointRouteBuilder app)
    {
        Map(app, "majors", text => Majors.Search(text, Most).Select(major => Majors.NameOf(major).Text));
        Map(app, "accepted-majors", text => Majors.Suggest(text, Most).Select(one => one.Text));
        Map(app, "universities", text => Universities.Search(text, Most).Select(found => found.Name));
    }

    static void Map(IEndpointRouteBuilder app, string what, Func<string, IEnumerable<string>> find) =>
        app.MapGet("/suggest/" + what, Ok<IEnumerable<string>> (HttpContext http, string? q) =>
        {
            http.Response.Headers.CacheControl = "public, max-age=3600";
            return TypedResults.Ok(q is { Length: <= LongestText } ? find(q) : []);
        }).AllowPublic().ExcludeFromDescription();
}
