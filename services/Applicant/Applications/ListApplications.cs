using RaMatch.Platform.Web;

namespace RaMatch.Applicant.Applications;

/// <summary>A graduate follows the own applications, newest first.</summary>
static class ListApplications
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/applications", HandleAsync).RequireGraduate().RequireScope(Scopes.ApplicationsRead);

    static Task<PageOf<ApplicationStory>> HandleAsync(Graduate graduate, Page page, ApplicantDb db, CancellationToken cancellation) =>
        db.ReadAsync(async reader =>
        {
            var rows = await reader.PageAsync<ApplicationStory.Row>(ApplicationStory.SelectOfGraduate, CountOfGraduate, new { graduateId = graduate.Id }, page);
            return new PageOf<ApplicationStory>(await ApplicationStory.TellAsync(reader, rows.Items), rows.Total, rows.Number, rows.Size);
        }, cancellation);

    const string CountOfGraduate = "SELECT COUNT(*) FROM application WHERE graduate_id = @graduateId";
}
