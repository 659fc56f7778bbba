using RaMatch.Contracts.Applicant;
using RaMatch.Contracts.Matching;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;
using RaMatch.Platform.Web;

namespace RaMatch.Portal.Inbox;

/// <summary>
/// A round opens, closes and is over for the graduates who have applied in its parks and for the units with positions there. That its lists close is told a
/// day before, to whom it concerns then (<see cref="Reminders"/>).
/// </summary>
static class HearRounds
{
    static readonly TimeSpan BeforeClosing = TimeSpan.FromHours(24);

    static readonly IReadOnlyList<NotificationKind> Asking = [NotificationKind.RoundOpened, NotificationKind.RoundClosing, NotificationKind.GradesDue];
    static readonly IReadOnlyList<NotificationKind> Asked = [NotificationKind.RoundOpened, NotificationKind.RoundClosing, NotificationKind.WishesReminded];

    public static void Listen(ConsumerMap consumers) => consumers
        .On<RoundAnnounced>(AnnouncedAsync)
        .On<WishesRanked>(RankedAsync);

    static async Task AnnouncedAsync(RoundAnnounced message, UnitOfWork unit)
    {
        await unit.ExecuteAsync(Touch, new { message.RoundId });
        var isFirst = await unit.GetAsync<long>(CountKnown, new { message.RoundId }) == 0;
        var closing = message.ListsCloseAt - BeforeClosing;
        var round = new
        {
            message.RoundId,
            message.Version,
            message.Programme,
            message.Title,
            parks = Json.Text(message.Parks),
            message.ListsCloseAt,
            // Announced within the last day, the date is news enough.
            closingDueAt = !message.IsOver && closing > unit.Now ? closing : (DateTimeOffset?)null,
            endingDueAt = message.IsOver ? (DateTimeOffset?)null : message.ListsCloseAt,
        };
        if (!await unit.PutAsync(UpdateKnown, InsertKnown, round))
        {
            return;
        }

        if (message.IsOver)
        {
            await SettleAsync(unit, message.RoundId);
            await TellAllAsync(NotificationKind.RoundOver, new NotificationFacts { Title = message.Title, Cancelled = message.IsCancelled == true });
        }
        else if (isFirst)
        {
            await TellAllAsync(NotificationKind.RoundOpened, new NotificationFacts { Title = message.Title, At = message.ListsCloseAt });
        }

        async Task TellAllAsync(NotificationKind kind, NotificationFacts facts)
        {
            var telling = new Telling(message.RoundId, message.Version, message.Programme, message.Parks, facts, message.OccurredAt);
            await ToGraduatesAsync(unit, telling, kind);
            await ToUnitsAsync(unit, telling, kind);
        }
    }

    /// <summary>Its lists are closed, or it is over: what it asked for is asked no more.</summary>
    public static async Task SettleAsync(UnitOfWork unit, Guid roundId)
    {
        await Notification.SettleAsync(unit, roundId, long.MaxValue, Asking);
        await Reminding.SettleAsync(unit, roundId);
    }

    // Who has ranked in a programme has done what its rounds asked for.
    static async Task RankedAsync(WishesRanked message, UnitOfWork unit) => await unit.ExecuteAsync(SettleOfGraduate, new
    {
        audience = AudienceKind.Graduate,
        id = message.GraduateId.ToString(),
        kinds = Asked,
        message.Programme,
        message.RankedAt,
        unit.Now,
    });

    /// <summary>Something that a round tells.</summary>
    public sealed record Telling(Guid RoundId, long Version, string Programme, IReadOnlyList<string> Parks, NotificationFacts Facts, DateTimeOffset OccurredAt);

    /// <summary>Tells the graduates who have something open in its parks.</summary>
    public static Task ToGraduatesAsync(UnitOfWork unit, Telling telling, NotificationKind kind) => unit.ExecuteAsync(TellGraduates, RowOf(unit, telling, AudienceKind.Graduate, kind));

    /// <summary>Tells the units with positions in its parks.</summary>
    public static Task ToUnitsAsync(UnitOfWork unit, Telling telling, NotificationKind kind) => unit.ExecuteAsync(TellUnits, RowOf(unit, telling, AudienceKind.Unit, kind));

