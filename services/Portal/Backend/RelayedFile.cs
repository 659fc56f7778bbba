using System.Net;

namespace RaMatch.Portal.Backend;

/// <summary>A service's file, passed on as it comes: whole, in part, or not again where the browser has it.</summary>
/// <param name="response">The service's answer, disposed with the request.</param>
/// <param name="name">What the file is called.</param>
sealed class RelayedFile(HttpResponseMessage response, string name) : IResult
{
    /// <summary>Whether an answer is a file, or what stands for it where it was asked for in part or before.</summary>
    public static bool Is(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.OK or HttpStatusCode.PartialContent or HttpStatusCode.NotModified or HttpStatusCode.RequestedRangeNotSatisfiable;

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var answer = httpContext.Response;
        answer.StatusCode = (int)response.StatusCode;
        answer.Headers.ETag = response.Headers.ETag?.ToString();
        answer.Headers.AcceptRanges = response.Headers.AcceptRanges.ToString();
        answer.Headers.ContentRange = response.Content.Headers.ContentRange?.ToString();
        if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.PartialContent)
        {
            answer.ContentType = response.Content.Headers.ContentType?.ToString();
            answer.ContentLength = response.Content.Headers.ContentLength;
            answer.Headers.ContentDisposition = $"attachment; filename={name}";
            await response.Content.CopyToAsync(answer.Body, httpContext.RequestAborted);
        }
    }
}
