using Microsoft.AspNetCore.Http.HttpResults;
using RaMatch.Matching.Programmes;
using RaMatch.Platform;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Progress;

/// <summary>
/// Whoever is signed in lists the programmes, the one that is theirs first: a park's the one with its target, a unit's and a graduate's the one with their rows,
/// a supervisor's the one with most targets; of equals the one under way, then the newest.
/// </summary>
static class ListOwnProgrammes
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/my/programmes", HandleAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor, Roles.UnitMember, Roles.Graduate).RequireScope(Scopes.ProgrammesRead);

    static Task<Ok<IReadOnlyList<ShowProgrammes.Line>>> HandleAsync(Caller caller, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync(async reader =>
        {
            var today = ChinaTime.DayOf(reader.Now);
            var programmes = await reader.QueryAsync<Row>(SelectOf(caller.Role), new { park = caller.ParkId, caller.UnitId, graduateId = caller.Id });
            return TypedResults.Ok<IReadOnlyList<ShowProgrammes.Line>>([.. InOrder(programmes, caller.Role, today).Select(one => one.Line())]);
        }, cancellation);

    /// <summary>The programmes, the one to be shown first in front.</summary>
    internal static IEnumerable<Row> InOrder(IEnumerable<Row> programmes, string role, DateOnly today)
    {
        var newest = programmes.OrderByDescending(one => one.OpensOn).ThenBy(one => one.Code, StringComparer.Ordinal);
        return role == Roles.Supervisor
            ? newest.OrderByDescending(one => one.RunsOn(today)).ThenByDescending(one => one.Targets).ThenByDescending(one => one.TakenUp)
            : newest.OrderByDescending(one => Concern(one, today));
    }

    // A programme under way in which somebody stands goes before one that is over, whatever its target was.
    static int Concern(Row one, DateOnly today) => (one.RunsOn(today), one) switch
    {
        (true, { Targets: > 0 }) => 5,
        (true, { TakenUp: > 0 }) => 4,
        (false, { Targets: > 0 }) => 3,
        (false, { TakenUp: > 0 }) => 2,
        (true, _) => 1,
        _ => 0,
    };

    static string SelectOf(string role) => role switch
    {
        Roles.ParkStaff => OfPark,
        Roles.UnitMember => OfUnit,
        Roles.Graduate => OfGraduate,
        _ => OfAll,
    };

    /// <summary>A programme with what somebody has in it: targets, and 1 if there is any row.</summary>
    internal sealed record Row
    {
        public string Code { get; init; } = "";
        public string Title { get; init; } = "";
        public string Issuer { get; init; } = "";
        public long CohortYear { get; init; }
        public DateOnly OpensOn { get; init; }
        public DateOnly ClosesOn { get; init; }
        public long RulesVersion { get; init; }
        public long Targets { get; init; }
        public long TakenUp { get; init; }

        public bool RunsOn(DateOnly day) => OpensOn <= day && day <= ClosesOn;

        public ShowProgrammes.Line Line() => new()
        {
            Code = Code,
            Title = Title,
            Issuer = Issuer,
            CohortYear = CohortYear,
            OpensOn = OpensOn,
            ClosesOn = ClosesOn,
            RulesVersion = RulesVersion,
        };
    }

    const string Columns = "code, title, issuer, cohort_year, opens_on, closes_on, rules_version";

    const string OfPark = $"""
        SELECT {Columns},
            (SELECT COUNT(*) FROM target WHERE target.programme = programme.code AND target.park_id = @park) AS targets,
            CASE WHEN EXISTS (SELECT 1 FROM position WHERE position.programme = programme.code AND position.park_id = @park) THEN 1 ELSE 0 END AS taken_up
        FROM programme
        """;

    const string OfUnit = $"""
        SELECT {Columns}, 0 AS targets,
            CASE WHEN EXISTS (SELECT 1 FROM position WHERE position.programme = programme.code AND position.unit_id = @unitId) THEN 1 ELSE 0 END AS taken_up
        FROM programme
        """;

    const string OfGraduate = $"""
        SELECT {Columns}, 0 AS targets,
            CASE WHEN EXISTS (SELECT 1 FROM placement WHERE placement.programme = programme.code AND placement.graduate_id = @graduateId) THEN 1 ELSE 0 END AS taken_up
        FROM programme
        """;

    const string OfAll = $"""
        SELECT {Columns},
            (SELECT COUNT(DISTINCT target.park_id) FROM target WHERE target.programme = programme.code) AS targets,
            CASE WHEN EXISTS (SELECT 1 FROM position WHERE position.programme = programme.code) THEN 1 ELSE 0 END AS taken_up
        FROM programme
        """;
}
