using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;
using Xunit;
using Xunit.Runner.Common;
using Xunit.Sdk;
using Xunit.v3;

namespace RaMatch.Mutation.Running;

/// <summary>
/// A process that holds a project's tests and runs them one by one, with a mutant in force or none, as it is asked on its standard input. A line of JSON in, a
/// line of JSON out.
/// </summary>
public sealed class TestWorker : IAsyncDisposable
{
    /// <summary>How long a test that was told to stop may take to do so.</summary>
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    readonly List<IXunitTestCase> _cases = [];
    readonly XunitTestAssembly _tests;
    readonly XunitTestFrameworkExecutor _executor;
    readonly PropertyInfo _active;
    readonly PropertyInfo _stopped;
    readonly PropertyInfo _reached;

    TestWorker(string assembly)
    {
        var resolver = new AssemblyDependencyResolver(assembly);
        AssemblyLoadContext.Default.Resolving += (context, name) => resolver.ResolveAssemblyToPath(name) is { } path ? context.LoadFromAssemblyPath(path) : null;
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) => resolver.ResolveUnmanagedDllToPath(name) is { } path ? System.Runtime.InteropServices.NativeLibrary.Load(path) : 0;
        var tests = AssemblyLoadContext.Default.LoadFromAssemblyPath(assembly);
        _tests = new XunitTestAssembly(tests);
        _executor = new XunitTestFrameworkExecutor(_tests);
        var mutantSwitch = Assembly.Load("RaMatch.Rounds").GetType(typeof(Switch).FullName!, throwOnError: true)!;
        _active = mutantSwitch.GetProperty(nameof(Switch.Active))!;
        _stopped = mutantSwitch.GetProperty(nameof(Switch.Stopped))!;
        _reached = mutantSwitch.GetProperty(nameof(Switch.Reached))!;
    }

    /// <summary>Answers until nothing is asked any more.</summary>
    /// <param name="assembly">The tests.</param>
    public static async Task RunAsync(string assembly)
    {
        // What tests print is not for the asker.
        var answers = Console.Out;
        Console.SetOut(TextWriter.Null);
        await using var worker = new TestWorker(assembly);
        await worker.FindAsync();
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var question = JsonSerializer.Deserialize<WorkerQuestion>(line)!;
            object answer = question.Case < 0 ? worker._cases.ConvertAll(one => one.TestCaseDisplayName) : await worker.TryAsync(question);
            await answers.WriteLineAsync(JsonSerializer.Serialize(answer));
            await answers.FlushAsync();
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _executor.DisposeAsync();

    async Task FindAsync()
    {
        Introduce();
        var options = TestFrameworkOptions.ForDiscovery(new TestAssemblyConfiguration { PreEnumerateTheories = true });
        await new XunitTestFrameworkDiscoverer(_tests).Find(
            test =>
            {
                _cases.Add((IXunitTestCase)test);
                return new(true);
            },
            options,
            types: null,
            CancellationToken.None);
        _cases.Sort((one, other) => string.CompareOrdinal(one.TestCaseDisplayName, other.TestCaseDisplayName));
    }

    async Task<WorkerAnswer> TryAsync(WorkerQuestion question)
    {
        var reached = new byte[question.Mutants + 1];
        _reached.SetValue(null, reached);
        _active.SetValue(null, question.Mutant);
        using var stop = new CancellationTokenSource();
        var verdict = new VerdictSink();
        var start = Stopwatch.GetTimestamp();
        var cpu = Environment.CpuUsage.TotalTime;
        // On a thread of the pool: a mutant may run round without ever waiting.
        var options = TestFrameworkOptions.ForExecution(new TestAssemblyConfiguration { ParallelizeTestCollections = false, MaxParallelThreads = -1 });
        var running = Task.Run(() =>
        {
            Introduce();
            return _executor.RunTestCases([_cases[question.Case]], verdict, options, stop.Token).AsTask();
        });
        var timedOut = !await EndsAsync(running, start, cpu, question);
        if (timedOut)
        {
            _stopped.SetValue(null, true);
            await stop.CancelAsync();
            await running.WaitAsync(Grace).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!running.IsCompleted)
            {
                // It hears nothing: this process is of no use any more, which its asker sees.
                Environment.Exit(1);
            }
        }

        _active.SetValue(null, 0);
        _stopped.SetValue(null, false);
        return new WorkerAnswer(
            !timedOut && running.IsCompletedSuccessfully && verdict.Passed,
            timedOut,
            Stopwatch.GetElapsedTime(start).TotalMilliseconds,
            (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds,
            question.Mutant == 0 ? [.. reached.Index().Where(one => one.Item != 0).Select(one => one.Index)] : [],
            verdict.Failure ?? running.Exception?.GetBaseException().ToString());
    }

    // False: its time is up, by the clock or, on a machine that has other things to do, by what it has computed.
    static async Task<bool> EndsAsync(Task running, long start, TimeSpan cpu, WorkerQuestion question)
    {
        while (true)
        {
            await running.WaitAsync(Look).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (running.IsCompleted)
            {
                return true;
            }

            if (Stopwatch.GetElapsedTime(start).TotalMilliseconds > question.Milliseconds || (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds > question.CpuMilliseconds)
            {
                return false;
            }
        }
    }

    // xunit wants to be told before anything else, in every flow of its own.
    static void Introduce() => TestContext.SetForInitialization(diagnosticMessageSink: null, diagnosticMessages: false, internalDiagnosticMessages: false);

    sealed class VerdictSink : IMessageSink
    {
        int _passed;
        int _failed;

        public bool Passed => _failed == 0 && _passed > 0;

        public string? Failure { get; private set; }

        public bool OnMessage(IMessageSinkMessage message)
        {
            switch (message)
            {
                case ITestPassed or ITestSkipped:
                    Interlocked.Increment(ref _passed);
                    break;
                case IErrorMetadata error:
                    Interlocked.Increment(ref _failed);
                    Failure ??= error.Messages.FirstOrDefault();
                    break;
            }

            return true;
        }
    }
}
