using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Programmes;

/// <summary>
/// A supervisor amends a programme's title, issuer, days and milestones, or closes it, with a reason; what it was before stays on record. 404 for an unknown programme;
/// 409 once it is closed, where it has changed since it was looked at, or where offers or rounds reach beyond the new last day.
/// </summary>
static class AmendProgramme
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPut("/programmes/{code}", AmendAsync).RequireSupervisor().RequireScope(Scopes.ProgrammesWrite).RequireRight(Right.Manage)
            .WithName("AmendProgramme")
            .WithExample(today => new Request(
                "科研助理岗位专项",
                "省科技厅",
                OpensOn: today,
                ClosesOn: today.AddMonths(5),
                [new Milestone(today.AddMonths(2), "岗位发布过半", PublishedBasisPoints: 5_000, FilledBasisPoints: null)],
                Version: 1,
                "按通知延长一个月"));
        api.MapPost("/programmes/{code}/close", CloseAsync).RequireSupervisor().RequireScope(Scopes.ProgrammesWrite).RequireRight(Right.Manage)
            .WithName("CloseProgramme")
            .WithExample(_ => new Closing(Version: 1, "任务已提前完成"));
    }

    public sealed record Request(
        [Required(ErrorMessage = "ramatch:programme.title-missing"), Characters(100, ErrorMessage = "ramatch:programme.title-too-long?most={1}")] string Title,
        [Required(ErrorMessage = "ramatch:programme.issuer-missing"), Characters(200, ErrorMessage = "ramatch:programme.issuer-too-long?most={1}")] string Issuer,
        [Required(ErrorMessage = "ramatch:request.no-value")] DateOnly? OpensOn,
        [Required(ErrorMessage = "ramatch:request.no-value")] DateOnly? ClosesOn,
        [MaxLength(50, ErrorMessage = "ramatch:programme.milestones-too-many?most={1}")] IReadOnlyList<Milestone>? Milestones,
        long Version,
        [Required(ErrorMessage = "ramatch:programme.reason-missing"), Characters(500, ErrorMessage = "ramatch:programme.reason-too-long?most={1}")] string Reason);

    public sealed record Closing(
        long Version,
        [Required(ErrorMessage = "ramatch:programme.reason-missing"), Characters(500, ErrorMessage = "ramatch:programme.reason-too-long?most={1}")] string Reason);

    /// <summary>The programme after the act.</summary>
    public sealed record Response(string Code, long Version, DateOnly ClosesOn);

    /// <summary>A supervisor amends a programme.</summary>
    static Task<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ValidationProblem>> AmendAsync(
        string code, Request request, Supervisor supervisor, MatchingDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ValidationProblem>>(async unit =>
        {
            var terms = new Terms(request.Title, request.Issuer, request.OpensOn!.Value, request.ClosesOn!.Value, [.. (request.Milestones ?? []).OrderBy(milestone => milestone.On)]);
            if (await Programme.TakeAsync(unit, code) is not { } programme)
            {
                return Problems.NotFound("programme.none");
            }

            if (Refused(programme, request.Version) is { } refused)
            {
                return refused;
            }

            if ((terms.Contradiction() ?? Past(programme, terms, ChinaTime.DayOf(unit.Now))) is var (field, sentence))
            {
                return Problems.Invalid(field, sentence);
            }

            if (await PromisedAsync(unit, programme, terms.ClosesOn) is { } promised)
            {
                return promised;
            }

            return TypedResults.Ok(programme.Terms.IsSameAs(terms)
                ? new Response(code, programme.Version, programme.ClosesOn)
                : await WriteAsync(unit, programme, terms, request.Reason, supervisor, closes: false));
        }, cancellation);

    /// <summary>A supervisor closes a programme: it ends today, if it has not ended before, and nothing of it is amended any more.</summary>
    static Task<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> CloseAsync(
        string code, Closing request, Supervisor supervisor, MatchingDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async unit =>
        {
            if (await Programme.TakeAsync(unit, code) is not { } programme)
            {
                return Problems.NotFound("programme.none");
            }

            var today = ChinaTime.DayOf(unit.Now);
            if ((Refused(programme, request.Version) ?? (today < programme.OpensOn ? Problems.Conflict("programme.not-begun", ("first", programme.OpensOn)) : null)) is { } refused)
            {
                return refused;
            }

            var last = today < programme.ClosesOn ? today : programme.ClosesOn;
            if (await PromisedAsync(unit, programme, last) is { } promised)
            {
                return promised;
            }

            var terms = programme.Terms with { ClosesOn = last, Milestones = [.. programme.MilestonesByDay.Where(milestone => milestone.On <= last)] };
            return TypedResults.Ok(await WriteAsync(unit, programme, terms, request.Reason, supervisor, closes: true));
        }, cancellation);

    static Conflict<ProblemDetails>? Refused(Programme programme, long seen) =>
        programme.ClosedAt is not null ? Problems.Conflict("programme.closed-before")
        : programme.Version != seen ? Problems.Conflict("programme.changed-before", ("seen", seen), ("now", programme.Version))
        : null;

    // What happened on a day of the programme stays within it; whoever goes on after the end knows of a new one.
    static (string Field, Sentence Sentence)? Past(Programme programme, Terms terms, DateOnly today) =>
        terms.OpensOn > programme.OpensOn && programme.OpensOn <= today ? ("opensOn", Sentence.Of("programme.begun", ("first", programme.OpensOn)))
        : terms.ClosesOn < today && terms.ClosesOn != programme.ClosesOn ? ("closesOn", Sentence.Of("programme.ends-in-the-past"))
        : null;

    // A day that was promised to people holds: whoever may still answer an offer, and whoever takes part in a round.
    static async Task<Conflict<ProblemDetails>?> PromisedAsync(UnitOfWork unit, Programme programme, DateOnly closesOn)
    {
        if (closesOn >= programme.ClosesOn)
        {
            return null;
        }

        var scope = new { programme = programme.Code, end = ChinaTime.EndOf(closesOn) };
        var offers = await unit.GetAsync<Promised>(SelectOffersBeyond, scope);
        var rounds = await unit.GetAsync<Promised>(SelectRoundsBeyond, scope);
        return offers.Latest is { } offer ? Problems.Conflict("programme.offers-beyond", ("count", offers.Many), ("at", offer))
            : rounds.Latest is { } round ? Problems.Conflict("programme.rounds-beyond", ("count", rounds.Many), ("at", round))
            : null;
    }

    static async Task<Response> WriteAsync(UnitOfWork unit, Programme programme, Terms terms, string reason, Supervisor supervisor, bool closes)
    {
        var version = programme.Version + 1;
        DateTimeOffset? closedAt = closes ? unit.Now : null;
        await unit.ExecuteAsync(UpdateProgramme, new { programme.Code, version, terms.Title, terms.Issuer, terms.OpensOn, terms.ClosesOn, milestones = Json.Text(terms.Milestones), closedAt });
        await unit.ExecuteAsync(InsertAmendment, new { programme.Code, version, terms = Json.Text(programme.Terms), closed = closes ? 1 : 0, reason, actorId = supervisor.Id, unit.Now });
        if (terms.Milestones.Except(programme.MilestonesByDay).Any(milestone => milestone.On <= ChinaTime.DayOf(unit.Now).AddDays(7)))
        {
            // A new one that is a week or a day off has not been told of, and the day has been looked at.
            await unit.ExecuteAsync(LookAgain, new { programme.Code });
        }

        await unit.PublishAsync((await Programme.FindAsync(unit, programme.Code))!.Announcement());
        return new Response(programme.Code, version, terms.ClosesOn);
    }

    sealed record Promised
    {
        public long Many { get; init; }
        public DateTimeOffset? Latest { get; init; }
    }

    const string SelectOffersBeyond = """
        SELECT COUNT(*) AS many, MAX(offer_expires_at) AS latest
        FROM placement
        WHERE programme = @programme AND stage = 'Offered' AND offer_expires_at > @end
        """;

    // Of a published round its supplement is still to come, as long as none was opened.
    const string SelectRoundsBeyond = """
        SELECT COUNT(*) AS many, MAX(COALESCE(supplementary_on, answer_by)) AS latest
        FROM round
        WHERE programme = @programme AND COALESCE(supplementary_on, answer_by) >= @end
            AND (stage NOT IN ('Published', 'Cancelled')
                OR stage = 'Published' AND supplementary_on IS NOT NULL AND NOT EXISTS (SELECT 1 FROM round later WHERE later.supplementary_of = round.round_id))
        """;

    const string UpdateProgramme = """
        UPDATE programme
        SET version = @version, title = @title, issuer = @issuer, opens_on = @opensOn, closes_on = @closesOn, milestones = @milestones, closed_at = @closedAt
        WHERE code = @code
        """;

    const string InsertAmendment = """
        INSERT INTO programme_amendment (programme, version, terms, closed, reason, actor_id, amended_at)
        VALUES (@code, @version, @terms, @closed, @reason, @actorId, @now)
        """;

    const string LookAgain = "UPDATE milestone_watch SET watched_on = NULL WHERE programme = @code";
}
