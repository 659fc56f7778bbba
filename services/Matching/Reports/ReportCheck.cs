using System.Security.Cryptography;
using RaMatch.Matching.Counting;
using RaMatch.Platform.Audit;
using RaMatch.Platform.Data;

namespace RaMatch.Matching.Reports;

/// <summary>
/// Proves every frozen report for the command <c>check</c>: its rows make the file anew with the hash that was written down, the file that is given out has it too, and the ledger still has the entry that was its last then.
/// </summary>
sealed class ReportCheck(Layouts layouts) : ICheck
{
    /// <inheritdoc />
    public string Service => MatchingService.ServiceName;

    /// <inheritdoc />
    public string What => "reports";

    /// <inheritdoc />
    public async Task<Checked> CheckAsync(Reader reader)
    {
        var differences = new List<string>();
        var reports = await reader.QueryAsync<Report>(SelectReports);
        // One at a time: a national season has thousands of them.
        foreach (var report in reports)
        {
            differences.AddRange((await FaultsAsync(reader, report)).Select(fault => $"report {report.ReportId} of {report.ParkId ?? "all parks"}: {fault}"));
        }

        return new Checked(reports.Count, differences);
    }

    async Task<IReadOnlyList<string>> FaultsAsync(Reader reader, Report report)
    {
        var faults = new List<string>();
        if (await ReportFile.RebuildAsync(reader, report, layouts) is not { } rebuilt)
        {
            faults.Add($"there is no layout {report.Layout} of edition {report.Edition}");
        }
        else if (Convert.ToHexStringLower(SHA256.HashData(rebuilt)) != report.Hash)
        {
            faults.Add("its rows make another file than the one that was frozen");
        }

        if (await StoredFile.ProveAsync(reader, report.Hash) != report.Hash)
        {
            faults.Add("the file that is given out is not the one that was frozen");
        }

        var hash = report.LedgerEntries == 0 ? Ledger.Start : await reader.FindAsync<string>(SelectEntry, new { report.Programme, report.LedgerEntries });
        if (hash != report.LedgerHash)
        {
            faults.Add($"entry {report.LedgerEntries} of the ledger is not the one that it names");
        }

        return faults;
    }

    const string SelectReports = $"""
        SELECT {Report.Columns}
        FROM report
        ORDER BY report_id
        """;

    const string SelectEntry = "SELECT hash FROM ledger_entry WHERE programme = @programme AND number = @ledgerEntries";
}
