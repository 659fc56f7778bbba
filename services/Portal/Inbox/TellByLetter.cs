using System.Globalization;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Messages;

namespace RaMatch.Portal.Inbox;

/// <summary>
/// Has letters written about what an audience was told, to each of its members as each prefers: that they are written and that nothing is due any more is one transaction, so
/// that a portal that dies in between writes none twice, and of two portals on a database one writes them. Sending them is the outbox's (<see cref="Sender"/>).
/// </summary>
sealed class TellByLetter(PortalDb db, PortalAddress address, Channels channels, Unsubscribing unsubscribing, DemoSettings demo, ILogger<TellByLetter> log) : BackgroundService
{
    const int RowsAtOnce = 200;
    const int AudiencesAtOnce = 8;
    const int DigestsAtOnce = 50;
    static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);
    static readonly TimeSpan LongPause = TimeSpan.FromMinutes(10);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var news = new News();
        db.Announced += news.Announce;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                try
                {
                    await news.WaitAsync(stoppingToken);
                    await SweepAsync(stoppingToken);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    // A database that is away comes back; what is due stays due.
                    log.LogWarning(exception, "Letters about notifications could not be written this time");
                    await Task.Delay(PauseAfterFault, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        finally
        {
            db.Announced -= news.Announce;
        }
    }

    /// <summary>Writes all letters that are due.</summary>
    internal async Task SweepAsync(CancellationToken cancellation)
    {
        // First what was kept for later: what is told from here on is told by itself.
        while (await db.ReadAsync(reader => reader.FirstAsync<Digest>(SelectDigests, new { reader.Now }, DigestsAtOnce), cancellation) is { Count: > 0 } digests)
        {
            foreach (var digest in digests)
            {
                await WriteOrRestAsync(unit => TellLaterAsync(unit, digest), RestDigest, digest, cancellation);
            }
        }

        while (await db.ReadAsync(reader => reader.FirstAsync<Due>(SelectDue, new { reader.Now }, RowsAtOnce), cancellation) is { Count: > 0 } due)
        {
            // A round's opening is due for many at once, and transactions under way together share a commit.
            await Parallel.ForEachAsync(due.Distinct(), new ParallelOptions { MaxDegreeOfParallelism = AudiencesAtOnce, CancellationToken = cancellation }, async (one, stopping) =>
            {
                var batchId = Guid.CreateVersion7();
                await WriteOrRestAsync(unit => TellAsync(unit, new Audience(one.Audience, one.AudienceId), batchId), Rest, one, stopping);
            });
        }
    }

    /// <summary>Writes what is due to somebody, or, where that cannot be done, has it rest, so that it keeps nobody else from theirs.</summary>
    async Task WriteOrRestAsync(Func<UnitOfWork, Task> write, string rest, Due due, CancellationToken cancellation)
    {
        try
        {
            await db.WriteAsync(write, cancellation);
            CrashPoints.Reach("inbox.told-by-letter");
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or DatabaseBusyException))
        {
            log.LogError(exception, "Letters to {Due} could not be written and are tried again later", due);
            await db.WriteAsync(unit => unit.ExecuteAsync(rest, due with { Now = unit.Now, Again = unit.Now + LongPause }), cancellation);
        }
    }

    async Task TellAsync(UnitOfWork unit, Audience audience, Guid batchId)
    {
        var of = new { audience = audience.Kind, id = audience.Id, unit.Now, batchId };
        // Whoever else tells this audience waits here, and then finds nothing due; what is committed from here on is another batch's.
        if (await unit.ExecuteAsync(TakeDue, of) == 0)
        {
            return;
        }

        var lines = await unit.QueryAsync<InboxLine>(SelectBatch, of);
        var members = await MembersAsync(unit, audience);
        var preferences = await Preferences.ReadAsync(unit, [.. members.Select(member => member.AccountId)]);
        foreach (var member in members)
        {
            var preferred = preferences[member.AccountId];
            var quietEnd = preferred.QuietEnd(unit.Now);
            var byFrequency = lines.ToLookup(line => preferred.Of(Topics.Of(line.Kind), audience.Kind, member.Channel, member.HasEmail));
            var nextDaily = Preferences.NextDaily(unit.Now);
            // At night, and of what is told daily, only what would come too late in the morning is sent.
            var atOnce = byFrequency[Frequency.AtOnce].ToLookup(line => quietEnd is null || line.Facts.At <= quietEnd);
            var daily = byFrequency[Frequency.Daily].ToLookup(line => line.Facts.At <= nextDaily);
            await QueueAsync(unit, member, [.. atOnce[true], .. daily[true]]);
            CrashPoints.Reach("inbox.telling-by-letter");
            await KeepForLaterAsync(unit, audience, member, Frequency.AtOnce, [.. atOnce[false]], quietEnd ?? unit.Now);
            await KeepForLaterAsync(unit, audience, member, Frequency.Daily, [.. daily[false]], nextDaily);
        }
    }

    static async Task KeepForLaterAsync(UnitOfWork unit, Audience audience, Member member, Frequency frequency, List<InboxLine> lines, DateTimeOffset dueAt)
    {
        if (lines.Count > 0)
        {
            var digest = new { member.AccountId, member.Channel, frequency, audience = audience.Kind, id = audience.Id, since = lines.Min(line => line.AppearsAt), dueAt };
            await unit.ExecuteAsync(UpdateDigest, digest);
            await unit.ExecuteAsync(InsertDigest, digest);
        }
    }

    async Task TellLaterAsync(UnitOfWork unit, Digest digest)
    {
        var audience = new Audience(digest.Audience, digest.AudienceId);
        if (await unit.ExecuteAsync(TakeDigest, digest with { Now = unit.Now }) == 0
            || (await MembersAsync(unit, audience)).FirstOrDefault(one => one.AccountId == digest.AccountId && one.Channel == digest.Channel) is not { } member)
        {
            return;
        }

        var preferred = (await Preferences.ReadAsync(unit, [digest.AccountId]))[digest.AccountId];
        var unread = await unit.QueryAsync<InboxLine>(SelectUnread, new { audience = audience.Kind, id = audience.Id, reader = member.SubjectId, digest.Since, unit.Now });
        // What had to be done by now was said in time.
        await QueueAsync(unit, member, [.. unread.Where(line => !(line.Facts.At <= unit.Now) && preferred.Of(Topics.Of(line.Kind), audience.Kind, member.Channel, member.HasEmail) == digest.Frequency)]);
    }

    async Task QueueAsync(UnitOfWork unit, Member member, List<InboxLine> lines)
    {
        if (Gathered(lines) is { Count: > 0 } gathered)
        {
            await Letters.QueueAsync(unit, member.Channel == Channel.Sms
                ? NotificationLetters.Sms(member.Address, gathered, address.Of, unit.Now)
                : NotificationLetters.Email(member.Address, gathered, address.Of, unsubscribing.AddressFor(member.AccountId, [.. gathered.Select(line => Topics.Of(line.Kind)).Distinct()]), unit.Now));
        }
    }

    /// <summary>One line a kind and matter, as in the inbox.</summary>
    static List<InboxLine> Gathered(List<InboxLine> lines) =>
    [
        .. lines.GroupBy(line => (line.Matter, line.Kind))
            .Select(group => group.First() with { Standing = group.Count(), Unread = group.Count() })
            .OrderByDescending(line => line.AppearsAt),
    ];

    async Task<IReadOnlyList<Member>> MembersAsync(UnitOfWork unit, Audience audience)
    {
        var members = audience.Kind == AudienceKind.Graduate
            ? await unit.QueryAsync<Member>(SelectGraduate, new { id = Guid.Parse(audience.Id, CultureInfo.InvariantCulture) })
            : await unit.QueryAsync<Member>(SelectMembers, new { actsFor = audience.ActsFor });
        // Nobody of a demonstration has an account; what they would be sent is shown there.
        var personas = DemoPersona.All.Where(one => demo.Enabled && Audience.Of(one.Caller) == audience)
            .Select(one => new Member { AccountId = one.Caller.Id, SubjectId = one.Caller.Id, Channel = Channel.Email, Address = $"{one.Key}@demo.example" });
        var withEmail = members.Where(member => member.Channel == Channel.Email).Select(member => member.AccountId).ToHashSet();
        return
        [
            .. members.Where(member => channels.Has(member.Channel)).Select(member => member with { HasEmail = withEmail.Contains(member.AccountId) && channels.Has(Channel.Email) }),
            .. personas,
        ];
    }

    /// <summary>An audience to which something is due; with the moments that its statements ask for.</summary>
    record Due
    {
        public AudienceKind Audience { get; init; }
        public string AudienceId { get; init; } = "";
        public DateTimeOffset Now { get; init; }
        public DateTimeOffset Again { get; init; }
    }

    sealed record Digest : Due
    {
        public Guid AccountId { get; init; }
        public Channel Channel { get; init; }
        public Frequency Frequency { get; init; }
        public DateTimeOffset Since { get; init; }
    }

    sealed record Member
    {
        public Guid AccountId { get; init; }
        public Guid SubjectId { get; init; }
        public Channel Channel { get; init; }
        public string Address { get; init; } = "";

        /// <summary>Whether the account can be reached by e-mail as well.</summary>
        public bool HasEmail { get; init; }
    }

    const string SelectDue = """
        SELECT audience, audience_id
        FROM notification
        WHERE tells_at <= @now
        ORDER BY tells_at, audience, audience_id
        """;

    const string TakeDue = "UPDATE notification SET tells_at = NULL, told_in = @batchId WHERE audience = @audience AND audience_id = @id AND tells_at <= @now";

    const string Rest = "UPDATE notification SET tells_at = @again WHERE audience = @audience AND audience_id = @audienceId AND tells_at <= @now";

    const string RestDigest = """
        UPDATE notification_digest
        SET due_at = @again
        WHERE account_id = @accountId AND channel = @channel AND frequency = @frequency AND audience = @audience AND audience_id = @audienceId
        """;

    const string Columns = """
        SELECT told.audience, told.kind, told.matter, told.subject_id, told.position_id, position.title AS position_title, position.unit_name, told.occurred_at,
            told.appears_at, told.settled_at, told.facts AS facts_text
        FROM notification AS told
        LEFT JOIN known_position AS position ON position.position_id = told.position_id
        """;

    const string SelectBatch = $"""
        {Columns}
        WHERE told.audience = @audience AND told.audience_id = @id AND told.told_in = @batchId
        ORDER BY told.appears_at DESC, told.subject_id
        """;

    const string SelectUnread = $"""
        {Columns}
        WHERE told.audience = @audience AND told.audience_id = @id AND told.appears_at <= @now AND told.tells_at IS NULL AND {ReadInbox.IsUnread}
        ORDER BY told.appears_at DESC, told.subject_id
        """;

    const string OfMembers = """
        SELECT membership.account_id, membership.subject_id, CASE account_address.kind WHEN 'Mobile' THEN 'Sms' ELSE 'Email' END AS channel, account_address.address
        FROM membership
        JOIN account_address ON account_address.account_id = membership.account_id
        """;

    const string SelectGraduate = $"""
        {OfMembers}
        WHERE membership.subject_id = @id AND membership.acts_for = 'graduate' AND membership.ended_at IS NULL
        ORDER BY membership.account_id, account_address.kind
        """;

    const string SelectMembers = $"""
        {OfMembers}
        WHERE membership.acts_for = @actsFor AND membership.ended_at IS NULL
        ORDER BY membership.account_id, account_address.kind
        """;

    const string UpdateDigest = """
        UPDATE notification_digest
        SET since = @since
        WHERE account_id = @accountId AND channel = @channel AND frequency = @frequency AND audience = @audience AND audience_id = @id AND since > @since
        """;

    const string InsertDigest = """
        INSERT INTO notification_digest (account_id, channel, frequency, audience, audience_id, since, due_at)
        SELECT @accountId, @channel, @frequency, @audience, @id, @since, @dueAt
        WHERE NOT EXISTS (
            SELECT 1 FROM notification_digest
            WHERE account_id = @accountId AND channel = @channel AND frequency = @frequency AND audience = @audience AND audience_id = @id)
        """;

    const string SelectDigests = "SELECT account_id, channel, frequency, audience, audience_id, since FROM notification_digest WHERE due_at <= @now ORDER BY due_at, account_id";

    const string TakeDigest = """
        DELETE FROM notification_digest
        WHERE account_id = @accountId AND channel = @channel AND frequency = @frequency AND audience = @audience AND audience_id = @audienceId AND due_at <= @now
        """;
}
