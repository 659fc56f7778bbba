using System.Data.Common;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace RaMatch.Platform.Data;

/// <summary>
/// The one writer of a SQLite file. What has queued up while the last commit was flushed becomes the next transaction, each
/// delegate in a savepoint of its own: a failing one takes nobody along, and one flush serves up to 64 callers.
/// </summary>
sealed class SqliteWriter : IAsyncDisposable
{
    const int MostInOneCommit = 64;
    const int LongestQueue = 4096;
    static readonly TimeSpan IdleBeforeCheckpoint = TimeSpan.FromSeconds(5);

    readonly Channel<Write> _queue = Channel.CreateBounded<Write>(new BoundedChannelOptions(LongestQueue) { SingleReader = true });
    readonly string _name;
    readonly Func<Task<DbConnection>> _open;
    readonly Func<DbConnection, DbTransaction, UnitOfWork> _newUnit;
    readonly ILogger _log;
    readonly Task _loop;
    SqliteConnection? _connection;

    public SqliteWriter(string name, Func<Task<DbConnection>> open, Func<DbConnection, DbTransaction, UnitOfWork> newUnit, ILogger log)
    {
        _name = name;
        _open = open;
        _newUnit = newUnit;
        _log = log;
        // Not in the flow of whoever starts the database.
        using (ExecutionContext.SuppressFlow())
        {
            _loop = Task.Run(LoopAsync);
        }
    }

