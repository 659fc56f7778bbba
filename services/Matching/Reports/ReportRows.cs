using System.Globalization;
using RaMatch.Contracts;
using RaMatch.Matching.Placements;
using RaMatch.Matching.Programmes;
using RaMatch.Matching.Progress;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Reference;

namespace RaMatch.Matching.Reports;

/// <summary>A row of a report: all facts of its kind that it has, numbers in the invariant form.</summary>
/// <param name="Key">What it is about: the position's id, or the park's.</param>
/// <param name="Facts">By name, as in <see cref="Layouts.Facts"/>; one that has no value is not there.</param>
sealed record ReportRow(string Key, IReadOnlyDictionary<string, string> Facts)
{
    /// <summary>A number of it; 0 where it has none.</summary>
    public long Number(string fact) => Facts.TryGetValue(fact, out var text) ? long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0;
}

/// <summary>
/// The rows of reports as of an instant: positions by their versions, placements by the steps of their history, evidence by when it was filed and taken out, hires by the ledger up to its entry then.
/// </summary>
static class ReportRows
{
    /// <summary>A park's posts, by unit and title.</summary>
    public static async Task<IReadOnlyList<ReportRow>> OfPostsAsync(Reader reader, Instant at, string park)
    {
        var scope = ScopeOf(at, park);
        var stages = (await reader.QueryAsync<Stages>(StagesByPost, scope)).ToDictionary(row => row.Subject, StringComparer.Ordinal);
        var counted = (await reader.QueryAsync<Counted>(CountedByPost, scope)).ToDictionary(row => row.Subject, StringComparer.Ordinal);
        var posts = (await reader.QueryAsync<Post>(SelectPosts, scope)).ToDictionary(row => row.PositionId.ToString(), StringComparer.Ordinal);
        var today = at.Day;
        // What is known of a post only by its applications has not been heard of yet: it stands at the end.
        return [.. posts.Keys.Union(stages.Keys, StringComparer.Ordinal).Union(counted.Keys, StringComparer.Ordinal)
            .Select(key => (Key: key, Post: posts.GetValueOrDefault(key)))
            .OrderBy(one => one.Post is null).ThenBy(one => one.Post?.UnitName ?? "", Pinyin.Order).ThenBy(one => one.Post?.Title ?? "", Pinyin.Order).ThenBy(one => one.Key, StringComparer.Ordinal)
            .Select((one, index) =>
            {
                var (stage, hires) = (stages.GetValueOrDefault(one.Key) ?? new Stages(), counted.GetValueOrDefault(one.Key) ?? new Counted());
                return new ReportRow(one.Key, Facts(
                [
                    ("number", Text(index + 1)),
                    ("unit", one.Post?.UnitName),
                    ("unit-categories", one.Post is { } known ? string.Join('、', Json.Read<IReadOnlyList<UnitCategory>>(known.Categories).Select(Labels.Of)) : null),
                    ("post", one.Post?.Title),
                    ("post-kind", one.Post is { } of ? Labels.Of(of.Kind) : null),
                    ("published-on", one.Post is { } published ? ChinaTime.DayOf(published.FirstAt).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null),
                    ("seats", Text(one.Post?.Seats ?? 0)),
                    ("applied", Text(stage.Applied)),
                    ("interviewed", Text(stage.Interviewed)),
                    ("offered", Text(stage.Offered)),
                    ("claimed", Text(stage.Claimed)),
                    ("evidenced", Text(stage.Evidenced)),
                    ("counted", Text(hires.Hires)),
                    ("of-cohort", Text(hires.OfCohort)),
                    ("seats-open", Text(one.Post is { ClosedAt: null } open && open.ClosesOn >= today ? Math.Max(0, open.Seats - stage.Held) : 0)),
                ]));
            })];
    }

