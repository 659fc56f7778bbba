using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using RaMatch.Testing;

namespace RaMatch.EndToEnd.Tests.Walk;

/// <summary>One service as a process of its own, as it is deployed. It dies with the test.</summary>
sealed class ServiceProcess : IAsyncDisposable
{
    static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(90);

    readonly ProcessStartInfo _start;
    readonly ConcurrentQueue<string> _output = new();
    Process _process;
    X509Certificate2? _certificate;

    ServiceProcess(Uri address, ProcessStartInfo start)
    {
        (Address, _start) = (address, Heard(start));
        _process = Launch();
    }

    public Uri Address { get; }

    /// <summary>What the process has said, for a failing test.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Starts a service and waits until it answers.</summary>
    /// <param name="service">Posting, Applicant, Matching, Portal or AllInOne.</param>
    /// <param name="arguments">Command line without <c>--urls</c>.</param>
    public static Task<ServiceProcess> StartAsync(string service, params string[] arguments) => StartAsync(service, crashAt: null, arguments);

    /// <summary>Starts a service that will kill itself.</summary>
    /// <param name="service">As above.</param>
    /// <param name="crashAt">A crash point and its passing, for example <c>write.committed:3</c>.</param>
    /// <param name="arguments">As above.</param>
    public static async Task<ServiceProcess> StartAsync(string service, string? crashAt, string[] arguments)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var start = StartInfo($"RaMatch.{service}.dll", [.. arguments, "--urls", address.ToString()]);
        start.Environment["RAMATCH_CRASH_AT"] = crashAt;
        var process = new ServiceProcess(address, start);
        await process.AnswersAsync();
        return process;
    }

    /// <summary>Starts a service over HTTPS.</summary>
    /// <param name="service">As above.</param>
    /// <param name="certificate">The certificate that it shows, with its key.</param>
    /// <param name="port">Where it listens.</param>
    /// <param name="arguments">As above.</param>
    public static async Task<ServiceProcess> StartSecureAsync(string service, X509Certificate2 certificate, int port, params string[] arguments)
    {
        var address = new Uri($"https://localhost:{port}");
        var process = new ServiceProcess(address, StartInfo($"RaMatch.{service}.dll", [.. arguments, "--urls", address.ToString()])) { _certificate = certificate };
        await process.AnswersAsync();
        return process;
    }

    /// <summary>Starts the all-in-one program by the README's command and waits until it answers.</summary>
    public static async Task<ServiceProcess> StartAsInReadmeAsync(params string[] options)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var process = new ServiceProcess(address, Readme.Start(Readme.Run, [.. options, "--urls", address.ToString()]));
        await process.AnswersAsync();
        return process;
    }

    /// <summary>Runs a command of the all-in-one program to its end.</summary>
    public static Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments) => RunServiceAsync("AllInOne", arguments);

    /// <summary>Runs a service that is to end by itself.</summary>
    public static Task<(int ExitCode, string Output, string Errors)> RunServiceAsync(string service, params string[] arguments) => RunAsync(StartInfo($"RaMatch.{service}.dll", arguments));

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(Heard(start))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(10)).Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        return (process.ExitCode, await output, await errors);
    }

    /// <summary>kill -9: no goodbye, no flush.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Waits until the process is gone by itself.</summary>
    public Task ExitAsync() => _process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(90)).Token);

    /// <summary>Starts again after <see cref="KillAsync"/>, at the same address on the same data.</summary>
    public async Task StartAgainAsync()
    {
        _start.Environment.Remove("RAMATCH_CRASH_AT");
        _process.Dispose();
        _process = Launch();
        await AnswersAsync();
    }

    /// <summary>
    /// Asks the process to stop, as a container engine does, and gives the exit code. The host treats Ctrl-C the same, but a process
    /// started below a shell's background job inherits that SIGINT is ignored.
    /// </summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])!;
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token);
        return _process.ExitCode;
    }

    /// <summary>The state of <c>/health/ready</c>: ready, degraded or unready.</summary>
    public async Task<string> ReadinessAsync()
    {
        using var client = new HttpClient();
        using var response = await client.GetAsync(new Uri(Address, "/health/ready"));
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    Process Launch()
    {
        var process = Process.Start(_start)!;
        process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    async Task AnswersAsync()
    {
        using var client = new HttpClient(SelfSigned.Trusting(_certificate));
        await Eventually.True(
            async () =>
            {
                if (_process.HasExited)
                {
                    throw new InvalidOperationException($"{Name} ended with {_process.ExitCode}:\n{Output}");
                }

                try
                {
                    using var response = await client.GetAsync(new Uri(Address, "/health/live"));
                    return response.IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            $"{Name} answers",
            StartTimeout);
    }

    string Name => string.Join(' ', _start.ArgumentList);

    static ProcessStartInfo Heard(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        return start;
    }

    static ProcessStartInfo StartInfo(string assembly, string[] arguments)
    {
        // The program beside this test's own assembly: built from the same sources, in the same configuration.
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, assembly), .. arguments]) { WorkingDirectory = Path.GetTempPath() };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Demo";
        return start;
    }
}
