using RaMatch.Platform.Data;
using RaMatch.Platform.Web;

namespace RaMatch.Posting.Positions;

/// <summary>A position as its decisions need it, and the row every one of them leaves behind.</summary>
sealed record PositionRecord
{
    public Guid PositionId { get; init; }
    public Guid UnitId { get; init; }
    public string ParkId { get; init; } = "";
    public string Programme { get; init; } = "";
    public PositionStatus Status { get; init; }
    public long Version { get; init; }
    public long Revision { get; init; }
    public long? LiveRevision { get; init; }
    public long SeatsHeld { get; init; }
    public DateTimeOffset? TrustedSince { get; init; }

    /// <summary>A position takes applications while it is live, not closed, and its park stands behind the unit; the closing date comes on top.</summary>
    public bool IsLive => LiveRevision is not null && Status != PositionStatus.Closed && TrustedSince is not null;

    /// <summary>Whether the caller decides about the position: its unit and its park.</summary>
    public bool MayManage(Caller caller) => caller.UnitId == UnitId || caller.ParkId == ParkId;

    /// <summary>Whether the caller sees texts that are not published.</summary>
    public bool MaySeeReview(Caller caller) => MayManage(caller) || caller.Role == Roles.Supervisor;

    /// <summary>Finds a position by its id.</summary>
    public static Task<PositionRecord?> FindAsync(Reader reader, Guid positionId) => reader.FindAsync<PositionRecord>(SelectPosition, new { positionId });

    /// <summary>
    /// A position to decide on: first its unit's row and its own are touched, so that what is read of them from here on stays so to the end of the
    /// transaction. Always the unit's before the position's.
    /// </summary>
    public static async Task<PositionRecord?> TakeAsync(UnitOfWork unit, Guid positionId)
    {
        await unit.ExecuteAsync(TouchUnit, new { positionId });
        if (await unit.ExecuteAsync(Touch, new { positionId }) == 0 || await FindAsync(unit, positionId) is not { } found)
        {
            return null;
        }

        unit.Concerns(found.ParkId, "position", positionId);
        return found;
    }

    /// <summary>
    /// Adds what happened to the position's history; the version is the one after it. Of two decisions made at the same moment on the same
    /// version the key refuses the second, which then runs again and sees the first.
    /// </summary>
    public static Task LogAsync(
        UnitOfWork unit,
        Guid positionId,
        long version,
        PositionEventKind what,
        long revision,
        (Guid Id, string Name) actor,
        string? reason = null,
        IReadOnlyList<ReviewNote>? notes = null) =>
        unit.ExecuteAsync(InsertEvent, new
        {
            positionId,
            version,
            @event = what,
            revision,
            actorId = actor.Id,
            actorName = actor.Name,
            reason,
            notes = Json.Text(notes ?? []),
            occurredAt = unit.Now,
        });

    const string TouchUnit = "UPDATE unit SET version = version WHERE unit_id = (SELECT unit_id FROM position WHERE position_id = @positionId)";

    const string Touch = "UPDATE position SET version = version WHERE position_id = @positionId";

    const string SelectPosition = """
        SELECT position.position_id, position.unit_id, position.park_id, position.programme, position.status, position.version,
            position.revision, position.live_revision, position.seats_held, unit.trusted_since
        FROM position
        JOIN unit ON unit.unit_id = position.unit_id
        WHERE position.position_id = @positionId
        """;

    const string InsertEvent = """
        INSERT INTO position_event (position_id, version, event, revision, actor_id, actor_name, reason, notes, occurred_at)
        VALUES (@positionId, @version, @event, @revision, @actorId, @actorName, @reason, @notes, @occurredAt)
        """;
}
