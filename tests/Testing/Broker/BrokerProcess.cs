using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace RaMatch.Testing;

/// <summary>
/// A private broker run from the distribution's rabbitmq-server: own node name, ports, data and log folder, loopback only.
/// It dies with the test process, however that one ends.
/// </summary>
sealed class BrokerProcess : IBrokerServer
{
    const string Installation = "/usr/lib/rabbitmq/lib";
    const string ErlangCall = "/usr/bin/erl_call";

    // The broker and its port mapper each lead a process group of their own. Orders come through standard input;
    // its end means that the test process is gone, and then so must be the broker and its data. The groups are setsid's and not
    // job control's: under that one a wait ends when the broker is frozen, and with -f, in bash 5.2, now and then never.
    const string Guard = """
        exec 3<&0 </dev/null 2>/dev/null
        setsid epmd -port "$ERL_EPMD_PORT" -address 127.0.0.1 &
        epmd=$!
        setsid "$RAMATCH_SERVER" >>"$RAMATCH_FOLDER/output.log" 2>&1 &
        server=$!
        (
            while read -r order; do
                case $order in
                    stop) kill -TERM "$server" ;;
                    kill) kill -KILL -- "-$server" ;;
                    freeze) kill -STOP -- "-$server" ;;
                    thaw) kill -CONT -- "-$server" ;;
                esac
            done
            : >"$RAMATCH_FOLDER/abandoned"
            kill -KILL -- "-$server"
        ) <&3 &
        orders=$!
        wait "$server"
        kill -KILL -- "-$epmd" "$orders"
        if [ -e "$RAMATCH_FOLDER/abandoned" ]; then rm -rf "$RAMATCH_FOLDER"; fi
        """;

    static readonly TimeSpan GracefulEnd = TimeSpan.FromSeconds(60);

    readonly TemporaryFolder _folder = new();
    readonly string _server;
    readonly string _nodeName = $"rm{Guid.NewGuid():N}@localhost";
    readonly int _distributionPort;
    readonly int _mapperPort;
    Process? _guard;

    BrokerProcess(string server)
    {
        _server = server;
        Port = FreePort.Next();
        _distributionPort = FreePort.Next();
        _mapperPort = FreePort.Next();
        Directory.CreateDirectory(_folder.Combine("home"));
        File.WriteAllText(_folder.Combine("enabled_plugins"), "[].\n");
    }

    public int Port { get; }

    /// <summary>A broker that is not started yet, or null if the distribution's server is not installed.</summary>
    public static BrokerProcess? Find()
    {
        if (!OperatingSystem.IsLinux() || !Directory.Exists(Installation) || !File.Exists(ErlangCall))
        {
            return null;
        }

        // The script itself, not the wrapper in /usr/sbin: that one changes the user and drops the environment.
        var script = Directory.EnumerateDirectories(Installation, "rabbitmq_server-*")
            .Select(version => Path.Combine(version, "sbin", "rabbitmq-server"))
            .Where(File.Exists)
            .Max(StringComparer.Ordinal);
        return script is null ? null : new BrokerProcess(script);
    }

    public Task StartAsync()
    {
        var start = new ProcessStartInfo("/bin/bash", ["-c", Guard]) { RedirectStandardInput = true, WorkingDirectory = _folder.Path };
        start.Environment.Clear();
        foreach (var (name, value) in Settings())
        {
            start.Environment[name] = value;
        }

        _guard = Process.Start(start) ?? throw new InvalidOperationException("bash did not start");
        return Task.CompletedTask;
    }

    public async Task ThrowIfEndedAsync()
    {
        if (_guard is { HasExited: false })
        {
            return;
        }

        var output = _folder.Combine("output.log");
        throw new InvalidOperationException(
            $"The broker {_nodeName} ended by itself:\n{(File.Exists(output) ? await File.ReadAllTextAsync(output) : "no output")}");
    }

    public async Task StopAsync()
    {
        await OrderAsync("stop");
        try
        {
            await EndAsync(GracefulEnd);
        }
        catch (TimeoutException)
        {
            await KillAsync();
            throw;
        }
    }

    public async Task KillAsync()
    {
        await OrderAsync("kill");
        await EndAsync(GracefulEnd);
    }

    public Task FreezeAsync() => OrderAsync("freeze");

    public Task ThawAsync() => OrderAsync("thaw");

    // A share of 0 of the machine's memory is used up by definition; 0.4 is the usual one.
    public Task SetMemoryAlarmAsync(bool raised) => EvaluateAsync($"ok = vm_memory_monitor:set_vm_memory_high_watermark({(raised ? "0.0" : "0.4")}), ok.");

