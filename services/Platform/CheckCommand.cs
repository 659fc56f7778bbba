using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using RaMatch.Platform.Audit;
using RaMatch.Platform.Data;

namespace RaMatch.Platform;

/// <summary>
/// An operator has the chains of a program's services proved, beside the running services or without them: prints what was looked at, and exits 1 with what is not as it was written.
/// </summary>
public static class CheckCommand
{
    const string Summary = "  check                    prove the audit trail of each service, and what else is chained; exits 1 with what was tampered with";

    /// <summary>The command of a program.</summary>
    /// <param name="build">Builds the program's host from its options; it is not started.</param>
    public static CommandSet Of(Func<string[], WebApplication> build) => new(Summary, args => args is ["check"] or ["check", ['-', ..], ..], args => RunAsync(args[1..], build));

    static async Task<int> RunAsync(string[] options, Func<string[], WebApplication> build)
    {
        try
        {
            // A host that is built makes its keys; where nothing is, nothing is to be made.
            if (DataSettings.From(RaMatchHost.Configure(options, null).Configuration) is var data && !Directory.Exists(Path.Combine(data.Folder, "keys")))
            {
                throw new InvalidOperationException($"There is no installation in {data.Folder}: --data names its data folder.");
            }

            await using var app = build(options);
            var checks = app.Services.GetServices<ICheck>().ToList();
            var isWhole = true;
            foreach (var database in app.Services.GetServices<Database>())
            {
                foreach (var check in checks.Where(one => one.Service == database.Name).Prepend(new AuditCheck(database.Name)))
                {
                    var watch = Stopwatch.StartNew();
                    var found = await database.LookAsync(check.CheckAsync, CancellationToken.None);
                    isWhole &= Tell(database, check, found, watch.Elapsed);
                }
            }

            return isWhole ? 0 : 1;
        }
        catch (Exception exception)
        {
            return StartFault.Tell(exception);
        }
    }

    static bool Tell(Database database, ICheck check, Checked found, TimeSpan took)
    {
        var isWhole = found.Differences.Count == 0;
        var state = !isWhole ? "NOT AS WRITTEN" : found.Entries == 0 || found.End.Length == 0 ? "whole" : $"whole, ends with {found.End}";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{database.Name}, {check.What}: {found.Entries} entries, {state} ({took.TotalSeconds:0.0} s)"));
        foreach (var difference in found.Differences)
        {
            Console.WriteLine($"  {difference}");
        }

        return isWhole;
    }
}
