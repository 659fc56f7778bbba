using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Applicant.Graduates;
using RaMatch.Contracts.Applicant;
using RaMatch.Platform.Web;

namespace RaMatch.Applicant.Applications;

/// <summary>
/// A graduate puts the active applications of a programme in order, dearest first. 400 unless each is named exactly once, 409 where the lists of a round have
/// closed and those in it would change places, or all are in such a round: until it is published or cancelled their order stays.
/// </summary>
static class RankApplications
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPut("/applications/ranking", HandleAsync).RequireGraduate().RequireScope(Scopes.ApplicationsWrite)
        .WithExample(today => new Request($"ra-{today.Year}", [Example.Id, Example.OtherId]));

    const int MostAtOnce = 1000;

    /// <summary>All active applications of the programme, dearest first.</summary>
    public sealed record Request(
        [Required(ErrorMessage = "ramatch:wishes.programme-missing"), Folded] string Programme,
        [Required(ErrorMessage = "ramatch:wishes.missing"), MaxLength(MostAtOnce, ErrorMessage = "ramatch:wishes.too-many")] IReadOnlyList<Guid> Applications);

    /// <summary>The order as it now stands.</summary>
    public sealed record Response(string Programme, IReadOnlyList<Guid> Applications);

    static Task<Results<Ok<Response>, Conflict<ProblemDetails>, ValidationProblem>> HandleAsync(Request request, Graduate graduate, ApplicantDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<Ok<Response>, Conflict<ProblemDetails>, ValidationProblem>>(async unit =>
        {
            await GraduateVersion.TouchAsync(unit, graduate.Id);
            var wishes = await unit.QueryAsync<Wish>(SelectActive, new { graduateId = graduate.Id, request.Programme });
            var active = wishes.Select(wish => wish.ApplicationId).ToHashSet();
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

            var closed = await unit.QueryAsync<Round>(SelectClosed, new { request.Programme, unit.Now });
            if (Objection(wishes, request.Applications, closed) is { } round)
            {
                return Problems.Conflict("wishes.closed", ("round", round.Title), ("on", round.ListsCloseAt));
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

    /// <summary>The round whose closed lists stand against the order, or null. Wishes elsewhere, and those made since, may move among them.</summary>
    static Round? Objection(IReadOnlyList<Wish> before, IReadOnlyList<Guid> after, IReadOnlyList<Round> closed)
    {
        var moved = closed.FirstOrDefault(round => before.Where(round.Holds).Select(wish => wish.ApplicationId) is var held && !held.SequenceEqual(after.Where(held.Contains)));
        return moved ?? (before.Count > 0 && before.All(wish => closed.Any(round => round.Holds(wish))) ? closed[0] : null);
    }

    sealed record Wish
    {
        public Guid ApplicationId { get; init; }
        public string ParkId { get; init; } = "";
        public DateTimeOffset SubmittedAt { get; init; }
    }

    sealed record Round
    {
        public string Title { get; init; } = "";
        public string Parks { get; init; } = "[]";
        public DateTimeOffset ListsCloseAt { get; init; }

        IReadOnlyList<string> ParkIds => field ??= Json.Read<IReadOnlyList<string>>(Parks);

        /// <summary>The wish is in its lists.</summary>
        public bool Holds(Wish wish) => wish.SubmittedAt < ListsCloseAt && ParkIds.Contains(wish.ParkId);
    }

    const string SelectActive = """
        SELECT w.application_id, a.park_id, a.submitted_at
        FROM wish w
        JOIN application a ON a.application_id = w.application_id
        WHERE w.graduate_id = @graduateId AND w.programme = @programme
        ORDER BY a.rank, a.submitted_at, a.application_id
        """;

    const string SelectClosed = """
        SELECT title, parks, lists_close_at
        FROM round
        WHERE programme = @programme AND is_over = 0 AND lists_close_at <= @now
        ORDER BY lists_close_at, round_id
        """;

    const string UpdateRank = "UPDATE application SET rank = @rank WHERE application_id = @applicationId";
}
