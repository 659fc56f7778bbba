using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using RaMatch.Platform.Data;

namespace RaMatch.Platform.Web;

/// <summary>
/// A request with an <c>Idempotency-Key</c>: the answer is stored in the transaction of its effect, and the same request sent
/// again gets that answer instead of a second effect. Only answers of success are stored: a refusal changed nothing and may
/// be asked for again. See the IETF draft "The Idempotency-Key HTTP Header Field".
/// </summary>
sealed class RepeatableRequest : IRepeatable
{
    public const int LongestKey = 200;

    readonly HttpContext _http;
    readonly string _actor;
    readonly string _key;
    readonly string _hash;
    bool _answered;

    RepeatableRequest(HttpContext http, string actor, string key, string hash) => (_http, _actor, _key, _hash) = (http, actor, key, hash);

    public static RepeatableRequest? Of(HttpContext? http) => http?.Features.Get<RepeatableRequest>() is { _answered: false } request ? request : null;

    /// <summary>Reads key and body before the request is handled.</summary>
    public static async Task<RepeatableRequest?> ReadAsync(HttpContext http)
    {
        var key = http.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length == 0 || HttpMethods.IsGet(http.Request.Method))
        {
            return null;
        }

        if (key.Length > LongestKey)
        {
            throw new KeyTooLongException();
        }

        http.Request.EnableBuffering();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}\n"));
        var buffer = new byte[8192];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            hash.AppendData(buffer, 0, read);
        }

        http.Request.Body.Position = 0;
        // An account that has moved to another unit is another caller: the old unit's answer is not for it.
        var actor = http.User.Identity is { IsAuthenticated: true } ? Caller.Of(http.User).Identity : "";
        return new RepeatableRequest(http, actor, key, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    // Encrypted, because a plain hash of a short secret in a body, such as an ID number, is found by trying all of them.
    IDataProtector Protector => _http.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("RaMatch.Platform", "answered_request.request_hash");

    /// <summary>The first answer is kept; what is written before it without answering anybody is not what the key is for.</summary>
    public void Committed<T>() => _answered |= IsAnswer<T>();

    // Whether a transaction with such a result answers the request.
    static bool IsAnswer<T>() => typeof(IResult).IsAssignableFrom(typeof(T));

    /// <summary>Throws <see cref="AnsweredBeforeException"/> with the first answer, or does the work and keeps its answer.</summary>
    public async Task<T> AnswerOnceAsync<T>(UnitOfWork unit, Func<UnitOfWork, Task<T>> work)
    {
        if (!IsAnswer<T>())
        {
            return await work(unit);
        }

        await LookUpAsync(unit);
        var result = await work(unit);
        var answer = await CaptureAsync((IResult)result!);
        if (answer.Status < 400)
        {
            await unit.ExecuteAsync(InsertAnswer, new
            {
                actor = _actor,
                key = _key,
                hash = Protector.Protect(_hash),
                answer.Status,
                answer.Location,
                answer.ContentType,
                answer.Body,
                answeredAt = unit.Now,
            });
        }
        else
        {
            // On a server the same request, sent twice at once, may have been answered since: what refuses the second is then the effect of the first.
            await LookUpAsync(unit);
        }

        return result;
    }

    /// <summary>Throws where the key is taken: with the first answer, or with what keeps it from being this request's.</summary>
    async Task LookUpAsync(UnitOfWork unit)
    {
        if (await unit.FindAsync<StoredAnswer>(SelectAnswer, new { actor = _actor, key = _key }) is { } stored)
        {
            throw HashOf(stored) is not { } hash ? new KeyUnreadableException()
                : hash == _hash ? new AnsweredBeforeException(stored)
                : new KeyUsedForAnotherRequestException();
        }
    }

    // Null where the key it was encrypted with is gone. What cannot be compared is not given out as the answer to this request, nor done a second time.
    string? HashOf(StoredAnswer stored)
    {
        try
        {
            return Protector.Unprotect(stored.RequestHash);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    async Task<StoredAnswer> CaptureAsync(IResult result)
    {
        WordedSentenceConverter.Keep();
        using var body = new MemoryStream();
        var copy = new DefaultHttpContext { RequestServices = _http.RequestServices, Response = { Body = body } };
        await result.ExecuteAsync(copy);
        return new StoredAnswer
        {
            Status = copy.Response.StatusCode,
            Location = copy.Response.Headers.Location.ToString() is { Length: > 0 } location ? location : null,
            ContentType = copy.Response.ContentType,
            Body = Encoding.UTF8.GetString(body.ToArray()),
        };
    }

    const string SelectAnswer = """
        SELECT request_hash, status, location, content_type, body
        FROM answered_request
        WHERE actor = @actor AND idempotency_key = @key
        """;

    const string InsertAnswer = """
        INSERT INTO answered_request (actor, idempotency_key, request_hash, status, location, content_type, body, answered_at)
        VALUES (@actor, @key, @hash, @status, @location, @contentType, @body, @answeredAt)
        """;
}

/// <summary>The first answer to a repeated request.</summary>
sealed record StoredAnswer
{
    public string RequestHash { get; init; } = "";
    public long Status { get; init; }
    public string? Location { get; init; }
    public string? ContentType { get; init; }
    public string Body { get; init; } = "";
}

/// <summary>The request was answered before; carries the answer up to where responses are written.</summary>
sealed class AnsweredBeforeException(StoredAnswer answer) : Exception("This request was answered before.")
{
    public StoredAnswer Answer { get; } = answer;
}

/// <summary>The key came with another request before: the caller has mixed up its keys.</summary>
sealed class KeyUsedForAnotherRequestException() : Exception("This Idempotency-Key came with another request before.");

/// <summary>A request with the key was answered, and whether it was this one cannot be told: the keys of this installation have been lost since.</summary>
sealed class KeyUnreadableException() : Exception("What came with this Idempotency-Key before cannot be decrypted: the data protection keys in keys/ are not those it was kept with.");

/// <summary>The key does not fit into the store of answers.</summary>
sealed class KeyTooLongException() : Exception($"The Idempotency-Key is longer than {RepeatableRequest.LongestKey} characters.");
