using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using RaMatch.Applicant.Graduates;
using RaMatch.Contracts.Applicant;
using RaMatch.Platform.Web;

namespace RaMatch.Applicant.Applications;

/// <summary>A graduate puts the active applications of a programme in order, dearest first. 400 unless each is named exactly once.</summary>
static class RankApplications
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPut("/applications/ranking", HandleAsync).RequireGraduate();

    const int MostAtOnce = 1000;

    /// <summary>All active applications of the programme, dearest first.</summary>
    public sealed record Request(
        [Required(ErrorMessage = "ramatch:wishes.programme-missing"), Folded] string Programme,
        [Required(ErrorMessage = "ramatch:wishes.missing"), MaxLength(MostAtOnce, ErrorMessage = "ramatch:wishes.too-many")] IReadOnlyList<Guid> Applications);

    /// <summary>The order as it now stands.</summary>
    public sealed record Response(string Programme, IReadOnlyList<Guid> Applications);

    static Task<Results<Ok<Response>, ValidationProblem>> HandleAsync(Request request, Graduate graduate, ApplicantDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<Ok<Response>, ValidationProblem>>(async unit =>
        {
            await GraduateVersion.TouchAsync(unit, graduate.Id);
            var active = (await unit.QueryAsync<Guid>(SelectActive, new { graduateId = graduate.Id, request.Programme })).ToHashSet();
            var named = new HashSet<Guid>();
            foreach (var (index, applicationId) in request.Applications.Index())
            {
                if (!active.Contains(applicationId))
                {
                    return Problems.Invalid($"applications[{index}]", "wishes.unknown");
                }

                if (!named.Add(applicationId))
                {
                    return Problems.Invalid($"applications[{index}]", "wishes.twice");
                }
            }

            if (named.Count < active.Count)
            {
                return Problems.Invalid("applications", "wishes.incomplete");
            }

            foreach (var (index, applicationId) in request.Applications.Index())
            {
                await unit.ExecuteAsync(UpdateRank, new { applicationId, rank = index + 1 });
            }

            if (named.Count > 0)
            {
                await unit.PublishAsync(new WishesRanked(
                    graduate.Id, await GraduateVersion.NextAsync(unit, graduate.Id), request.Programme, request.Applications, unit.Now));
            }

            return TypedResults.Ok(new Response(request.Programme, request.Applications));
        }, cancellation);

    const string SelectActive = "SELECT application_id FROM wish WHERE graduate_id = @graduateId AND programme = @programme";

    const string UpdateRank = "UPDATE application SET rank = @rank WHERE application_id = @applicationId";
}
