using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Backend;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Graduates;

/// <summary>A graduate puts the wishes of a programme in order: the whole order, or one wish moved up or down in it.</summary>
static class Rank
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/m/applications/rank", HandleAsync).RequireGraduate().ExcludeFromDescription();

    static async Task<RedirectHttpResult> HandleAsync(
        HttpContext http, ServiceClient services, [FromForm] string programme, [FromForm] Guid[] order, [FromForm] string? move)
    {
        var answer = await services.PutAsync<object>("applicant", "applications/ranking", new { programme, applications = Moved(order, move) });
        (answer.Refusal is { } refusal ? new Notice(Tone.Bad, Deed.Sentence(refusal)) : new Notice(Tone.Ok, "志愿顺序已保存。")).Leave(http);
        return SeeOther.To(http, "/m/applications");
    }

    /// <summary>The order after <c>up:ID</c> or <c>down:ID</c>; at the end of the list, and for anything else, it stays as it is.</summary>
    internal static IReadOnlyList<Guid> Moved(IReadOnlyList<Guid> order, string? move)
    {
        var moved = order.ToList();
        if (move?.Split(':') is not [var direction, var text] || !Guid.TryParse(text, out var id) || moved.IndexOf(id) is not (>= 0 and var from))
        {
            return moved;
        }

        var to = direction == "up" ? from - 1 : from + 1;
        if (to >= 0 && to < moved.Count)
        {
            (moved[from], moved[to]) = (moved[to], moved[from]);
        }

        return moved;
    }
}
