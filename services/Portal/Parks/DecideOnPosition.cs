using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Backend;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Parks;

/// <summary>Park staff publish a position or return it with notes at its fields, on the version they have looked at.</summary>
static class DecideOnPosition
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/park/positions/{positionId:guid}/publish", PublishAsync).RequireParkStaff().ExcludeFromDescription();
        app.MapPost("/park/positions/{positionId:guid}/return", ReturnAsync).RequireParkStaff().ExcludeFromDescription();
    }

    static async Task<RedirectHttpResult> PublishAsync(Guid positionId, HttpContext http, ServiceClient services, [FromForm] string? key, [FromForm] long? version)
    {
        var answer = await services.PostAsync<object>("posting", $"positions/{positionId}/publish", new { version }, key);
        return Deed.Report(http, answer.Refusal, "已发布，符合条件的毕业生稍后就能看到。", answer.IsSuccess ? "/park/positions" : $"/park/positions/{positionId}");
    }

    static async Task<RedirectHttpResult> ReturnAsync(Guid positionId, HttpContext http, ServiceClient services, IFormCollection form)
    {
        var posted = new Posted(form);
        var notes = Words.PositionFields
            .Select(field => new ReviewNote(field.Value, posted.Text("note-" + field.Value)))
            .Where(note => note.Note.Length > 0)
            .ToList();
        if (notes.Count == 0)
        {
            new Notice(Tone.Bad, "请至少在一项下写明修改意见，再退回。").Leave(http);
            return SeeOther.To(http, $"/park/positions/{positionId}");
        }

        var answer = await services.PostAsync<object>("posting", $"positions/{positionId}/return", new { notes, version = posted.Whole("version") }, posted.Key);
        return Deed.Report(http, answer.Refusal, "已退回，单位会在对应项下看到意见。", answer.IsSuccess ? "/park/positions" : $"/park/positions/{positionId}");
    }
}
