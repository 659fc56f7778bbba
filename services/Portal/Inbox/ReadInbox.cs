using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;

namespace RaMatch.Portal.Inbox;

/// <summary>
/// What whoever asks was told, as its audience was: a page of matters, the newest first, each with a line a kind. What has been read is each reader's own, and
/// whoever joins an audience has read what was there before.
/// </summary>
sealed class ReadInbox(PortalDb db) : IUnread
{
    const int MattersOnPage = 20;

    /// <summary>A matter with its lines, the newest first.</summary>
    /// <param name="Heading">What it is about.</param>
    /// <param name="Lines">What was told of it.</param>
    public sealed record Group(string Heading, IReadOnlyList<InboxLine> Lines);

    /// <inheritdoc />
    public Task<int> CountAsync(HttpContext http) => http.User() is null
        ? Task.FromResult(0)
        : db.ReadAsync(async reader => (int)await reader.GetAsync<long>(CountUnread, Who(http, reader)));

    /// <summary>A page of what was told.</summary>
    public Task<PageOf<Group>> PageAsync(HttpContext http, int number) => db.ReadAsync(async reader =>
    {
        var matters = await reader.PageAsync<Matter>(SelectMatters, CountMatters, Who(http, reader), new Page(number, MattersOnPage));
        var lines = (await reader.QueryAsync<InboxLine>(SelectLines, Who(http, reader, [.. matters.Items.Select(one => one.Name)]))).ToLookup(line => line.Matter, StringComparer.Ordinal);
        return matters.Select(matter => new Group(NotificationWords.Heading(lines[matter.Name].First()), [.. lines[matter.Name]]));
    });

    /// <summary>What came last of a kind in a matter; null where nothing is there.</summary>
    public Task<InboxLine?> FindAsync(HttpContext http, string matter, NotificationKind kind) => db.ReadAsync(async reader =>
        (await reader.QueryAsync<InboxLine>(SelectLines, Who(http, reader, [matter]))).FirstOrDefault(line => line.Kind == kind));

    /// <summary>Whoever asks has read what there is of a line, and nothing that came after it.</summary>
    public Task MarkAsync(HttpContext http, InboxLine line) => db.WriteAsync(unit => unit.PutAsync(UpdateRead, InsertRead, new
    {
        reader = http.Caller().Id,
        audience = Audience.Of(http.Caller()).Kind,
        id = Audience.Of(http.Caller()).Id,
        line.Matter,
        line.Kind,
        until = line.Newest,
    }));

    /// <summary>Whoever asks has read everything that had come by the time the page was made.</summary>
    public Task MarkAllAsync(HttpContext http, DateTimeOffset seen) => db.WriteAsync(unit => unit.PutAsync(UpdateReader, InsertReader, new
    {
        reader = http.Caller().Id,
        audience = Audience.Of(http.Caller()).Kind,
        id = Audience.Of(http.Caller()).Id,
        until = seen < unit.Now ? seen : unit.Now,
    }));

    static object Who(HttpContext http, Reader reader, IReadOnlyList<string>? matters = null)
    {
        var caller = http.Caller();
        var audience = Audience.Of(caller);
        var since = http.Account()?.Acting?.Since ?? DateTimeOffset.UnixEpoch;
        return matters is null
            ? new { reader = caller.Id, audience = audience.Kind, id = audience.Id, since, reader.Now }
            : new { reader = caller.Id, audience = audience.Kind, id = audience.Id, since, reader.Now, matters };
    }

    sealed record Matter
    {
        public string Name { get; init; } = "";
        public DateTimeOffset Latest { get; init; }
    }

