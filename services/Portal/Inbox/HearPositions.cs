using RaMatch.Contracts.Posting;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;
using RaMatch.Platform.Web;

namespace RaMatch.Portal.Inbox;

/// <summary>
/// A position waits for its park, is returned to its unit, published or closed: who has applied for it is told what has changed in it. Announced again under its unit's new
/// name it is no news, and goes on waiting for whom it waits.
/// </summary>
static class HearPositions
{
    public static void Listen(ConsumerMap consumers) => consumers
        .On<PositionSubmitted>(SubmittedAsync)
        .On<PositionReturned>(ReturnedAsync)
        .On<PositionPublished>(PublishedAsync)
        .On<PositionClosed>(ClosedAsync);

    static async Task SubmittedAsync(PositionSubmitted message, UnitOfWork unit)
    {
        if (!await Notification.IsNewsAsync(unit, message.PositionId, message.Version))
        {
            return;
        }

        await Notification.SettleAsync(unit, message.PositionId, message.Version, NotificationKind.PositionReturned);
        await new Notification(Audience.Park(message.ParkId), NotificationKind.PositionWaiting, message.PositionId, message.Version, "positions", message.SubmittedAt)
        {
            Facts = new NotificationFacts { Title = message.Title },
        }.TellOnceAsync(unit);
    }

    static async Task ReturnedAsync(PositionReturned message, UnitOfWork unit)
    {
        if (!await Notification.IsNewsAsync(unit, message.PositionId, message.Version))
        {
            return;
        }

        await Notification.SettleAsync(unit, message.PositionId, message.Version, NotificationKind.PositionWaiting);
        var submitted = await unit.FirstAsync<string>(SelectSubmitted, new { message.PositionId, kind = NotificationKind.PositionWaiting }, 1);
        await new Notification(Audience.Unit(message.UnitId), NotificationKind.PositionReturned, message.PositionId, message.Version, message.PositionId.ToString(), message.ReturnedAt)
        {
            PositionId = message.PositionId,
            Facts = new NotificationFacts { Title = submitted is [var facts] ? Json.Read<NotificationFacts>(facts).Title : null },
        }.TellAsync(unit);
    }

    static async Task PublishedAsync(PositionPublished message, UnitOfWork unit)
    {
        if (message.IsRenaming != true && await Notification.IsNewsAsync(unit, message.PositionId, message.Version))
        {
            await Notification.SettleAsync(unit, message.PositionId, message.Version, NotificationKind.PositionWaiting, NotificationKind.PositionReturned);
        }

        await unit.ExecuteAsync(Touch, new { message.PositionId });
        var before = await unit.FindAsync<string>(SelectTerms, new { message.PositionId });
        var terms = PositionTerms.Of(message);
        var known = new
        {
            message.PositionId,
            message.Version,
            message.UnitId,
            message.UnitName,
            message.ParkId,
            message.Programme,
            message.Title,
            terms = Json.Text(terms),
        };
        if (!await unit.PutAsync(UpdateKnown, InsertKnown, known) || message.IsRenaming == true)
        {
            return;
        }

        var changed = before is null ? [] : terms.ChangedFrom(Json.Read<PositionTerms>(before));

        await new Notification(Audience.Unit(message.UnitId), NotificationKind.PositionPublished, message.PositionId, message.Version, message.PositionId.ToString(), message.PublishedAt)
        {
            PositionId = message.PositionId,
        }.TellAsync(unit);
        if (changed.Count > 0)
        {
            await unit.ExecuteAsync(TellApplicants, new
            {
                audience = AudienceKind.Graduate,
                kind = NotificationKind.PositionChanged,
                message.PositionId,
                message.Version,
                facts = Json.Text(new NotificationFacts { Names = changed }),
                occurredAt = message.PublishedAt,
                unit.Now,
            });
        }
    }

    static async Task ClosedAsync(PositionClosed message, UnitOfWork unit)
    {
        if (await Notification.IsNewsAsync(unit, message.PositionId, message.Version))
        {
            await Notification.SettleAsync(unit, message.PositionId, message.Version, NotificationKind.PositionWaiting, NotificationKind.PositionReturned);
        }

        await unit.ExecuteAsync(Close, new { message.PositionId, message.Version });
    }

    const string SelectSubmitted = """
        SELECT facts
        FROM notification
        WHERE subject_id = @positionId AND kind = @kind
        ORDER BY version DESC
        """;

    const string Touch = "UPDATE known_position SET version = version WHERE position_id = @positionId";

    const string SelectTerms = "SELECT terms FROM known_position WHERE position_id = @positionId";

    const string UpdateKnown = """
        UPDATE known_position
        SET version = @version, unit_id = @unitId, unit_name = @unitName, park_id = @parkId, programme = @programme, title = @title, terms = @terms
        WHERE position_id = @positionId AND version < @version
        """;

    const string InsertKnown = """
        INSERT INTO known_position (position_id, version, closed_version, unit_id, unit_name, park_id, programme, title, terms)
        SELECT @positionId, @version, 0, @unitId, @unitName, @parkId, @programme, @title, @terms
        WHERE NOT EXISTS (SELECT 1 FROM known_position WHERE position_id = @positionId)
        """;

    const string Close = "UPDATE known_position SET closed_version = @version WHERE position_id = @positionId AND closed_version < @version";

    const string TellApplicants = """
        INSERT INTO notification (audience, audience_id, kind, subject_id, version, matter, position_id, facts, occurred_at, appears_at, tells_at)
        SELECT @audience, placement.graduate_id, @kind, @positionId, @version, placement.placement_id, @positionId, @facts, @occurredAt, @now, @now
        FROM known_placement AS placement
        WHERE placement.position_id = @positionId AND placement.graduate_id IS NOT NULL AND placement.stage IN ('Applied', 'Shortlisted', 'Interviewing', 'Offered')
            AND NOT EXISTS (
                SELECT 1 FROM notification
                WHERE notification.audience = @audience AND notification.audience_id = placement.graduate_id AND notification.kind = @kind
                    AND notification.subject_id = @positionId AND notification.version = @version)
        """;
}
