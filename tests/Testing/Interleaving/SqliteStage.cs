using Dapper;
using Microsoft.Data.Sqlite;
using RaMatch.Platform.Data;

namespace RaMatch.Testing.Interleaving;

/// <summary>
/// Lets two transactions meet on SQLite as READ COMMITTED with row versions lets them meet on SQL Server, on one connection a database whose work
/// is taken back at the end.
/// </summary>
/// <remarks>
/// <para>
/// The first transaction is held up before one of its statements. What it has written so far nobody else sees before its commit: it is taken back, the
/// second act runs whole on what was committed and commits, and the first one's writes are made again on top of it. From there on the first sees what
/// the second has committed, and its guarded updates lose races as they would.
/// </para>
/// <para>
/// Where both write the same row, or the first one's writes cannot be made again with the same number of rows (the second has taken its key), a server
/// makes the second wait for the first one's commit: the gap is given up, the first runs to its end and the second after it. A server lets the second go
/// as far as that row and keeps what it has judged by then; that course is the one in which the second is the one held up, so it is tried too.
/// </para>
/// <para>
/// Without row versions a second transaction that reads what the first has written waits; it then meets nothing that is not met here. Not shown are
/// deadlocks (the victim runs again, as after a lost race), locks on ranges and on foreign keys, and three transactions at once.
/// </para>
/// <para>
/// A lost race or a duplicate key has the delegate run again on what holds now, as <see cref="Database"/> does on SQL Server. Where a server is named,
/// <see cref="ServerStage"/> lets acts meet there.
/// </para>
/// </remarks>
sealed class SqliteStage : MeetingStage<SqliteStage.Line, SqliteStage.Pairing>
{
    const int Attempts = 6;

    // Only in-process waiting (a semaphore that the first act holds) lets a second act stand still outside its transactions.
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    readonly SemaphoreSlim _turn = new(1);
    int _marks;

    SqliteStage()
        : base(Patience)
    {
    }

    public static async Task<SqliteStage> OpenAsync(IEnumerable<Database> databases)
    {
        var stage = new SqliteStage();
        await stage.TakeAsync(databases, Line.OpenAsync);
        return stage;
    }

    public override void Mark()
    {
        _marks++;
        Each(line => line.Transaction.Save(SavepointOf("mark", _marks)));
    }

    public override void Return() => Each(line => line.Transaction.Rollback(SavepointOf("mark", _marks)));

    public override void Unmark()
    {
        Return();
        Each(line => line.Transaction.Release(SavepointOf("mark", _marks)));
        _marks--;
    }

    public override async Task<Solo> AloneAsync(Func<Task> act)
    {
        var pairing = new Pairing(0, null);
        Each(line => line.Writes.Clear());
        await RunAsync(pairing, act);
        var writes = new HashSet<string>();
        Each(line => writes.UnionWith(line.Writes.Select(write => $"{line.Name}.{write.Table}")));
        return new Solo(pairing.Statements, writes, pairing.Tables);
    }

    public override async Task<Course> PairAsync(Func<Task> first, int before, Func<Task> second)
    {
        var pairing = new Pairing(before, second);
        await RunAsync(pairing, first);
        if (pairing.Late is { } late)
        {
            await late;
        }

        return new Course(pairing.HeldUpBefore, pairing.Waited, pairing.Again);
    }

    public override async Task<T> ReadAsync<T>(Database database, Func<Reader, Task<T>> read)
    {
        var line = LineOf(database);
        await _turn.WaitAsync();
        try
        {
            // A unit of work, so that nobody keeps in memory what is taken back here.
            return await read(database.NewUnit(line.Connection, line.Transaction));
        }
        finally
        {
            _turn.Release();
        }
    }

    public override async Task<(T Result, bool Announced)> WriteAsync<T>(Database database, Func<UnitOfWork, Task<T>> work)
    {
        var line = LineOf(database);
        await _turn.WaitAsync();
        try
        {
            return Act is { } pairing ? await WriteAsync(database, line, pairing, work) : await WritePlainAsync(database, line, work);
        }
        finally
        {
            _turn.Release();
        }
    }

