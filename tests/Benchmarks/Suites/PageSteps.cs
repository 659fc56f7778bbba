using System.Globalization;
using System.Runtime;
using RaMatch.Benchmarks.Measuring;
using RaMatch.Benchmarks.Pages;
using RaMatch.Portal.Accounts;

namespace RaMatch.Benchmarks.Suites;

/// <summary>
/// What a page costs the one process that serves everything, client included: the public list of positions, a unit's board and a park's overview,
/// warmed, in seasons of three sizes; beside each a bare endpoint that sends as many bytes, and the page's own statements run by Dapper alone.
/// </summary>
static class PageSteps
{
    public const string Open = "open pages";

    // In blocks, of which the least counts: another process's minute is not the page's.
    const int Blocks = 6;
    const int AtOnce = 4;

    // Blocks of requests after which a page counts as warm whatever the compiler still does.
    const int MostWarming = 25;

    static readonly (string Name, string Address, DemoPersona? Reader, double Goal)[] Pages =
    [
        ("positions", "/positions", null, 1.5),
        ("a unit's board", "/unit", DemoPersona.Unit, 4),
        ("a park's overview", "/park", DemoPersona.Park, 4),
    ];

    public static void Run(Session session)
    {
        int[] sizes = session.Quick ? [30] : [1_000, 10_000, 100_000];
        var table = new Table("Pages: CPU of one request", "page", "hires counted", "bytes sent", "page", "bare endpoint", "page / bare", "statements", "by Dapper alone", "page / Dapper");
        var results = sizes.Select(size => session.Run(new StepRequest(Open, size.ToString(CultureInfo.InvariantCulture), session.Quick ? 1 : 60) { AsServed = true })).ToList();
        foreach (var (name, _, _, goal) in Pages)
        {
            foreach (var (size, result) in sizes.Zip(results))
            {
                double Of(string fact) => result.Facts[$"{name}: {fact}"];
                var (page, bare, dapper) = (Of("page"), Of("bare"), Of("dapper"));
                table.Add(name, Table.Count(size), Table.Count(Of("bytes")), Table.Milliseconds(page), Table.Milliseconds(bare), Table.Ratio(page, bare), Table.Count(Of("statements")), Table.Milliseconds(dapper), Table.Ratio(page, dapper));
                session.Goal($"CPU of {name}, {Table.Count(size)} hires", $"{goal} ms", Table.Milliseconds(page), page / goal);
            }
        }

        session.Print(table);
    }

    /// <summary>Opens all pages of a season of the size asked for.</summary>
    public static StepResult Opening(StepRequest request) => OpeningAsync(int.Parse(request.Size, CultureInfo.InvariantCulture), request.Times).GetAwaiter().GetResult();

    static async Task<StepResult> OpeningAsync(int hires, int times)
    {
        var folder = Directory.CreateTempSubdirectory("ramatch-pages-").FullName;
        try
        {
            await using var host = await PageHost.StartAsync(folder, new MadeSeason(hires));
            var facts = new Dictionary<string, double>();
            foreach (var (name, address, reader, _) in Pages)
            {
                var cookie = reader is null ? null : await host.SignInAsync(reader);
                await WarmAsync(times, () => host.GetAsync(address, cookie));

                var bytes = await host.GetAsync(address, cookie);
                using var statements = await OwnStatements.OfAsync(() => host.GetAsync(address, cookie));
                statements.Run();
                await host.GetAsync($"/bare/{bytes}", null);
                var (page, bare, dapper) = (double.MaxValue, double.MaxValue, double.MaxValue);
                for (var block = 0; block < Blocks; block++)
                {
                    page = Math.Min(page, await CpuAsync(times, () => host.GetAsync(address, cookie)));
                    bare = Math.Min(bare, await CpuAsync(times, () => host.GetAsync($"/bare/{bytes}", null)));
                    dapper = Math.Min(dapper, Processes.Least(1, () =>
                    {
                        for (var done = 0; done < times; done++)
                        {
                            statements.Run();
                        }

                        return 0;
                    }).Cpu / times);
                }

                facts[$"{name}: page"] = page;
                facts[$"{name}: bare"] = bare;
                facts[$"{name}: dapper"] = dapper;
                facts[$"{name}: bytes"] = bytes;
                facts[$"{name}: statements"] = statements.Count;
            }

            return new StepResult { Facts = facts, PeakMegabytes = Processes.PeakMegabytes() };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Does something until the runtime has stopped compiling it anew.</summary>
    static async Task WarmAsync(int times, Func<Task> work)
    {
        for (var (block, compiled) = (0, -1L); block < MostWarming && JitInfo.GetCompiledMethodCount() - compiled > 2; block++)
        {
            compiled = JitInfo.GetCompiledMethodCount();
            for (var done = 0; done < times; done++)
            {
                await work();
            }

            // What is called often is compiled again a tenth of a second after the last new method, behind the requests.
            await Task.Delay(TimeSpan.FromMilliseconds(times == 1 ? 0 : 300));
        }
    }

    /// <summary>CPU in milliseconds of doing something once, over so many times, four at once: one at a time the threads fall asleep and are woken for each.</summary>
    static async Task<double> CpuAsync(int times, Func<Task> work)
    {
        var before = Environment.CpuUsage.TotalTime;
        var left = times;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(AtOnce, times)).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await work();
            }
        })));
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / times;
    }
}
