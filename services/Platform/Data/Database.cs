using System.Data.Common;
using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using RaMatch.Platform.Web;

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
    readonly ResiliencePipeline _retry;
    readonly ILogger _log;
    SqliteWriter? _writer;
    IDisposable? _fileLock;

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
        _retry = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions
            {
                // The one layer of retries. The delegate runs again whole, which the keys make harmless even when the first
                // commit went through and only its answer was lost.
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is { } exception
                    && (exception is LostRaceException || Dialect.IsTransient(exception) || Dialect.IsDuplicateKey(exception))),
                MaxRetryAttempts = 5,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(20),
                MaxDelay = TimeSpan.FromSeconds(2),
                UseJitter = true,
                OnRetry = arguments =>
                {
                    Metrics.DatabaseRetries.Add(1, new KeyValuePair<string, object?>("database", Name));
                    _log.LogWarning(arguments.Outcome.Exception, "Transaction on {Database} runs again, attempt {Attempt}", Name, arguments.AttemptNumber + 2);
                    return default;
                },
            })
            .Build();
    }

    /// <summary>The service's name, lower case.</summary>
    public string Name { get; }

    /// <summary>What differs between the two databases.</summary>
    public Dialect Dialect => _environment.Settings.Dialect;

    /// <summary>Where the database lies, without any password.</summary>
    public string Location => Dialect == Dialect.Sqlite
        ? Path.Combine(_environment.Settings.Folder, Name + ".db")
        : new Microsoft.Data.SqlClient.SqlConnectionStringBuilder(_connectionString) { Password = "", UserID = "" }.ConnectionString;

    internal Assembly Scripts { get; }

    /// <summary>Where a test runs the transactions of this database, statement by statement.</summary>
    internal ITransactionStage? Stage { get; set; }

    /// <summary>Raised after a commit that announced something.</summary>
    internal event Action? Announced;

    /// <summary>Opens the database and brings its schema up to date. Waits for a server that is still starting.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        DapperSetup.Ensure();
        if (Dialect == Dialect.Sqlite)
        {
            Directory.CreateDirectory(_environment.Settings.Folder);
            _fileLock = DataFolderLock.Take(_environment.Settings.Folder, Name);
        }

        await SchemaScripts.ApplyAsync(this, _environment.Clock, _log, cancellation);
        if (Dialect == Dialect.Sqlite)
        {
            _writer = new SqliteWriter(Name, () => OpenAsync(readOnly: false, CancellationToken.None), NewUnit, _log);
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

        var request = RepeatableRequest.Of(_environment.Http.HttpContext);
        Task<T> Work(UnitOfWork unit)
        {
            Writing.Value = true;
            return request is null ? work(unit) : request.AnswerOnceAsync(unit, work);
        }

        T result;
        bool announced;
        if (Stage is { } stage)
        {
            (result, announced) = await stage.WriteAsync(this, Work);
        }
        else if (_writer is not null)
        {
            (result, announced) = await _writer.RunAsync(Work, cancellation);
        }
        else
        {
            (result, announced) = await _retry.ExecuteAsync(async token => await WriteToServerAsync(Work, token), cancellation);
        }

        if (RepeatableRequest.IsAnswer<T>())
        {
            request?.Answered();
        }

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
        Stage is { } stage ? await stage.ReadAsync(this, read) : await _retry.ExecuteAsync(async token =>
        {
            await using var connection = await OpenAsync(readOnly: true, token);
            if (connection is SqliteConnection sqlite)
            {
                await using var snapshot = sqlite.BeginTransaction(deferred: true);
                return await read(new Reader(connection, snapshot, Dialect, Now(), token));
            }

            return await read(new Reader(connection, null, Dialect, Now(), token));
        }, cancellation);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_writer is not null)
        {
            await _writer.DisposeAsync();
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
        new(connection, transaction, Dialect, Now(), _environment.Catalogue, _environment.Messaging.IsLocal) { Stage = Stage };

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

        return environment.Configuration.GetConnectionString(name)
            ?? throw new InvalidOperationException($"ConnectionStrings:{name} is not set; with Database:Provider=sqlserver every service needs its own database.");
    }
}
