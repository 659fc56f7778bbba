using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RaMatch.Platform.Data;
using RaMatch.Platform.Words;

namespace RaMatch.Platform.Web;

/// <summary>
/// Refusals as problem details (RFC 9457): a code with arguments, worded in the caller's language, and, where there is one, the field.
/// A refusal carries its sentences in the form they are stored in until it leaves; only there they get their words.
/// </summary>
public static class Problems
{
    /// <summary>409: the state of things does not allow it.</summary>
    public static Conflict<ProblemDetails> Conflict(string code, params (string Name, Argument Value)[] arguments) => Conflict(Sentence.Of(code, arguments));

    /// <summary>409: the state of things does not allow it.</summary>
    public static Conflict<ProblemDetails> Conflict(Sentence sentence) => TypedResults.Conflict(Details(StatusCodes.Status409Conflict, sentence));

    /// <summary>404: there is no such thing, or it is another tenant's, which nobody is told.</summary>
    public static NotFound<ProblemDetails> NotFound(string code, params (string Name, Argument Value)[] arguments) =>
        TypedResults.NotFound(Details(StatusCodes.Status404NotFound, Sentence.Of(code, arguments)));

    /// <summary>Another status that says more than 400, 404 and 409, such as 413.</summary>
    public static ProblemHttpResult Refused(int status, string code, params (string Name, Argument Value)[] arguments) =>
        TypedResults.Problem(Details(status, Sentence.Of(code, arguments)));

    /// <summary>400 with one field and its sentence.</summary>
    public static ValidationProblem Invalid(string field, string code, params (string Name, Argument Value)[] arguments) => Invalid(field, Sentence.Of(code, arguments));

    /// <summary>400 with one field and its sentence.</summary>
    public static ValidationProblem Invalid(string field, Sentence sentence) =>
        Invalid(new Dictionary<string, Sentence[]>(StringComparer.Ordinal) { [field] = [sentence] });

    /// <summary>400 with fields and their sentences; fields are named as in the request's JSON.</summary>
    public static ValidationProblem Invalid(IReadOnlyDictionary<string, Sentence[]> errors) =>
        TypedResults.ValidationProblem(errors.ToDictionary(error => error.Key, error => error.Value.Select(sentence => sentence.ToString()).ToArray(), StringComparer.Ordinal));

    static ProblemDetails Details(int status, Sentence sentence) => new() { Status = status, Title = sentence.ToString() };

    /// <summary>
    /// Sends the refusals of a handler the way all others go: as <c>application/problem+json</c>, with the trace id. A typed
    /// <c>Conflict&lt;ProblemDetails&gt;</c> by itself would say plain JSON.
    /// </summary>
    internal static async ValueTask<object?> SendAlikeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        // Handlers compiled with their project only note the status where an optional parameter is of a wrong form; any other they tell as the framework does.
        if (context.HttpContext.Response.StatusCode == StatusCodes.Status400BadRequest)
        {
            throw new BadHttpRequestException("A parameter is of a wrong form.");
        }

        var result = await next(context);
        var inner = result;
        while (inner is INestedHttpResult nested)
        {
            inner = nested.Result;
        }

