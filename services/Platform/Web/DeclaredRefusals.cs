using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.OpenApi;

namespace RaMatch.Platform.Web;

/// <summary>
/// Which statuses the house refuses an operation with before its handler says anything: whoever asks is not let in, what is sent cannot be read, it comes too
/// often, the database is busy. What a handler refuses itself stands in its typed result.
/// </summary>
static class DeclaredRefusals
{
    /// <summary>The statuses, by what the operation takes and whom it lets in.</summary>
    public static IEnumerable<int> Of(ApiDescription about, bool takesBody)
    {
        var metadata = new EndpointMetadataCollection(about.ActionDescriptor.EndpointMetadata);
        if (takesBody || TakesKey(about) || about.ParameterDescriptions.Any(IsRefusable))
        {
            yield return StatusCodes.Status400BadRequest;
        }

        if (metadata.GetMetadata<IAllowAnonymous>() is null)
        {
            yield return StatusCodes.Status401Unauthorized;
            yield return StatusCodes.Status403Forbidden;
        }

        if (about.ParameterDescriptions.Any(one => one.Source == BindingSource.Path && one.Type != typeof(string)))
        {
            yield return StatusCodes.Status404NotFound;
        }

        if (TakesKey(about))
        {
            yield return StatusCodes.Status409Conflict;
            yield return StatusCodes.Status422UnprocessableEntity;
        }

        if (takesBody)
        {
            yield return StatusCodes.Status413PayloadTooLarge;
            yield return StatusCodes.Status415UnsupportedMediaType;
        }

        if (metadata.GetMetadata<EnableRateLimitingAttribute>() is not null)
        {
            yield return StatusCodes.Status429TooManyRequests;
        }

        yield return StatusCodes.Status503ServiceUnavailable;
    }

    /// <summary>Whether the operation changes something, so that an <c>Idempotency-Key</c> keeps it from happening twice; a question that is only posted changes nothing.</summary>
    public static bool TakesKey(ApiDescription about) =>
        !HttpMethods.IsGet(about.HttpMethod!)
        && !about.ActionDescriptor.EndpointMetadata.OfType<WithoutKey>().Any()
        && about.ActionDescriptor.EndpointMetadata.OfType<Rights.Needed>().LastOrDefault()?.Right != Right.View;

    /// <summary>A refusal with a status, or with any that no operation declares.</summary>
    public static OpenApiResponse Describe(int? status, OpenApiDocument? document) => new()
    {
        Description = MeaningOf(status),
        Headers = status is 429 or 503
            ? new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal)
            {
                ["Retry-After"] = new OpenApiHeader { Description = "Seconds to wait.", Schema = new OpenApiSchema { Type = JsonSchemaType.Integer } },
            }
            : null,
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
        {
            ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(status is 400 or 422 ? nameof(HttpValidationProblemDetails) : nameof(ProblemDetails), document) },
        },
    };

    static string MeaningOf(int? status) => status switch
    {
        400 => "Refused: errors says what is wrong with which field, codes the same for programs.",
        401 => "Refused: no token, or one that has run out, is of another installation or for another service.",
        403 => "Refused: another role, a right too small or a suspended unit; the sentence says whom to ask.",
        404 => "Refused: there is no such thing, or it is somebody else's, which nobody is told.",
        409 => "Refused: the state of things does not allow it; the sentence says why.",
        410 => "Refused: it was here and cannot be given out any more.",
        413 => "Refused: too large.",
        415 => "Refused: of another content type or character set than it takes.",
        416 => "Refused: the file has no such range.",
        422 => "Refused: the Idempotency-Key came with another request before.",
        429 => "Refused: too often; Retry-After says how long to wait.",
        503 => "Refused for now: busy; Retry-After says when to ask again.",
        _ => "Refused: a sentence for a person in title, its code beside it.",
    };

    internal sealed record WithoutKey;

    // A text that may be left out has no wrong form, and what stands in the path is no address then.
    static bool IsRefusable(ApiParameterDescription parameter) =>
        parameter.Source == BindingSource.Query && (parameter.IsRequired || parameter.Type != typeof(string));
}
