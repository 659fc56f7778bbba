using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;
using RaMatch.Posting.Positions;

namespace RaMatch.Posting.Outreach;

/// <summary>
/// Park staff note that a firm or a registered unit of their park was contacted: when, by whom, how, and what came of it. 404 for another park's. What
/// is noted stays; an error is annulled.
/// </summary>
static class RecordContact
{
    const int MostSeats = 9_999;

    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/firms/{firmId:guid}/contacts", HandleAsync).RequireParkStaff().RequireScope(Scopes.OutreachWrite)
        .WithExample(today => new Request(
            $"ra-{today.Year}", today, "科技创新局", "人才服务工作专班", ContactChannel.Visit, ContactOutcome.Promised, 5, today.AddDays(7), "协助登记并发布岗位", "与研发负责人座谈，计划招聘光学方向。"));

    /// <summary>One contact.</summary>
    /// <param name="Programme">The programme's code.</param>
    /// <param name="On">The day, today at the latest.</param>
    /// <param name="Department">Who contacted: the department.</param>
    /// <param name="WorkingGroup">The working group that it was done for.</param>
    /// <param name="Channel">How. A briefing is recorded with all who came.</param>
    /// <param name="Outcome">What came of it.</param>
    /// <param name="SeatsPromised">How many seats the unit promised in all; 0 takes an earlier promise back.</param>
    /// <param name="FollowUpOn">When to follow up.</param>
    /// <param name="NextStep">What to do then.</param>
    /// <param name="Note">What was said.</param>
    public sealed record Request(
        [Required(ErrorMessage = "ramatch:lint.programme-missing"), Folded] string Programme,
        DateOnly On,
        [Required(ErrorMessage = "ramatch:outreach.department-missing"), Characters(50, ErrorMessage = "ramatch:outreach.department-too-long?most={1}")] string Department,
        [Characters(50, ErrorMessage = "ramatch:outreach.group-too-long?most={1}")] string? WorkingGroup,
        [Required(ErrorMessage = "ramatch:outreach.channel-missing")] ContactChannel? Channel,
        [Required(ErrorMessage = "ramatch:outreach.outcome-missing")] ContactOutcome? Outcome,
        [Range(0, MostSeats, ErrorMessage = "ramatch:outreach.seats-range?most={2}")] int? SeatsPromised,
        DateOnly? FollowUpOn,
        [Characters(200, ErrorMessage = "ramatch:outreach.step-too-long?most={1}")] string? NextStep,
        [Characters(1000, ErrorMessage = "ramatch:outreach.note-too-long?most={1}"), ManyLines] string? Note);

    /// <summary>The contact as noted.</summary>
    public sealed record Response(Guid ContactId);

    static Task<Results<Created<Response>, ValidationProblem, NotFound<ProblemDetails>>> HandleAsync(Guid firmId, Request request, ParkStaff staff, PostingDb db, CancellationToken cancellation)
    {
        var contactId = Guid.CreateVersion7();
        return db.WriteAsync<Results<Created<Response>, ValidationProblem, NotFound<ProblemDetails>>>(async unit =>
        {
            if (!await KnownSubject.TakeAsync(unit, firmId, staff.ParkId))
            {
                return Problems.NotFound("outreach.no-firm");
            }

            var errors = Objections(request, ChinaTime.DayOf(unit.Now)).ToList();
            if (await ProgrammeRules.FindAsync(unit, request.Programme) is null)
            {
                errors.Add(("programme", Sentence.Of("position.programme-unknown")));
            }

            if (errors.Count > 0)
            {
                return Problems.Invalid(errors.ToDictionary(one => one.Field, one => (Sentence[])[one.Sentence], StringComparer.Ordinal));
            }

            await unit.ExecuteAsync(ContactRow.Insert, new ContactRow(
                contactId, staff.ParkId, request.Programme, firmId, null, request.On, request.Department, request.WorkingGroup, request.Channel!.Value, request.Outcome!.Value,
                request.SeatsPromised, request.FollowUpOn, request.NextStep, request.Note, staff.Id, staff.Name, unit.Now));
            return TypedResults.Created($"/api/posting/firms/{firmId}", new Response(contactId));
        }, cancellation);
    }

    static IEnumerable<(string Field, Sentence Sentence)> Objections(Request request, DateOnly today)
    {
        if (request.On > today)
        {
            yield return ("on", Sentence.Of("outreach.day-in-future"));
        }

        if (request.Channel == ContactChannel.Briefing)
        {
            yield return ("channel", Sentence.Of("outreach.briefing-apart"));
        }

        if (request.FollowUpOn < request.On)
        {
            yield return ("followUpOn", Sentence.Of("outreach.follow-up-before"));
        }

        if (request.Outcome == ContactOutcome.Promised ? request.SeatsPromised is not > 0 : request is { Outcome: ContactOutcome.NotReached, SeatsPromised: not null })
        {
            yield return ("seatsPromised", Sentence.Of(request.Outcome == ContactOutcome.Promised ? "outreach.seats-missing" : "outreach.nobody-promised"));
        }
    }
}
