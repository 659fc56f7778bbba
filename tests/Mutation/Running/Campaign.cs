using System.Collections.Concurrent;
using System.Diagnostics;

namespace RaMatch.Mutation.Running;

/// <summary>
/// Runs every test once to see by which mutants it comes and how long it takes, then for each mutant the tests that come by, those first that are quick or have
/// noticed others in the same file, until one fails or they have had their time, which is that of a whole suite on a quiet machine: what is unusual is noticed
/// by one test in hundreds.
/// </summary>
/// <param name="assembly">The tests.</param>
/// <param name="isTestOf">Whether a test, by its name, is to notice the mutants of a file.</param>
/// <param name="workers">How many processes run tests side by side.</param>
public sealed class Campaign(string assembly, Func<string, string, bool> isTestOf, int workers)
{
    static readonly TimeSpan FirstLimit = TimeSpan.FromMinutes(3);
    static readonly TimeSpan LeastLimit = TimeSpan.FromSeconds(10);
    static readonly TimeSpan LeastCpuLimit = TimeSpan.FromSeconds(1);
    static readonly TimeSpan MostCpu = TimeSpan.FromSeconds(30);
    static readonly TimeSpan SayAgain = TimeSpan.FromSeconds(30);

    readonly ConcurrentDictionary<(int Case, string Path), int> _noticed = new();

    /// <summary>The verdict on each mutant.</summary>
    public async Task<IReadOnlyList<Verdict>> JudgeAsync(IReadOnlyList<Mutant> mutants)
    {
        using var first = new WorkerProcess(assembly);
        var names = await first.NamesAsync();
        var most = mutants.Count == 0 ? 0 : mutants.Max(mutant => mutant.Number);
        var paths = mutants.Select(mutant => mutant.Path).Distinct().ToList();
        var trials = Enumerable.Repeat(new WorkerAnswer(Passed: true, TimedOut: false, 0, 0, [], null), names.Count).ToArray();
        await SideBySideAsync("tests run without a mutant", Enumerable.Range(0, names.Count).Where(test => paths.Any(path => isTestOf(names[test], path))), async (worker, test) =>
            trials[test] = await worker.TryAsync(new WorkerQuestion(test, 0, most, FirstLimit.TotalMilliseconds, FirstLimit.TotalMilliseconds)));
        foreach (var (test, trial) in trials.Index().Where(one => !one.Item.Passed))
        {
            Console.WriteLine($"left out, since it fails without a mutant: {names[test]}: {trial.Failure}");
        }

        var comingBy = trials.Index().Where(one => one.Item.Passed).SelectMany(one => one.Item.Reached.Select(number => (number, test: one.Index))).ToLookup(one => one.number, one => one.test);
        var verdicts = new ConcurrentBag<Verdict>();
        await SideBySideAsync("mutants judged", mutants, async (worker, mutant) => verdicts.Add(await JudgeAsync(worker, mutant, most, [.. comingBy[mutant.Number].Where(test => isTestOf(names[test], mutant.Path))], trials, names)));
        return [.. verdicts.OrderBy(verdict => verdict.Mutant.Number)];
    }

    async Task<Verdict> JudgeAsync(WorkerProcess worker, Mutant mutant, int most, IReadOnlyList<int> tests, WorkerAnswer[] trials, IReadOnlyList<string> names)
    {
        var cpu = 0.0;
        foreach (var test in tests.OrderBy(test => trials[test].CpuMilliseconds / (1 + _noticed.GetValueOrDefault((test, mutant.Path)))))
        {
            if (cpu > MostCpu.TotalMilliseconds)
            {
                break;
            }

            cpu += trials[test].CpuMilliseconds;
            var answer = await worker.TryAsync(new WorkerQuestion(
                test, mutant.Number, most, LeastLimit.TotalMilliseconds + (5 * trials[test].Milliseconds), LeastCpuLimit.TotalMilliseconds + (5 * trials[test].CpuMilliseconds)));
            if (!answer.Passed)
            {
                _noticed.AddOrUpdate((test, mutant.Path), 1, (_, times) => times + 1);
                return new Verdict(mutant, answer.TimedOut ? Verdict.Kind.TimedOut : Verdict.Kind.Killed, names[test]);
            }
        }

        Console.WriteLine(mutant);
        return new Verdict(mutant, tests.Count == 0 ? Verdict.Kind.NotReached : Verdict.Kind.Survived, Test: null);
    }

    async Task SideBySideAsync<T>(string what, IEnumerable<T> items, Func<WorkerProcess, T, Task> doAsync)
    {
        var waiting = new ConcurrentQueue<T>(items);
        var (all, said) = (waiting.Count, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, workers).Select(async _ =>
        {
            using var worker = new WorkerProcess(assembly);
            while (waiting.TryDequeue(out var item))
            {
                await doAsync(worker, item);
                if (said.Elapsed > SayAgain)
                {
                    said.Restart();
                    Console.WriteLine($"{all - waiting.Count} of {all} {what}");
                }
            }
        }));
    }
}
