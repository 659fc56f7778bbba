using RaMatch.Contracts.Posting;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;

namespace RaMatch.Applicant.Supply;

/// <summary>
/// Keeps whether a unit is suspended: its positions take no applications until a later version verifies it again. Its name is that of its last
/// verification, whatever it was called when its positions were published.
/// </summary>
static class KeepUnitStanding
{
    public static void Listen(ConsumerMap consumers) => consumers
        .On<UnitVerified>(VerifiedAsync)
        .On<UnitSuspended>(SuspendedAsync);

    static async Task VerifiedAsync(UnitVerified message, UnitOfWork unit)
    {
        await KeepAsync(unit, message.UnitId, message.Version, suspended: 0, message.VerifiedAt);
        await unit.ExecuteAsync(UpdateName, new { message.UnitId, message.Version, message.Name });
    }

    static Task SuspendedAsync(UnitSuspended message, UnitOfWork unit) => KeepAsync(unit, message.UnitId, message.Version, suspended: 1, message.SuspendedAt);

    static async Task KeepAsync(UnitOfWork unit, Guid unitId, long version, long suspended, DateTimeOffset changedAt)
    {
        var standing = new { unitId, version, suspended, changedAt };
        await unit.PutAsync(UpdateStanding, InsertStanding, standing);
    }

    const string UpdateStanding = """
        UPDATE unit_standing
        SET version = @version, suspended = @suspended, changed_at = @changedAt
        WHERE unit_id = @unitId AND version < @version
        """;

    // Late, it brings its name all the same, and lifts no newer suspension.
    const string UpdateName = "UPDATE unit_standing SET name = @name, name_version = @version WHERE unit_id = @unitId AND name_version < @version";

    const string InsertStanding = """
        INSERT INTO unit_standing (unit_id, version, suspended, changed_at, name_version)
        SELECT @unitId, @version, @suspended, @changedAt, 0
        WHERE NOT EXISTS (SELECT 1 FROM unit_standing WHERE unit_id = @unitId)
        """;
}
