using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.People;

/// <summary>The small forms of the account's page: ending a session, all others, and becoming a graduate or the first member of a unit too.</summary>
static class OwnAccount
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/account/sessions/{sessionId:guid}/end", EndSessionAsync).RequireAuthorization(AccountSession.Policy).ExcludeFromDescription();
        app.MapPost("/account/sessions/end-others", EndOthersAsync).RequireAuthorization(AccountSession.Policy).ExcludeFromDescription();
        app.MapPost("/account/memberships", JoinAsync).RequireAuthorization(AccountSession.Policy).ExcludeFromDescription();
    }

    static async Task<RedirectHttpResult> EndSessionAsync(HttpContext http, PortalDb db, Guid sessionId, IFormCollection _)
    {
        await Sessions.EndAsync(db, http.Account()!.AccountId, sessionId);
        new Notice(Tone.Ok, "那台设备已退出登录。").Leave(http);
        return SeeOther.To(http, "/account");
    }

    static async Task<RedirectHttpResult> EndOthersAsync(HttpContext http, PortalDb db, IFormCollection _)
    {
        await Sessions.EndOthersAsync(db, http.Account()!);
        new Notice(Tone.Ok, "其他设备均已退出登录。").Leave(http);
        return SeeOther.To(http, "/account");
    }

    static async Task<RedirectHttpResult> JoinAsync(HttpContext http, PortalDb db, EntryLimits limits, [FromForm] string kind)
    {
        var (session, network) = (http.Account()!, Sessions.AddressOf(http));
        if (session.LacksSecondFactor)
        {
            return SeeOther.To(http, session.Home);
        }

        var refusal = kind is Roles.Graduate or Roles.UnitMember ? limits.Try(http, session.AccountId.ToString())?.Sentence : "请选择列出的一种身份。";
        if (refusal is not null)
        {
            new Notice(Tone.Bad, refusal).Leave(http);
            return SeeOther.To(http, "/account");
        }

        // A second tap, or one after a walk elsewhere, is for the unit that waits to be registered, not for one more.
        if (kind == Roles.UnitMember && session.Memberships.FirstOrDefault(one => one.Office == Joining.UnregisteredOffice) is { } waiting)
        {
            await db.WriteAsync(unit => Sessions.ActAsAsync(unit, session, waiting.MembershipId));
            return SeeOther.To(http, "/unit/profile");
        }

        var joining = kind == Roles.Graduate ? Joining.Graduate() : Joining.NewUnit();
        var joined = await db.WriteAsync(async unit =>
        {
            var membershipId = await joining.WriteAsync(unit, session.AccountId);
            if (membershipId is { } made)
            {
                await Sessions.ActAsAsync(unit, session, made);
                await Happenings.NoteAsync(unit, new Happened(session.AccountId, Happening.Joined, joining.Office, network));
            }

            return membershipId is not null;
        });
        new Notice(joined ? Tone.Ok : Tone.Bad, joined ? $"您现在的身份：{joining.Office}。" : "您已经有这个身份。").Leave(http);
        return SeeOther.To(http, !joined ? "/account" : kind == Roles.Graduate ? "/m/resume" : "/unit/profile");
    }
}
