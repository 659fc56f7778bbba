using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts;
using RaMatch.Platform;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Placements;

/// <summary>A unit invites an applicant to an interview, or moves the date. 400 for a date gone by or more than a year off, 404 for another unit's applicant, 409 if the applicant is past that.</summary>
static class Interview
{
    public static void Map(RouteGroupBuilder api) => api.MapPost("/placements/{placementId:guid}/interview", HandleAsync).RequireUnitMember().RequireScope(Scopes.CandidatesWrite)
        .WithExample(today => new Request(ChinaTime.At(today.AddDays(7), new TimeOnly(9, 30)), "高新区创新大厦 3 楼会议室"));

    // An appointment further off is a slip of the hand, as a rule in the year.
    static readonly TimeSpan FurthestAhead = TimeSpan.FromDays(366);

    public sealed record Request(
        [Required(ErrorMessage = "ramatch:request.no-value")] DateTimeOffset? At,
        [Required(ErrorMessage = "ramatch:interview.place-missing"), Characters(200, ErrorMessage = "ramatch:interview.place-too-long?most={1}")] string Place);

    static Task<Results<Ok<PlacementState>, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ValidationProblem>> HandleAsync(
        Guid placementId, Request request, UnitMember member, MatchingDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<Ok<PlacementState>, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ValidationProblem>>(async unit =>
        {
            if (await Placement.TakeAsync(unit, placementId, member.UnitId) is not { } placement)
            {
                return Refusals.NoPlacement();
            }

            if (placement.Stage is not (PlacementStage.Applied or PlacementStage.Shortlisted or PlacementStage.Interviewing))
            {
                return Refusals.WrongStage(placement, "act.interview");
            }

            if (request.At < unit.Now)
            {
                return Problems.Invalid("at", "interview.in-the-past");
            }

            if (request.At > unit.Now + FurthestAhead)
            {
                return Problems.Invalid("at", "interview.too-far-off");
            }

            var next = await (placement with { Stage = PlacementStage.Interviewing, InterviewAt = request.At, InterviewPlace = request.Place }).AdvanceAsync(unit, member.Id);
            return TypedResults.Ok(PlacementState.Of(next));
        }, cancellation);
}
