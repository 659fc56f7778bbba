using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Rounds;

/// <summary>
/// An official sees who has ranked and which units have graded, to remind the rest while the round is open. Graduates by pseudonym; staff see
/// the own park's. 404 if it does not cover the own park, 409 once the lists are closed.
/// </summary>
static class ShowReadiness
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/rounds/{roundId:guid}/readiness/graduates", GraduatesAsync).RequireRoles(Roles.Supervisor, Roles.ParkStaff).RequireScope(Scopes.RoundsRead)
            .WithName("ShowReadinessOfGraduates");
        api.MapGet("/rounds/{roundId:guid}/readiness/units", UnitsAsync).RequireRoles(Roles.Supervisor, Roles.ParkStaff).RequireScope(Scopes.RoundsRead)
            .WithName("ShowReadinessOfUnits");
    }

    /// <summary>Those who have done their part, or those who are waited for.</summary>
    public enum State
    {
        /// <summary>Has ranked, has graded.</summary>
        Ready,

        /// <summary>Has not.</summary>
        Waiting,
    }

    /// <summary>Officials list the graduates that an open round waits for, or who have ranked.</summary>
    static Task<Results<Ok<PageOf<Tally.GraduateLine>>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> GraduatesAsync(
        Guid roundId, Named<State>? state, Caller caller, Page page, Tallies tallies, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<PageOf<Tally.GraduateLine>>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async reader =>
        {
            if (await Round.FindAsync(reader, roundId, caller) is not { } round)
            {
                return Round.None();
            }

            if (!round.IsOpenAt(reader.Now))
            {
                return round.WrongStage("act.see-readiness", reader.Now);
            }

            var lines = (await tallies.OfAsync(reader, round, caller.ParkId)).Graduates
                .Where(line => state?.Value is not { } asked || line.Ranked == (asked == State.Ready));
            return TypedResults.Ok(PageOf(lines, page));
        }, cancellation);

    /// <summary>Officials list the units that an open round waits for, or that have graded.</summary>
    static Task<Results<Ok<PageOf<Tally.UnitLine>>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> UnitsAsync(
        Guid roundId, Named<State>? state, Caller caller, Page page, Tallies tallies, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<PageOf<Tally.UnitLine>>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async reader =>
        {
            if (await Round.FindAsync(reader, roundId, caller) is not { } round)
            {
                return Round.None();
            }

            if (!round.IsOpenAt(reader.Now))
            {
                return round.WrongStage("act.see-readiness", reader.Now);
            }

            var lines = (await tallies.OfAsync(reader, round, caller.ParkId)).Units
                .Where(line => state?.Value is not { } asked || (line.Ungraded == 0) == (asked == State.Ready));
            return TypedResults.Ok(PageOf(lines, page));
        }, cancellation);

    static PageOf<T> PageOf<T>(IEnumerable<T> lines, Page page)
    {
        var all = lines.ToList();
        return new PageOf<T>([.. all.Skip((int)Math.Min(page.Skip, int.MaxValue)).Take(page.Size)], all.Count, page.Number, page.Size);
    }
}
