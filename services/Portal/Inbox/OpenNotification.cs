using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Inbox;

/// <summary>A line of the inbox is opened: it is read, and the browser goes to the very thing. Or all of it is read.</summary>
static class OpenNotification
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/inbox/open", OpenAsync).RequireRoles(Everybody).RequireRight(Right.View).ExcludeFromDescription();
        app.MapPost("/inbox/read", ReadAsync).RequireRoles(Everybody).RequireRight(Right.View).ExcludeFromDescription();
    }

    static readonly string[] Everybody = [Roles.Graduate, Roles.UnitMember, Roles.ParkStaff, Roles.Supervisor];

    static async Task<RedirectHttpResult> OpenAsync(HttpContext http, ReadInbox inbox, TimeProvider clock, [FromForm] string matter, [FromForm] string kind)
    {
        if (!Enum.TryParse<NotificationKind>(kind, out var named) || !Enum.IsDefined(named) || await inbox.FindAsync(http, matter, named) is not { } line)
        {
            new Notice(Tone.Warn, "这条通知已经不在了，可能已过保存期。").Leave(http);
            return SeeOther.To(http, Audience.Of(http.Caller()).Page);
        }

        await inbox.MarkAsync(http, line);
        return SeeOther.To(http, NotificationWords.Of(line, clock.GetUtcNow()).Address);
    }

    static async Task<RedirectHttpResult> ReadAsync(HttpContext http, ReadInbox inbox, [FromForm] long seen)
    {
        await inbox.MarkAllAsync(http, DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(seen, 0, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())));
        new Notice(Tone.Ok, "已全部标为已读。").Leave(http);
        return SeeOther.To(http, Audience.Of(http.Caller()).Page);
    }
}
