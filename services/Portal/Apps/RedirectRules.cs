using System.Net;

namespace RaMatch.Portal.Apps;

/// <summary>
/// Where a browser may be sent back to with a code (RFC 8252, 7; RFC 9700, 2.1): a page of a site over HTTPS; the device's own loopback address, on any port; or an address of the
/// app's own, whose scheme is a domain of its maker backwards, which no other app has.
/// </summary>
static class RedirectRules
{
    const int MostUris = 10;
    const int LongestTogether = 2000;

    /// <summary>Why these are no addresses of an app; null where they are.</summary>
    public static string? ObjectionTo(IReadOnlyList<string> uris) =>
        uris.Count is 0 or > MostUris ? $"请填写 1 至 {MostUris} 个返回地址，每行一个。"
        : uris.Sum(uri => uri.Length + 1) > LongestTogether ? $"返回地址合计最多 {LongestTogether} 个字符。"
        : uris.FirstOrDefault(uri => !IsOne(uri)) is { } wrong ? $"“{wrong}”不能作返回地址：请用 https:// 开头的网址、http://127.0.0.1 开头的本机地址，或以反写域名为协议的应用地址（如 cn.example.app:/callback），不带 # 和空格，中文域名请写成 xn-- 形式。"
        : null;

    static bool IsOne(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        // It goes into headers, where a name of another script stands in its ASCII form.
        && text.All(character => character is > ' ' and < (char)127 and not '#')
        && uri.UserInfo.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps
            || uri.Scheme == Uri.UriSchemeHttp && IPAddress.Loopback.ToString() == uri.Host
            || uri.Scheme.Contains('.', StringComparison.Ordinal));
}
