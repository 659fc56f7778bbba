using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Applicant.Consents;
using RaMatch.Applicant.Graduates;
using RaMatch.Contracts.Applicant;
using RaMatch.Platform;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Applicant.Applications;

/// <summary>
/// A graduate applies for a position (投递). 409 without profile or consent, if the position takes no applications, if one is
/// active there already, if the programme's wish limit is reached, or once an offer is accepted.
/// </summary>
static class SubmitApplication
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/applications", HandleAsync).RequireGraduate().RequireScope(Scopes.ApplicationsWrite)
        .WithExample(_ => new Request(Example.Id));

    /// <summary>The position wished for.</summary>
    public sealed record Request([Required(ErrorMessage = "ramatch:application.position-missing")] Guid? PositionId);

    /// <summary>The application and its rank among the graduate's wishes in the programme, from 1.</summary>
    public sealed record Response(Guid ApplicationId, int Rank);

    static Task<Results<Created<Response>, Conflict<ProblemDetails>>> HandleAsync(Request request, Graduate graduate, ApplicantDb db, CancellationToken cancellation)
    {
        var applicationId = Guid.CreateVersion7();
        return db.WriteAsync<Results<Created<Response>, Conflict<ProblemDetails>>>(async unit =>
        {
            await GraduateVersion.TouchAsync(unit, graduate.Id);
            if (await unit.GetAsync<long>(CountProfiles, new { graduateId = graduate.Id }) == 0)
            {
                return Problems.Conflict("application.no-profile");
            }

            if (!await ConsentInForce.IsAsync(unit, graduate.Id, ConsentPurpose.Matching))
            {
                return Problems.Conflict("application.no-consent");
            }

            var position = await unit.FindAsync<Position>(SelectPosition, new { request.PositionId });
            if (ObjectionTo(position, ChinaTime.DayOf(unit.Now)) is { } objection)
            {
                return Problems.Conflict(objection);
            }

            var (unitId, parkId, programme, limit) = (position!.UnitId, position.ParkId, position.Programme, (int)position.WishLimit!.Value);
            if (await unit.GetAsync<long>(CountAcceptances, new { graduateId = graduate.Id, programme }) > 0)
            {
                return Problems.Conflict("application.accepted-elsewhere");
            }

            var wishes = await unit.QueryAsync<Wish>(SelectWishes, new { graduateId = graduate.Id, programme });
            if (wishes.Any(wish => wish.PositionId == request.PositionId))
            {
                return Problems.Conflict("application.twice");
            }

            if (wishes.Count >= limit)
            {
                return Problems.Conflict("application.too-many", ("limit", limit));
            }

            // The lowest free slot.
            var slot = Enumerable.Range(1, limit).First(free => wishes.All(wish => wish.Slot != free));
            var rank = (int)wishes.Select(wish => wish.Rank).DefaultIfEmpty(0).Max() + 1;
            var application = new { applicationId, graduateId = graduate.Id, request.PositionId, unitId, parkId, programme, slot, rank, submittedAt = unit.Now };
            await unit.ExecuteAsync(InsertWish, application);
            await unit.ExecuteAsync(InsertApplication, application);
            await unit.PublishAsync(new ApplicationSubmitted(
                applicationId, 1, graduate.Id, request.PositionId!.Value, unitId, parkId, programme, rank, unit.Now));
            unit.Concerns(parkId, "application", applicationId);
            return TypedResults.Created($"/api/applicant/applications/{applicationId}", new Response(applicationId, rank));
        }, cancellation);
    }

    static Sentence? ObjectionTo(Position? position, DateOnly today) => position switch
    {
        null => Sentence.Of("application.position-unknown"),
        { Closings: > 0 } => Sentence.Of("application.position-closed"),
        { Suspensions: > 0 } => Sentence.Of("application.unit-suspended"),
        _ when today > position.ClosesOn => Sentence.Of("application.closing-passed"),
        { WishLimit: null } => Sentence.Of("application.programme-not-open"),
        _ when today < position.OpensOn => Sentence.Of("application.programme-not-begun"),
        _ when today > position.ProgrammeClosesOn => Sentence.Of("application.programme-over"),
        _ => null,
    };

    sealed record Position
    {
        public Guid UnitId { get; init; }
        public string ParkId { get; init; } = "";
        public string Programme { get; init; } = "";
        public DateOnly ClosesOn { get; init; }
        public long Closings { get; init; }
        public long Suspensions { get; init; }
        public long? WishLimit { get; init; }
        public DateOnly? OpensOn { get; init; }
        public DateOnly? ProgrammeClosesOn { get; init; }
    }

    sealed record Wish
    {
        public Guid PositionId { get; init; }
        public long Slot { get; init; }
        public long Rank { get; init; }
    }

    const string CountProfiles = "SELECT COUNT(*) FROM profile WHERE graduate_id = @graduateId";

    const string SelectPosition = """
        SELECT p.unit_id, p.park_id, p.programme, p.closes_on,
               (SELECT COUNT(*) FROM position_closing c WHERE c.position_id = p.position_id AND c.version >= p.version) AS closings,
               (SELECT COUNT(*) FROM unit_standing u WHERE u.unit_id = p.unit_id AND u.suspended = 1) AS suspensions,
               g.wish_limit, g.opens_on, g.closes_on AS programme_closes_on
        FROM position p
        LEFT JOIN programme g ON g.code = p.programme
        WHERE p.position_id = @positionId
        """;

    const string CountAcceptances = "SELECT COUNT(*) FROM acceptance WHERE graduate_id = @graduateId AND programme = @programme";

    const string SelectWishes = """
        SELECT w.position_id, w.slot, a.rank
        FROM wish w
        JOIN application a ON a.application_id = w.application_id
        WHERE w.graduate_id = @graduateId AND w.programme = @programme
        """;

    const string InsertWish = """
        INSERT INTO wish (application_id, graduate_id, position_id, programme, slot)
        VALUES (@applicationId, @graduateId, @positionId, @programme, @slot)
        """;

    const string InsertApplication = """
        INSERT INTO application (application_id, version, graduate_id, position_id, unit_id, park_id, programme, rank, submitted_at)
        VALUES (@applicationId, 1, @graduateId, @positionId, @unitId, @parkId, @programme, @rank, @submittedAt)
        """;
}