    /// <summary>What <c>@reader</c> has not read of what <c>told</c>, waiting still, appeared at <c>@since</c> or later.</summary>
    public const string IsUnread = """
        told.settled_at IS NULL AND told.appears_at >= @since
            AND told.appears_at > COALESCE((SELECT r.read_until FROM notification_reader AS r WHERE r.reader_id = @reader AND r.audience = @audience AND r.audience_id = @id), 0)
            AND NOT EXISTS (
                SELECT 1 FROM notification_read AS r
                WHERE r.reader_id = @reader AND r.audience = @audience AND r.audience_id = @id AND r.matter = told.matter AND r.kind = told.kind
                    AND r.read_until >= told.appears_at)
        """;

    const string CountUnread = $"""
        SELECT COUNT(*)
        FROM (
            SELECT DISTINCT told.matter, told.kind
            FROM notification AS told
            WHERE told.audience = @audience AND told.audience_id = @id AND told.appears_at <= @now AND {IsUnread}) AS lines
        """;

    const string SelectMatters = """
        SELECT matter AS name, MAX(appears_at) AS latest
        FROM notification
        WHERE audience = @audience AND audience_id = @id AND appears_at <= @now
        GROUP BY matter
        ORDER BY latest DESC, name
        """;

    const string CountMatters = """
        SELECT COUNT(DISTINCT matter)
        FROM notification
        WHERE audience = @audience AND audience_id = @id AND appears_at <= @now
        """;

    // What waits goes before what is settled, and of that what came last.
    const string SelectLines = $"""
        SELECT line.audience, line.kind, line.matter, line.subject_id, line.position_id, position.title AS position_title, position.unit_name, line.occurred_at,
            line.appears_at, line.settled_at, line.standing, line.unread, line.newest, line.facts AS facts_text
        FROM (
            SELECT one.audience, one.kind, one.matter, one.subject_id, one.position_id, one.occurred_at, one.appears_at, one.settled_at, one.facts,
                COUNT(CASE WHEN one.settled_at IS NULL THEN 1 END) OVER (PARTITION BY one.matter, one.kind) AS standing,
                SUM(one.is_unread) OVER (PARTITION BY one.matter, one.kind) AS unread,
                MAX(one.appears_at) OVER (PARTITION BY one.matter, one.kind) AS newest,
                ROW_NUMBER() OVER (
                    PARTITION BY one.matter, one.kind
                    ORDER BY CASE WHEN one.settled_at IS NULL THEN 0 ELSE 1 END, one.appears_at DESC, one.subject_id) AS place
            FROM (
                SELECT told.audience, told.kind, told.matter, told.subject_id, told.position_id, told.occurred_at, told.appears_at, told.settled_at, told.facts,
                    CASE WHEN {IsUnread} THEN 1 ELSE 0 END AS is_unread
                FROM notification AS told
                WHERE told.audience = @audience AND told.audience_id = @id AND told.appears_at <= @now AND told.matter IN @matters) AS one) AS line
        LEFT JOIN known_position AS position ON position.position_id = line.position_id
        WHERE line.place = 1
        ORDER BY line.appears_at DESC, line.kind
        """;

    const string UpdateRead = """
        UPDATE notification_read
        SET read_until = @until
        WHERE reader_id = @reader AND audience = @audience AND audience_id = @id AND matter = @matter AND kind = @kind AND read_until < @until
        """;

    const string InsertRead = """
        INSERT INTO notification_read (reader_id, audience, audience_id, matter, kind, read_until)
        SELECT @reader, @audience, @id, @matter, @kind, @until
        WHERE NOT EXISTS (
            SELECT 1 FROM notification_read
            WHERE reader_id = @reader AND audience = @audience AND audience_id = @id AND matter = @matter AND kind = @kind)
        """;

    const string UpdateReader = """
        UPDATE notification_reader
        SET read_until = @until
        WHERE reader_id = @reader AND audience = @audience AND audience_id = @id AND read_until < @until
        """;

    const string InsertReader = """
        INSERT INTO notification_reader (reader_id, audience, audience_id, read_until)
        SELECT @reader, @audience, @id, @until
        WHERE NOT EXISTS (SELECT 1 FROM notification_reader WHERE reader_id = @reader AND audience = @audience AND audience_id = @id)
        """;
}
