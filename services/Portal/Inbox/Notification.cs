using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;

namespace RaMatch.Portal.Inbox;

/// <summary>What is said beside the kind; which of it depends on the kind. Nothing of it was typed about a person.</summary>
sealed record NotificationFacts
{
    /// <summary>A moment: of an interview, or until when something is to be done.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>A day.</summary>
    public DateOnly? On { get; init; }

    /// <summary>A title: of a position as submitted, of a round, of a milestone.</summary>
    public string? Title { get; init; }

    /// <summary>What a unit calls itself.</summary>
    public string? Name { get; init; }

    /// <summary>How many hires are due.</summary>
    public long? Due { get; init; }

    /// <summary>How many count.</summary>
    public long? Counted { get; init; }

    /// <summary>The programme's code.</summary>
    public string? Programme { get; init; }

    /// <summary>What has changed, as <see cref="PositionTerms"/> names it; or the parks that missed a milestone.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>It is over because it was called off.</summary>
    public bool Cancelled { get; init; }
}

/// <summary>Something that an audience is told, once however often the event comes.</summary>
/// <param name="Audience">Whom.</param>
/// <param name="Kind">What.</param>
/// <param name="SubjectId">What it is about: a placement, position, unit, round, dispute, programme.</param>
/// <param name="Version">The subject's version that told it.</param>
/// <param name="Matter">Under what it stands in the inbox: everything about one matter stands together.</param>
/// <param name="OccurredAt">When it happened.</param>
sealed record Notification(Audience Audience, NotificationKind Kind, Guid SubjectId, long Version, string Matter, DateTimeOffset OccurredAt)
{
    /// <summary>The position it concerns, by whose name it is called; null where there is none.</summary>
    public Guid? PositionId { get; init; }

    /// <summary>What is said of it.</summary>
    public NotificationFacts Facts { get; init; } = new();

    /// <summary>A reminder appears then; null for at once.</summary>
    public DateTimeOffset? AppearsAt { get; init; }

    /// <summary>Tells it. False: it was told before.</summary>
    public async Task<bool> TellAsync(UnitOfWork unit)
    {
        unit.Wake();
        // Heard late, a reminder is news of now.
        var appearsAt = AppearsAt > unit.Now ? AppearsAt.Value : unit.Now;
        return await unit.ExecuteAsync(InsertNotification, new
        {
            audience = Audience.Kind,
            audienceId = Audience.Id,
            Kind,
            SubjectId,
            Version,
            Matter,
            PositionId,
            facts = Json.Text(Facts),
            OccurredAt,
            appearsAt,
            tellsAt = TellsAt(Kind, Audience.Kind, appearsAt),
        }) > 0;
    }

    /// <summary>
    /// What was told of a subject before a version waits for nobody any more; a reminder that has not appeared yet never will.
    /// </summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="subjectId">The subject.</param>
    /// <param name="version">The version that ends it.</param>
    /// <param name="kinds">What ends.</param>
    public static async Task SettleAsync(UnitOfWork unit, Guid subjectId, long version, params IReadOnlyList<NotificationKind> kinds)
    {
        if (kinds.Count > 0)
        {
            await unit.ExecuteAsync(DeleteAhead, new { subjectId, version, kinds, unit.Now });
            await unit.ExecuteAsync(Settle, new { subjectId, version, kinds, unit.Now });
        }
    }

    /// <summary>Tells it unless the audience knows already that this subject waits: sent in once more while it does, it is still one thing to do, of which the newest holds.</summary>
    public async Task TellOnceAsync(UnitOfWork unit)
    {
        if (await unit.ExecuteAsync(UpdateStanding, new { audience = Audience.Kind, id = Audience.Id, Kind, SubjectId, facts = Json.Text(Facts) }) == 0)
        {
            await TellAsync(unit);
        }
    }

    /// <summary>Whether an event of a unit, of a position's review or of a dispute is news: nothing newer of it has come. If it is, it is what is known from here on.</summary>
    public static async Task<bool> IsNewsAsync(UnitOfWork unit, Guid subjectId, long version) => await unit.PutAsync(UpdateCourse, InsertCourse, new { subjectId, version });

    /// <summary>When letters about something are due: at once, and of what many send at the end of the hour, together.</summary>
    public static DateTimeOffset TellsAt(NotificationKind kind, AudienceKind audience, DateTimeOffset appearsAt) => Topics.Gathers(kind, audience)
        ? new DateTimeOffset(ChinaTime.Of(appearsAt).Date.AddHours(ChinaTime.Of(appearsAt).Hour + 1), ChinaTime.Offset)
        : appearsAt;

    const string InsertNotification = """
        INSERT INTO notification (audience, audience_id, kind, subject_id, version, matter, position_id, facts, occurred_at, appears_at, tells_at)
        SELECT @audience, @audienceId, @kind, @subjectId, @version, @matter, @positionId, @facts, @occurredAt, @appearsAt, @tellsAt
        WHERE NOT EXISTS (
            SELECT 1 FROM notification
            WHERE audience = @audience AND audience_id = @audienceId AND kind = @kind AND subject_id = @subjectId AND version = @version)
        """;

    const string UpdateStanding = """
        UPDATE notification
        SET facts = @facts
        WHERE audience = @audience AND audience_id = @id AND kind = @kind AND subject_id = @subjectId AND settled_at IS NULL
        """;

    const string DeleteAhead = "DELETE FROM notification WHERE subject_id = @subjectId AND kind IN @kinds AND version < @version AND appears_at > @now";

    const string Settle = """
        UPDATE notification
        SET settled_at = @now, tells_at = NULL
        WHERE subject_id = @subjectId AND kind IN @kinds AND version < @version AND settled_at IS NULL
        """;

    const string UpdateCourse = "UPDATE known_course SET version = @version WHERE subject_id = @subjectId AND version < @version";

    const string InsertCourse = """
        INSERT INTO known_course (subject_id, version)
        SELECT @subjectId, @version
        WHERE NOT EXISTS (SELECT 1 FROM known_course WHERE subject_id = @subjectId)
        """;
}
