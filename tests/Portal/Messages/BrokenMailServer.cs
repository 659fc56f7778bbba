using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RaMatch.Portal.Tests.Messages;

/// <summary>What listens on a port and behaves as a mail server should not: each connection by what the test says.</summary>
sealed class BrokenMailServer : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _over = new();
    readonly ConcurrentBag<Task> _connections = [];
    readonly ConcurrentQueue<string> _letters = new();
    readonly Func<Connection, Task> _behave;
    readonly Task _listening;
    int _count;

    /// <param name="behave">What it does with a connection.</param>
    public BrokenMailServer(Func<Connection, Task> behave)
    {
        _behave = behave;
        _listener.Start();
        _listening = ListenAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Connections so far.</summary>
    public int Connections => Volatile.Read(ref _count);

    /// <summary>What came after each DATA, to its end or until the connection was cut.</summary>
    public IReadOnlyList<string> Letters => [.. _letters];

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Stop();
        await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(_connections).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _over.Dispose();
    }

    async Task ListenAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync(_over.Token);
            _connections.Add(ServeAsync(client, Interlocked.Increment(ref _count)));
        }
    }

    async Task ServeAsync(TcpClient client, int number)
    {
        using (client)
        {
            using var connection = new Connection(client.GetStream(), number, _letters, _over.Token);
            await _behave(connection);
        }
    }

    /// <summary>One connection, numbered from 1.</summary>
    public sealed class Connection(NetworkStream stream, int number, ConcurrentQueue<string> letters, CancellationToken over) : IDisposable
    {
        readonly StreamReader _reader = new(stream, Encoding.UTF8);

        public int Number => number;

        public void Dispose() => _reader.Dispose();

        /// <summary>Says nothing to whatever comes, until whoever waits for it has given up.</summary>
        public Task HangAsync() => stream.CopyToAsync(Stream.Null, over);

        public Task SayAsync(string line) => stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), over).AsTask();

        /// <summary>Greets, and takes whatever comes until a command begins so; gives that command, null at the end of the connection.</summary>
        public async Task<string?> ServeUntilAsync(string command, bool greet = true)
        {
            if (greet)
            {
                await SayAsync("220 mail.test");
            }

            while (await _reader.ReadLineAsync(over) is { } line)
            {
                if (line.StartsWith(command, StringComparison.OrdinalIgnoreCase))
                {
                    return line;
                }

                if (line == "DATA")
                {
                    await SayAsync("354 go on");
                    await ReadLetterAsync();
                }

                await SayAsync("250 ok");
            }

            return null;
        }

        /// <summary>Takes the text of a letter; before <paramref name="lines"/> lines at most.</summary>
        public async Task ReadLetterAsync(int lines = int.MaxValue)
        {
            var text = new StringBuilder();
            while (lines-- > 0 && await _reader.ReadLineAsync(over) is { } line && line != ".")
            {
                text.AppendLine(line);
            }

            letters.Enqueue(text.ToString());
        }
    }
}
