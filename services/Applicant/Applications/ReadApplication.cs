using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;

namespace RaMatch.Applicant.Applications;

/// <summary>A graduate reads one of the own applications. 404 for any other.</summary>
static class ReadApplication
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/applications/{applicationId:guid}", HandleAsync).RequireGraduate().RequireScope(Scopes.ApplicationsRead);

    static Task<Results<Ok<ApplicationStory>, NotFound<ProblemDetails>>> HandleAsync(Guid applicationId, Graduate graduate, ApplicantDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<ApplicationStory>, NotFound<ProblemDetails>>>(async reader =>
        {
            var rows = await reader.QueryAsync<ApplicationStory.Row>(ApplicationStory.SelectOne, new { graduateId = graduate.Id, applicationId });
            return await ApplicationStory.TellAsync(reader, rows) is [var story] ? TypedResults.Ok(story) : Problems.NotFound("application.none");
        }, cancellation);
}
