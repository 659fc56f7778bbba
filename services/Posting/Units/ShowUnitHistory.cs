using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;

namespace RaMatch.Posting.Units;

/// <summary>The unit, its park or a supervisor reads what happened to the unit: who, when, why. 404 for anybody else's unit.</summary>
static class ShowUnitHistory
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/units/{unitId:guid}/history", HandleAsync).RequireRoles(Roles.UnitMember, Roles.ParkStaff, Roles.Supervisor).RequireScope(Scopes.UnitsRead).AllowSuspendedUnits();

    /// <summary>One entry.</summary>
    public sealed record Entry
    {
        /// <summary>The unit's version after it.</summary>
        public long Version { get; init; }

        /// <summary>What happened.</summary>
        public UnitEventKind Event { get; init; }

        /// <summary>Who did it.</summary>
        public string ActorName { get; init; } = "";

        /// <summary>Why, where a reason was asked for.</summary>
        public string? Reason { get; init; }

        /// <summary>When.</summary>
        public DateTimeOffset OccurredAt { get; init; }
    }

    static Task<Results<Ok<IReadOnlyList<Entry>>, NotFound<ProblemDetails>>> HandleAsync(Guid unitId, Caller caller, PostingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<IReadOnlyList<Entry>>, NotFound<ProblemDetails>>>(
            async reader => await UnitRecord.FindAsync(reader, unitId) is { } found
                && (caller.Role == Roles.Supervisor || caller.UnitId == unitId || caller.ParkId == found.ParkId)
                    ? TypedResults.Ok(await reader.QueryAsync<Entry>(SelectEvents, new { unitId }))
                    : Problems.NotFound("unit.none"),
            cancellation);

    const string SelectEvents = """
        SELECT version, event, actor_name, reason, occurred_at
        FROM unit_event
        WHERE unit_id = @unitId
        ORDER BY version
        """;
}
