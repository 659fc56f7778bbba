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

    static async Task<Results<RedirectHttpResult, ProblemHttpResult>> JoinAsync(HttpContext http, PortalDb db, EntryLimits limits, [FromForm] string kind)
    {
        var (session, network) = (http.Account()!, Sessions.AddressOf(http));
        if (session.LacksSecondFactor)
        {
            return SeeOther.To(http, session.Home);
        }

        if (limits.Try(http, session.AccountId.ToString()) is not null)
        {
            return TypedResults.Problem(statusCode: StatusCodes.Status429TooManyRequests);
        }

        if (kind is not (Roles.Graduate or Roles.UnitMember))
        {
            new Notice(Tone.Bad, "请选择列出的一种身份。").Leave(http);
            return SeeOther.To(http, "/account");
        }

        var joining = kind == Roles.Graduate ? Joining.Graduate() : Joining.NewUnit();
        var joined = await db.WriteAsync(async unit =>
        {
            // A second tap, or one after a walk elsewhere, is for the unit that waits to be registered, not for one more.
            if (kind == Roles.UnitMember && await AccountStore.HoldAsync(unit, session.AccountId)
                && await unit.FirstAsync<Guid>(SelectUnregistered, new { session.AccountId, office = Joining.UnregisteredOffice }, 1) is [var waiting])
            {
                return await Sessions.ActAsAsync(unit, session, waiting);
            }

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

    const string SelectUnregistered = """
        SELECT membership_id
        FROM membership
        WHERE account_id = @accountId AND office = @office AND ended_at IS NULL
        ORDER BY since, membership_id
        """;
}
