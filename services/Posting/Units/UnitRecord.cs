using RaMatch.Contracts;
using RaMatch.Contracts.Posting;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;

namespace RaMatch.Posting.Units;

/// <summary>A unit as its decisions need it, and the two rows every one of them leaves behind.</summary>
sealed record UnitRecord
{
    public Guid UnitId { get; init; }
    public string Uscc { get; init; } = "";
    public string Name { get; init; } = "";
    public string? VerifiedName { get; init; }
    public string ParkId { get; init; } = "";
    public UnitStatus Status { get; init; }
    public long Version { get; init; }
    public DateTimeOffset? TrustedSince { get; init; }

    /// <summary>Whether the park has withdrawn the trust it had given, as <see cref="UnitStanding"/> counts it.</summary>
    public bool IsSuspended => VerifiedName is not null && TrustedSince is null;

    /// <summary>Finds a unit by its id.</summary>
    public static Task<UnitRecord?> FindAsync(Reader reader, Guid unitId) => reader.FindAsync<UnitRecord>(SelectUnit, new { unitId });

    /// <summary>A unit to decide on: its row is touched before it is read, so that what is read of it stays so to the end of the transaction.</summary>
    public static async Task<UnitRecord?> TakeAsync(UnitOfWork unit, Guid unitId)
    {
        if (await unit.ExecuteAsync(Touch, new { unitId }) == 0 || await FindAsync(unit, unitId) is not { } found)
        {
            return null;
        }

        unit.Concerns(found.ParkId, "unit", unitId);
        return found;
    }

    /// <summary>
    /// The park's trust ends, with a reason: the unit is turned away or suspended, and if it was trusted until now, what it has published disappears.
    /// Returns the version after it.
    /// </summary>
    public async Task<long> DistrustAsync(UnitOfWork unit, UnitStatus status, UnitEventKind what, ParkStaff staff, string reason)
    {
        var version = Version + 1;
        await unit.ExecuteAsync(UpdateStatus, new { UnitId, status, version });
        await LogAsync(unit, UnitId, version, what, (staff.Id, staff.Name), reason);
        if (TrustedSince is not null)
        {
            await unit.PublishAsync(new UnitSuspended(UnitId, version, ParkId, reason, unit.Now));
        }

        return version;
    }

    /// <summary>
    /// Adds what happened to the unit's history; the version is the one after it. Of two decisions made at the same moment on the same
    /// version the key refuses the second, which then runs again and sees the first.
    /// </summary>
    public static Task LogAsync(UnitOfWork unit, Guid unitId, long version, UnitEventKind what, (Guid Id, string Name) actor, string? reason = null) =>
        unit.ExecuteAsync(InsertEvent, new { unitId, version, @event = what, actorId = actor.Id, actorName = actor.Name, reason, occurredAt = unit.Now });

    /// <summary>Replaces the categories of a unit.</summary>
    public static async Task KeepCategoriesAsync(UnitOfWork unit, Guid unitId, IEnumerable<CategoryEvidence> categories)
    {
        await unit.ExecuteAsync(DeleteCategories, new { unitId });
        foreach (var category in categories)
        {
            await unit.ExecuteAsync(InsertCategory, new { unitId, category.Category, category.Evidence, category.Year });
        }
    }

    /// <summary>The categories of a unit in the order of the enumeration.</summary>
    public static async Task<IReadOnlyList<CategoryEvidence>> CategoriesAsync(Reader reader, Guid unitId) =>
        [.. (await reader.QueryAsync<CategoryRow>(SelectCategories, new { unitId }))
            .OrderBy(row => row.Category)
            .Select(row => new CategoryEvidence(row.Category, row.Evidence, (int)row.Year))];

    sealed record CategoryRow
    {
        public UnitCategory Category { get; init; }
        public string Evidence { get; init; } = "";
        public long Year { get; init; }
    }

    const string UpdateStatus = "UPDATE unit SET status = @status, version = @version, trusted_since = NULL WHERE unit_id = @unitId";

    const string Touch = "UPDATE unit SET version = version WHERE unit_id = @unitId";

    const string SelectUnit = """
        SELECT unit_id, uscc, name, verified_name, park_id, status, version, trusted_since
        FROM unit
        WHERE unit_id = @unitId
        """;

    const string InsertEvent = """
        INSERT INTO unit_event (unit_id, version, event, actor_id, actor_name, reason, occurred_at)
        VALUES (@unitId, @version, @event, @actorId, @actorName, @reason, @occurredAt)
        """;

    const string DeleteCategories = "DELETE FROM unit_category WHERE unit_id = @unitId";

    const string InsertCategory = """
        INSERT INTO unit_category (unit_id, category, evidence, year)
        VALUES (@unitId, @category, @evidence, @year)
        """;

    const string SelectCategories = "SELECT category, evidence, year FROM unit_category WHERE unit_id = @unitId";
}
