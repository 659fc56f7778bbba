using RaMatch.Contracts;
using RaMatch.Contracts.Matching;
using RaMatch.Matching.Programmes;
using RaMatch.Platform;
using RaMatch.Platform.Data;

namespace RaMatch.Matching.Progress;

/// <summary>
/// The clock tells when a milestone is a week off and a day off, and after its day which parks have fewer hires than it asks for. Each programme with a target is
/// looked at once a day: whoever looks first writes the day down in the transaction of what is told, so a restart or a second process tells nothing again.
/// </summary>
sealed class WatchMilestones(MatchingDb db, ILogger<WatchMilestones> log) : BackgroundService
{
    static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(1);

    // Nobody is told of what is longer ago.
    const int LatestDays = 7;

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        // A database that is away comes back; what is told late says how many days are left.
        ByTheClock.RepeatAsync(LookAgain, SweepAsync, exception => log.LogWarning(exception, "Milestones could not be looked at this time"), stoppingToken);

    /// <summary>Looks at every programme that nobody has looked at today. One that fails keeps no other from its turn.</summary>
    internal async Task SweepAsync(CancellationToken cancellation)
    {
        foreach (var code in await db.ReadAsync(reader => reader.QueryAsync<string>(SelectUnwatched, ScopeOf(ChinaTime.DayOf(reader.Now))), cancellation))
        {
            try
            {
                await db.WriteAsync(unit => WatchAsync(unit, code), cancellation);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.LogWarning(exception, "The milestones of {Programme} could not be looked at this time", code);
            }
        }
    }

    static object ScopeOf(DateOnly today) => new { today, earliest = today.AddDays(-LatestDays) };

    static async Task WatchAsync(UnitOfWork unit, string code)
    {
        var today = ChinaTime.DayOf(unit.Now);
        await unit.ExecuteAsync(InsertWatch, new { code });
        await unit.ExecuteAsync(TouchWatch, new { code });
        var watch = await unit.GetAsync<Watch>(SelectWatch, new { code });
        if (watch.WatchedOn >= today)
        {
            return;
        }

        var programme = (await Programme.FindAsync(unit, code))!;
        var due = programme.MilestonesByDay.Where(milestone => IsDue(milestone.On, watch.WatchedOn, today)).ToList();
        var parks = due.Count == 0 ? [] : (await ParkNumbers.ReadAsync(unit, programme)).Where(park => park.Target > 0).ToList();
        var told = watch.Told;
        foreach (var milestone in due)
        {
            if (Telling(programme, milestone, parks, told + 1, unit.Now) is { } message)
            {
                told++;
                await unit.PublishAsync(message);
            }
        }

        await unit.ExecuteAsync(UpdateWatch, new { code, today, told });
    }

    /// <summary>Whether there is something to tell today that was not there to be told on the day of the look before, if there was one.</summary>
    internal static bool IsDue(DateOnly on, DateOnly? before, DateOnly today) =>
        StepOn(on, today) > (before is { } day ? StepOn(on, day) : Step.FarOff) && on >= today.AddDays(-LatestDays);

    static Step StepOn(DateOnly on, DateOnly today) => (on.DayNumber - today.DayNumber) switch
    {
        > 7 => Step.FarOff,
        > 1 => Step.WeekOff,
        >= 0 => Step.DayOff,
        _ => Step.Passed,
    };

    static IMessage? Telling(Programme programme, Milestone milestone, IReadOnlyList<ParkNumbers> parks, long version, DateTimeOffset now)
    {
        var daysLeft = milestone.On.DayNumber - ChinaTime.DayOf(now).DayNumber;
        var standing = parks.Select(park => new ParkAtMilestone(park.ParkId, milestone.FilledOf(park.Target), park.Compared));
        var concerned = (daysLeft < 0 ? standing.Where(park => park.Counted < park.Due) : standing).ToList();
        return (concerned.Count, daysLeft) switch
        {
            (0, _) => null,
            (_, < 0) => new MilestoneMissed(programme.ProgrammeId, version, programme.Code, milestone.Title, milestone.On, concerned, now),
            _ => new MilestoneNeared(programme.ProgrammeId, version, programme.Code, milestone.Title, milestone.On, daysLeft, concerned, now),
        };
    }

    /// <summary>How near a milestone is.</summary>
    enum Step
    {
        FarOff,
        WeekOff,
        DayOff,
        Passed,
    }

    sealed record Watch
    {
        public DateOnly? WatchedOn { get; init; }
        public long Told { get; init; }
    }

    // Without a target nobody is asked for anything: such a programme is looked at on the day it gets one.
    const string SelectUnwatched = """
        SELECT code
        FROM programme
        WHERE closes_on >= @earliest
            AND NOT EXISTS (SELECT 1 FROM milestone_watch WHERE milestone_watch.programme = programme.code AND milestone_watch.watched_on >= @today)
            AND EXISTS (SELECT 1 FROM target WHERE target.programme = programme.code AND target.seats > 0)
        ORDER BY code
        """;

    const string InsertWatch = """
        INSERT INTO milestone_watch (programme, watched_on, told)
        SELECT @code, NULL, 0
        WHERE NOT EXISTS (SELECT 1 FROM milestone_watch WHERE programme = @code)
        """;

    const string TouchWatch = "UPDATE milestone_watch SET told = told WHERE programme = @code";

    const string SelectWatch = "SELECT watched_on, told FROM milestone_watch WHERE programme = @code";

    const string UpdateWatch = "UPDATE milestone_watch SET watched_on = @today, told = @told WHERE programme = @code";
}