    /// <summary>The parks with a target or anything else in the programme; with what each has handed in, where the report is about a milestone.</summary>
    /// <param name="reader">Where to read.</param>
    /// <param name="at">The instant.</param>
    /// <param name="handedIn">What each park has handed in, as people read it, with the hires counted in it; null where nothing was to be.</param>
    public static async Task<IReadOnlyList<ReportRow>> OfParksAsync(Reader reader, Instant at, IReadOnlyDictionary<string, (string Said, long? Counted)>? handedIn)
    {
        var scope = ScopeOf(at, park: null);
        var targets = (await reader.QueryAsync<TargetRow>(SelectTargets, scope)).ToDictionary(row => row.ParkId, row => row.Target, StringComparer.Ordinal);
        var stages = (await reader.QueryAsync<Stages>(StagesByPark, scope)).ToDictionary(row => row.Subject, StringComparer.Ordinal);
        var counted = (await reader.QueryAsync<Counted>(CountedByPark, scope)).ToDictionary(row => row.Subject, StringComparer.Ordinal);
        var seats = (await reader.QueryAsync<SeatsRow>(SeatsByPark, scope)).ToDictionary(row => row.ParkId, row => row.Seats, StringComparer.Ordinal);
        var today = at.Day;
        return [.. targets.Keys.Union(seats.Keys, StringComparer.Ordinal).Union(stages.Keys, StringComparer.Ordinal).Union(counted.Keys, StringComparer.Ordinal).Union(handedIn?.Keys ?? [], StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select((park, index) =>
            {
                var (stage, hires, target) = (stages.GetValueOrDefault(park) ?? new Stages(), counted.GetValueOrDefault(park) ?? new Counted(), targets.GetValueOrDefault(park));
                var compared = at.Rules.Counter == Counter.Cohort ? hires.OfCohort : hires.Hires;
                var plan = Plan.On(at.Terms.OpensOn, at.Terms.ClosesOn, at.Terms.Milestones, target, today);
                var answer = handedIn?.GetValueOrDefault(park);
                return new ReportRow(park, Facts(
                [
                    ("number", Text(index + 1)),
                    ("park", Parks.ShortNameOf(park)),
                    ("target", Text(target)),
                    ("seats", Text(seats.GetValueOrDefault(park))),
                    ("claimed", Text(stage.Claimed)),
                    ("evidenced", Text(stage.Evidenced)),
                    ("counted", Text(hires.Hires)),
                    ("of-cohort", Text(hires.OfCohort)),
                    ("compared", Text(compared)),
                    ("rate", target == 0 ? null : Text(RateOf(compared, target))),
                    ("plan", Text(plan)),
                    ("gap", Text(compared - plan)),
                    ("handed-in", answer?.Said),
                    ("reported-counted", answer?.Counted is { } reported ? Text(reported) : null),
                ]));
            })];
    }

    /// <summary>The rows of a kind added up: whole numbers, and the rate of all.</summary>
    public static IReadOnlyDictionary<string, string> SumsOf(RowKind kind, IReadOnlyList<ReportRow> rows)
    {
        var sums = Layouts.Facts[kind].Where(fact => fact.Value == FactKind.Whole && fact.Key != "number" && rows.Any(row => row.Facts.ContainsKey(fact.Key)))
            .Select(fact => (fact.Key, (string?)Text(rows.Sum(row => row.Number(fact.Key)))));
        var (compared, target) = (rows.Sum(row => row.Number("compared")), rows.Sum(row => row.Number("target")));
        return Facts([.. sums, .. kind == RowKind.Parks && target > 0 ? [("rate", (string?)Text(RateOf(compared, target)))] : Array.Empty<(string, string?)>()]);
    }

    static long RateOf(long compared, long target) => (compared * 20_000 + target) / (2 * target);

    // One park or all, by a range: with an OR no index would be used.
    static object ScopeOf(Instant at, string? park) => new
    {
        programme = at.Programme.Code,
        at.AsOf,
        at.Entries,
        firstPark = park ?? "",
        lastPark = park ?? "~",
        required = Placement.BitsOf(at.Rules.RequiredEvidence),
    };

    static SortedDictionary<string, string> Facts(IEnumerable<(string Name, string? Value)> facts)
    {
        var known = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in facts)
        {
            if (value is not null)
            {
                known.Add(name, value);
            }
        }

        return known;
    }

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    sealed record Post
    {
        public Guid PositionId { get; init; }
        public string ParkId { get; init; } = "";
        public string UnitName { get; init; } = "";
        public string Categories { get; init; } = "[]";
        public string Title { get; init; } = "";
        public PositionKind Kind { get; init; }
        public long Seats { get; init; }
        public DateOnly ClosesOn { get; init; }
        public DateTimeOffset FirstAt { get; init; }
        public DateTimeOffset? ClosedAt { get; init; }
    }

    sealed record Stages
    {
        public string Subject { get; init; } = "";
        public long Applied { get; init; }
        public long Interviewed { get; init; }
        public long Offered { get; init; }
        public long Claimed { get; init; }
        public long Evidenced { get; init; }
        public long Held { get; init; }
    }

    sealed record Counted
    {
        public string Subject { get; init; } = "";
        public long Hires { get; init; }
        public long OfCohort { get; init; }
    }

    sealed record SeatsRow
    {
        public string ParkId { get; init; } = "";
        public long Seats { get; init; }
    }

    sealed record TargetRow
    {
        public string ParkId { get; init; } = "";
        public long Target { get; init; }
    }

