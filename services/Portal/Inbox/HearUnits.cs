using RaMatch.Contracts.Posting;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;

namespace RaMatch.Portal.Inbox;

/// <summary>A unit waits for its park, and is told what the park has decided on it.</summary>
static class HearUnits
{
    const string OfUnit = "unit";

    public static void Listen(ConsumerMap consumers) => consumers
        .On<UnitSubmitted>(SubmittedAsync)
        .On<UnitVerified>((message, unit) => DecidedAsync(unit, message.UnitId, message.Version, NotificationKind.UnitVerified, message.VerifiedAt))
        .On<UnitRefused>((message, unit) => DecidedAsync(unit, message.UnitId, message.Version, NotificationKind.UnitRefused, message.RefusedAt))
        .On<UnitSuspended>((message, unit) => DecidedAsync(unit, message.UnitId, message.Version, NotificationKind.UnitSuspended, message.SuspendedAt));

    static async Task SubmittedAsync(UnitSubmitted message, UnitOfWork unit)
    {
        if (!await Notification.IsNewsAsync(unit, message.UnitId, message.Version))
        {
            return;
        }

        await Notification.SettleAsync(unit, message.UnitId, message.Version, NotificationKind.UnitRefused);
        // It may have waited for another park.
        await unit.ExecuteAsync(SettleElsewhere, new { audience = AudienceKind.Park, park = message.ParkId, kind = NotificationKind.UnitWaiting, message.UnitId, unit.Now });
        await new Notification(Audience.Park(message.ParkId), NotificationKind.UnitWaiting, message.UnitId, message.Version, "units", message.SubmittedAt)
        {
            Facts = new NotificationFacts { Name = message.Name },
        }.TellOnceAsync(unit);
    }

    static async Task DecidedAsync(UnitOfWork unit, Guid unitId, long version, NotificationKind kind, DateTimeOffset at)
    {
        if (!await Notification.IsNewsAsync(unit, unitId, version))
        {
            return;
        }

        await Notification.SettleAsync(unit, unitId, version, NotificationKind.UnitWaiting, NotificationKind.UnitRefused, NotificationKind.UnitSuspended);
        await new Notification(Audience.Unit(unitId), kind, unitId, version, OfUnit, at).TellAsync(unit);
    }

    const string SettleElsewhere = """
        UPDATE notification
        SET settled_at = @now, tells_at = NULL
        WHERE subject_id = @unitId AND kind = @kind AND audience = @audience AND audience_id <> @park AND settled_at IS NULL
        """;
}
