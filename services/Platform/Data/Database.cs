using System.Data.Common;
using System.Reflection;
using Dapper;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace RaMatch.Platform.Data;

/// <summary>
/// A service's own database. Nobody else opens it. Writing goes through <see cref="WriteAsync{T}"/>, whose delegate is the
/// transaction; reading through <see cref="ReadAsync{T}"/>.
/// </summary>
public abstract class Database : IAsyncDisposable
{
    static readonly AsyncLocal<bool> Writing = new();

    readonly DatabaseEnvironment _environment;
    readonly string _connectionString;
    readonly Retries _retries;
    readonly ILogger _log;
    SqliteWriter? _writer;
    SqliteReaders? _readers;
    DataFolderLock? _fileLock;

    /// <summary>Names the database; nothing is opened before <see cref="StartAsync"/>.</summary>
    /// <param name="name">The service's name.</param>
    /// <param name="scripts">The assembly that embeds the service's <c>Schema/*.sql</c>.</param>
    /// <param name="environment">Shared by all databases of the host.</param>
    protected Database(string name, Assembly scripts, DatabaseEnvironment environment)
    {
        Name = name;
        Scripts = scripts;
        _environment = environment;
        _log = environment.Logs.CreateLogger($"RaMatch.Data.{name}");
        _connectionString = ConnectionString(name, environment);
        _retries = new Retries(name, environment.Settings.Dialect, environment.Settings.RetryBudget, _log);
    }

