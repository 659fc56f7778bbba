using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;

namespace RaMatch.Portal.Accounts;

/// <summary>How somebody has come in.</summary>
public enum SignInMethod
{
    /// <summary>密码.</summary>
    Password,

    /// <summary>密码与动态验证码.</summary>
    Authenticator,

    /// <summary>密码与恢复码.</summary>
    RecoveryCode,

    /// <summary>注册.</summary>
    Registration,

    /// <summary>找回密码的验证码.</summary>
    Reset,

    /// <summary>统一身份: a provider outside has said who it is.</summary>
    External,

    /// <summary>统一身份与动态验证码或恢复码.</summary>
    ExternalWithCode,

    /// <summary>通行密钥: the device asks for a finger, a face or its own code, so that it is two proofs in one.</summary>
    Passkey,
}

/// <summary>
/// The sessions of accounts. The cookie names a session and nothing else: who it is, for whom it acts and whether it still holds is read with each
/// request, so that what is revoked ends at once, in every process.
/// </summary>
static class Sessions
{
    /// <summary>How long a browser may be silent.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(8);

    // So long it is remembered as whom somebody acted last.
    static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    const string SessionClaim = "sid";
    const int LongestAgent = 300;
    static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    /// <summary>The session of whoever asks; null without an account.</summary>
    public static AccountSession? Account(this HttpContext http) => http.Features.Get<AccountSession>();

    /// <summary>Puts whoever the session says in place of what the cookie says.</summary>
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        if (context.Principal?.FindFirst(SessionClaim)?.Value is not { } text)
        {
            // A cookie of a demonstration opens nothing where none runs, though the keys may be the same; one of before an update may say less than
            // a caller has to be today, and the person signs in anew.
            if (!http.RequestServices.GetRequiredService<DemoSettings>().Enabled || context.Principal is null || Caller.WholeOf(context.Principal) is null)
            {
                context.RejectPrincipal();
            }

            return;
        }

        var db = http.RequestServices.GetRequiredService<PortalDb>();
        if (await FindAsync(db, Guid.Parse(text, CultureInfo.InvariantCulture)) is not { } session)
        {
            context.RejectPrincipal();
            await http.SignOutAsync(context.Scheme.Name);
            return;
        }

