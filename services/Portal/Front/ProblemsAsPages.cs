using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Front;

/// <summary>
/// A refusal that no page shows by itself (a file too large, a form of an old session, an address that takes no such form) is a page for
/// a person at a browser. Programs, and everything below <c>/api</c>, get problem details.
/// </summary>
sealed class ProblemsAsPages(IOptions<ProblemDetailsOptions> problems) : IProblemDetailsWriter
{
    /// <summary>Puts it before the framework's own writer, which would take whatever a browser accepts for JSON.</summary>
    public static void Add(IServiceCollection services) => services.Insert(0, ServiceDescriptor.Singleton<IProblemDetailsWriter, ProblemsAsPages>());

    /// <summary>
    /// A form that its page does not show any more, or that was opened as somebody else, as after a second tap or a change in another window, is answered by the framework
    /// with 400 and nothing to read. The person is shown the page as it is now; what carries no token, and comes from no form of ours, is shown nothing.
    /// </summary>
    public static async Task ShowPageAsync(HttpContext http, RequestDelegate next)
    {
        await next(http);
        // What a page says with 400 has begun to be sent by now.
        if (!http.Response.HasStarted && http.Response is { StatusCode: StatusCodes.Status400BadRequest, ContentType: { } type, Headers.Location.Count: 0 } && type.StartsWith("text/", StringComparison.Ordinal) && HasToken(http))
        {
            http.Response.ContentType = null;
            new Notice(Tone.Warn, "这一次没有提交：页面内容刚刚有变化，请按现在的页面继续。").Leave(http);
            http.Response.Redirect(http.Request.PathBase + http.Request.Path + http.Request.QueryString);
            http.Response.StatusCode = StatusCodes.Status303SeeOther;
        }
    }

    /// <summary>Whatever is no page refuses a form that is not the sender's by 400, which its handler would do only where it is compiled at the start.</summary>
    public static Task RefuseForgedAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false } && http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is null)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        }

        return next(http);
    }

    static bool HasToken(HttpContext http)
    {
        // As long as it says that the token is wrong, the framework lets nobody look into the form. Nothing is done with it here.
        http.Features.Set<IAntiforgeryValidationFeature>(null);
        return http.Request.HasFormContentType && http.Features.Get<IFormFeature>() is { Form: { } form } && form.ContainsKey(http.RequestServices.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.FormFieldName);
    }

    /// <inheritdoc />
    public bool CanWrite(ProblemDetailsContext context) =>
        !context.HttpContext.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        // A page has links, and of a host that is none no address can be made.
        && SaneRequests.IsAddress(context.HttpContext.Request.Host.Value ?? "")
        && context.HttpContext.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var (http, problem) = (context.HttpContext, context.ProblemDetails);
        var status = problem.Status ?? http.Response.StatusCode;
        // There the sentence gets its words.
        problems.Value.CustomizeProblemDetails?.Invoke(context);
        await new RazorComponentResult<ProblemPage>(new
        {
            Sentence = problem.Title!,
            Findings = (IReadOnlyList<string>)(problem is HttpValidationProblemDetails invalid ? [.. invalid.Errors.Values.SelectMany(sentences => sentences).Distinct()] : []),
            Back = SeeOther.PageBefore(http),
        })
        { StatusCode = status }.ExecuteAsync(http);
    }
}
