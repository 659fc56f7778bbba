using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;

namespace RaMatch.Portal.Front;

/// <summary>
/// A refusal that no page shows by itself (a file too large, a form of an old session, an address that takes no such form) is a page for
/// a person at a browser. Programs, and everything below <c>/api</c>, get problem details.
/// </summary>
sealed class ProblemsAsPages(IOptions<ProblemDetailsOptions> problems) : IProblemDetailsWriter
{
    /// <summary>Puts it before the framework's own writer, which would take whatever a browser accepts for JSON.</summary>
    public static void Add(IServiceCollection services) => services.Insert(0, ServiceDescriptor.Singleton<IProblemDetailsWriter, ProblemsAsPages>());

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
