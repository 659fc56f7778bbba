using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using RaMatch.Platform.Web;

namespace RaMatch.Portal.Messages;

/// <summary>Hands SMS to the installation's gateway, each by one signed request; docs/running.md says what a gateway has to do.</summary>
sealed class SmsCourier(SmsSettings settings, HttpClient gateway, TimeProvider clock) : ICourier
{
    /// <summary>The name of the HTTP client.</summary>
    public const string Client = "sms";

    const int LongestAnswer = 300;

    public static void Add(IServiceCollection services) => services
        .AddHttpClient(Client, client => client.Timeout = Timeout.InfiniteTimeSpan)
        // A redirect would take the text, and with a GET the signature's worth, to somebody nobody has named.
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    /// <inheritdoc />
    public async Task<HandOver> HandOverAsync(WaitingLetter letter, CancellationToken cancellation)
    {
        try
        {
            using var request = Ask(letter);
            using var answer = await gateway.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return answer.IsSuccessStatusCode
                ? HandOver.Taken
                : new HandOver(VerdictOf(answer.StatusCode), $"{(int)answer.StatusCode} {await BeginningAsync(answer, cancellation)}");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new HandOver(Verdict.NoService, exception.Message);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        gateway.Dispose();
        return ValueTask.CompletedTask;
    }

    HttpRequestMessage Ask(WaitingLetter letter)
    {
        var text = settings.Sign is { } sign ? $"【{sign}】{letter.Text}" : letter.Text;
        var body = JsonSerializer.SerializeToUtf8Bytes(new { id = letter.MessageId, to = letter.Address, text }, Json.Options);
        return new HttpRequestMessage(HttpMethod.Post, settings.Address)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } },
            Headers =
            {
                { "Idempotency-Key", letter.MessageId.ToString() },
                { Signature.Header, Signature.Of(settings.Key, clock.GetUtcNow(), body) },
            },
        };
    }

    static Verdict VerdictOf(HttpStatusCode status) => (int)status switch
    {
        // Not let in, no such address, too fast: that is the installation's matter, or the gateway's, and no letter's.
        401 or 403 or 404 or 405 or 407 or 408 or 425 or 429 => Verdict.NoService,
        >= 400 and < 500 => Verdict.Refused,
        _ => Verdict.NoService,
    };

    // For whoever looks into the reason; a page of a proxy may be long.
    static async Task<string> BeginningAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellation), Encoding.UTF8);
        var beginning = new char[LongestAnswer];
        return new string(beginning, 0, await reader.ReadBlockAsync(beginning.AsMemory(), cancellation));
    }
}
