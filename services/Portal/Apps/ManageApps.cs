using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using RaMatch.Platform.Data;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Apps;

/// <summary>
/// Who leads a unit or a park lets a system of theirs in, by a secret that is shown once; supervisors register the apps that graduates use. Either ends them, and what they hold
/// opens nothing from then on.
/// </summary>
static class ManageApps
{
    /// <summary>How many systems a unit or a park, and how many apps the supervisors, may have at a time.</summary>
    public const int Most = 20;

    /// <summary>What somebody reads who may not manage them.</summary>
    public const string NotAllowed = "您的身份不能管理应用，请联系负责人。";

    static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/apps/{appId:guid}/end", EndAsync).RequireAuthorization(AccountSession.Policy).ExcludeFromDescription();
        app.MapPost("/account/apps/{appId:guid}/end", DisconnectAsync).RequireAuthorization(AccountSession.Policy).ExcludeFromDescription();
    }

    /// <summary>What the secret of a system begins with.</summary>
    public const string SecretPrefix = "ras_";

    /// <summary>What is kept of a secret. A plain hash does: nobody tries 2^256 of them.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Registers an app in the place of whoever leads.</summary>
    /// <returns>Why not; null where it has.</returns>
    public static async Task<string?> RegisterAsync(UnitOfWork unit, AccountSession session, App app)
    {
        if (!await Sessions.HoldsLeadAsync(unit, session))
        {
            return NotAllowed;
        }

        if (await unit.GetAsync<long>(CountLiving, app) >= Most)
        {
            return $"最多同时有 {Most} 个应用：请先停用不再使用的。";
        }

        if (!await InsertAsync(unit, app, session.AccountId))
        {
            return "这个应用已经登记，密钥只在登记时显示一次。没有记下的，请停用后重新登记。";
        }

        unit.Concerns(app.ParkId, "app", app.AppId);
        return null;
    }

    /// <summary>Writes an app down; false where it is there.</summary>
    public static async Task<bool> InsertAsync(UnitOfWork unit, App app, Guid createdBy) => await unit.ExecuteAsync(Insert, new
    {
        app.AppId,
        app.Kind,
        app.Name,
        app.SecretHash,
        app.Scopes,
        app.RedirectUris,
        app.ActsFor,
        app.Role,
        app.UnitId,
        app.ParkId,
        createdBy,
        unit.Now,
        app.ExpiresAt,
    }) > 0;

    /// <summary>An app, however it stands.</summary>
    public static Task<App?> FindAsync(Reader reader, Guid appId) => reader.FindAsync<App>(SelectById, new { appId });

    /// <summary>Notes that an app was let in.</summary>
    public static async Task UseAsync(PortalDb db, App app, DateTimeOffset now)
    {
        if (app.UsedAt is not { } used || now - used >= SeenEvery)
        {
            await NoteUseAsync(db, unit => unit.ExecuteAsync(UpdateUsed, new { app.AppId, unit.Now }));
        }
    }

    /// <summary>Notes when something was used; where the database is busy, with the next use.</summary>
    public static async Task NoteUseAsync(PortalDb db, Func<UnitOfWork, Task> note)
    {
        try
        {
            await db.WriteAsync(note);
        }
        catch (DatabaseBusyException)
        {
        }
    }

    /// <summary>The apps of a unit, a park or the supervisors that have not been ended, the newest first.</summary>
    public static Task<IReadOnlyList<App>> ListAsync(PortalDb db, string actsFor) => db.ReadAsync(reader => reader.QueryAsync<App>(SelectLiving, new { actsFor }));

    static async Task<RedirectHttpResult> EndAsync(HttpContext http, PortalDb db, Guid appId, IFormCollection _)
    {
        var session = http.Account()!;
        var refusal = await db.WriteAsync(async unit =>
        {
            if (session.Acting is not { } acting || !await Sessions.HoldsLeadAsync(unit, session))
            {
                return NotAllowed;
            }

            if (await unit.ExecuteAsync(End, new { appId, actsFor = Membership.ActsForOf(acting.Role, acting.UnitId, acting.ParkId), unit.Now }) == 0)
            {
                return "没有这个应用，可能已经停用。";
            }

            unit.Concerns(acting.ParkId, "app", appId);
            return null;
        });
        new Notice(refusal is null ? Tone.Ok : Tone.Bad, refusal ?? "已停用，它手中的密钥和令牌即刻失效。").Leave(http);
        return SeeOther.To(http, "/apps");
    }

    static async Task<RedirectHttpResult> DisconnectAsync(HttpContext http, PortalDb db, Guid appId, IFormCollection _)
    {
        var ended = await db.WriteAsync(unit => Grants.EndAsync(unit, http.Account()!.AccountId, appId));
        new Notice(ended ? Tone.Ok : Tone.Bad, ended ? "已取消授权，它即刻不能再代您办理。" : "没有这项授权，可能已经取消。").Leave(http);
        return SeeOther.To(http, "/account/apps");
    }

    const string Columns = """
        SELECT app.app_id, app.kind, app.name, app.secret_hash, app.scopes, app.redirect_uris, app.acts_for, app.role, app.unit_id, app.park_id, app.created_at, app.expires_at, app.used_at, app.ended_at,
            account.name AS created_by
        FROM app
        LEFT JOIN account ON account.account_id = app.created_by
        """;

    const string SelectById = $"{Columns} WHERE app.app_id = @appId";

    const string SelectLiving = $"{Columns} WHERE app.acts_for = @actsFor AND app.ended_at IS NULL ORDER BY app.created_at DESC, app.app_id";

    const string CountLiving = "SELECT COUNT(*) FROM app WHERE acts_for = @actsFor AND ended_at IS NULL";

    const string Insert = """
        INSERT INTO app (app_id, kind, name, secret_hash, scopes, redirect_uris, acts_for, role, unit_id, park_id, created_by, created_at, expires_at)
        SELECT @appId, @kind, @name, @secretHash, @scopes, @redirectUris, @actsFor, @role, @unitId, @parkId, @createdBy, @now, @expiresAt
        WHERE NOT EXISTS (SELECT 1 FROM app other WHERE other.app_id = @appId)
        """;

    const string UpdateUsed = "UPDATE app SET used_at = @now WHERE app_id = @appId AND (used_at IS NULL OR used_at < @now)";

    const string End = "UPDATE app SET ended_at = @now WHERE app_id = @appId AND acts_for = @actsFor AND ended_at IS NULL";
}
