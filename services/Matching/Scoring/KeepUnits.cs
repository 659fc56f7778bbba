using RaMatch.Contracts.Posting;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Scoring;

/// <summary>
/// Keeps of each unit what was last verified and what was last suspended, each by its own version: a late verification still
/// brings its name and categories, and does not lift a newer suspension. The name is the unit's wherever it is shown, whatever it was called when its
/// positions were published; only what a round has frozen for its files stays.
/// </summary>
static class KeepUnits
{
    public static void Listen(ConsumerMap consumers) => consumers
        .On<UnitVerified>(VerifiedAsync)
        .On<UnitSuspended>(SuspendedAsync);

    static async Task VerifiedAsync(UnitVerified message, UnitOfWork unit)
    {
        var verified = new
        {
            message.UnitId,
            message.Version,
            message.ParkId,
            message.Name,
            categories = Json.Text(message.Categories),
            message.VerifiedAt,
        };
        if (await unit.PutAsync(UpdateVerified, InsertVerified, verified))
        {
            await MarketChange.TellAsync(unit, MarketSubject.Unit, message.UnitId);
        }
    }

    static async Task SuspendedAsync(UnitSuspended message, UnitOfWork unit)
    {
        var suspended = new { message.UnitId, message.Version, message.ParkId, message.Reason, message.SuspendedAt };
        if (await unit.PutAsync(UpdateSuspended, InsertSuspended, suspended))
        {
            await MarketChange.TellAsync(unit, MarketSubject.Unit, message.UnitId);
        }
    }

    const string UpdateVerified = """
        UPDATE unit_status
        SET park_id = @parkId, verified_version = @version, name = @name, categories = @categories, verified_at = @verifiedAt
        WHERE unit_id = @unitId AND verified_version < @version
        """;

    const string InsertVerified = """
        INSERT INTO unit_status (unit_id, park_id, verified_version, name, categories, verified_at, suspended_version)
        SELECT @unitId, @parkId, @version, @name, @categories, @verifiedAt, 0
        WHERE NOT EXISTS (SELECT 1 FROM unit_status WHERE unit_id = @unitId)
        """;

    const string UpdateSuspended = """
        UPDATE unit_status
        SET suspended_version = @version, suspension_reason = @reason, suspended_at = @suspendedAt
        WHERE unit_id = @unitId AND suspended_version < @version
        """;

    const string InsertSuspended = """
        INSERT INTO unit_status (unit_id, park_id, verified_version, categories, suspended_version, suspension_reason, suspended_at)
        SELECT @unitId, @parkId, 0, '[]', @version, @reason, @suspendedAt
        WHERE NOT EXISTS (SELECT 1 FROM unit_status WHERE unit_id = @unitId)
        """;
}
