using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RaMatch.Platform.Data;

namespace RaMatch.Platform.Web;

/// <summary>Refusals as problem details (RFC 9457), each with a sentence for a person and, where there is one, the field.</summary>
public static partial class Problems
{
    /// <summary>409: the state of things does not allow it.</summary>
    public static Conflict<ProblemDetails> Conflict(string sentence) =>
        TypedResults.Conflict(new ProblemDetails { Status = StatusCodes.Status409Conflict, Title = sentence });

    /// <summary>404: there is no such thing, or it is another tenant's, which nobody is told.</summary>
    public static NotFound<ProblemDetails> NotFound(string sentence) =>
        TypedResults.NotFound(new ProblemDetails { Status = StatusCodes.Status404NotFound, Title = sentence });

    /// <summary>400 with one field and its sentence.</summary>
    public static ValidationProblem Invalid(string field, string sentence) =>
        Invalid(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [sentence] });

    /// <summary>400 with fields and their sentences; fields are named as in the request's JSON.</summary>
    public static ValidationProblem Invalid(IDictionary<string, string[]> errors) =>
        TypedResults.ValidationProblem(errors, title: ValidationTitle);

    /// <summary>
    /// Sends the refusals of a handler the way all others go: as <c>application/problem+json</c>, with the trace id. A typed
    /// <c>Conflict&lt;ProblemDetails&gt;</c> by itself would say plain JSON.
    /// </summary>
    internal static async ValueTask<object?> SendAlikeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        var inner = result;
        while (inner is INestedHttpResult nested)
        {
            inner = nested.Result;
        }

        return inner is IValueHttpResult { Value: ProblemDetails { Status: >= 400 } problem } ? TypedResults.Problem(problem) : result;
    }

    internal const string ValidationTitle = "提交的内容有误，请按提示修改后重试。";

    internal static void Add(IServiceCollection services)
    {
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
        {
            var problem = context.ProblemDetails;
            problem.Extensions["traceId"] = System.Diagnostics.Activity.Current?.TraceId.ToString() ?? context.HttpContext.TraceIdentifier;
            if (problem is HttpValidationProblemDetails invalid)
            {
                problem.Title = ValidationTitle;
                invalid.Errors = invalid.Errors.ToDictionary(error => AsInJson(error.Key), error => error.Value, StringComparer.Ordinal);
            }
            else if (problem.Title is null || IsFrameworkTitle(problem))
            {
                problem.Title = SentenceOf(problem.Status ?? context.HttpContext.Response.StatusCode);
            }
        });
        services.AddExceptionHandler<Handler>();
        services.Configure<Microsoft.AspNetCore.Routing.RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
    }

    /// <summary>The framework names members as in C#; callers know them as in the JSON. Headers keep their names.</summary>
    static string AsInJson(string field) => field.Contains('-', StringComparison.Ordinal)
        ? field
        : string.Join('.', field.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));

    static bool IsFrameworkTitle(ProblemDetails problem) => problem.Title!.All(char.IsAscii);

    static string SentenceOf(int status) => status switch
    {
        400 => "请求格式有误。",
        401 => "请先登录。",
        403 => "您没有权限执行此操作。",
        404 => "没有找到请求的内容。",
        405 => "不支持这种请求方式。",
        413 => "提交的内容过大。",
        415 => "不支持这种内容类型。",
        429 => "操作过于频繁，请稍后再试。",
        503 => "服务繁忙，请稍后重试。",
        _ => "服务出现问题，请稍后重试；如多次出现，请联系管理员并提供追踪编号。",
    };

    sealed partial class Handler(IProblemDetailsService problems, ILogger<Handler> log) : IExceptionHandler
    {
        public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken cancellation)
        {
            if (http.RequestAborted.IsCancellationRequested)
            {
                // Whatever it is called by the part that noticed it: nobody reads the answer.
                log.LogDebug(exception, "The caller of {Method} {Path} has left", http.Request.Method, http.Request.Path);
                http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
                return true;
            }

            switch (exception)
            {
                case AnsweredBeforeException before:
                    await WriteAsync(http, before.Answer, cancellation);
                    return true;
                case KeyUsedForAnotherRequestException:
                    return await WriteAsync(http, new HttpValidationProblemDetails(Field("Idempotency-Key", "该幂等键已用于另一个请求，请换一个新的键。")) { Status = 422 });
                case KeyTooLongException:
                    return await WriteAsync(http, new HttpValidationProblemDetails(Field("Idempotency-Key", $"幂等键不能超过 {RepeatableRequest.LongestKey} 个字符。")) { Status = 400 });
                case BadHttpRequestException bad:
                    return await WriteAsync(http, OfBadRequest(bad));
                case DatabaseBusyException:
                    http.Response.Headers.RetryAfter = "5";
                    return await WriteAsync(http, new ProblemDetails { Status = 503 });
                default:
                    log.LogError(exception, "{Method} {Path} failed", http.Request.Method, http.Request.Path);
                    return await WriteAsync(http, new ProblemDetails { Status = 500 });
            }
        }

        async Task<bool> WriteAsync(HttpContext http, ProblemDetails problem)
        {
            http.Response.StatusCode = problem.Status!.Value;
            // A caller that accepts no JSON gets the status alone.
            await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = http, ProblemDetails = problem });
            return true;
        }

        static async Task WriteAsync(HttpContext http, StoredAnswer answer, CancellationToken cancellation)
        {
            http.Response.StatusCode = (int)answer.Status;
            http.Response.ContentType = answer.ContentType;
            http.Response.Headers["Idempotent-Replayed"] = "true";
            if (answer.Location is not null)
            {
                http.Response.Headers.Location = answer.Location;
            }

            await http.Response.WriteAsync(answer.Body, cancellation);
        }

        static ProblemDetails OfBadRequest(BadHttpRequestException bad)
        {
            if (bad.InnerException is JsonException json)
            {
                var field = json.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : "body";
                // Without a reader's exception inside, it was read, but is of another shape.
                var sentence = field != "body" ? WrongValue : json.InnerException is null ? "内容应是一个 JSON 对象，各字段见 /docs。" : "内容不是有效的 JSON。";
                return new HttpValidationProblemDetails(Field(field, sentence)) { Status = 400 };
            }

            // The framework tells what it missed only in its message.
            if (NoBody().IsMatch(bad.Message))
            {
                return new HttpValidationProblemDetails(Field("body", "请提交内容：一个 JSON 对象，各字段见 /docs。")) { Status = 400 };
            }

            if (NoParameter().Match(bad.Message) is { Success: true } missing)
            {
                return new HttpValidationProblemDetails(Field(missing.Groups[1].Value, "请在地址中提供这个参数。")) { Status = 400 };
            }

            return WrongParameter().Match(bad.Message) is { Success: true } wrong
                ? new HttpValidationProblemDetails(Field(wrong.Groups[1].Value, WrongValue)) { Status = 400 }
                : new ProblemDetails { Status = bad.StatusCode };
        }

        const string WrongValue = "值的类型或格式不正确。";

        [GeneratedRegex(@"^Implicit body inferred|was not provided from body\.$", RegexOptions.CultureInvariant)]
        private static partial Regex NoBody();

        [GeneratedRegex("""^Required parameter "(?:.* )?(\w+)" was not provided from""", RegexOptions.CultureInvariant)]
        private static partial Regex NoParameter();

        [GeneratedRegex("""^Failed to bind parameter "(?:.* )?(\w+)" from""", RegexOptions.CultureInvariant)]
        private static partial Regex WrongParameter();

        static Dictionary<string, string[]> Field(string name, string sentence) => new(StringComparer.Ordinal) { [name] = [sentence] };
    }
}
