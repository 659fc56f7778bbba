using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform;
using RaMatch.Platform.Web;

namespace RaMatch.Posting.Outreach;

/// <summary>Park staff put the visit of a unit off, saying until when and why: the plan leaves it out until then. 404 for another park's.</summary>
static class PostponeVisit
{
    const int MostDays = 365;

    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/firms/{firmId:guid}/postpone", HandleAsync).RequireParkStaff().RequireScope(Scopes.OutreachWrite)
        .WithExample(today => new Request(today.AddDays(30), "负责人出差"));

    /// <summary>Until when.</summary>
    /// <param name="Until">The day from which it is planned again, after today and within a year.</param>
    /// <param name="Reason">Kept with it.</param>
    public sealed record Request(
        DateOnly Until,
        [Required(ErrorMessage = "ramatch:outreach.postponement-reason-missing"), Characters(200, ErrorMessage = "ramatch:review.reason-too-long?most={1}")] string Reason);

    /// <summary>The unit with the day.</summary>
    public sealed record Response(Guid FirmId, DateOnly Until);

    static Task<Results<Ok<Response>, ValidationProblem, NotFound<ProblemDetails>>> HandleAsync(Guid firmId, Request request, ParkStaff staff, PostingDb db, CancellationToken cancellation)
    {
        var postponementId = Guid.CreateVersion7();
        return db.WriteAsync<Results<Ok<Response>, ValidationProblem, NotFound<ProblemDetails>>>(async unit =>
        {
            if (!await KnownSubject.TakeAsync(unit, firmId, staff.ParkId))
            {
                return Problems.NotFound("outreach.no-firm");
            }

            var today = ChinaTime.DayOf(unit.Now);
            if (request.Until <= today || request.Until > today.AddDays(MostDays))
            {
                return Problems.Invalid("until", "outreach.until-range", ("most", MostDays));
            }

            await unit.ExecuteAsync(InsertPostponement, new { postponementId, staff.ParkId, firmId, request.Until, request.Reason, actorId = staff.Id, actorName = staff.Name, postponedAt = unit.Now });
            return TypedResults.Ok(new Response(firmId, request.Until));
        }, cancellation);
    }

    const string InsertPostponement = """
        INSERT INTO visit_postponement (postponement_id, park_id, subject_id, until_day, reason, actor_id, actor_name, postponed_at)
        VALUES (@postponementId, @parkId, @firmId, @until, @reason, @actorId, @actorName, @postponedAt)
        """;
}
