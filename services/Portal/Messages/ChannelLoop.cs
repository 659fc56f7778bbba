using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;

namespace RaMatch.Portal.Messages;

/// <summary>
/// Sends the letters of one channel, oldest first and several at once. A letter is taken by an update that finds it due no more once another has
/// taken it, so that one of several portals on a database gets it, and is held until its lease ends; its row goes once the server has it. A portal that dies in between
/// leaves the row, and the letter is handed over again when the lease is over: see docs/running.md, "Mail and SMS".
/// </summary>
sealed partial class ChannelLoop(Channel channel, Func<ICourier>? open, TimeSpan limit, PortalDb db, TimeProvider clock, DeliveryHealth health, ILogger log)
{
    /// <summary>So many letters are under way at once, each over a connection of its own.</summary>
    public const int AtOnce = 4;

    const int Candidates = 2 * AtOnce;
    const int LongestError = 2_000;
    const string InPlaceOfAddress = "\uFFFC";
    static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);
    static readonly TimeSpan LastChance = TimeSpan.FromSeconds(15);
    static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(5);
    static readonly TimeSpan KeptGivenUp = TimeSpan.FromDays(30);

    // Longer than any attempt, however late it is noted, and by however much the clocks of two servers differ.
    readonly TimeSpan _lease = limit + TimeSpan.FromMinutes(2);
    readonly KeyValuePair<string, object?> _tag = new("channel", NameOf(channel));
    readonly Gate _gate = new(NameOf(channel), health);

    // Taken here and not noted yet: while the database is away their leases may end, and they are not to be taken again.
    readonly ConcurrentDictionary<Guid, bool> _inHand = new();

    /// <summary>What operators call a channel, in health, metrics and the log.</summary>
    public static string NameOf(Channel channel) => channel == Channel.Email ? "e-mail" : "sms";

    /// <summary>Sends until it is stopped; what is being handed over then has a moment to get there.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var news = new News();
        db.Announced += news.Announce;
        var workers = new List<Task>();
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                try
                {
                    await news.WaitAsync(stopping);
                    workers.RemoveAll(worker => worker.IsCompleted);
                    await LookAsync(workers, stopping);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    // A database that is away comes back; the letters wait.
                    log.LogWarning(exception, "Letters by {Channel} could not be looked for this time", _tag.Value);
                    await Task.Delay(PauseAfterFault, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
        finally
        {
            db.Announced -= news.Announce;
            await Task.WhenAll(workers);
        }
    }

    async Task LookAsync(List<Task> workers, CancellationToken stopping)
    {
        var room = open is null ? 0 : _gate.Room(AtOnce, workers.Count);
        var (standing, given, due) = await db.ReadAsync(
            async reader => (
                await reader.GetAsync<Standing>(SelectStanding, new { channel }),
                await reader.GetAsync<GivenUp>(SelectGivenUp, new { channel, now = reader.Now }),
                room <= 0 ? 0 : (await reader.FirstAsync<Guid>(SelectDue, new { channel, now = reader.Now }, room)).Count),
            stopping);
        await TellAsync(standing, given, stopping);
        for (; due > 0; due--)
        {
            workers.Add(WorkAsync(stopping));
        }
    }

    /// <summary>Says in health and metrics how things stand, gives up what nobody has been able to send in time, and forgets what was given up long ago.</summary>
    async Task TellAsync(Standing standing, GivenUp given, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        Metrics.LettersOldest.Record(standing.Oldest is { } oldest ? Math.Max(0, (now - oldest).TotalSeconds) : 0, _tag);
        if (open is null && standing.Letters > 0)
        {
            health.Report(NameOf(channel), $"{standing.Letters} letters wait, and {(channel == Channel.Email ? "Mail:Host" : "Sms:Url")} is not set.");
        }
        else if (open is null)
        {
            health.Clear(NameOf(channel));
        }

        if (standing.FirstExpiry <= now)
        {
            var reason = open is null ? "This installation has no such channel." : "It could not be handed over in time.";
            CountGivenUp(await db.WriteAsync(unit => unit.ExecuteAsync(GiveUpExpired, new { channel, now = unit.Now, reason }), stopping));
        }

        if (given.Earliest <= now - KeptGivenUp)
        {
            await db.WriteAsync(unit => unit.ExecuteAsync(ForgetGivenUp, new { channel, before = unit.Now - KeptGivenUp }), stopping);
        }

        var part = $"{NameOf(channel)} given up";
        if (given.Letters > 0)
        {
            health.Report(part, $"{given.Letters} letters could not be sent; see docs/running.md, \"Mail and SMS\".");
        }
        else
        {
            health.Clear(part);
        }
    }

    /// <summary>One letter after the other over one connection, until none is due or the server cannot be spoken to.</summary>
    async Task WorkAsync(CancellationToken stopping)
    {
        try
        {
            await using var courier = open!();
            (WaitingLetter Letter, HandOver Told)? last = null;
            while (await NoteAndTakeAsync(last, stopping) is { } letter)
            {
                CrashPoints.Reach("letters.taken");
                _inHand[letter.MessageId] = true;
                last = (letter, await HandOverAsync(courier, letter, stopping));
                CrashPoints.Reach("letters.handed-over");
            }
        }
        catch (Exception exception)
        {
            if (!stopping.IsCancellationRequested)
            {
                log.LogError(exception, "A letter by {Channel} stays where it is until its lease is over", _tag.Value);
            }
        }
    }

    async Task<HandOver> HandOverAsync(ICourier courier, WaitingLetter letter, CancellationToken stopping)
    {
        using var time = new CancellationTokenSource(limit);
        await using var goodbye = stopping.Register(() => time.CancelAfter(LongestGoodbye));
        try
        {
            // Whoever does not heed the token is left alone with it.
            return await courier.HandOverAsync(letter, time.Token).WaitAsync(time.Token);
        }
        catch (OperationCanceledException) when (time.IsCancellationRequested)
        {
            return stopping.IsCancellationRequested
                ? new HandOver(Verdict.Interrupted, null)
                : new HandOver(Verdict.NoService, string.Create(CultureInfo.InvariantCulture, $"No answer within {limit.TotalSeconds} seconds."));
        }
        catch (Exception exception)
        {
            log.LogError(exception, "Letter {MessageId} could not be handed over", letter.MessageId);
            return new HandOver(Verdict.NotNow, exception.Message);
        }
    }

    /// <summary>Writes down what has become of a letter and takes the next, in one transaction; null where there is none or it is not the time.</summary>
    async Task<WaitingLetter?> NoteAndTakeAsync((WaitingLetter Letter, HandOver Told)? last, CancellationToken stopping)
    {
        var goesOn = last is null or { Told.Verdict: Verdict.Taken or Verdict.Refused or Verdict.NotNow } && !stopping.IsCancellationRequested;
        async Task<(bool GivenUp, WaitingLetter? Next)> NoteAndTake(UnitOfWork unit) => (
            last is var (letter, told) && await NoteAsync(unit, letter, told),
            goesOn ? await TakeAsync(unit) : null);

        bool givenUp;
        WaitingLetter? next;
        try
        {
            (givenUp, next) = await Database.UntilAvailable.ExecuteAsync(async token => await db.WriteAsync(NoteAndTake, token), stopping);
        }
        catch (OperationCanceledException) when (last is not null && stopping.IsCancellationRequested)
        {
            // At a stop there is no time to wait for a database, but to try once: what is not noted is sent again.
            goesOn = false;
            (givenUp, next) = await db.WriteAsync(NoteAndTake, CancellationToken.None);
        }

        if (last is var (sent, made))
        {
            _inHand.TryRemove(sent.MessageId, out _);
            Tell(sent, made, givenUp);
        }

        return next;
    }

    /// <summary>Writes down what has become of a letter; true if it is given up.</summary>
    static async Task<bool> NoteAsync(UnitOfWork unit, WaitingLetter letter, HandOver told)
    {
        // What was handed over is so whoever else has taken it by now.
        if (told.Verdict == Verdict.Taken)
        {
            await unit.ExecuteAsync(Delete, new { letter.MessageId });
            return false;
        }

        if (told.Verdict == Verdict.Interrupted)
        {
            await unit.ExecuteAsync(GiveBack, new { letter.MessageId, letter.Attempts, now = unit.Now });
            return false;
        }

        // The last attempt is made just before it says nothing any more.
        var (again, latest) = (unit.Now + BackOff.After(letter.Attempts, letter.MessageId), letter.ExpiresAt - LastChance);
        again = again < latest ? again : latest;
        if (told.Verdict == Verdict.Refused || again <= unit.Now)
        {
            return await unit.ExecuteAsync(GiveUp, new { letter.MessageId, letter.Attempts, now = unit.Now, error = ErrorOf(letter, told) }) > 0;
        }

        await unit.ExecuteAsync(Rest, new { letter.MessageId, letter.Attempts, again, error = ErrorOf(letter, told) });
        return false;
    }

    async Task<WaitingLetter?> TakeAsync(UnitOfWork unit)
    {
        foreach (var id in (await unit.FirstAsync<Guid>(SelectDue, new { channel, now = unit.Now }, Candidates)).Where(id => !_inHand.ContainsKey(id)))
        {
            // Of two portals that see the same row, the second waits here and finds that it is due no more.
            if (await unit.ExecuteAsync(Take, new { id, now = unit.Now, lease = unit.Now + _lease }) > 0)
            {
                return await unit.GetAsync<WaitingLetter>(SelectLetter, new { id });
            }
        }

        return null;
    }

    void Tell(WaitingLetter letter, HandOver told, bool givenUp)
    {
        _gate.Answered(told.Verdict, told.Reason is null ? null : ErrorOf(letter, told));
        if (told.Verdict == Verdict.Taken)
        {
            Metrics.LettersSent.Add(1, _tag);
        }
        else if (givenUp)
        {
            log.LogError("Letter {MessageId} by {Channel} is given up after attempt {Attempt}: {Reason}", letter.MessageId, _tag.Value, letter.Attempts, ErrorOf(letter, told));
            CountGivenUp(1);
        }
        else if (told.Verdict != Verdict.Interrupted)
        {
            Metrics.LettersFailed.Add(1, _tag);
            log.LogWarning("Letter {MessageId} by {Channel} is tried again after attempt {Attempt}: {Reason}", letter.MessageId, _tag.Value, letter.Attempts, ErrorOf(letter, told));
        }
    }

    void CountGivenUp(int letters)
    {
        if (letters > 0)
        {
            Metrics.LettersGivenUp.Add(letters, _tag);
        }
    }

    // Servers like to say whom they do not know, and to repeat what they were sent; what an operator reads, and everybody in health, has no address, no link and no code in it.
    static string ErrorOf(WaitingLetter letter, HandOver told)
    {
        var error = Private().Replace(
            told.Reason!.ReplaceLineEndings(" ").Replace(letter.Address, InPlaceOfAddress, StringComparison.OrdinalIgnoreCase),
            found => found.Groups["status"].Success ? found.Value : "****");
        if (letter.Channel == Channel.Email && letter.Address[..letter.Address.LastIndexOf('@')] is { Length: > 2 } name)
        {
            error = error.Replace(name, "****", StringComparison.OrdinalIgnoreCase);
        }

        error = error.Replace(InPlaceOfAddress, GivenUpLetters.Mask(letter.Channel, letter.Address), StringComparison.Ordinal);
        return error.Length > LongestError ? error[..LongestError] : error;
    }

    // Links, addresses, and digits as many as a code has, however parted; but not the status that stands first (550 5.1.1).
    [GeneratedRegex("""\A(?<status>[0-9]{3}(?: [0-9][.][0-9]{1,3}[.][0-9]{1,3})?)(?![^ ])|https?://[^ ]+|[^ <>()",;:]+@[^ <>()",;:]+|[0-9](?:[ .-]?[0-9]){4,}""", RegexOptions.CultureInvariant)]
    private static partial Regex Private();

    sealed record Standing
    {
        public long Letters { get; init; }
        public DateTimeOffset? Oldest { get; init; }
        public DateTimeOffset? FirstExpiry { get; init; }
    }

    sealed record GivenUp
    {
        public long Letters { get; init; }
        public DateTimeOffset? Earliest { get; init; }
    }

    const string SelectStanding = """
        SELECT COUNT(*) AS letters, MIN(created_at) AS oldest, MIN(expires_at) AS first_expiry
        FROM message
        WHERE channel = @channel AND given_up_at IS NULL
        """;

    // What says nothing any more is nobody's to have sent.
    const string SelectGivenUp = """
        SELECT COALESCE(SUM(CASE WHEN void_at <= @now THEN 0 ELSE 1 END), 0) AS letters, MIN(given_up_at) AS earliest
        FROM message
        WHERE channel = @channel AND given_up_at IS NOT NULL
        """;

    const string SelectDue = """
        SELECT message_id
        FROM message
        WHERE channel = @channel AND given_up_at IS NULL AND available_at <= @now AND expires_at > @now
        ORDER BY available_at, message_id
        """;

    const string SelectLetter = """
        SELECT message_id, channel, address, subject, text, unsubscribe, attempts, expires_at
        FROM message
        WHERE message_id = @id
        """;

    const string Take = """
        UPDATE message SET attempts = attempts + 1, available_at = @lease
        WHERE message_id = @id AND given_up_at IS NULL AND available_at <= @now
        """;

    const string Delete = "DELETE FROM message WHERE message_id = @messageId";

    const string Rest = """
        UPDATE message SET available_at = @again, last_error = @error
        WHERE message_id = @messageId AND attempts = @attempts AND given_up_at IS NULL
        """;

    const string GiveBack = """
        UPDATE message SET available_at = @now, attempts = attempts - 1
        WHERE message_id = @messageId AND attempts = @attempts AND given_up_at IS NULL
        """;

    const string GiveUp = """
        UPDATE message SET given_up_at = @now, last_error = @error
        WHERE message_id = @messageId AND attempts = @attempts AND given_up_at IS NULL
        """;

    // Not what somebody is handing over just now.
    const string GiveUpExpired = """
        UPDATE message SET given_up_at = @now, last_error = COALESCE(last_error, @reason)
        WHERE channel = @channel AND given_up_at IS NULL AND expires_at <= @now AND available_at <= @now
        """;

    const string ForgetGivenUp = "DELETE FROM message WHERE channel = @channel AND given_up_at < @before";
}