    /// <summary>Tells the units that have somebody to grade there.</summary>
    public static Task ToGradersAsync(UnitOfWork unit, Telling telling, NotificationKind kind) => unit.ExecuteAsync(TellGraders, RowOf(unit, telling, AudienceKind.Unit, kind));

    static object RowOf(UnitOfWork unit, Telling telling, AudienceKind audience, NotificationKind kind)
    {
        unit.Wake();
        return new
        {
            audience,
            kind,
            telling.RoundId,
            telling.Version,
            telling.Programme,
            telling.Parks,
            matter = telling.RoundId.ToString(),
            facts = Json.Text(telling.Facts),
            telling.OccurredAt,
            unit.Now,
        };
    }

    const string SettleOfGraduate = """
        UPDATE notification
        SET settled_at = @now, tells_at = NULL
        WHERE audience = @audience AND audience_id = @id AND kind IN @kinds AND settled_at IS NULL AND occurred_at <= @rankedAt
            AND subject_id IN (SELECT round_id FROM known_round WHERE programme = @programme)
        """;

    const string Touch = "UPDATE known_round SET version = version WHERE round_id = @roundId";

    const string CountKnown = "SELECT COUNT(*) FROM known_round WHERE round_id = @roundId";

    const string UpdateKnown = """
        UPDATE known_round
        SET version = @version, title = @title, parks = @parks, lists_close_at = @listsCloseAt, closing_due_at = @closingDueAt, ending_due_at = @endingDueAt
        WHERE round_id = @roundId AND version < @version
        """;

    const string InsertKnown = """
        INSERT INTO known_round (round_id, version, programme, title, parks, lists_close_at, closing_due_at, ending_due_at)
        SELECT @roundId, @version, @programme, @title, @parks, @listsCloseAt, @closingDueAt, @endingDueAt
        WHERE NOT EXISTS (SELECT 1 FROM known_round WHERE round_id = @roundId)
        """;

    const string TellGraduates = """
        INSERT INTO notification (audience, audience_id, kind, subject_id, version, matter, facts, occurred_at, appears_at, tells_at)
        SELECT DISTINCT @audience, placement.graduate_id, @kind, @roundId, @version, @matter, @facts, @occurredAt, @now, @now
        FROM known_placement AS placement
        WHERE placement.programme = @programme AND placement.park_id IN @parks AND placement.graduate_id IS NOT NULL
            AND placement.stage IN ('Applied', 'Shortlisted', 'Interviewing', 'Offered')
            AND NOT EXISTS (
                SELECT 1 FROM notification
                WHERE notification.audience = @audience AND notification.audience_id = placement.graduate_id AND notification.kind = @kind
                    AND notification.subject_id = @roundId AND notification.version = @version)
        """;

    const string TellUnits = """
        INSERT INTO notification (audience, audience_id, kind, subject_id, version, matter, facts, occurred_at, appears_at, tells_at)
        SELECT DISTINCT @audience, position.unit_id, @kind, @roundId, @version, @matter, @facts, @occurredAt, @now, @now
        FROM known_position AS position
        WHERE position.programme = @programme AND position.park_id IN @parks AND position.closed_version < position.version
            AND NOT EXISTS (
                SELECT 1 FROM notification
                WHERE notification.audience = @audience AND notification.audience_id = position.unit_id AND notification.kind = @kind
                    AND notification.subject_id = @roundId AND notification.version = @version)
        """;

    const string TellGraders = """
        INSERT INTO notification (audience, audience_id, kind, subject_id, version, matter, facts, occurred_at, appears_at, tells_at)
        SELECT DISTINCT @audience, placement.unit_id, @kind, @roundId, @version, @matter, @facts, @occurredAt, @now, @now
        FROM known_placement AS placement
        WHERE placement.programme = @programme AND placement.park_id IN @parks AND placement.stage IN ('Applied', 'Shortlisted', 'Interviewing')
            AND NOT EXISTS (
                SELECT 1 FROM notification
                WHERE notification.audience = @audience AND notification.audience_id = placement.unit_id AND notification.kind = @kind
                    AND notification.subject_id = @roundId AND notification.version = @version)
        """;
}
