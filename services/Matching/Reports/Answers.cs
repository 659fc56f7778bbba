using RaMatch.Matching.Programmes;
using RaMatch.Platform.Data;

namespace RaMatch.Matching.Reports;

/// <summary>How a park stands with a milestone. Public because responses show it.</summary>
public enum DueState
{
    /// <summary>未报送.</summary>
    Missing,

    /// <summary>已报送.</summary>
    HandedIn,

    /// <summary>已退回, and nothing handed in since.</summary>
    Returned,

    /// <summary>已接收.</summary>
    Accepted,
}

/// <summary>A milestone at which reports are due. Several of one day are one.</summary>
/// <param name="On">Its day, by which it is named: when it is moved, other numbers are due.</param>
/// <param name="Title">What is expected.</param>
/// <param name="FreezesAt">As of when the numbers are, and the first instant at which a report is late.</param>
sealed record DueMilestone(DateOnly On, string Title, DateTimeOffset FreezesAt)
{
    /// <summary>The milestones of a programme at which something is handed in, earliest first.</summary>
    public static IReadOnlyList<DueMilestone> Of(Programme programme) =>
        [.. programme.MilestonesByDay.Where(milestone => milestone.Report != MilestoneReport.None).GroupBy(milestone => milestone.On)
            .Select(day => new DueMilestone(day.Key, string.Join('、', day.Select(milestone => milestone.Title)), day.Min(milestone => milestone.Freezes)))];
}

/// <summary>What the parks have handed in for the milestones of a programme.</summary>
sealed class Answers
{
    readonly ILookup<(DateOnly? On, string? ParkId), Report> _reports;
    readonly IReadOnlyList<string> _expected;
    readonly DateTimeOffset _now;

    Answers(IReadOnlyList<Report> reports, IReadOnlyList<string> expected, DateTimeOffset now) =>
        (_reports, _expected, _now) = (reports.ToLookup(report => (report.MilestoneOn, report.ParkId)), expected, now);

    /// <summary>How a park stands.</summary>
    /// <param name="ParkId">The park.</param>
    /// <param name="State">How it stands.</param>
    /// <param name="Report">What it handed in last; null for nothing.</param>
    /// <param name="IsLate">Whether it was handed in late, or is not there and should be.</param>
    public sealed record One(string ParkId, DueState State, Report? Report, bool IsLate);

    /// <summary>Reads them for all parks or for one.</summary>
    public static async Task<Answers> ReadAsync(Reader reader, string programme, string? park)
    {
        var scope = new { programme, park };
        return new Answers(await reader.QueryAsync<Report>(SelectAnswers, scope), await reader.QueryAsync<string>(SelectExpected, scope), reader.Now);
    }

    /// <summary>The parks that have a target, or have handed in something, with how each stands.</summary>
    public IReadOnlyList<One> To(DueMilestone milestone) =>
        [.. _expected.Union(_reports.Select(reports => reports.Key).Where(key => key.On == milestone.On).Select(key => key.ParkId!), StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(park => Of(milestone, park))];

    One Of(DueMilestone milestone, string park)
    {
        var latestFirst = _reports[(milestone.On, park)].ToList();
        // A newer one may have come back while an older one was accepted; at most one is not returned.
        return latestFirst.Find(report => report.State != ReportState.Returned) is { } standing
            ? new One(park, standing.State == ReportState.Accepted ? DueState.Accepted : DueState.HandedIn, standing, standing.IsLate)
            : new One(park, latestFirst.Count > 0 ? DueState.Returned : DueState.Missing, latestFirst.FirstOrDefault(), _now >= milestone.FreezesAt);
    }

    const string SelectAnswers = $"""
        SELECT {Report.Columns}
        FROM report
        WHERE programme = @programme AND milestone_on IS NOT NULL AND park_id IS NOT NULL AND state <> 'Frozen' AND (@park IS NULL OR park_id = @park)
        ORDER BY handed_in_at DESC, report_id
        """;

    const string SelectExpected = """
        SELECT park_id
        FROM target
        WHERE programme = @programme AND seats > 0 AND (@park IS NULL OR park_id = @park)
            AND revision = (SELECT MAX(newest.revision) FROM target AS newest WHERE newest.programme = target.programme AND newest.park_id = target.park_id)
        ORDER BY park_id
        """;
}
