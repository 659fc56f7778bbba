using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace RaMatch.Platform.Data;

/// <summary>
/// All that differs between the two databases. Everything else is the same statement on both: see docs/architecture.md,
/// "One SQL, two databases".
/// </summary>
public abstract class Dialect
{
    /// <summary>SQLite, embedded.</summary>
    public static Dialect Sqlite { get; } = new SqliteDialect();

    /// <summary>SQL Server, and servers that speak its protocol.</summary>
    public static Dialect SqlServer { get; } = new SqlServerDialect();

    /// <summary>The infix of schema scripts: <c>0001_units.sqlite.sql</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What follows ORDER BY to take <c>@take</c> rows after <c>@skip</c>.</summary>
    public abstract string Page { get; }

    /// <summary>Opens nothing: makes a connection object for the connection string.</summary>
    public abstract DbConnection Connect(string connectionString);

    /// <summary>A unique key refused a row. On SQL Server a concurrent writer may have been first: the delegate runs again.</summary>
    public abstract bool IsDuplicateKey(Exception exception);

    /// <summary>A fault that may be gone at the next try: deadlock, lost connection, locked file.</summary>
    public abstract bool IsTransient(Exception exception);

    /// <summary>Before the first append to the outbox in a transaction, where ids would otherwise not be in commit order.</summary>
    public abstract string? LockOutboxOrder { get; }

    // What our own statements throw where sp_getapplock gave no lock.
    const int LockNotGranted = 51222;

    sealed class SqliteDialect : Dialect
    {
        public override string Name => "sqlite";
        public override string Page => "LIMIT @take OFFSET @skip";
        public override DbConnection Connect(string connectionString) => new SqliteConnection(connectionString);
        // 19 = SQLITE_CONSTRAINT; 1555 = primary key, 2067 = unique.
        public override bool IsDuplicateKey(Exception exception) => exception is SqliteException { SqliteExtendedErrorCode: 1555 or 2067 };
        // 5 = SQLITE_BUSY, 6 = SQLITE_LOCKED.
        public override bool IsTransient(Exception exception) => exception is SqliteException { SqliteErrorCode: 5 or 6 };
        // One writer: ids are handed out in commit order as it is.
        public override string? LockOutboxOrder => null;
    }

    sealed class SqlServerDialect : Dialect
    {
        public override string Name => "sqlserver";
        public override string Page => "OFFSET @skip ROWS FETCH NEXT @take ROWS ONLY";
        public override DbConnection Connect(string connectionString) => new SqlConnection(connectionString);
        public override bool IsDuplicateKey(Exception exception) => exception is SqlException { Number: 2601 or 2627 };

        // Deadlock, lock timeout (the server's and that of an application lock), snapshot conflicts, database not ready, resource limits, cut connections, throttling,
        // failover, command timeout: the numbers are Microsoft's list of transient errors plus −2 (timeout).
        public override bool IsTransient(Exception exception) => exception switch
        {
            SqlException sql => sql.Number is 1205 or 1222 or LockNotGranted or 3960 or 3961 or 4060 or 10928 or 10929 or 10053 or 10054 or 10060
                or 40197 or 40501 or 40613 or 49918 or 49919 or 49920 or -2 or 0 or 64 or 233 or 4221,
            IOException or TimeoutException => true,
            // A connection that broke between two commands of a transaction.
            InvalidOperationException invalid => invalid.Source == "Microsoft.Data.SqlClient",
            _ => false,
        };

        // Identity values are handed out before commit; a reader with a cursor would skip a row committed late. The lock is
        // the transaction's and leaves with it.
        public override string LockOutboxOrder => LockOutbox;

        // A lock that is not granted is told by the return code alone: without the THROW the append would go on unlocked.
        const string LockOutbox = """
            DECLARE @granted int;
            EXEC @granted = sp_getapplock @Resource = 'ramatch.outbox', @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 30000;
            IF @granted < 0 THROW 51222, 'The outbox was locked by others for half a minute.', 1;
            """;
    }
}
