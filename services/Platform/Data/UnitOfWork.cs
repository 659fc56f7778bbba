using System.Data.Common;
using Dapper;
using RaMatch.Contracts;

namespace RaMatch.Platform.Data;

/// <summary>
/// One transaction: what is read in it, decided, written and announced happens together or not at all. The delegate may
/// run again after a deadlock or a lost connection, so it has no effect but through this object.
/// </summary>
public sealed class UnitOfWork : Reader
{
    readonly IOutbox _outbox;
    readonly List<KeptSums> _sums = [];
    readonly List<Concern> _concerns = [];
    bool _orderLocked;

    internal UnitOfWork(DbConnection connection, DbTransaction transaction, Dialect dialect, DateTimeOffset now, IOutbox outbox)
        : base(connection, transaction, dialect, now, CancellationToken.None) => _outbox = outbox;

    /// <summary>True once something was announced or asked for; who works behind the requests is woken after the commit.</summary>
    internal bool Published { get; private set; }

    /// <summary>Where a test runs this transaction statement by statement.</summary>
    internal ITransactionStage? Stage { get; init; }

    /// <summary>What the transaction has said it is about.</summary>
    internal IReadOnlyList<Concern> Concerned => _concerns;

    /// <summary>Writes what was left for the end.</summary>
    internal async Task FinishAsync()
    {
        foreach (var sums in _sums.OrderBy(sums => sums.GetType().FullName, StringComparer.Ordinal))
        {
            await sums.WriteAsync(this);
        }
    }

    /// <summary>Has those who work behind the requests look after the commit.</summary>
    public void Wake() => Published = true;

    /// <summary>
    /// Says for the audit trail what this transaction is about. Said by a page, or of people who are read, it makes the transaction part of the trail; an
    /// answer of the API is part of it anyway.
    /// </summary>
    /// <param name="parkId">The park whose business it is; null where it is no park's alone.</param>
    /// <param name="kind">What the thing is, such as <c>placement</c>.</param>
    /// <param name="id">Its id.</param>
    /// <param name="detail">Ids and codes; nothing that anybody typed, and nothing about a person.</param>
    public void Concerns(string? parkId, string? kind = null, Guid? id = null, string? detail = null) => _concerns.Add(new Concern(parkId, kind, id, detail));

    /// <summary>Runs a statement and gives the number of rows it touched.</summary>
    public Task<int> ExecuteAsync(string sql, object? parameters = null) =>
        RunAsync(Command<int>(sql, parameters), static (connection, command) => connection.ExecuteAsync(command));

    /// <summary>
    /// Keeps the newer state of a row under its key: updates it where it is older, or else inserts it where there is none. False: what is there is as new.
    /// </summary>
    /// <param name="update">An UPDATE of the key that leaves a newer row alone.</param>
    /// <param name="insert">An INSERT of the key that leaves a row that is there alone.</param>
    /// <param name="row">The parameters of both.</param>
    public async Task<bool> PutAsync(string update, string insert, object row) =>
        await ExecuteAsync(update, row) > 0
        || await ExecuteAsync(insert, row) > 0
        // Somebody else has inserted it after the update found none; it may be an older one.
        || await ExecuteAsync(update, row) > 0;

    /// <summary>
    /// Inserts many rows, on a server several a statement: a row a round trip is what makes a frozen round of a hundred thousand rows slow there.
    /// </summary>
    /// <param name="sql">An INSERT whose VALUES name the parameters of one row.</param>
    /// <param name="rows">The rows; their properties are the parameters.</param>
    public async Task InsertAllAsync<T>(string sql, IEnumerable<T> rows)
        where T : notnull
    {
        if (Dialect == Dialect.Sqlite)
        {
            ManyRows.Require(sql);
            var all = rows.Select(row => Parameters.From(row, Dialect));
            await RunAsync(new CommandDefinition(sql, all, Transaction), static (connection, command) => connection.ExecuteAsync(command));
            return;
        }

        foreach (var (statement, parameters) in ManyRows.Of(sql, rows, Dialect))
        {
            await ExecuteAsync(statement, parameters);
        }
    }

    /// <summary>The sums of a kind that this transaction adds to, written at its end.</summary>
    public T Sums<T>()
        where T : KeptSums, new()
    {
        if (_sums.OfType<T>().FirstOrDefault() is { } there)
        {
            return there;
        }

        var sums = new T();
        _sums.Add(sums);
        return sums;
    }

    /// <summary>
    /// Announces an event: its row joins this transaction and leaves for its listeners after the commit, at least once, with
    /// a message id made of event type, subject and version. An event nobody listens to costs nothing.
    /// </summary>
    public Task PublishAsync(IMessage message) => _outbox.AppendAsync(this, message);

    /// <summary>Whoever else announces something in this database waits for the end of this transaction, so that the log is in the order of commits.</summary>
    internal async Task LockOutboxOrderAsync()
    {
        if (!_orderLocked && Dialect.LockOutboxOrder is { } locking)
        {
            await ExecuteAsync(locking);
            _orderLocked = true;
        }
    }

    private protected override Task<T> RunAsync<T>(CommandDefinition command, Func<DbConnection, CommandDefinition, Task<T>> run) =>
        Stage is null ? base.RunAsync(command, run) : RunOnStageAsync(Stage, command, run);

    Task<T> RunOnStageAsync<T>(ITransactionStage stage, CommandDefinition command, Func<DbConnection, CommandDefinition, Task<T>> run) =>
        stage.RunAsync(this, command, () => base.RunAsync(command, run));
}