    public async Task<(T Result, bool Announced)> RunAsync<T>(Func<UnitOfWork, Task<T>> work, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var write = new Write<T>(work);
        if (!_queue.Writer.TryWrite(write))
        {
            throw new DatabaseBusyException(_queue.Reader.Completion.IsCompleted ? $"{_name} is closing." : $"More than {LongestQueue} writes wait for {_name}.");
        }

        // A caller that leaves early leaves its write behind: it was accepted, and half a request is nobody's wish.
        await write.Completion;
        return (write.Result, write.Announced);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }
    }

    async Task LoopAsync()
    {
        var batch = new List<Write>(MostInOneCommit);
        var dirty = false;
        while (await WaitAsync(dirty ? IdleBeforeCheckpoint : Timeout.InfiniteTimeSpan) is { } more)
        {
            if (!more)
            {
                await CheckpointAsync();
                dirty = false;
                continue;
            }

            batch.Clear();
            while (batch.Count < MostInOneCommit && _queue.Reader.TryRead(out var write))
            {
                batch.Add(write);
            }

            await CommitAsync(batch);
            dirty = true;
        }
    }

    /// <summary>True: there is work; false: nothing came for a while; null: the queue is closed.</summary>
    async Task<bool?> WaitAsync(TimeSpan patience)
    {
        if (patience == Timeout.InfiniteTimeSpan)
        {
            return await _queue.Reader.WaitToReadAsync() ? true : null;
        }

        using var limit = new CancellationTokenSource(patience);
        try
        {
            return await _queue.Reader.WaitToReadAsync(limit.Token) ? true : null;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    async Task CommitAsync(List<Write> batch)
    {
        try
        {
            await CommitTogetherAsync(batch);
        }
        catch (Exception exception) when (batch.Count > 1 && exception is not DatabaseBusyException)
        {
            // The transaction itself was lost (disk full, I/O error): give each write its own, so that one caller's trouble is not everyone's.
            _log.LogWarning(exception, "A commit of {Count} writes on {Database} failed; they run one by one", batch.Count, _name);
            await ForgetConnectionAsync();
            foreach (var write in batch)
            {
                await CommitAsync([write]);
            }

            return;
        }
        catch (Exception exception)
        {
            await ForgetConnectionAsync();
            foreach (var write in batch)
            {
                write.Fail(exception);
            }

            // Whoever queued up behind a locked database has waited as well; a turn each would make that minutes.
            while (exception is DatabaseBusyException && _queue.Reader.TryRead(out var waiting))
            {
                waiting.Fail(exception);
            }

            return;
        }

        foreach (var write in batch)
        {
            write.Complete();
        }
    }

    async Task CommitTogetherAsync(List<Write> batch)
    {
        var watch = Stopwatch.GetTimestamp();
        _connection ??= (SqliteConnection)await _open();
        SqliteTransaction transaction;
        try
        {
            // BEGIN IMMEDIATE: the lock is taken before anything is read, so no decision rests on a state that is gone at the end.
            transaction = _connection.BeginTransaction(deferred: false);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is 5 or 6)
        {
            throw new DatabaseBusyException($"{_name}.db is locked by another program.", exception);
        }

        await using (transaction)
        {
            foreach (var write in batch)
            {
                transaction.Save("write");
                try
                {
                    await write.RunAsync(_newUnit(_connection, transaction));
                }
                catch (Exception exception)
                {
                    RollBack(transaction, exception);
                    write.Refuse(exception);
                }

                transaction.Release("write");
            }

            CrashPoints.Reach("write.before-commit");
            transaction.Commit();
            CrashPoints.Reach("write.committed");
        }

        Metrics.CommitSize.Record(batch.Count, new KeyValuePair<string, object?>("database", _name));
        Metrics.CommitDuration.Record(Stopwatch.GetElapsedTime(watch).TotalMilliseconds, new KeyValuePair<string, object?>("database", _name));
    }

    /// <summary>Back to before one write. After some faults, a full disk among them, SQLite has ended the whole transaction itself; what failed is then the fault, not the missing savepoint.</summary>
    static void RollBack(SqliteTransaction transaction, Exception fault)
    {
        try
        {
            transaction.Rollback("write");
        }
        catch (Exception missing) when (missing is SqliteException or InvalidOperationException)
        {
            ExceptionDispatchInfo.Throw(fault);
        }
    }

    /// <summary>After a failed commit nothing is known about the connection's state; the next batch opens another.</summary>
    async Task ForgetConnectionAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
            _connection = null;
        }
    }

    async Task CheckpointAsync()
    {
        if (_connection is null)
        {
            return;
        }

        try
        {
            // While nobody waits: the next reader does not start behind a long log, and the file on disk is whole for a backup.
            await using var command = _connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            await command.ExecuteNonQueryAsync();
        }
        catch (SqliteException exception)
        {
            _log.LogDebug(exception, "No checkpoint of {Database} this time", _name);
        }
    }

    abstract class Write
    {
        // The delegate runs on the writer's loop but belongs to its caller: trace, request and culture come along.
        readonly ExecutionContext? _context = ExecutionContext.Capture();

        public bool Announced { get; private set; }

        Exception? Refusal { get; set; }

        public async Task RunAsync(UnitOfWork unit)
        {
            Refusal = null;
            Task running = Task.CompletedTask;
            if (_context is null)
            {
                running = RunWorkAsync(unit);
            }
            else
            {
                ExecutionContext.Run(_context, _ => running = RunWorkAsync(unit), null);
            }

            await running;
            Announced = unit.Published;
        }

        public void Refuse(Exception exception) => Refusal = exception;

        public void Complete()
        {
            if (Refusal is null)
            {
                Succeed();
            }
            else
            {
                Fail(Refusal);
            }
        }

        public abstract void Fail(Exception exception);
        protected abstract void Succeed();
        protected abstract Task RunWorkAsync(UnitOfWork unit);
    }

    sealed class Write<T>(Func<UnitOfWork, Task<T>> work) : Write
    {
        readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Completion => _done.Task;
        public T Result { get; private set; } = default!;

        public override void Fail(Exception exception) => _done.TrySetException(exception);
        protected override void Succeed() => _done.TrySetResult();
        protected override async Task RunWorkAsync(UnitOfWork unit) => Result = await work(unit);
    }
}