    const string FromPublished = """
        FROM position_version AS published
        JOIN (
            SELECT position_id, MAX(version) AS version, MIN(published_at) AS first_at
            FROM position_version
            WHERE programme = @programme AND park_id BETWEEN @firstPark AND @lastPark AND published_at <= @asOf
            GROUP BY position_id) AS newest ON newest.position_id = published.position_id AND newest.version = published.version
        """;

    const string SeatsByPark = $"SELECT published.park_id, SUM(published.seats) AS seats {FromPublished} GROUP BY published.park_id";

    const string SelectPosts = $"""
        SELECT published.position_id, published.park_id, COALESCE(unit_status.name, published.unit_name) AS unit_name, COALESCE(unit_status.categories, '[]') AS categories,
            published.title, published.kind, published.seats, published.closes_on, newest.first_at, position_closing.closed_at
        {FromPublished}
        LEFT JOIN unit_status ON unit_status.unit_id = published.unit_id
        LEFT JOIN position_closing ON position_closing.position_id = published.position_id AND position_closing.version >= published.version AND position_closing.closed_at <= @asOf
        """;

    const string StageColumns = """
        COUNT(*) AS applied,
            SUM(CASE WHEN come.furthest >= 2 THEN 1 ELSE 0 END) AS interviewed,
            SUM(CASE WHEN come.furthest >= 3 THEN 1 ELSE 0 END) AS offered,
            SUM(CASE WHEN standing.stage IN ('Signed', 'OnDuty', 'Counted') THEN 1 ELSE 0 END) AS claimed,
            SUM(CASE WHEN standing.stage IN ('Signed', 'OnDuty', 'Counted') AND COALESCE(proved.kinds, 0) & @required = @required THEN 1 ELSE 0 END) AS evidenced,
            SUM(CASE WHEN standing.stage IN ('Offered', 'Accepted', 'Signed', 'OnDuty', 'Counted') THEN 1 ELSE 0 END) AS held
        FROM (
            SELECT placement.placement_id, placement.position_id, placement.park_id, MAX(placement_stage.version) AS version,
                MAX(CASE placement_stage.stage WHEN 'Applied' THEN 0 WHEN 'Shortlisted' THEN 1 WHEN 'Interviewing' THEN 2 WHEN 'Offered' THEN 3
                    WHEN 'Accepted' THEN 4 WHEN 'Signed' THEN 5 WHEN 'OnDuty' THEN 6 WHEN 'Counted' THEN 7 END) AS furthest
            FROM placement
            JOIN placement_stage ON placement_stage.placement_id = placement.placement_id
            WHERE placement.programme = @programme AND placement.park_id BETWEEN @firstPark AND @lastPark AND placement_stage.occurred_at <= @asOf
            GROUP BY placement.placement_id, placement.position_id, placement.park_id) AS come
        JOIN placement_stage AS standing ON standing.placement_id = come.placement_id AND standing.version = come.version
        LEFT JOIN (
            SELECT evidence.placement_id, SUM(DISTINCT CASE evidence.kind WHEN 'Agreement' THEN 1 WHEN 'OnDuty' THEN 2 WHEN 'Insurance' THEN 4 ELSE 0 END) AS kinds
            FROM evidence
            JOIN placement ON placement.placement_id = evidence.placement_id
            WHERE placement.programme = @programme AND placement.park_id BETWEEN @firstPark AND @lastPark
                AND evidence.filed_at <= @asOf AND (evidence.superseded_at IS NULL OR evidence.superseded_at > @asOf)
            GROUP BY evidence.placement_id) AS proved ON proved.placement_id = come.placement_id
        """;

    const string StagesByPost = $"SELECT come.position_id AS subject, {StageColumns} GROUP BY come.position_id";

    const string StagesByPark = $"SELECT come.park_id AS subject, {StageColumns} GROUP BY come.park_id";

    const string CountedColumns = """
        SUM(delta) AS hires, SUM(delta * of_cohort) AS of_cohort
        FROM ledger_entry
        WHERE programme = @programme AND park_id BETWEEN @firstPark AND @lastPark AND number <= @entries
        """;

    const string CountedByPost = $"SELECT position_id AS subject, {CountedColumns} GROUP BY position_id";

    const string CountedByPark = $"SELECT park_id AS subject, {CountedColumns} GROUP BY park_id";

    const string SelectTargets = """
        SELECT park_id, seats AS target
        FROM target
        WHERE programme = @programme
            AND revision = (SELECT MAX(then_set.revision) FROM target AS then_set WHERE then_set.programme = target.programme AND then_set.park_id = target.park_id AND then_set.set_at <= @asOf)
        """;
}
