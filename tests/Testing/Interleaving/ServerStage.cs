using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using Microsoft.Data.SqlClient;
using Microsoft.Extensions.Logging.Abstractions;
using RaMatch.Platform.Data;

namespace RaMatch.Testing.Interleaving;

/// <summary>Lets two transactions meet on a server: real ones, on connections of their own, which wait for each other's locks as they do in an installation.</summary>
/// <remarks>
/// <para>
/// The first transaction is held up, open, before one of its statements. The second act runs whole and commits, and the first goes on. Where no statement of
/// the second has come or gone for a while, it waits for something that the first holds: the gap is given up, the first runs to its end and the second
/// after it. Waiting is told by time alone, because what a server says of its locks differs from server to server; who is only slow is taken for waiting,
/// and then the two run side by side.
/// </para>
/// <para>
/// A deadlock's victim, a lost race and a duplicate key have the delegate run again as <see cref="Database"/> has it, by the same <see cref="Retries"/>.
/// </para>
/// <para>
/// What two transactions have committed no savepoint takes back: a <see cref="ServerCopy"/> knows the rows as they were and puts back those that differ.
/// Reads are units of work, as on <see cref="SqliteStage"/>, so that nobody keeps in memory what is taken back. Numbers that the server hands out go on.
/// </para>
/// </remarks>
sealed class ServerStage : MeetingStage<ServerStage.Line, ServerStage.Pairing>
{
    // So long no statement takes where nobody waits, but for a server that has very much else to do.
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(700);
    static readonly TimeSpan Budget = TimeSpan.FromMinutes(2);

    readonly ConcurrentDictionary<UnitOfWork, Line> _units = new();

    ServerStage()
        : base(Patience)
    {
    }

    public static async Task<ServerStage> OpenAsync(IEnumerable<Database> databases)
    {
        var stage = new ServerStage();
        await stage.TakeAsync(databases, Line.OpenAsync);
        return stage;
    }

    public override void Mark() => Each(line => line.Copy.Mark());

    public override void Return() => Each(line => line.Copy.Return());

    public override void Unmark() => Each(line => line.Copy.Unmark());

    public override async Task<Solo> AloneAsync(Func<Task> act)
    {
        var pairing = new Pairing(0);
        await RunAsync(pairing, act);
        return new Solo(pairing.Statements, pairing.Writes, pairing.Tables);
    }

    public override async Task<Course> PairAsync(Func<Task> first, int before, Func<Task> second)
    {
        var waited = false;
        var other = Task.CompletedTask;
        var pairing = new Pairing(before)
        {
            Gap = async () =>
            {
                other = IMeetingStage.Apart(second);
                waited = !await Pace.IsKeptToTheEndAsync(other);
            },
        };
        try
        {
            await RunAsync(pairing, first);
        }
        finally
        {
            // Whatever became of the first, what the second does is taken back only once it is done.
            await other;
        }

        return new Course(pairing.HeldUpBefore, waited, pairing.Again);
    }

    public override Task<T> ReadAsync<T>(Database database, Func<Reader, Task<T>> read)
    {
        var line = LineOf(database);
        return line.Retries.RunAsync(async _ =>
        {
            await using var lease = await line.TakeAsync();
            return await read(database.NewUnit(lease.Connection, lease.Transaction));
        }, CancellationToken.None);
    }

    public override Task<(T Result, bool Announced)> WriteAsync<T>(Database database, Func<UnitOfWork, Task<T>> work)
    {
        var line = LineOf(database);
        var (pairing, attempts) = (Act, 0);
        return line.Retries.RunAsync(async _ =>
        {
            if (attempts++ > 0 && pairing is not null)
            {
                pairing.Again++;
            }

            await using var lease = await line.TakeAsync();
            var unit = database.NewUnit(lease.Connection, lease.Transaction);
            _units[unit] = line;
            try
            {
                var result = await work(unit);
                if (pairing is not null)
                {
                    await pairing.ReachAsync("COMMIT");
                }

                await lease.Transaction.CommitAsync(CancellationToken.None);
                return (result, unit.Published);
            }
            finally
            {
                _units.TryRemove(unit, out var _);
            }
        }, CancellationToken.None);
    }

    public override async Task<T> RunAsync<T>(UnitOfWork unit, CommandDefinition command, Func<Task<T>> run)
    {
        var sql = command.CommandText;
        if (!_units.TryGetValue(unit, out var line))
        {
            Pace.Step();
            return await run();
        }

        var pairing = Act;
        if (pairing is not null)
        {
            await pairing.ReachAsync(sql);
        }

        foreach (var table in Statement.Written(sql))
        {
            line.Copy.Written(table);
        }

        Pace.Step();
        var result = await run();
        Pace.Step();
        if (pairing is not null && result is int and > 0 && Statement.IsWrite(sql))
        {
            // A number that the database itself hands out is no key that two could want.
            var fresh = sql.TrimStart().StartsWith("INSERT", StringComparison.Ordinal);
            pairing.Writes.UnionWith(Statement.Written(sql).Where(table => !fresh || !line.Copy.IsNumbered(table)).Select(table => $"{line.Name}.{table}"));
        }

        return result;
    }

    /// <summary>A first act and the tables it wrote.</summary>
    public sealed class Pairing(int before) : FirstAct(before)
    {
        public HashSet<string> Writes { get; } = [];
    }

    /// <summary>A database's connections, which are dear to open and stay so, and its copy.</summary>
    public sealed class Line : IMeetingLine
    {
        readonly Database _database;
        readonly SqlConnection _own;
        readonly ConcurrentBag<DbConnection> _idle = [];

        Line(Database database, SqlConnection own)
        {
            (_database, _own) = (database, own);
            Copy = new ServerCopy(database, own);
            Retries = new Retries(database.Name, database.Dialect, Budget, NullLogger.Instance);
        }

        public string Name => _database.Name;
        public ServerCopy Copy { get; }
        public Retries Retries { get; }

        public IReadOnlyList<IReadOnlyList<string>> Look(string sql) => Copy.Look(sql);

        public static async Task<Line> OpenAsync(Database database) => new(database, (SqlConnection)await database.OpenAsync(readOnly: false, CancellationToken.None));

        public async Task<Lease> TakeAsync()
        {
            var connection = _idle.TryTake(out var idle) ? idle : await _database.OpenAsync(readOnly: false, CancellationToken.None);
            try
            {
                return new Lease(this, connection, await connection.BeginTransactionAsync());
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
        }

        public async ValueTask DisposeAsync()
        {
            Copy.Dispose();
            await _own.DisposeAsync();
            foreach (var connection in _idle)
            {
                await connection.DisposeAsync();
            }
        }

        /// <summary>A connection and a transaction on it, taken back unless it was committed.</summary>
        public sealed class Lease(Line line, DbConnection connection, DbTransaction transaction) : IAsyncDisposable
        {
            public DbConnection Connection => connection;
            public DbTransaction Transaction => transaction;

            public async ValueTask DisposeAsync()
            {
                await transaction.DisposeAsync();
                if (connection.State == System.Data.ConnectionState.Open)
                {
                    line._idle.Add(connection);
                }
                else
                {
                    await connection.DisposeAsync();
                }
            }
        }
    }
}
