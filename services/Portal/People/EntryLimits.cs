using System.Globalization;
using System.Threading.RateLimiting;
using RaMatch.Platform.Web;
using RaMatch.Portal.Backend;

namespace RaMatch.Portal.People;

/// <summary>
/// How often the forms at the door are taken, in each process: by the address of the network, wide enough for a campus behind one, and from there by the account
/// that is meant, there or not; nobody uses up what another has elsewhere. Beyond it 429 with <c>Retry-After</c>. What has to hold over all processes is counted in rows: tries of an account, tries of a code, its sending.
/// </summary>
sealed class EntryLimits : IDisposable
{
    /// <summary>Forms a minute about one account from one network.</summary>
    public const int OfAccount = 12;

    /// <summary>Letters an hour to one address from one network.</summary>
    public const int CodesOfAddress = 6;

    readonly PartitionedRateLimiter<string> _ofNetwork = Windows(300, TimeSpan.FromMinutes(1));
    readonly PartitionedRateLimiter<string> _ofAccount = Windows(OfAccount, TimeSpan.FromMinutes(1));
    readonly PartitionedRateLimiter<string> _codesOfNetwork = Windows(100, TimeSpan.FromMinutes(10));
    readonly PartitionedRateLimiter<string> _codesOfAddress = Windows(CodesOfAddress, TimeSpan.FromHours(1));

    /// <summary>Lets a form in that tries something; else its answer is 429 and says when to come back.</summary>
    /// <param name="http">The request.</param>
    /// <param name="account">The address or account that is meant.</param>
    public Refusal? Try(HttpContext http, string account)
    {
        var network = Limits.NetworkOf(http);
        return Take(http, (_ofNetwork, network), (_ofAccount, $"{network} {account}"));
    }

    /// <summary>Lets a form in that tries something and names no account.</summary>
    public Refusal? Try(HttpContext http) => Take(http, (_ofNetwork, Limits.NetworkOf(http)));

    /// <summary>Lets a form in that has something sent to an address.</summary>
    public Refusal? Send(HttpContext http, ContactAddress to)
    {
        var network = Limits.NetworkOf(http);
        return Take(http, (_codesOfNetwork, network), (_codesOfAddress, $"{network} {to.Address}"));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var limiter in new[] { _ofNetwork, _ofAccount, _codesOfNetwork, _codesOfAddress })
        {
            limiter.Dispose();
        }
    }

    /// <summary>Answers 429, and says when to come back.</summary>
    public static Refusal TooOften(HttpContext http, TimeSpan pause) =>
        new(StatusCodes.Status429TooManyRequests, $"操作太频繁，请 {ComeBack(http, pause)}后再试。", new Dictionary<string, string[]>());

    /// <summary>Answers 429 with when to come back, and gives that in words.</summary>
    public static string ComeBack(HttpContext http, TimeSpan pause)
    {
        var wait = (int)Math.Ceiling(pause.TotalSeconds);
        http.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        http.AnswerWith(StatusCodes.Status429TooManyRequests);
        return InWords(wait);
    }

    /// <summary>How long that is; never less than it is.</summary>
    public static string InWords(int seconds) => seconds > 90 ? $"{(seconds + 59) / 60} 分钟" : $"{seconds} 秒";

    static Refusal? Take(HttpContext http, params ReadOnlySpan<(PartitionedRateLimiter<string> Limiter, string Key)> limits)
    {
        foreach (var (limiter, key) in limits)
        {
            using var lease = limiter.AttemptAcquire(key);
            if (!lease.IsAcquired)
            {
                return TooOften(http, lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1));
            }
        }

        return null;
    }

    static PartitionedRateLimiter<string> Windows(int permits, TimeSpan window) => PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = window }));
}
