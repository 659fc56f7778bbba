using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Portal.Messages;

namespace RaMatch.Portal.Inbox;

/// <summary>How soon somebody hears of a topic by a channel.</summary>
enum Frequency
{
    /// <summary>及时发送: of what comes by the dozen, at the end of the hour.</summary>
    AtOnce,

    /// <summary>每天汇总: once a day, what has not been read by then; by e-mail only.</summary>
    Daily,

    /// <summary>不发送.</summary>
    Never,
}

/// <summary>
/// By which way an account wants to hear of what. What it has not chosen is as usual: e-mail at once, of what comes by the dozen once a day; SMS only to whoever has no
/// e-mail address, of what is to be done in time. The inbox itself has everything.
/// </summary>
/// <param name="AccountId">Whose.</param>
/// <param name="Chosen">What was chosen.</param>
/// <param name="QuietFrom">From which minute of the day in China nothing is sent.</param>
/// <param name="QuietUntil">Until which; the same for never.</param>
sealed record Preferences(Guid AccountId, IReadOnlyDictionary<(Topic Topic, Channel Channel), Frequency> Chosen, long QuietFrom, long QuietUntil)
{
    const int MinutesOfHour = 60;

    /// <summary>22:00.</summary>
    public const long UsualQuietFrom = 22 * MinutesOfHour;

    /// <summary>08:00.</summary>
    public const long UsualQuietUntil = 8 * MinutesOfHour;

    /// <summary>When daily letters are due, in China.</summary>
    static readonly TimeOnly DailyAt = new(8, 30);

    /// <summary>Those of some accounts; of one that has chosen nothing the usual ones.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Preferences>> ReadAsync(Reader reader, IReadOnlyList<Guid> accounts)
    {
        var choices = (await reader.QueryAsync<Choice>(SelectChoices, new { accounts })).ToLookup(row => row.AccountId);
        var quiet = (await reader.QueryAsync<Quiet>(SelectQuiet, new { accounts })).ToDictionary(row => row.AccountId);
        return accounts.Distinct().ToDictionary(account => account, account => new Preferences(
            account,
            choices[account].ToDictionary(row => (row.Topic, row.Channel), row => row.Frequency),
            quiet.GetValueOrDefault(account)?.QuietFrom ?? UsualQuietFrom,
            quiet.GetValueOrDefault(account)?.QuietUntil ?? UsualQuietUntil));
    }

    /// <summary>How soon it hears of a topic.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="audience">As whom.</param>
    /// <param name="channel">By which way.</param>
    /// <param name="hasEmail">Whether the account has an e-mail address.</param>
    public Frequency Of(Topic topic, AudienceKind audience, Channel channel, bool hasEmail) =>
        Chosen.TryGetValue((topic, channel), out var chosen) ? chosen : Usual(topic, audience, channel, hasEmail);

    /// <summary>When the quiet hours end that it is in; null where it is in none.</summary>
    public DateTimeOffset? QuietEnd(DateTimeOffset now)
    {
        var local = ChinaTime.Of(now);
        var minute = local.Hour * MinutesOfHour + local.Minute;
        var isQuiet = QuietFrom <= QuietUntil ? minute >= QuietFrom && minute < QuietUntil : minute >= QuietFrom || minute < QuietUntil;
        if (!isQuiet)
        {
            return null;
        }

        var day = DateOnly.FromDateTime(local.DateTime);
        return ChinaTime.At(minute < QuietUntil ? day : day.AddDays(1), new TimeOnly((int)QuietUntil / MinutesOfHour, (int)QuietUntil % MinutesOfHour));
    }

    /// <summary>When the next daily letter is due.</summary>
    public static DateTimeOffset NextDaily(DateTimeOffset now)
    {
        var today = ChinaTime.At(ChinaTime.DayOf(now), DailyAt);
        return now < today ? today : today.AddDays(1);
    }

    /// <summary>Writes down one choice.</summary>
    public static Task ChooseAsync(UnitOfWork unit, Guid accountId, Topic topic, Channel channel, Frequency frequency) =>
        unit.PutAsync(UpdateChoice, InsertChoice, new { accountId, topic, channel, frequency });