    public override async Task<T> RunAsync<T>(UnitOfWork unit, CommandDefinition command, Func<Task<T>> run)
    {
        if (Act is not { } pairing || pairing.Unit != unit)
        {
            Pace.Step();
            return await run();
        }

        await pairing.ReachAsync(command.CommandText);
        var result = await run();
        if (result is int rows && Statement.IsWrite(command.CommandText))
        {
            pairing.Written.Add((command, rows));
        }

        return result;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _turn.Dispose();
    }

    static async Task<(T Result, bool Announced)> WritePlainAsync<T>(Database database, Line line, Func<UnitOfWork, Task<T>> work)
    {
        var savepoint = line.Save();
        for (var attempt = 1; ; attempt++)
        {
            var unit = database.NewUnit(line.Connection, line.Transaction);
            try
            {
                var result = await work(unit);
                line.Transaction.Release(savepoint);
                return (result, unit.Published);
            }
            catch (Exception exception)
            {
                line.Transaction.Rollback(savepoint);
                if (!RunsAgain(database, exception) || attempt == Attempts)
                {
                    line.Transaction.Release(savepoint);
                    throw;
                }
            }
        }
    }

    async Task<(T Result, bool Announced)> WriteAsync<T>(Database database, Line line, Pairing pairing, Func<UnitOfWork, Task<T>> work)
    {
        var start = line.Save();
        pairing.Begin(line, start, () => LetTheOtherRunAsync(pairing, line));
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                var unit = database.NewUnit(line.Connection, line.Transaction);
                pairing.Unit = unit;
                pairing.Written.Clear();
                try
                {
                    var result = await work(unit);
                    await pairing.ReachAsync("COMMIT");
                    line.Transaction.Release(start);
                    if (pairing.TakeWaiting() is { } waiting)
                    {
                        _turn.Release();
                        await IMeetingStage.Apart(waiting);
                        await _turn.WaitAsync();
                    }

                    return (result, unit.Published);
                }
                catch (Exception exception)
                {
                    line.Transaction.Rollback(pairing.Savepoint);
                    if (!RunsAgain(database, exception) || attempt == Attempts)
                    {
                        line.Transaction.Release(start);
                        throw;
                    }

                    pairing.Again++;
                }
            }
        }
        finally
        {
            pairing.Unit = null;
        }
    }

    /// <summary>The gap: nobody sees what the first has written, the second runs, and the first one's writes are made again.</summary>
    async Task LetTheOtherRunAsync(Pairing pairing, Line line)
    {
        var mine = line.Writes.ToHashSet();
        line.Transaction.Rollback(pairing.Savepoint);
        var gap = line.Save();
        line.Writes.Clear();
        _turn.Release();
        var second = IMeetingStage.Apart(pairing.Second!);
        if (!await Pace.IsKeptToTheEndAsync(second))
        {
            // It stands still outside its transactions, waiting for something in memory that the first act holds; inside one, the turn is not free.
            pairing.Late = second;
        }

        await _turn.WaitAsync();
        if (pairing.Late is null)
        {
            await second;
        }

        var theirs = line.Writes.ToHashSet();
        pairing.Savepoint = line.Save();
        if (pairing.Late is null && (mine.Overlaps(theirs) || !await MakeAgainAsync(pairing, line)))
        {
            line.Transaction.Rollback(gap);
            pairing.Savepoint = line.Save();
            pairing.Wait();
            if (!await MakeAgainAsync(pairing, line))
            {
                throw new InvalidOperationException("What was written and taken back could not be written again.");
            }
        }
        else if (pairing.Late is not null && !await MakeAgainAsync(pairing, line))
        {
            throw new InvalidOperationException("A second act that stands still has written a row of the first; this stage cannot show that.");
        }
    }

    static async Task<bool> MakeAgainAsync(Pairing pairing, Line line)
    {
        try
        {
            foreach (var (command, rows) in pairing.Written)
            {
                if (await line.Connection.ExecuteAsync(command) != rows)
                {
                    return false;
                }
            }

            return true;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == 19)
        {
            return false;
        }
    }

    static bool RunsAgain(Database database, Exception exception) => exception is LostRaceException || database.Dialect.IsDuplicateKey(exception);

    static string SavepointOf(string kind, int number) => $"{kind}{number}";

    /// <summary>A first act and the one that runs in its gap.</summary>
    public sealed class Pairing(int before, Func<Task>? second) : FirstAct(before)
    {
        Func<Task>? _waiting;

        public Func<Task>? Second => second;
        public UnitOfWork? Unit { get; set; }
        public string Savepoint { get; set; } = "";
        public List<(CommandDefinition Command, int Rows)> Written { get; } = [];
        public bool Waited { get; private set; }
        public Task? Late { get; set; }

        public void Begin(Line line, string savepoint, Func<Task> letTheOtherRun)
        {
            (Savepoint, Gap) = (savepoint, letTheOtherRun);
            if (second is not null)
            {
                line.Writes.Clear();
            }
        }

        /// <summary>The second act waits for the end of this transaction.</summary>
        public void Wait() => (Waited, _waiting) = (true, second);

        /// <summary>The second act, if it waits and has not been taken.</summary>
        public Func<Task>? TakeWaiting()
        {
            var waiting = _waiting;
            _waiting = null;
            return waiting;
        }
    }

    /// <summary>The one connection of a database, its transaction, and the rows written in it.</summary>
    public sealed class Line : IMeetingLine
    {
        readonly Dictionary<string, SqliteCommand> _looks = new(StringComparer.Ordinal);
        int _savepoints;

        Line(string name, SqliteConnection connection) => (Name, Connection) = (name, connection);

        public string Name { get; }
        public SqliteConnection Connection { get; }
        public SqliteTransaction Transaction { get; private set; } = null!;
        public HashSet<(string Table, string Key)> Writes { get; } = [];

        public static async Task<Line> OpenAsync(Database database)
        {
            var connection = (SqliteConnection)await database.OpenAsync(readOnly: false, CancellationToken.None);
            // Nothing here outlives the test: what is taken back need not go through a file first.
            await connection.ExecuteAsync("PRAGMA temp_store = MEMORY; PRAGMA cache_spill = OFF; PRAGMA secure_delete = OFF;");
            var line = new Line(database.Name, connection);
            connection.CreateFunction("note_write", (string table, string key) =>
            {
                line.Writes.Add((table, key));
                return 0;
            });
            foreach (var table in await connection.QueryAsync<string>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'schema_script'"))
            {
                await NoteWritesAsync(connection, table);
            }

            line.Transaction = connection.BeginTransaction(deferred: false);
            return line;
        }

        // The statement is prepared once, because promises are looked at thousands of times.
        public IReadOnlyList<IReadOnlyList<string>> Look(string sql)
        {
            if (!_looks.TryGetValue(sql, out var command))
            {
                _looks.Add(sql, command = Connection.CreateCommand());
                command.CommandText = sql;
                command.Transaction = Transaction;
            }

            return Texts(command);
        }

        public string Save()
        {
            var name = SavepointOf("step", ++_savepoints);
            Transaction.Save(name);
            return name;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var look in _looks.Values)
            {
                await look.DisposeAsync();
            }

            await Transaction.DisposeAsync();
            await Connection.DisposeAsync();
        }

        /// <summary>Triggers of this connection alone. A number that the database itself hands out is no key that two could want.</summary>
        static async Task NoteWritesAsync(SqliteConnection connection, string table)
        {
            var columns = (await connection.QueryAsync<(string Name, string Type, long Key)>($"SELECT name, type, pk FROM pragma_table_info('{table}')")).Where(column => column.Key > 0).ToList();
            var numbered = columns is [{ Type: "INTEGER" }];
            string KeyOf(string row) => columns.Count == 0 ? $"{row}.rowid" : string.Join(" || ' ' || ", columns.Select(column => $"{row}.{column.Name}"));
            foreach (var (what, row) in numbered ? [("UPDATE", "OLD"), ("DELETE", "OLD")] : new[] { ("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD") })
            {
                await connection.ExecuteAsync($"CREATE TEMP TRIGGER note_{what}_{table} AFTER {what} ON main.{table} BEGIN SELECT note_write('{table}', {KeyOf(row)}); END");
            }
        }
    }
}