    public Task SettleAsync() => EvaluateAsync("[ok = dets:sync(Table) || Table <- dets:all()], ok.");

    // The permissions are given inside the broker, because a rabbitmqctl starts an Erlang machine, two seconds a call.
    public Task AddVirtualHostAsync(string name) => EvaluateAsync(
        $$"""
        rabbit_vhost:add(<<"{{name}}">>, <<"tests">>),
        rabbit_auth_backend_internal:set_permissions(<<"guest">>, <<"{{name}}">>, <<".*">>, <<".*">>, <<".*">>, <<"tests">>).
        """);

    public Task DeleteVirtualHostAsync(string name) => EvaluateAsync($"""rabbit_vhost:delete(<<"{name}">>, <<"tests">>).""");

    public async ValueTask DisposeAsync()
    {
        if (_guard is not null)
        {
            await KillAsync();
        }

        _folder.Dispose();
    }

    IEnumerable<(string Name, string Value)> Settings()
    {
        yield return ("PATH", Environment.GetEnvironmentVariable("PATH") ?? "/usr/sbin:/usr/bin:/sbin:/bin");
        yield return ("LANG", "C.UTF-8");
        yield return ("HOME", _folder.Combine("home"));
        yield return ("RAMATCH_SERVER", _server);
        yield return ("RAMATCH_FOLDER", _folder.Path);
        yield return ("ERL_EPMD_ADDRESS", "127.0.0.1");
        yield return ("ERL_EPMD_PORT", Text(_mapperPort));
        yield return ("RABBITMQ_NODENAME", _nodeName);
        yield return ("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1");
        yield return ("RABBITMQ_NODE_PORT", Text(Port));
        yield return ("RABBITMQ_DIST_PORT", Text(_distributionPort));
        yield return ("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}");
        yield return ("RABBITMQ_MNESIA_BASE", _folder.Combine("data"));
        yield return ("RABBITMQ_LOG_BASE", _folder.Combine("log"));
        yield return ("RABBITMQ_ENABLED_PLUGINS_FILE", _folder.Combine("enabled_plugins"));

        // Files that do not exist, so that none of the machine's own configuration is read.
        yield return ("RABBITMQ_CONF_ENV_FILE", _folder.Combine("rabbitmq-env.conf"));
        yield return ("RABBITMQ_CONFIG_FILE", _folder.Combine("rabbitmq"));
        yield return ("RABBITMQ_ADVANCED_CONFIG_FILE", _folder.Combine("advanced.config"));
    }

    async Task OrderAsync(string order)
    {
        if (_guard is not { HasExited: false })
        {
            return;
        }

        try
        {
            await _guard.StandardInput.WriteLineAsync(order);
            await _guard.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // It ended in this moment, which is what the order asks for.
        }
    }

    async Task EndAsync(TimeSpan limit)
    {
        if (_guard is null)
        {
            return;
        }

        using var deadline = new CancellationTokenSource(limit);
        try
        {
            await _guard.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The broker {_nodeName} did not end within {limit.TotalSeconds} s.");
        }

        _guard.Dispose();
        _guard = null;
    }

    /// <summary>
    /// Has the broker evaluate. Where the call does not even get a connection, nothing was evaluated, so it is made again: a busy
    /// node is slow to shake hands.
    /// </summary>
    async Task EvaluateAsync(string expressions)
    {
        const int tries = 20;
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        for (var attempt = 1; ; attempt++)
        {
            var answer = await CallAsync(expressions);
            if (answer.Trim() is "{ok, ok}")
            {
                return;
            }

            if (attempt == tries || !answer.Contains("failed to connect to node", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"The broker answered {answer} to {expressions}");
            }

            await pause.WaitForNextTickAsync();
        }
    }

    async Task<string> CallAsync(string expressions)
    {
        var cookie = await File.ReadAllTextAsync(_folder.Combine("home", ".erlang.cookie"));
        var start = new ProcessStartInfo(ErlangCall, ["-address", $"127.0.0.1:{Text(_distributionPort)}", "-c", cookie.Trim(), "-r", "-e"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var call = Process.Start(start) ?? throw new Win32Exception($"{ErlangCall} did not start");
        // Without the line feed the expressions would not be complete.
        await call.StandardInput.WriteAsync($"{expressions}\n");
        call.StandardInput.Close();
        var output = call.StandardOutput.ReadToEndAsync();
        var errors = call.StandardError.ReadToEndAsync();
        await call.WaitForExitAsync();
        return await output + await errors;
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
