using RaMatch.Portal.Accounts;
using RaMatch.Portal.Messages;

namespace RaMatch.Portal.People;

/// <summary>What is sent to people about their accounts: what it is, what to do, until when. Nothing in them was typed by anybody: who can register could have the platform say what he likes to whom he likes.</summary>
static class DoorLetters
{
    /// <summary>A code.</summary>
    public static Letter Code(ContactAddress to, string code, string purpose, DateTimeOffset now) => to.Letter(
        $"验证码：{purpose}",
        $"您正在{purpose}，验证码 {code}，10 分钟内有效。请不要告诉任何人；如非本人操作，请忽略。",
        now + SentCodes.Lifetime);

    /// <summary>Somebody wants to register with an address that has an account.</summary>
    public static Letter Taken(ContactAddress to) => to.Letter(
        "您已经有账号",
        "有人想用这个号码或邮箱注册，或用作自己的联系方式，而它已有账号：如是本人，请直接登录，忘记密码可在登录页找回；如非本人操作，请忽略。");

    /// <summary>A link by which somebody becomes a member. Who invites, and what the unit calls itself, stands on the page it leads to.</summary>
    public static Letter Invitation(ContactAddress to, Joining joining, string link, DateTimeOffset now) => to.Letter(
        "邀请您使用科研助理招聘平台",
        $"有人邀请您以{CapacityWords.Of(joining.Role, joining.Capacity)}的身份使用科研助理招聘平台。请在 48 小时内打开链接，查看邀请人，确认后接受；链接只能用一次：{link} 如与您无关，请忽略。",
        now + People.Invitation.Lifetime);

    /// <summary>The account has been closed.</summary>
    public static Letter Closed(ContactAddress to) => to.Letter(
        "账号已注销",
        "您在科研助理招聘平台的账号已注销，账号中的信息已删除。如非本人操作，请立即联系平台管理人员。");

    /// <summary>The account has another password.</summary>
    public static Letter PasswordChanged(ContactAddress to) => to.Letter(
        "密码已修改",
        "您的账号密码已修改，其他设备均已退出登录。如非本人操作，请立即在登录页找回密码。");

    /// <summary>The account can be got into in another way, or in one less.</summary>
    public static Letter FactorChanged(ContactAddress to, string what) => to.Letter(
        "登录方式有更改",
        $"您的账号{what}，其他设备均已退出登录。如非本人操作，请立即找回密码，并在“账号”中检查登录方式。");

    /// <summary>The account has one more address, or one in place of another.</summary>
    public static Letter AddressChanged(ContactAddress to, ContactAddress fresh, bool isInPlaceOfAnother) => to.Letter(
        isInPlaceOfAnother ? "手机号码或邮箱已更换" : "添加了手机号码或邮箱",
        $"您账号的{(fresh.Kind == AddressKind.Mobile ? "手机号码" : "邮箱")}{(isInPlaceOfAnother ? "已更换为 " : "新添加了 ")}{fresh.Masked}。如非本人操作，请立即联系平台管理人员。");
}