        http.Features.Set(session);
        if (session.Acting is { } acting)
        {
            context.ReplacePrincipal(new ClaimsPrincipal(new ClaimsIdentity(acting.ClaimsOf(session.Name), context.Scheme.Name, "name", "role")));
        }
        else
        {
            // To everything but the account's own pages nobody is signed in who acts for nobody.
            context.RejectPrincipal();
        }
    }

    /// <summary>Signs the browser in with an account whose proofs have been checked.</summary>
    /// <param name="http">The request.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="stamp">Its stamp when they were: with a password that has been replaced in between nobody comes in.</param>
    /// <param name="how">By which proofs.</param>
    /// <param name="membershipId">As whom to act; null as in the last session, or by the only membership. Of several that were never chosen from, none.</param>
    /// <returns>The session; null where the account has another stamp by now.</returns>
    public static async Task<AccountSession?> BeginAsync(HttpContext http, Guid accountId, string stamp, SignInMethod how, Guid? membershipId = null)
    {
        var db = http.RequestServices.GetRequiredService<PortalDb>();
        var (sessionId, agent) = (Guid.CreateVersion7(), http.Request.Headers.UserAgent.ToString());
        var before = http.Account();
        await db.WriteAsync(async unit =>
        {
            var memberships = await unit.QueryAsync<Membership>(SelectMemberships, new { accountId });
            var last = await unit.FirstAsync<Guid?>(SelectLastActing, new { accountId }, 1);
            await unit.ExecuteAsync(DeleteOld, new { accountId, old = unit.Now - Kept });
            await unit.ExecuteAsync(InsertSession, new
            {
                sessionId,
                accountId,
                stamp,
                membershipId = membershipId ?? (memberships.FirstOrDefault(one => last.Contains(one.MembershipId)) ?? (memberships is [var only] ? only : null))?.MembershipId,
                how,
                address = AddressOf(http),
                agent = agent.Length > LongestAgent ? agent[..LongestAgent] : agent,
                unit.Now,
            });
            if (before is not null)
            {
                await unit.ExecuteAsync(EndSessionBefore, new { before.AccountId, before.SessionId, inPlace = sessionId, unit.Now });
            }
        });
        if (await FindAsync(db, sessionId) is not { } session)
        {
            return null;
        }

        await http.SignInAsync(SignIn.Scheme, new ClaimsPrincipal(new ClaimsIdentity([new Claim(SessionClaim, sessionId.ToString())], SignIn.Scheme)));
        return session;
    }

    /// <summary>The session acts by another membership of its account from now on; false where there is none.</summary>
    public static async Task<bool> ActAsAsync(UnitOfWork unit, AccountSession session, Guid membershipId) =>
        await unit.ExecuteAsync(UpdateActing, new { session.SessionId, session.AccountId, membershipId }) > 0;

    /// <summary>The browser is signed out, and its session has ended: a copy of the cookie opens nothing.</summary>
    public static async Task LeaveAsync(HttpContext http)
    {
        if (http.Account() is { } session)
        {
            await EndAsync(http.RequestServices.GetRequiredService<PortalDb>(), session.AccountId, session.SessionId);
        }

        await http.SignOutAsync(SignIn.Scheme);
    }

    /// <summary>Ends one session of an account.</summary>
    public static Task EndAsync(PortalDb db, Guid accountId, Guid sessionId) => db.WriteAsync(unit => unit.ExecuteAsync(EndSession, new { accountId, sessionId, unit.Now }));

    /// <summary>Ends all sessions of an account but one.</summary>
    public static Task EndOthersAsync(PortalDb db, AccountSession session) => db.WriteAsync(unit => unit.ExecuteAsync(EndSessionsBut, new { session.AccountId, session.SessionId, unit.Now }));

    /// <summary>The session goes on although the account has another stamp now; all others have ended by it. False where it had ended before.</summary>
    public static async Task<bool> KeepAsync(UnitOfWork unit, AccountSession session, string stamp) =>
        await unit.ExecuteAsync(UpdateStamp, new { session.SessionId, session.AccountId, was = session.Stamp, stamp }) > 0;

    /// <summary>The session has been proven by other means than those it began with.</summary>
    public static Task ProveAsync(UnitOfWork unit, AccountSession session, SignInMethod how) => unit.ExecuteAsync(UpdateHow, new { session.SessionId, how });

    /// <summary>
    /// Whether somebody still acts as the request found it, and in a capacity that brings others in: who is removed while a request is under way does nothing more.
    /// Whoever removes waits until it is done.
    /// </summary>
    public static async Task<bool> HoldsLeadAsync(UnitOfWork unit, AccountSession session) => session.Acting is { MayInvite: true } acting
        && await unit.ExecuteAsync(HoldMembership, new { acting.MembershipId, session.AccountId, acting.Capacity }) > 0;

    /// <summary>Where a request comes from.</summary>
    public static string AddressOf(HttpContext http) => Origin.AddressOf(http) ?? "";

    static async Task<AccountSession?> FindAsync(PortalDb db, Guid sessionId)
    {
        var (row, memberships, now) = await db.ReadAsync(async reader =>
        {
            var found = await reader.FindAsync<Row>(SelectSession, new { sessionId, since = reader.Now - Longest });
            return (found, found is null ? [] : await reader.QueryAsync<Membership>(SelectMemberships, new { found.AccountId }), reader.Now);
        });
        if (row is null)
        {
            return null;
        }

        if (now - row.SeenAt >= SeenEvery)
        {
            await db.WriteAsync(unit => unit.ExecuteAsync(UpdateSeen, new { sessionId, unit.Now }));
        }

        return new AccountSession(sessionId, row.AccountId, row.Stamp, row.Name, row.TotpSince is not null, row.How == SignInMethod.Passkey, row.MembershipId, memberships);
    }

    sealed record Row
    {
        public Guid AccountId { get; init; }
        public Guid? MembershipId { get; init; }
        public DateTimeOffset SeenAt { get; init; }
        public SignInMethod How { get; init; }
        public string Stamp { get; init; } = "";
        public string Name { get; init; } = "";
        public DateTimeOffset? TotpSince { get; init; }
    }

    const string SelectSession = """
        SELECT s.account_id, s.membership_id, s.seen_at, s.how, s.stamp, a.name, a.totp_since
        FROM sign_in_session s
        JOIN account a ON a.account_id = s.account_id
        WHERE s.session_id = @sessionId AND s.ended_at IS NULL AND s.seen_at > @since AND s.stamp = a.security_stamp
        """;

    const string SelectMemberships = """
        SELECT membership_id, subject_id, role, unit_id, park_id, capacity, office, since
        FROM membership
        WHERE account_id = @accountId AND ended_at IS NULL
        ORDER BY since, membership_id
        """;

    const string SelectLastActing = """
        SELECT membership_id
        FROM sign_in_session
        WHERE account_id = @accountId AND membership_id IS NOT NULL
        ORDER BY began_at DESC, session_id
        """;

    const string InsertSession = """
        INSERT INTO sign_in_session (session_id, account_id, membership_id, stamp, how, address, agent, began_at, seen_at)
        SELECT @sessionId, account_id, @membershipId, security_stamp, @how, @address, @agent, @now, @now
        FROM account
        WHERE account_id = @accountId AND security_stamp = @stamp AND NOT EXISTS (SELECT 1 FROM sign_in_session s WHERE s.session_id = @sessionId)
        """;

    const string DeleteOld = "DELETE FROM sign_in_session WHERE account_id = @accountId AND seen_at < @old";

    const string UpdateActing = """
        UPDATE sign_in_session
        SET membership_id = @membershipId
        WHERE session_id = @sessionId
            AND EXISTS (SELECT 1 FROM membership m WHERE m.membership_id = @membershipId AND m.account_id = @accountId AND m.ended_at IS NULL)
        """;

    const string UpdateHow = "UPDATE sign_in_session SET how = @how WHERE session_id = @sessionId";

    const string UpdateSeen = "UPDATE sign_in_session SET seen_at = @now WHERE session_id = @sessionId AND seen_at < @now";

    const string UpdateStamp = """
        UPDATE sign_in_session
        SET stamp = @stamp
        WHERE session_id = @sessionId AND account_id = @accountId AND ended_at IS NULL AND stamp = @was
        """;

    const string HoldMembership = "UPDATE membership SET since = since WHERE membership_id = @membershipId AND account_id = @accountId AND capacity = @capacity AND ended_at IS NULL";

    const string EndSession = "UPDATE sign_in_session SET ended_at = @now WHERE session_id = @sessionId AND account_id = @accountId AND ended_at IS NULL";

    const string EndSessionBefore = """
        UPDATE sign_in_session
        SET ended_at = @now
        WHERE session_id = @sessionId AND account_id = @accountId AND ended_at IS NULL
            AND EXISTS (SELECT 1 FROM sign_in_session other WHERE other.session_id = @inPlace)
        """;

    const string EndSessionsBut = "UPDATE sign_in_session SET ended_at = @now WHERE account_id = @accountId AND session_id <> @sessionId AND ended_at IS NULL";
}
