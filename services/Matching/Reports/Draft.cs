using RaMatch.Matching.Programmes;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;
using RaMatch.Reference;

namespace RaMatch.Matching.Reports;

/// <summary>A report before it is frozen: what is asked for, and what comes of it. A park's is the sheet of its units and posts, a supervisor's the roll-up.</summary>
/// <param name="Layout">The layout.</param>
/// <param name="At">The instant it is of.</param>
/// <param name="Head">What stands around the table.</param>
/// <param name="Rows">The rows.</param>
sealed record Draft(Layout Layout, Instant At, ReportFile.Head Head, IReadOnlyList<ReportRow> Rows)
{
    /// <summary>Which report is asked for.</summary>
    /// <param name="ParkId">Whose; null for the roll-up.</param>
    /// <param name="MilestoneOn">The day of the milestone that it answers; null for none.</param>
    /// <param name="AsOf">The instant it is of; null: now, or when the milestone froze.</param>
    /// <param name="RulesVersion">The rules to go by; null: those in force then.</param>
    public sealed record Asked(string? ParkId, DateOnly? MilestoneOn, DateTimeOffset? AsOf, long? RulesVersion);

    /// <summary>Makes it, or says what of it cannot be, at its field.</summary>
    /// <param name="reader">Where to read.</param>
    /// <param name="programme">The programme.</param>
    /// <param name="asked">What is asked for.</param>
    /// <param name="layouts">The layouts.</param>
    /// <param name="reportId">The number it will have; null for one that is not frozen.</param>
    public static async Task<(Draft? Draft, string Field, Sentence? Wrong)> MakeAsync(Reader reader, Programme programme, Asked asked, Layouts layouts, Guid? reportId)
    {
        var milestone = DueMilestone.Of(programme).FirstOrDefault(one => one.On == asked.MilestoneOn);
        if (asked.MilestoneOn is not null && milestone is null)
        {
            return (null, "milestoneOn", Sentence.Of("report.milestone-unknown"));
        }

        if (asked.AsOf > reader.Now)
        {
            return (null, "asOf", Sentence.Of("report.as-of-future"));
        }

        if (asked.AsOf <= ChinaTime.EndOf(programme.OpensOn.AddDays(-1)))
        {
            return (null, "asOf", Sentence.Of("report.as-of-early", ("first", programme.OpensOn)));
        }

        if (asked.AsOf is not null && milestone is not null)
        {
            return (null, "asOf", Sentence.Of("report.as-of-milestone"));
        }

        var asOf = asked.AsOf ?? (milestone is not null && milestone.FreezesAt < reader.Now ? milestone.FreezesAt : reader.Now);
        if (await Instant.ReadAsync(reader, programme, asOf, asked.RulesVersion) is not { } at)
        {
            return (null, "rulesVersion", Sentence.Of("report.rules-unknown"));
        }

        var layout = layouts.Newest(asked.ParkId is null ? Layouts.RollUp : Layouts.UnitPost);
        var answers = asked.ParkId is null && milestone is not null ? (await Answers.ReadAsync(reader, programme.Code, park: null)).To(milestone) : null;
        var rows = asked.ParkId is { } park
            ? await ReportRows.OfPostsAsync(reader, at, park)
            : await ReportRows.OfParksAsync(reader, at, answers?.ToDictionary(one => one.ParkId, one => (layout.Say(one), one.Report?.State == ReportState.Returned ? null : one.Report?.Counted), StringComparer.Ordinal));
        var values = ValuesOf(at, asked, milestone, answers, reportId);
        return (new Draft(layout, at, new ReportFile.Head(values, ReportRows.SumsOf(layout.Rows, rows)), rows), "", null);
    }

    static SortedDictionary<string, string> ValuesOf(Instant at, Asked asked, DueMilestone? milestone, IReadOnlyList<Answers.One>? answers, Guid? reportId)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["programme"] = at.Terms.Title,
            ["asOf"] = Instant.Text(at.AsOf),
            ["rules"] = Json.Text(at.RulesVersion),
            ["entries"] = Json.Text(at.Entries),
            ["ledger"] = at.Hash[..16],
        };
        Add("park", asked.ParkId is { } park ? Parks.ShortNameOf(park) : null);
        Add("milestone", milestone is null ? null : $"{milestone.Title}（{Instant.Text(milestone.FreezesAt)}）");
        Add("report", reportId?.ToString());
        Add("missing", answers?.Where(one => one.State is DueState.Missing or DueState.Returned).Select(one => Parks.ShortNameOf(one.ParkId)).ToList() is { Count: > 0 } missing ? string.Join('、', missing) : null);
        return values;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                values.Add(name, value);
            }
        }
    }
}
