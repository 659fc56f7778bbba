using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts;
using RaMatch.Matching.Programmes;
using RaMatch.Platform;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Counting;

/// <summary>
/// A park works through the claimed hires that do not count yet: which are ready to verify and what the others lack, in words, those waiting
/// longest first. 400 for an unknown state, 404 for an unknown programme.
/// </summary>
static class EvidenceDesk
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/desk/evidence", HandleAsync).RequireParkStaff().RequireScope(Scopes.ReviewsRead);

    public sealed record Line(
        Guid PlacementId,
        string? UnitName,
        Guid UnitId,
        string? PositionTitle,
        Guid PositionId,
        PlacementStage Stage,
        DateTimeOffset Since,
        long WaitingDays,
        bool Claimed,
        bool Evidenced,
        bool Confirmed,
        bool OfCohort,
        bool Ready,
        IReadOnlyList<Sentence> Missing,
        IReadOnlyList<Sentence> Findings,
        string? ReturnedReason,
        AgreementForm? Form,
        DateOnly? SignedOn,
        DateOnly? StartsOn,
        long? TermMonths,
        long? PayFen,
        IReadOnlyList<EvidenceOnFile> Evidence);

    static Task<Results<Ok<PageOf<Line>>, NotFound<ProblemDetails>, ValidationProblem>> HandleAsync(
        string programme, string? state, ParkStaff staff, Page page, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<PageOf<Line>>, NotFound<ProblemDetails>, ValidationProblem>>(async reader =>
        {
            if (state is not (null or "" or "waiting" or "incomplete" or "ready"))
            {
                return Problems.Invalid("state", "desk.state-unknown");
            }

            if (await Programme.FindAsync(reader, programme) is not { } found)
            {
                return Problems.NotFound("programme.none");
            }

            // Judged one by one and not in SQL, so that the desk and the verification can never disagree. A park's desk is a few hundred hires.
            var waiting = await HireCase.WaitingAsync(reader, found, staff.ParkId);
            var asked = waiting.Where(hire => state switch { "ready" => hire.Verdict.Countable, "incomplete" => !hire.Verdict.Countable, _ => true }).ToList();
            var lines = asked.Skip((int)page.Skip).Take(page.Size).Select(hire => LineOf(hire, reader.Now)).ToList();
            return TypedResults.Ok(new PageOf<Line>(lines, asked.Count, page.Number, page.Size));
        }, cancellation);

    static Line LineOf(HireCase hire, DateTimeOffset now) => new(
        hire.Hire.PlacementId,
        hire.Hire.UnitName,
        hire.Hire.UnitId,
        hire.Hire.PositionTitle,
        hire.Hire.PositionId,
        hire.Hire.Stage,
        hire.Hire.StageSince,
        ChinaTime.DayOf(now).DayNumber - ChinaTime.DayOf(hire.Hire.StageSince).DayNumber,
        hire.Verdict.Claimed,
        hire.Verdict.Evidenced,
        hire.Verdict.Confirmed,
        hire.Verdict.OfCohort,
        hire.Verdict.Countable,
        hire.Verdict.Missing,
        hire.Verdict.Findings,
        hire.Hire.ReturnedReason,
        hire.Hire.Form,
        hire.Hire.SignedOn,
        hire.Hire.StartsOn,
        hire.Hire.TermMonths,
        hire.Hire.PayFen,
        hire.Evidence);
}
