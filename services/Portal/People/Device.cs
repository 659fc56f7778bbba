using RaMatch.Portal.Accounts;

namespace RaMatch.Portal.People;

/// <summary>A browser that an account is signed in with, as its owner reads it.</summary>
sealed record Device
{
    /// <summary>The session.</summary>
    public Guid SessionId { get; init; }

    /// <summary>How the browser calls itself.</summary>
    public string Agent { get; init; } = "";

    /// <summary>From which address of the network it signed in.</summary>
    public string Address { get; init; } = "";

    /// <summary>When it signed in.</summary>
    public DateTimeOffset BeganAt { get; init; }

    /// <summary>When it was last used, to the minute.</summary>
    public DateTimeOffset SeenAt { get; init; }

    /// <summary>Something that happened to the account.</summary>
    public sealed record Event
    {
        /// <summary>What.</summary>
        public Happening Kind { get; init; }

        /// <summary>How, or what of.</summary>
        public string Detail { get; init; } = "";

        /// <summary>From which address of the network.</summary>
        public string Address { get; init; } = "";

        /// <summary>When.</summary>
        public DateTimeOffset OccurredAt { get; init; }
    }

    /// <summary>The browsers of an account, and what happened last.</summary>
    public static Task<(IReadOnlyList<Device> Devices, IReadOnlyList<Event> Events)> ReadAsync(PortalDb db, Guid accountId, int events) => db.ReadAsync(async reader =>
        (await reader.QueryAsync<Device>(SelectSessions, new { accountId, since = reader.Now - Sessions.Longest }), await reader.FirstAsync<Event>(SelectEvents, new { accountId }, events)));

    /// <summary>A browser and its system, where they are well known.</summary>
    public static string Of(string agent)
    {
        (string Part, string Name)[] browsers = [("MicroMessenger", "微信"), ("HuaweiBrowser", "华为浏览器"), ("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari")];
        (string Part, string Name)[] systems = [("HarmonyOS", "鸿蒙"), ("OpenHarmony", "鸿蒙"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"), ("Linux", "Linux")];
        return string.Join(" · ", new[] { NameIn(browsers) ?? "未知的浏览器", NameIn(systems) }.Where(part => part is not null));

        string? NameIn((string Part, string Name)[] known) => known.FirstOrDefault(one => agent.Contains(one.Part, StringComparison.OrdinalIgnoreCase)).Name;
    }

    /// <summary>What happened, in words.</summary>
    public static string Of(Happening kind, string detail) => kind switch
    {
        Happening.Registered => "注册账号",
        Happening.SignedIn => detail == nameof(SignInMethod.Passkey) ? "用通行密钥登录" : detail == nameof(SignInMethod.External) ? "用统一身份登录" : detail == nameof(SignInMethod.ExternalWithCode) ? "用统一身份和验证码登录" : detail == nameof(SignInMethod.Authenticator) ? "用密码和动态验证码登录" : detail == nameof(SignInMethod.RecoveryCode) ? "用密码和恢复码登录" : detail == nameof(SignInMethod.Reset) ? "找回密码后登录" : "用密码登录",
        Happening.SignInFailed => detail == nameof(SignInMethod.External) ? "登录未成功：统一身份的姓名与关联时不同" : detail == nameof(SignInMethod.Authenticator) ? "登录未成功：动态验证码不正确" : "登录未成功：密码不正确",
        Happening.PasswordChanged => "修改密码",
        Happening.PasswordReset => $"找回密码（{detail}）",
        Happening.SecondFactorSet => "开启动态验证码",
        Happening.SecondFactorRemoved => "停用动态验证码",
        Happening.Released => $"平台管理人员取消了{(detail.Length > 0 ? detail : "动态验证码、通行密钥和统一身份")}",
        Happening.ExternalLinked => $"关联统一身份：{detail}",
        Happening.ExternalUnlinked => $"解除统一身份：{detail}",
        Happening.RecoveryCodesMade => "重新生成恢复码",
        Happening.PasskeyAdded => $"添加通行密钥：{detail}",
        Happening.PasskeyRemoved => $"删除通行密钥：{detail}",
        Happening.AddressChanged => $"手机号码或邮箱更换为 {detail}",
        Happening.Joined => "增加身份",
        _ => $"不再是成员：{detail}",
    };

    const string SelectSessions = """
        SELECT s.session_id, s.agent, s.address, s.began_at, s.seen_at
        FROM sign_in_session s
        JOIN account a ON a.account_id = s.account_id
        WHERE s.account_id = @accountId AND s.ended_at IS NULL AND s.seen_at > @since AND s.stamp = a.security_stamp
        ORDER BY s.seen_at DESC, s.session_id
        """;

    const string SelectEvents = """
        SELECT kind, detail, address, occurred_at
        FROM account_event
        WHERE account_id = @accountId
        ORDER BY occurred_at DESC, event_id DESC
        """;
}