        return inner is IValueHttpResult { Value: ProblemDetails { Status: >= 400 } problem } ? TypedResults.Problem(problem) : result;
    }

    internal static void Add(IServiceCollection services)
    {
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context => Word(context.ProblemDetails, context.HttpContext));
        // Behind the framework's writer, which writes nothing for a caller that names no JSON: whoever asked would read the code of a sentence, or a bare status.
        services.AddSingleton<IProblemDetailsWriter, WhateverIsAccepted>();
        services.AddExceptionHandler<Handler>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
    }

    static void Word(ProblemDetails problem, HttpContext http)
    {
        var words = http.RequestServices.GetRequiredService<PhraseBook>();
        var sentence = problem is HttpValidationProblemDetails ? Sentence.Of("request.invalid")
            : problem.Title is { } title && Sentence.Read(title) is { Code: not null } ours ? ours
            : OfStatus(problem.Status ?? http.Response.StatusCode);
        problem.Title = words.Say(sentence);
        problem.Extensions["code"] = sentence.Code;
        if (sentence.Arguments.Count > 0)
        {
            problem.Extensions["arguments"] = sentence.Arguments.ToDictionary(argument => argument.Name, argument => argument.Value.ToString(), StringComparer.Ordinal);
        }

        if (problem is HttpValidationProblemDetails invalid)
        {
            var errors = invalid.Errors.Select(error => (Field: AsInJson(error.Key), Sentences: error.Value.Select(text => Sentence.Read(text)).ToList())).ToList();
            invalid.Errors = errors.ToDictionary(error => error.Field, error => error.Sentences.Select(words.Say).ToArray(), StringComparer.Ordinal);
            problem.Extensions["codes"] = errors.ToDictionary(error => error.Field, error => error.Sentences.Select(one => one.Code).ToArray(), StringComparer.Ordinal);
        }

        problem.Extensions["traceId"] = System.Diagnostics.Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
    }

    /// <summary>The framework names members as in C#; callers know them as in the JSON. Headers keep their names.</summary>
    static string AsInJson(string field) => field.Contains('-', StringComparison.Ordinal)
        ? field
        : string.Join('.', field.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));

    // What the framework refuses by itself says no more than its status.
    static Sentence OfStatus(int status) => status switch
    {
        400 => Sentence.Of("request.malformed"),
        401 => Sentence.Of("request.not-signed-in"),
        403 => Sentence.Of("request.not-allowed"),
        404 => Sentence.Of("request.nothing-found"),
        405 => Sentence.Of("request.method-unknown"),
        413 => Sentence.Of("request.too-large"),
        415 => Sentence.Of("request.content-type-unknown"),
        429 => Sentence.Of("request.too-often"),
        503 => Sentence.Of("request.busy"),
        _ => Sentence.Of("request.failed"),
    };

    sealed class WhateverIsAccepted(IOptions<ProblemDetailsOptions> options) : IProblemDetailsWriter
    {
        public bool CanWrite(ProblemDetailsContext context) => true;

        public async ValueTask WriteAsync(ProblemDetailsContext context)
        {
            var (http, problem) = (context.HttpContext, context.ProblemDetails);
            problem.Status ??= http.Response.StatusCode;
            // Gives it the type that goes with its status.
            _ = TypedResults.Problem(problem);
            options.Value.CustomizeProblemDetails?.Invoke(context);
            await http.Response.WriteAsJsonAsync(problem, problem.GetType(), options: null, "application/problem+json", http.RequestAborted);
        }
    }

    sealed class Handler(IProblemDetailsService problems, ILogger<Handler> log) : IExceptionHandler
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
                    return await WriteAsync(http, Field("Idempotency-Key", Sentence.Of("request.key-used"), status: 422));
                case KeyUnreadableException:
                    log.LogWarning(exception, "{Method} {Path} is refused", http.Request.Method, http.Request.Path);
                    return await WriteAsync(http, Details(StatusCodes.Status409Conflict, Sentence.Of("request.key-unreadable")));
                case KeyTooLongException:
                    return await WriteAsync(http, Field("Idempotency-Key", Sentence.Of("request.key-too-long", ("most", RepeatableRequest.LongestKey))));
                case BadHttpRequestException bad:
                    return await WriteAsync(http, OfBadRequest(http, bad));
                case DatabaseBusyException:
                case IOException when DiskFaults.Are(exception):
                    log.LogWarning(exception, "{Method} {Path} is to come again", http.Request.Method, http.Request.Path);
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

            await http.Response.WriteAsync(WordedSentenceConverter.Word(answer.Body, http.RequestServices.GetRequiredService<PhraseBook>()), cancellation);
        }

        static ProblemDetails OfBadRequest(HttpContext http, BadHttpRequestException bad)
        {
            if (bad.InnerException is JsonException json)
            {
                return new HttpValidationProblemDetails(BodyRules.Findings(json).ToDictionary(one => one.Key, one => new[] { one.Value.ToString() }, StringComparer.Ordinal)) { Status = StatusCodes.Status400BadRequest };
            }

            // The server refuses what is no HTTP with a kind of its own; what the binding refuses is a parameter or the missing body.
            return bad.GetType() != typeof(BadHttpRequestException) || bad.StatusCode != StatusCodes.Status400BadRequest ? new ProblemDetails { Status = bad.StatusCode }
                : BoundParameters.FirstWrong(http) is { } wrong ? Field(wrong.Name, Sentence.Of(wrong.Given ? "request.wrong-value" : "request.no-parameter"))
                : Field("body", Sentence.Of("request.no-body"));
        }

        static HttpValidationProblemDetails Field(string name, Sentence sentence, int status = StatusCodes.Status400BadRequest) =>
            new(new Dictionary<string, string[]>(StringComparer.Ordinal) { [name] = [sentence.ToString()] }) { Status = status };
    }
}
