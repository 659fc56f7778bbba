using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Backend;

namespace RaMatch.Portal.Units;

/// <summary>A unit copies or closes a position, or deletes a draft.</summary>
static class SavePosition
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/unit/positions/{positionId:guid}/copy", CopyAsync).RequireUnitMember().ExcludeFromDescription();
        app.MapPost("/unit/positions/{positionId:guid}/close", CloseAsync).RequireUnitMember().ExcludeFromDescription();
        app.MapPost("/unit/positions/drafts/{draftId:guid}/discard", DiscardAsync).RequireUnitMember().ExcludeFromDescription();
    }

    static async Task<RedirectHttpResult> CopyAsync(Guid positionId, HttpContext http, ServiceClient services, [FromForm] string? key)
    {
        var answer = await services.PostAsync<Copied>("posting", $"positions/{positionId}/copy", idempotencyKey: key);
        return Deed.Report(http, answer.Refusal, "已复制为草稿，改好后提交审核。", answer.Value is { } copied ? $"/unit/positions/drafts/{copied.DraftId}" : $"/unit/positions/{positionId}");
    }

    static async Task<RedirectHttpResult> CloseAsync(Guid positionId, HttpContext http, ServiceClient services, [FromForm] string? key, [FromForm] string? reason) =>
        Deed.Report(http, (await services.PostAsync<object>("posting", $"positions/{positionId}/close", new { reason }, key)).Refusal, "岗位已关闭。", $"/unit/positions/{positionId}");

    static async Task<RedirectHttpResult> DiscardAsync(Guid draftId, HttpContext http, ServiceClient services, [FromForm] long? version)
    {
        var answer = await services.DeleteAsync<object>("posting", $"positions/drafts/{draftId}?version={version}");
        // Clicked twice: gone is what was asked for.
        var refusal = answer.Refusal is { Status: StatusCodes.Status404NotFound } ? null : answer.Refusal;
        return Deed.Report(http, refusal, "草稿已删除。", refusal is { Status: StatusCodes.Status409Conflict } ? $"/unit/positions/drafts/{draftId}" : "/unit/positions?status=draft");
    }

    sealed record Copied(Guid DraftId);
}
