using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Matching.Programmes;
using RaMatch.Platform.Web;
using RaMatch.Reference;

namespace RaMatch.Matching.Reports;

/// <summary>What is to be handed in at the milestones of a programme, when, and who has: a park reads its own part, a supervisor that of all parks with a target. 404 for an unknown programme.</summary>
static class ListDue
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/reports/due", HandleAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor).RequireScope(Scopes.NumbersRead);

    /// <summary>A milestone.</summary>
    /// <param name="On">Its day.</param>
    /// <param name="Title">What is expected.</param>
    /// <param name="FreezesAt">As of when the numbers are, and the first instant at which a report is late.</param>
    /// <param name="Passed">Whether that has passed.</param>
    /// <param name="HandedIn">How many parks have handed in, accepted or not.</param>
    /// <param name="Accepted">How many of these are accepted.</param>
    /// <param name="Missing">How many have not, those whose report was returned included.</param>
    /// <param name="Late">How many are late.</param>
    /// <param name="Counted">Hires counted in what was handed in, together.</param>
    /// <param name="Parks">The parks.</param>
    public sealed record Milestone(DateOnly On, string Title, DateTimeOffset FreezesAt, bool Passed, long HandedIn, long Accepted, long Missing, long Late, long Counted, IReadOnlyList<Park> Parks);

    /// <summary>A park's answer.</summary>
    /// <param name="ParkId">The park.</param>
    /// <param name="ParkName">Its usual short name.</param>
    /// <param name="State">How it stands.</param>
    /// <param name="Late">Whether it was handed in late, or is not there and should be.</param>
    /// <param name="Report">What it handed in last; null for nothing.</param>
    public sealed record Park(string ParkId, string ParkName, DueState State, bool Late, ListReports.Line? Report);

    static Task<Results<Ok<IReadOnlyList<Milestone>>, NotFound<ProblemDetails>>> HandleAsync(string programme, Caller caller, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<IReadOnlyList<Milestone>>, NotFound<ProblemDetails>>>(async reader =>
        {
            if (await Programme.FindAsync(reader, programme) is not { } found)
            {
                return Problems.NotFound("programme.none");
            }

            var answers = await Answers.ReadAsync(reader, programme, caller.ParkId);
            return TypedResults.Ok<IReadOnlyList<Milestone>>([.. DueMilestone.Of(found).Select(milestone => Of(milestone, answers.To(milestone), reader.Now))]);
        }, cancellation);

    static Milestone Of(DueMilestone milestone, IReadOnlyList<Answers.One> parks, DateTimeOffset now)
    {
        var handedIn = parks.Where(one => one.State is DueState.HandedIn or DueState.Accepted).ToList();
        return new Milestone(
            milestone.On,
            milestone.Title,
            milestone.FreezesAt,
            now >= milestone.FreezesAt,
            handedIn.Count,
            handedIn.Count(one => one.State == DueState.Accepted),
            parks.Count - handedIn.Count,
            parks.Count(one => one.IsLate),
            handedIn.Sum(one => one.Report!.Counted),
            [.. parks.Select(one => new Park(one.ParkId, Parks.ShortNameOf(one.ParkId), one.State, one.IsLate, one.Report is { } report ? ListReports.Line.Of(report) : null))]);
    }
}
