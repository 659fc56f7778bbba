using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts;
using RaMatch.Matching.Counting;
using RaMatch.Matching.Programmes;
using RaMatch.Platform;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;
using RaMatch.Reference;

namespace RaMatch.Matching.Progress;

/// <summary>
/// A supervisor compares the parks; a park (or the supervisor) reads one park's numbers with its course, its funnel and what to do next.
/// 404 for an unknown programme or another park's page.
/// </summary>
static class ShowProgress
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/progress", CompareAsync).RequireRoles(Roles.Supervisor, Roles.Service).RequireScope(Scopes.NumbersRead)
            .WithName("CompareProgress");
        api.MapGet("/progress/{park}", ShowAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor, Roles.Service).RequireScope(Scopes.NumbersRead)
            .WithName("ShowProgress");
    }

    /// <summary>All parks of a programme and their sum.</summary>
    public sealed record Comparison(string Programme, string Title, DateOnly Today, long RulesVersion, Sums Total, IReadOnlyList<ParkNumbers> Parks);

    /// <summary>Sums over the parks.</summary>
    public sealed record Sums(long Parks, long Target, long PublishedPositions, long PublishedSeats, long Claimed, long Evidenced, long Counted, long OfCohort, long Compared, long? RateBasisPoints)
    {
        public static Sums Of(IReadOnlyList<ParkNumbers> parks)
        {
            var (target, compared) = (parks.Sum(park => park.Target), parks.Sum(park => park.Compared));
            return new Sums(
                parks.Count,
                target,
                parks.Sum(park => park.PublishedPositions),
                parks.Sum(park => park.PublishedSeats),
                parks.Sum(park => park.Claimed),
                parks.Sum(park => park.Evidenced),
                parks.Sum(park => park.Counted),
                parks.Sum(park => park.OfCohort),
                compared,
                target == 0 ? null : (compared * 20_000 + target) / (2 * target));
        }
    }

    /// <summary>One park's page.</summary>
    /// <param name="Programme">The programme's code.</param>
    /// <param name="Title">Its title.</param>
    /// <param name="Today">The day the numbers are of, in China.</param>
    /// <param name="RulesVersion">The rules in force.</param>
    /// <param name="Numbers">The numbers.</param>
    /// <param name="NextMilestone">The next dated expectation, or null.</param>
    /// <param name="Waiting">Who is waited for.</param>
    /// <param name="Funnel">
    /// For each stage, how many placements came to it or past it; from the signature on those that still hold, so that its end is what counts. It never widens.
    /// </param>
    /// <param name="Trend">Day by day, counted and planned.</param>
    /// <param name="ToDos">What to do next, most urgent first.</param>
    public sealed record Response(
        string Programme,
        string Title,
        DateOnly Today,
        long RulesVersion,
        ParkNumbers Numbers,
        NextMilestone? NextMilestone,
        Waiting Waiting,
        IReadOnlyList<Reached> Funnel,
        IReadOnlyList<TrendDay> Trend,
        IReadOnlyList<ToDo> ToDos);

    /// <summary>A dated expectation in hires and seats of this park.</summary>
    public sealed record NextMilestone(DateOnly On, string Title, long? Published, long? Filled, long DaysLeft, long? FilledGap);

    /// <summary>Claimed hires by what they wait for, and open disputes.</summary>
    public sealed record Waiting(long Ready, long Incomplete, long Returned, long Unconfirmed, long Disputes);

    /// <summary>How many placements came to a stage.</summary>
    public sealed record Reached
    {
        public PlacementStage Stage { get; init; }
        public long Placements { get; init; }
    }

    /// <summary>One day; counted is null for days to come.</summary>
    public sealed record TrendDay(DateOnly On, long? Counted, long? OfCohort, long Plan);

    /// <summary>A thing to do: its kind, how many, and a sentence.</summary>
    public sealed record ToDo(string Kind, long Count, Sentence Sentence);

    /// <summary>Supervisors see all parks of a programme side by side.</summary>
    static Task<Results<Ok<Comparison>, NotFound<ProblemDetails>>> CompareAsync(string programme, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<Comparison>, NotFound<ProblemDetails>>>(async reader =>
        {
            if (await Programme.FindAsync(reader, programme) is not { } found)
            {
                return Problems.NotFound("programme.none");
            }

            var parks = await ParkNumbers.ReadAsync(reader, found);
            return TypedResults.Ok(new Comparison(found.Code, found.Title, ChinaTime.DayOf(reader.Now), found.RulesVersion, Sums.Of(parks), parks));
        }, cancellation);

    /// <summary>A park, or a supervisor, sees where the park stands and what to do next.</summary>
    static Task<Results<Ok<Response>, NotFound<ProblemDetails>>> ShowAsync(string park, string programme, Caller caller, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<Response>, NotFound<ProblemDetails>>>(async reader =>
        {
            if (!Parks.TryFind(park, out _) || (caller.ParkId is not null && caller.ParkId != park) || await Programme.FindAsync(reader, programme) is not { } found)
            {
                return Problems.NotFound("programme.none-or-park");
            }

            var numbers = (await ParkNumbers.ReadAsync(reader, found, park)).Single();
            var today = ChinaTime.DayOf(reader.Now);
            var scope = new { programme, park };
            var waiting = WaitingOf(await HireCase.WaitingVerdictsAsync(reader, found, park), await reader.GetAsync<long>(CountDisputes, scope));
            var expiring = await reader.GetAsync<long>(CountExpiring, new { programme, park, soon = reader.Now.AddDays(2) });
            return TypedResults.Ok(new Response(
                found.Code,
                found.Title,
                today,
                found.RulesVersion,
                numbers,
                NextOf(found, numbers, today),
                waiting,
                FunnelOf(await reader.QueryAsync<Standing>(SelectFunnel, scope), numbers.Counted),
                TrendOf(found, numbers.Target, await reader.QueryAsync<Movement>(SelectMovements, scope), today),
                ToDosOf(numbers, waiting, expiring)));
        }, cancellation);

    /// <summary>The funnel by what is kept of the stages. An agreement that has ended counts on where the rules say so, and then stands in it too.</summary>
    internal static IReadOnlyList<Reached> FunnelOf(IReadOnlyList<Standing> stages, long counted)
    {
        var byStage = stages.ToDictionary(one => one.Stage);
        var ended = Math.Max(0, counted - Holding(PlacementStage.Counted));
        return [.. Enum.GetValues<PlacementStage>()
            .Select(stage => new Reached { Stage = stage, Placements = stage is >= PlacementStage.Signed and <= PlacementStage.Counted ? Holding(stage) + ended : Come(stage) })
            .Where(one => one.Placements > 0)];

        long Come(PlacementStage stage) => byStage.GetValueOrDefault(stage)?.Reached ?? 0;

        long Holding(PlacementStage from) => byStage.Values.Where(one => one.Stage >= from && one.Stage <= PlacementStage.Counted).Sum(one => one.Placements);
    }

    /// <summary>How many placements stand at a stage and how many came to it.</summary>
    internal sealed record Standing
    {
        public PlacementStage Stage { get; init; }
        public long Placements { get; init; }
        public long Reached { get; init; }
    }

    static Waiting WaitingOf(IReadOnlyList<(Countability.Verdict Verdict, bool Returned)> hires, long disputes) => new(
        hires.Count(hire => hire.Verdict.Countable),
        hires.Count(hire => !hire.Verdict.Countable),
        hires.Count(hire => hire.Returned),
        hires.Count(hire => !hire.Verdict.Confirmed),
        disputes);

    static NextMilestone? NextOf(Programme programme, ParkNumbers numbers, DateOnly today)
    {
        if (programme.MilestonesByDay.FirstOrDefault(milestone => milestone.On >= today) is not { } next)
        {
            return null;
        }

        var filled = next.FilledOf(numbers.Target);
        return new NextMilestone(next.On, next.Title, numbers.Target * next.PublishedBasisPoints / 10_000, filled, next.On.DayNumber - today.DayNumber, numbers.Compared - filled);
    }

    static IReadOnlyList<TrendDay> TrendOf(Programme programme, long target, IReadOnlyList<Movement> movements, DateOnly today)
    {
        var byDay = movements.ToDictionary(movement => movement.Day);
        var last = movements.Count == 0 ? programme.ClosesOn : Later(programme.ClosesOn, movements[^1].Day);
        var first = movements.Count == 0 || movements[0].Day > programme.OpensOn ? programme.OpensOn : movements[0].Day;
        var milestones = programme.MilestonesByDay;
        var days = new List<TrendDay>();
        var (counted, ofCohort) = (0L, 0L);
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            if (byDay.TryGetValue(day, out var moved))
            {
                counted += moved.Counted;
                ofCohort += moved.OfCohort;
            }

            var plan = Plan.On(programme.OpensOn, programme.ClosesOn, milestones, target, day);
            days.Add(day <= today ? new TrendDay(day, counted, ofCohort, plan) : new TrendDay(day, null, null, plan));
        }

        return days;

        static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
    }

    static List<ToDo> ToDosOf(ParkNumbers numbers, Waiting waiting, long expiring)
    {
        var toDos = new List<ToDo>();
        Add("ready", waiting.Ready, Sentence.Of("to-do.ready", ("count", waiting.Ready)));
        Add("disputes", waiting.Disputes, Sentence.Of("to-do.disputes", ("count", waiting.Disputes)));
        Add("behind", -numbers.Gap, Sentence.Of("to-do.behind", ("count", -numbers.Gap)));
        Add("unconfirmed", waiting.Unconfirmed, Sentence.Of("to-do.unconfirmed", ("count", waiting.Unconfirmed)));
        Add("returned", waiting.Returned, Sentence.Of("to-do.returned", ("count", waiting.Returned)));
        Add("expiring", expiring, Sentence.Of("to-do.expiring", ("count", expiring)));
        Add("seatsOpen", numbers.SeatsOpen, Sentence.Of("to-do.seats-open", ("count", numbers.SeatsOpen)));
        return toDos;

        void Add(string kind, long count, Sentence sentence)
        {
            if (count > 0)
            {
                toDos.Add(new ToDo(kind, count, sentence));
            }
        }
    }

    sealed record Movement
    {
        static readonly DateOnly Epoch = new(1970, 1, 1);

        public long DayNumber { get; init; }
        public long Counted { get; init; }
        public long OfCohort { get; init; }
        public DateOnly Day => Epoch.AddDays((int)DayNumber);
    }

    const string CountDisputes = """
        SELECT COUNT(*)
        FROM dispute
        WHERE programme = @programme AND (holder_park_id = @park OR claimant_park_id = @park) AND decided_at IS NULL
        """;

    const string CountExpiring = """
        SELECT COUNT(*)
        FROM placement
        WHERE programme = @programme AND park_id = @park AND stage = 'Offered' AND offer_expires_at <= @soon
        """;

    const string SelectFunnel = """
        SELECT stage, SUM(placements) AS placements, SUM(reached) AS reached
        FROM stage_sum
        WHERE programme = @programme AND park_id = @park
        GROUP BY stage
        """;

    const string SelectMovements = """
        SELECT day_number, counted, of_cohort
        FROM day_sum
        WHERE programme = @programme AND park_id = @park
        ORDER BY day_number
        """;
}