    /// <summary>From here on it is as usual, whatever that becomes.</summary>
    public static Task LeaveAsync(UnitOfWork unit, Guid accountId, Topic topic, Channel channel) =>
        unit.ExecuteAsync(DeleteChoice, new { accountId, topic, channel });

    /// <summary>Writes down the quiet hours.</summary>
    public static Task KeepQuietAsync(UnitOfWork unit, Guid accountId, long from, long until) =>
        unit.PutAsync(UpdateQuiet, InsertQuiet, new { accountId, from, until });

    /// <summary>Forgets what an account has chosen and read, and what it was still to be sent.</summary>
    public static async Task ForgetAsync(UnitOfWork unit, Guid accountId)
    {
        foreach (var statement in new[] { DeleteChoices, DeleteQuiet, DeleteDigests, DeleteRead, DeleteReader })
        {
            await unit.ExecuteAsync(statement, new { accountId });
        }
    }

    /// <summary>What holds where nothing was chosen.</summary>
    public static Frequency Usual(Topic topic, AudienceKind audience, Channel channel, bool hasEmail) => (channel, topic, audience) switch
    {
        (Channel.Sms, Topic.Outcomes or Topic.Positions or Topic.Applications, _) or (Channel.Sms, Topic.Reviews or Topic.Hires, AudienceKind.Park) => Frequency.Never,
        (Channel.Sms, _, _) => hasEmail ? Frequency.Never : Frequency.AtOnce,
        (_, Topic.Applications, _) or (_, Topic.Reviews or Topic.Hires, AudienceKind.Park) => Frequency.Daily,
        _ => Frequency.AtOnce,
    };

    sealed record Choice
    {
        public Guid AccountId { get; init; }
        public Topic Topic { get; init; }
        public Channel Channel { get; init; }
        public Frequency Frequency { get; init; }
    }

    sealed record Quiet
    {
        public Guid AccountId { get; init; }
        public long QuietFrom { get; init; }
        public long QuietUntil { get; init; }
    }

    const string SelectChoices = "SELECT account_id, topic, channel, frequency FROM notification_choice WHERE account_id IN @accounts";

    const string SelectQuiet = "SELECT account_id, quiet_from, quiet_until FROM notification_quiet WHERE account_id IN @accounts";

    const string UpdateChoice = "UPDATE notification_choice SET frequency = @frequency WHERE account_id = @accountId AND topic = @topic AND channel = @channel";

    const string InsertChoice = """
        INSERT INTO notification_choice (account_id, topic, channel, frequency)
        SELECT @accountId, @topic, @channel, @frequency
        WHERE EXISTS (SELECT 1 FROM account WHERE account_id = @accountId)
            AND NOT EXISTS (SELECT 1 FROM notification_choice WHERE account_id = @accountId AND topic = @topic AND channel = @channel)
        """;

    const string UpdateQuiet = "UPDATE notification_quiet SET quiet_from = @from, quiet_until = @until WHERE account_id = @accountId";

    const string InsertQuiet = """
        INSERT INTO notification_quiet (account_id, quiet_from, quiet_until)
        SELECT @accountId, @from, @until
        WHERE NOT EXISTS (SELECT 1 FROM notification_quiet WHERE account_id = @accountId)
        """;

    const string DeleteChoice = "DELETE FROM notification_choice WHERE account_id = @accountId AND topic = @topic AND channel = @channel";

    const string DeleteChoices = "DELETE FROM notification_choice WHERE account_id = @accountId";

    const string DeleteQuiet = "DELETE FROM notification_quiet WHERE account_id = @accountId";

    const string DeleteDigests = "DELETE FROM notification_digest WHERE account_id = @accountId";

    const string DeleteRead = "DELETE FROM notification_read WHERE reader_id = @accountId OR reader_id IN (SELECT subject_id FROM membership WHERE account_id = @accountId)";

    const string DeleteReader = "DELETE FROM notification_reader WHERE reader_id = @accountId OR reader_id IN (SELECT subject_id FROM membership WHERE account_id = @accountId)";
}
