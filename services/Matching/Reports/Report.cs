using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Reports;

/// <summary>What has become of a frozen report. Public because responses show it.</summary>
public enum ReportState
{
    /// <summary>已生成: its park has not handed it in, or it is a roll-up; supervisors find it only among that park's.</summary>
    Frozen,

    /// <summary>已报送: waits for the supervisors.</summary>
    HandedIn,

    /// <summary>已退回: the park freezes another one.</summary>
    Returned,

    /// <summary>已接收.</summary>
    Accepted,
}

/// <summary>A frozen report as it is stored.</summary>
sealed record Report
{
    public Guid ReportId { get; init; }
    public long Version { get; init; }
    public string Programme { get; init; } = "";

    /// <summary>Whose it is; null for the roll-up of all parks.</summary>
    public string? ParkId { get; init; }
    public string Layout { get; init; } = "";
    public long Edition { get; init; }

    /// <summary>The day of the milestone that it answers, if it answers one.</summary>
    public DateOnly? MilestoneOn { get; init; }
    public DateTimeOffset AsOf { get; init; }
    public long RulesVersion { get; init; }

    /// <summary>How many entries of the ledger it counts.</summary>
    public long LedgerEntries { get; init; }

    /// <summary>The hash of the last of them.</summary>
    public string LedgerHash { get; init; } = "";

    /// <summary><see cref="ReportFile.Head"/> as JSON.</summary>
    public string Head { get; init; } = "";
    public long RowCount { get; init; }
    public long Seats { get; init; }
    public long Claimed { get; init; }
    public long Counted { get; init; }
    public long OfCohort { get; init; }

    /// <summary>SHA-256 of the file.</summary>
    public string Hash { get; init; } = "";

    /// <summary>Bytes of the file.</summary>
    public long Size { get; init; }
    public Guid FrozenBy { get; init; }
    public DateTimeOffset FrozenAt { get; init; }
    public ReportState State { get; init; }
    public DateTimeOffset? HandedInAt { get; init; }

    /// <summary>The first instant at which it was late, as it stood when it was handed in.</summary>
    public DateTimeOffset? DueAt { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Why it was returned.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether it was handed in late.</summary>
    public bool IsLate => HandedInAt >= DueAt;

    /// <summary>404: there is none such, or it is another park's.</summary>
    public static NotFound<ProblemDetails> None() => Problems.NotFound("report.none");

    /// <summary>The report if the caller may read it: a park its own, supervisors all.</summary>
    public static async Task<Report?> FindAsync(Reader reader, Guid reportId, Caller caller) =>
        await reader.FindAsync<Report>(SelectReport, new { reportId }) is { } report && (caller.ParkId is null || caller.ParkId == report.ParkId) ? report : null;

    /// <summary>The same to decide on: touched before it is read.</summary>
    public static async Task<Report?> TakeAsync(UnitOfWork unit, Guid reportId, Caller caller)
    {
        if (await unit.ExecuteAsync(Touch, new { reportId }) == 0 || await FindAsync(unit, reportId, caller) is not { } report)
        {
            return null;
        }

        unit.Concerns(report.ParkId, "report", reportId);
        return report;
    }

    /// <summary>Writes this state over the one it was made from, and into the history.</summary>
    public async Task<Report> AdvanceAsync(UnitOfWork unit, Guid actorId)
    {
        var next = this with { Version = Version + 1 };
        if (await unit.ExecuteAsync(UpdateReport, next) == 0)
        {
            throw new LostRaceException($"report {ReportId}");
        }

        await next.RecordAsync(unit, actorId);
        return next;
    }

    /// <summary>Adds the first state.</summary>
    public async Task AddAsync(UnitOfWork unit)
    {
        unit.Concerns(ParkId, "report", ReportId);
        await unit.ExecuteAsync(InsertReport, this);
        await RecordAsync(unit, FrozenBy);
    }

    Task RecordAsync(UnitOfWork unit, Guid actorId) =>
        unit.ExecuteAsync(InsertEvent, new { ReportId, Version, State, reason = State == ReportState.Returned ? Reason : null, actorId, occurredAt = unit.Now });

    /// <summary>The columns of a report.</summary>
    public const string Columns = """
        report.report_id, report.version, report.programme, report.park_id, report.layout, report.edition, report.milestone_on, report.as_of, report.rules_version,
            report.ledger_entries, report.ledger_hash, report.head, report.row_count, report.seats, report.claimed, report.counted, report.of_cohort, report.hash,
            report.size, report.frozen_by, report.frozen_at, report.state, report.handed_in_at, report.due_at, report.decided_at, report.reason
        """;

    const string SelectReport = $"""
        SELECT {Columns}
        FROM report
        WHERE report_id = @reportId
        """;

    const string Touch = "UPDATE report SET version = version WHERE report_id = @reportId";

    const string UpdateReport = """
        UPDATE report
        SET version = @version, state = @state, handed_in_at = @handedInAt, due_at = @dueAt, decided_at = @decidedAt, reason = @reason
        WHERE report_id = @reportId AND version = @version - 1
        """;

    const string InsertReport = """
        INSERT INTO report (report_id, version, programme, park_id, layout, edition, milestone_on, as_of, rules_version, ledger_entries, ledger_hash, head,
            row_count, seats, claimed, counted, of_cohort, hash, size, frozen_by, frozen_at, state, handed_in_at, due_at, decided_at, reason)
        VALUES (@reportId, @version, @programme, @parkId, @layout, @edition, @milestoneOn, @asOf, @rulesVersion, @ledgerEntries, @ledgerHash, @head,
            @rowCount, @seats, @claimed, @counted, @ofCohort, @hash, @size, @frozenBy, @frozenAt, @state, @handedInAt, @dueAt, @decidedAt, @reason)
        """;

    const string InsertEvent = """
        INSERT INTO report_event (report_id, version, state, reason, actor_id, occurred_at)
        VALUES (@reportId, @version, @state, @reason, @actorId, @occurredAt)
        """;
}
