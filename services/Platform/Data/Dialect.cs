using System.Collections;
using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace RaMatch.Platform.Data;

/// <summary>
/// All that differs between the two databases. Everything else is the same statement on both: see docs/architecture.md,
/// "One SQL, two databases".
/// </summary>
public abstract partial class Dialect
{
    /// <summary>SQLite, embedded.</summary>
    public static Dialect Sqlite { get; } = new SqliteDialect();

    /// <summary>SQL Server, and servers that speak its protocol.</summary>
    public static Dialect SqlServer { get; } = new SqlServerDialect();

    /// <summary>The infix of schema scripts: <c>0001_units.sqlite.sql</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What follows ORDER BY to take <c>@take</c> rows after <c>@skip</c>.</summary>
    public abstract string Page { get; }

    /// <summary>A statement in which a parameter after IN is a list, as the database reads it.</summary>
    public abstract string OpenLists(string sql);

    /// <summary>A list that stands after IN, as <see cref="OpenLists"/> wants it.</summary>
    public abstract object StoredList(IEnumerable values);

    /// <summary>Opens nothing: makes a connection object for the connection string.</summary>
    public abstract DbConnection Connect(string connectionString);

    /// <summary>A unique key refused a row. On SQL Server a concurrent writer may have been first: the delegate runs again.</summary>
    public abstract bool IsDuplicateKey(Exception exception);

    /// <summary>A fault that may be gone at the next try: deadlock, lost connection, locked file.</summary>
    public abstract bool IsTransient(Exception exception);

    /// <summary>The database's own trouble and no fault of the work: disk full, read-only, damaged, taken offline. Trying again at once is in vain.</summary>
    public abstract bool IsUnusable(Exception exception);

    /// <summary>Before the first append to the outbox in a transaction, where ids would otherwise not be in commit order.</summary>
    public abstract string? LockOutboxOrder { get; }

    // What our own statements throw where sp_getapplock gave no lock.
    const int LockNotGranted = 51222;

    [GeneratedRegex(@"\bIN @(?<name>[A-Za-z0-9_]+)", RegexOptions.CultureInvariant)]
    private static partial Regex List();

    sealed class SqliteDialect : Dialect
    {
        readonly ConcurrentDictionary<string, string> _opened = new();

        public override string Name => "sqlite";
        // The plus hides the number from the planner, which would make a plan for each: a page would be prepared anew at every look.
        public override string Page => "LIMIT +@take OFFSET +@skip";
        public override DbConnection Connect(string connectionString) => new SqliteSession(connectionString);

        // One parameter however long the list, so that the text stays the same and what was prepared of it can be used again.
        public override string OpenLists(string sql) =>
            _opened.GetOrAdd(sql, static text => List().Replace(text, "IN (SELECT value FROM json_each(@${name}))"));

        public override object StoredList(IEnumerable values) => JsonSerializer.Serialize(values.Cast<object>().Select(value => value is Enum ? value.ToString() : value));

        // 19 = SQLITE_CONSTRAINT; 1555 = primary key, 2067 = unique.
        public override bool IsDuplicateKey(Exception exception) => exception is SqliteException { SqliteExtendedErrorCode: 1555 or 2067 };
        // 5 = SQLITE_BUSY, 6 = SQLITE_LOCKED.
        public override bool IsTransient(Exception exception) => exception is SqliteException { SqliteErrorCode: 5 or 6 };
        // 7 = NOMEM, 8 = READONLY, 10 = IOERR, 11 = CORRUPT, 13 = FULL, 14 = CANTOPEN, 26 = NOTADB.
        public override bool IsUnusable(Exception exception) => exception is SqliteException { SqliteErrorCode: 7 or 8 or 10 or 11 or 13 or 14 or 26 };
        // One writer: ids are handed out in commit order as it is.
        public override string? LockOutboxOrder => null;
    }

    sealed class SqlServerDialect : Dialect
    {
        public override string Name => "sqlserver";
        public override string Page => "OFFSET @skip ROWS FETCH NEXT @take ROWS ONLY";
        public override DbConnection Connect(string connectionString) => new SqlConnection(connectionString);

        // Dapper makes a parameter of each value.
        public override string OpenLists(string sql) => sql;

        // Of the type of the columns: a Unicode parameter would make the server convert the column and scan its index.
        public override object StoredList(IEnumerable values) => values switch
        {
            IEnumerable<Guid> ids => ids.Select(id => new DbString { Value = id.ToString(), IsAnsi = true, IsFixedLength = true, Length = 36 }).ToList(),
            _ when values.Cast<object>().All(value => value is Enum) => values.Cast<object>().Select(value => value.ToString()).ToList(),
            _ => values,
        };

        public override bool IsDuplicateKey(Exception exception) => exception is SqlException { Number: 2601 or 2627 };

        // Deadlock, lock timeout (the server's and that of an application lock), snapshot conflicts, database starting or failing over,
        // resource limits, throttling, client's timeout (−2). Class 20 and above is a connection that is gone or never came about.
        public override bool IsTransient(Exception exception) => exception switch
        {
            SqlException { Class: >= 20 } => true,
            SqlException sql => sql.Number is -2 or 0 or 64 or 233 or 596 or 701 or 921 or 922 or 927 or 976 or 978 or 979 or 983 or 1205 or 1222 or LockNotGranted
                or 3960 or 3961 or 4060 or 4221 or 6005 or 8645 or 10053 or 10054 or 10060 or 10928 or 10929 or 17142 or 18401
                or 40197 or 40501 or 40613 or 49918 or 49919 or 49920,
            IOException or TimeoutException => true,
            // A connection that broke between two commands of a transaction.
            InvalidOperationException invalid => invalid.Source == "Microsoft.Data.SqlClient",
            _ => false,
        };

        // 823 to 825 = I/O errors, 926 = suspect, 942 and 945 = offline, 1101 and 1105 = disk full, 3906 = read-only, 9002 = log full.
        public override bool IsUnusable(Exception exception) => exception is SqlException { Number: 823 or 824 or 825 or 926 or 942 or 945 or 1101 or 1105 or 3906 or 9002 };

        // Identity values are handed out before commit; a reader with a cursor would skip a row committed late. The lock is
        // the transaction's and leaves with it.
        public override string LockOutboxOrder => LockOutbox;

        // A lock that is not granted is told by the return code alone: without the THROW the append would go on unlocked.
        // The database's name in it, because servers that only speak the protocol hold one set of locks for all databases.
        const string LockOutbox = """
            DECLARE @granted int, @resource nvarchar(255) = 'ramatch.outbox of ' + DB_NAME();
            EXEC @granted = sp_getapplock @Resource = @resource, @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 5000;
            IF @granted < 0 THROW 51222, 'The outbox was locked by others for five seconds.', 1;
            """;
    }
}
