using System.Data.Common;
using Dapper;
using RaMatch.Platform.Data;

namespace RaMatch.Testing.Interleaving;

/// <summary>What the stages of both databases have in common: a line a database, and whose act runs in this flow.</summary>
/// <param name="patience">After so long without a statement a second act counts as standing still.</param>
abstract class MeetingStage<TLine, TAct>(TimeSpan patience) : IMeetingStage
    where TLine : class, IMeetingLine
    where TAct : FirstAct
{
    readonly Dictionary<Database, TLine> _lines = [];
    readonly AsyncLocal<TAct?> _act = new();

    protected Pace Pace { get; } = new(patience);

    /// <summary>The first act, where this flow is its.</summary>
    protected TAct? Act => _act.Value;

    public abstract void Mark();

    public abstract void Return();

    public abstract void Unmark();

    public abstract Task<Solo> AloneAsync(Func<Task> act);

    public abstract Task<Course> PairAsync(Func<Task> first, int before, Func<Task> second);

    public abstract Task<(T Result, bool Announced)> WriteAsync<T>(Database database, Func<UnitOfWork, Task<T>> work);

    public abstract Task<T> ReadAsync<T>(Database database, Func<Reader, Task<T>> read);

    public abstract Task<T> RunAsync<T>(UnitOfWork unit, CommandDefinition command, Func<Task<T>> run);

    public IReadOnlyList<IReadOnlyList<string>> Look(string database, string sql) => _lines.Single(line => line.Key.Name == database).Value.Look(sql);

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var (database, line) in _lines)
        {
            database.Stage = null;
            await line.DisposeAsync();
        }
    }

    /// <summary>What a query gave, as texts.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Texts(DbCommand query)
    {
        var rows = new List<IReadOnlyList<string>>();
        using var reader = query.ExecuteReader();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? "" : reader.GetString(column))]);
        }

        return rows;
    }

    protected async Task TakeAsync(IEnumerable<Database> databases, Func<Database, Task<TLine>> open)
    {
        foreach (var database in databases)
        {
            _lines.Add(database, await open(database));
            database.Stage = this;
        }
    }

    protected TLine LineOf(Database database) => _lines[database];

    protected void Each(Action<TLine> act)
    {
        foreach (var line in _lines.Values)
        {
            act(line);
        }
    }

    protected async Task RunAsync(TAct act, Func<Task> run)
    {
        _act.Value = act;
        try
        {
            await run();
        }
        finally
        {
            _act.Value = null;
        }
    }
}

/// <summary>A database on a stage.</summary>
interface IMeetingLine : IAsyncDisposable
{
    /// <summary>Rows as texts, by a query in SQLite's words.</summary>
    IReadOnlyList<IReadOnlyList<string>> Look(string sql);
}

/// <summary>The act that is held up: what it does, and before which of its statements the other runs.</summary>
class FirstAct(int before)
{
    bool _heldUp;

    /// <summary>What happens in the gap.</summary>
    public Func<Task> Gap { get; set; } = () => Task.CompletedTask;

    public List<string> Statements { get; } = [];
    public HashSet<string> Tables { get; } = [];
    public string HeldUpBefore { get; private set; } = "";
    public int Again { get; set; }

    /// <summary>Comes to a statement, or to the end of a transaction.</summary>
    public async Task ReachAsync(string sql)
    {
        // Its own lines in the log of what it announces concern nobody else: to be held up before one is to be held up before what follows.
        if (sql.StartsWith("INSERT INTO outbox", StringComparison.Ordinal))
        {
            return;
        }

        Statements.Add(sql);
        Tables.UnionWith(Statement.Tables(sql));
        if (Statements.Count == before && !_heldUp)
        {
            (_heldUp, HeldUpBefore) = (true, sql);
            await Gap();
        }
    }
}