    /// <summary>Does work again, after growing pauses, until the database can be used: for work that nobody waits for.</summary>
    public static ResiliencePipeline UntilAvailable { get; } = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is DatabaseBusyException),
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(100),
            MaxDelay = TimeSpan.FromSeconds(10),
            UseJitter = true,
        })
        .Build();

    /// <summary>The service's name, lower case.</summary>
    public string Name { get; }

    /// <summary>What differs between the two databases.</summary>
    public Dialect Dialect => _environment.Settings.Dialect;

    /// <summary>Where the database lies, without any password.</summary>
    public string Location => Dialect == Dialect.Sqlite
        ? Path.Combine(_environment.Settings.Folder, Name + ".db")
        : new SqlConnectionStringBuilder(_connectionString) { Password = "", UserID = "" }.ConnectionString;

    internal Assembly Scripts { get; }

    /// <summary>Where a test runs the transactions of this database, statement by statement.</summary>
    internal ITransactionStage? Stage { get; set; }

    /// <summary>Why the last write found the database unusable (disk full, read-only); null while writing works.</summary>
    internal string? Fault { get; private set; }

    /// <summary>Raised after a commit that announced something.</summary>
    public event Action? Announced;

    /// <summary>Opens the database and brings its schema up to date. Waits for a server that is still starting.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        DapperSetup.Ensure();
        if (Dialect == Dialect.Sqlite)
        {
            if (!Directory.Exists(_environment.Settings.Folder))
            {
                OwnFiles.MakeFolder(_environment.Settings.Folder);
            }

            _fileLock = DataFolderLock.Take(_environment.Settings.Folder, Name);
            await RequireWhatWasThereAsync(_fileLock, cancellation);
            // SQLite gives its log the rights of the file.
            OwnFiles.Make(Location);
        }

        try
        {
            var start = new Retries(Name, Dialect, _environment.Settings.StartPatience, _log);
            await start.RunAsync(async token =>
            {
                await SchemaScripts.ApplyAsync(this, _environment.Clock, _log, token);
                return true;
            }, cancellation);
        }
        catch (Exception exception) when (exception is DbException or DatabaseBusyException)
        {
            throw new InvalidOperationException($"The database of {Name} ({Location}) does not open: {(exception is DatabaseBusyException { InnerException: { } cause } ? cause : exception).Message}", exception);
        }

        if (Dialect == Dialect.Sqlite)
        {
            _fileLock?.RememberDatabase();
            _writer = new SqliteWriter(Name, () => OpenAsync(readOnly: false, CancellationToken.None), NewUnit, _log);
            _readers = new SqliteReaders(async cancellation => (SqliteConnection)await OpenAsync(readOnly: true, cancellation));
        }
    }

    /// <summary>
    /// Runs <paramref name="work"/> as one transaction: all of it happens, events included, or nothing. The delegate may run
    /// again, so it has no other effect; it must not call <see cref="WriteAsync{T}"/> itself.
    /// </summary>
    /// <exception cref="DatabaseBusyException">The database is locked or the queue of writers is full; nothing was written.</exception>
    public async Task<T> WriteAsync<T>(Func<UnitOfWork, Task<T>> work, CancellationToken cancellation = default)
    {
        if (Writing.Value)
        {
            throw new InvalidOperationException($"A transaction on {Name} is already open here; the delegate is the transaction.");
        }

        var request = _environment.Requests.Repeatable;
        var act = _environment.Acts.AtHand;
        async Task<T> Work(UnitOfWork unit)
        {
            Writing.Value = true;
            var answer = request is null ? await work(unit) : await request.AnswerOnceAsync(unit, work);
            if (act is not null)
            {
                await act.NoteAsync(unit, answer);
            }

            await unit.FinishAsync();
            return answer;
        }

        T result;
        bool announced;
        try
        {
            (result, announced) = Stage is { } stage
                ? await stage.WriteAsync(this, Work)
                : _writer is not null ? await WriteToFileAsync(Work, cancellation)
                : await _retries.RunAsync(token => WriteToServerAsync(Work, token), cancellation);
            Fault = null;
        }
        catch (DatabaseBusyException busy) when (busy.InnerException is { } cause && Dialect.IsUnusable(cause))
        {
            Fault = cause.Message;
            throw;
        }

        request?.Committed<T>();
        act?.Committed();
        if (announced)
        {
            Announced?.Invoke();
        }

        return result;
    }

    /// <summary>Runs <paramref name="work"/> as one transaction.</summary>
    public Task WriteAsync(Func<UnitOfWork, Task> work, CancellationToken cancellation = default) =>
        WriteAsync(async unit =>
        {
            await work(unit);
            return true;
        }, cancellation);

    /// <summary>Reads one consistent state on SQLite; on SQL Server each query reads what is committed when it runs.</summary>
    public async Task<T> ReadAsync<T>(Func<Reader, Task<T>> read, CancellationToken cancellation = default) =>
        Stage is { } stage ? await stage.ReadAsync(this, read) : await _retries.RunAsync(async token =>
        {
            if (_readers is not null)
            {
                return await _readers.ReadAsync((connection, snapshot) => read(new Reader(connection, snapshot, Dialect, Now(), token)), token);
            }

            await using var connection = await OpenAsync(readOnly: true, token);
            return await read(new Reader(connection, null, Dialect, Now(), token));
        }, cancellation);

    /// <summary>
    /// Reads a database that this process has not started, and that others may be using: nothing is made, locked or brought up to date. For commands.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no such file.</exception>
    internal async Task<T> LookAsync<T>(Func<Reader, Task<T>> read, CancellationToken cancellation)
    {
        DapperSetup.Ensure();
        if (Dialect == Dialect.Sqlite && !File.Exists(Location))
        {
            throw new InvalidOperationException($"There is no database {Location}: --data names the data folder.");
        }

        await using var connection = await OpenAsync(readOnly: true, cancellation);
        await using var snapshot = connection is SqliteConnection file ? file.BeginTransaction(deferred: true) : null;
        return await read(new Reader(connection, snapshot, Dialect, Now(), cancellation));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_writer is not null)
        {
            await _writer.DisposeAsync();
        }

        if (_readers is not null)
        {
            await _readers.DisposeAsync();
        }

        if (Dialect == Dialect.Sqlite)
        {
            using var pool = new SqliteConnection(_connectionString);
            SqliteConnection.ClearPool(pool);
        }

        _fileLock?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A connection ready for use: on SQLite with its PRAGMAs, which do not outlive a connection.</summary>
    internal async Task<DbConnection> OpenAsync(bool readOnly, CancellationToken cancellation)
    {
        var connection = Dialect.Connect(_connectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            await using var command = connection.CreateCommand();
            // secure_delete: what a person has had deleted is overwritten in the file, not only unlinked.
            command.CommandText = Dialect == Dialect.Sqlite
                ? $"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA query_only = {(readOnly ? 1 : 0)};"
                : "SET XACT_ABORT ON; SET NOCOUNT OFF;";
            await command.ExecuteNonQueryAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// A file that is gone would be made anew, empty, and its service would tell the others old numbers again. It was there if it has been opened in
    /// this folder, or if another service's database has read events of it.
    /// </summary>
    async Task RequireWhatWasThereAsync(DataFolderLock held, CancellationToken cancellation)
    {
        if (new FileInfo(Location) is { Exists: true, Length: > 0 })
        {
            return;
        }

        var witness = held.KnowsDatabase ? "it was there before" : await ReaderOfItsEventsAsync(cancellation) is { } reader ? $"{reader} has read events of it" : null;
        if (witness is not null)
        {
            throw new InvalidOperationException(
                $"{Location} is missing, and {witness}. Put back all databases of one backup (docs/running.md, \"After a restore\"), or begin anew by naming an empty folder with --data.");
        }
    }

    async Task<string?> ReaderOfItsEventsAsync(CancellationToken cancellation)
    {
        foreach (var file in Directory.EnumerateFiles(_environment.Settings.Folder, "*.db"))
        {
            try
            {
                await using var other = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
                await other.OpenAsync(cancellation);
                if (await other.ExecuteScalarAsync<long>(new CommandDefinition(CountCursors, new { source = Name }, cancellationToken: cancellation)) > 0)
                {
                    return Path.GetFileName(file);
                }
            }
            catch (SqliteException exception)
            {
                _log.LogDebug(exception, "{File} is no witness", file);
            }
        }

        return null;
    }

    const string CountCursors = "SELECT COUNT(*) FROM delivery_cursor WHERE source = @source";

    /// <summary>No retry: nobody else writes the file, and who waits for a lock has waited five seconds already.</summary>
    async Task<(T Result, bool Announced)> WriteToFileAsync<T>(Func<UnitOfWork, Task<T>> work, CancellationToken cancellation)
    {
        try
        {
            return await _writer!.RunAsync(work, cancellation);
        }
        catch (SqliteException exception) when (Dialect.IsTransient(exception) || Dialect.IsUnusable(exception))
        {
            throw new DatabaseBusyException($"{Name} cannot be written: {exception.Message}", exception);
        }
    }

    async Task<(T Result, bool Announced)> WriteToServerAsync<T>(Func<UnitOfWork, Task<T>> work, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(readOnly: false, cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var unit = NewUnit(connection, transaction);
        var result = await work(unit);
        await transaction.CommitAsync(CancellationToken.None);
        return (result, unit.Published);
    }

    /// <summary>A unit of work on an open transaction.</summary>
    internal UnitOfWork NewUnit(DbConnection connection, DbTransaction transaction) =>
        new(connection, transaction, Dialect, Now(), _environment.Outbox) { Stage = Stage };

    // To the millisecond, so that what is computed now equals what is read back later.
    DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(_environment.Clock.GetUtcNow().ToUnixTimeMilliseconds());

    static string ConnectionString(string name, DatabaseEnvironment environment)
    {
        if (environment.Settings.Dialect == Dialect.Sqlite)
        {
            return new SqliteConnectionStringBuilder
            {
                DataSource = Path.Combine(environment.Settings.Folder, name + ".db"),
                DefaultTimeout = 5,
            }.ConnectionString;
        }

        var text = environment.Configuration.GetConnectionString(name)
            ?? throw new InvalidOperationException($"ConnectionStrings:{name} is not set; with Database:Provider=sqlserver every service needs its own database.");
        SqlConnectionStringBuilder server;
        try
        {
            server = new SqlConnectionStringBuilder(text);
        }
        catch (ArgumentException exception)
        {
            throw new InvalidOperationException($"ConnectionStrings:{name} is no connection string: {exception.Message}", exception);
        }

        // What the string says goes before what is better here than the driver's defaults of 15 and of one retry of its own.
        if (!server.ShouldSerialize(nameof(server.ConnectTimeout)))
        {
            server.ConnectTimeout = 5;
        }

        if (!server.ShouldSerialize(nameof(server.ConnectRetryCount)))
        {
            server.ConnectRetryCount = 0;
        }

        return server.ConnectionString;
    }
}
