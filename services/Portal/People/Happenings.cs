using RaMatch.Platform.Data;

namespace RaMatch.Portal.People;

/// <summary>What happens to an account at its door.</summary>
enum Happening
{
    /// <summary>注册.</summary>
    Registered,

    /// <summary>登录.</summary>
    SignedIn,

    /// <summary>登录未成功.</summary>
    SignInFailed,

    /// <summary>修改密码.</summary>
    PasswordChanged,

    /// <summary>找回密码.</summary>
    PasswordReset,

    /// <summary>开启动态验证码.</summary>
    SecondFactorSet,

    /// <summary>关闭动态验证码.</summary>
    SecondFactorRemoved,

    /// <summary>重新生成恢复码.</summary>
    RecoveryCodesMade,

    /// <summary>更换手机号码或邮箱.</summary>
    AddressChanged,

    /// <summary>添加通行密钥.</summary>
    PasskeyAdded,

    /// <summary>删除通行密钥.</summary>
    PasskeyRemoved,

    /// <summary>平台管理人员取消了动态验证码、通行密钥、统一身份.</summary>
    Released,

    /// <summary>关联统一身份.</summary>
    ExternalLinked,

    /// <summary>解除统一身份.</summary>
    ExternalUnlinked,

    /// <summary>增加身份.</summary>
    Joined,

    /// <summary>身份结束.</summary>
    Left,
}

/// <summary>Something that happens at an account's door.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Kind">What.</param>
/// <param name="Detail">How, or what of; empty where there is nothing to say.</param>
/// <param name="Address">From which address of the network.</param>
sealed record Happened(Guid AccountId, Happening Kind, string Detail, string Address)
{
    /// <summary>Its id.</summary>
    public Guid EventId { get; } = Guid.CreateVersion7();
}

/// <summary>Keeps what happened at an account's door, for its owner to look through.</summary>
static class Happenings
{
    // The law asks for records of sign-ins over half a year (网络安全法, article 21); nobody needs them for longer than twice that.
    static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    /// <summary>Notes it in the transaction in which it happens; what was long ago goes.</summary>
    public static async Task NoteAsync(UnitOfWork unit, Happened happened)
    {
        await unit.ExecuteAsync(DeleteOld, new { happened.AccountId, old = unit.Now - Kept });
        await unit.ExecuteAsync(InsertEvent, new { happened.EventId, happened.AccountId, happened.Kind, happened.Detail, happened.Address, unit.Now });
    }

    /// <summary>Writes as often as a failed try at somebody's account is written down, so that it takes as long, and leaves nothing.</summary>
    public static async Task NoteNobodyAsync(PortalDb db)
    {
        await db.WriteAsync(unit => NoteAsync(unit, new Happened(Guid.Empty, Happening.SignInFailed, "", "")));
        await db.WriteAsync(unit => unit.ExecuteAsync(DeleteOld, new { accountId = Guid.Empty, old = DateTimeOffset.MaxValue }));
    }

    const string DeleteOld = "DELETE FROM account_event WHERE account_id = @accountId AND occurred_at < @old";

    const string InsertEvent = """
        INSERT INTO account_event (event_id, account_id, kind, detail, address, occurred_at)
        VALUES (@eventId, @accountId, @kind, @detail, @address, @now)
        """;
}
