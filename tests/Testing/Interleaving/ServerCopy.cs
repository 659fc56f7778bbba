using System.Globalization;
using System.Text;
using Dapper;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using RaMatch.Platform.Data;

namespace RaMatch.Testing.Interleaving;

/// <summary>
/// A copy of a server's database in memory, in SQLite's twin of its tables: what is looked at is asked of the copy, and what is taken back on the server
/// is what the copy had at its savepoint. Only tables that were written in between are read anew.
/// </summary>
sealed class ServerCopy : IDisposable
{
    // SQL Server takes 2100 parameters a batch and 1000 rows a VALUES.
    const int MostParameters = 1500;

    readonly SqliteConnection _copy = new("Data Source=:memory:");
    readonly SqliteTransaction _transaction;
    readonly IReadOnlyList<Table> _tables;
    readonly SqlConnection _server;
    readonly HashSet<string> _stale;
    readonly Stack<HashSet<string>> _changed = new();

    /// <summary>A copy that is read at the first look.</summary>
    /// <param name="database">Whose tables they are.</param>
    /// <param name="server">Its open connection for what the copy asks and puts back.</param>
    public ServerCopy(Database database, SqlConnection server)
    {
        _server = server;
        _copy.Open();
        _copy.Execute("PRAGMA foreign_keys = OFF");
        foreach (var batch in SchemaScripts.Of(database.Scripts, Dialect.Sqlite).SelectMany(script => script.Batches))
        {
            _copy.Execute(batch);
        }

        // As the scripts make them: what is referred to stands before what refers to it.
        _tables = [.. _copy.Query<(string Name, string Sql)>("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid").Select(table => new Table(
            table.Name,
            [.. _copy.Query<string>($"SELECT name FROM pragma_table_info('{table.Name}')")],
            [.. _copy.Query<string>($"SELECT name FROM pragma_table_info('{table.Name}') WHERE pk > 0")],
            table.Sql.Contains("AUTOINCREMENT", StringComparison.Ordinal)))];
        var referred = _tables.SelectMany(table => _copy.Query<string>($"SELECT \"table\" FROM pragma_foreign_key_list('{table.Name}')")).ToHashSet(StringComparer.Ordinal);
        foreach (var table in _tables)
        {
            table.Referred = referred.Contains(table.Name);
        }

        _stale = [.. _tables.Select(table => table.Name)];
        _transaction = _copy.BeginTransaction();
    }

    /// <summary>The database itself hands out the numbers of this table's rows.</summary>
    public bool IsNumbered(string table) => _tables.Any(one => one.Numbered && one.Name == table);

    /// <summary>Somebody may have written the table. Called by whoever writes.</summary>
    public void Written(string table)
    {
        lock (_stale)
        {
            _stale.Add(table);
        }
    }

    public void Mark()
    {
        Refresh();
        _changed.Push(new HashSet<string>(StringComparer.Ordinal));
        _transaction.Save(Savepoint);
    }

    public void Return()
    {
        Refresh();
        var changed = _tables.Where(table => _changed.Peek().Contains(table.Name)).ToList();
        var now = changed.ToDictionary(table => table, Rows);
        _transaction.Rollback(Savepoint);
        PutBack([.. changed.Select(table => new Change(table, Rows(table), now[table]))]);
        _changed.Peek().Clear();
    }

    public void Unmark()
    {
        Return();
        _transaction.Release(Savepoint);
        _changed.Pop();
        if (_changed.Count == 0)
        {
            RequireNothingLeft();
        }
    }

    public IReadOnlyList<IReadOnlyList<string>> Look(string sql)
    {
        Refresh();
        using var command = _copy.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, _transaction);
        return ServerStage.Texts(command);
    }

    public void Dispose()
    {
        _transaction.Dispose();
        _copy.Dispose();
    }

    /// <summary>A table that was written unnoticed would not have been put back.</summary>
    void RequireNothingLeft()
    {
        var kept = _tables.ToDictionary(table => table, Rows);
        foreach (var table in _tables)
        {
            Written(table.Name);
        }

        Refresh();
        var left = kept.Where(table => new Change(table.Key, table.Value, Rows(table.Key)) is { IsNone: false }).Select(table => table.Key.Name).ToList();
        if (left.Count > 0)
        {
            throw new InvalidOperationException($"Not put back as they were: {string.Join(", ", left)}.");
        }
    }

    string Savepoint => $"mark{_changed.Count}";

    /// <summary>Reads the tables that were written since they were read.</summary>
    void Refresh()
    {
        List<Table> stale;
        lock (_stale)
        {
            stale = [.. _tables.Where(table => _stale.Contains(table.Name))];
            _stale.Clear();
        }

        if (stale.Count == 0)
        {
            return;
        }

        using var command = _server.CreateCommand();
        command.CommandText = string.Join(";\n", stale.Select(table => $"SELECT {table.List} FROM {table.Name}"));
        using var reader = command.ExecuteReader();
        foreach (var table in stale)
        {
            _copy.Execute($"DELETE FROM {table.Name}", transaction: _transaction);
            while (reader.Read())
            {
                Insert(table, [.. Enumerable.Range(0, reader.FieldCount).Select(column => AsStored(reader.GetValue(column)))]);
            }

            reader.NextResult();
            if (_changed.TryPeek(out var changed))
            {
                changed.Add(table.Name);
            }
        }
    }

    void Insert(Table table, object[] row)
    {
        using var command = _copy.CreateCommand();
        (command.CommandText, command.Transaction) = ($"INSERT INTO {table.Name} ({table.List}) VALUES ({string.Join(", ", row.Index().Select(value => $"@{value.Index}"))})", _transaction);
        foreach (var (number, value) in row.Index())
        {
            command.Parameters.AddWithValue($"@{number}", value);
        }

        command.ExecuteNonQuery();
    }

    static object AsStored(object value) => value is int or short or byte or bool ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : value;

    Dictionary<string, object[]> Rows(Table table)
    {
        using var command = _copy.CreateCommand();
        (command.CommandText, command.Transaction) = ($"SELECT {table.List} FROM {table.Name}", _transaction);
        using var reader = command.ExecuteReader();
        var rows = new Dictionary<string, object[]>(StringComparer.Ordinal);
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(table.KeyOf(row), row);
        }

        return rows;
    }

    /// <summary>Deletes what has come, from the last table to the first, then puts back what is gone or changed.</summary>
    void PutBack(IReadOnlyList<Change> changes)
    {
        var batch = new Batch(_server);
        foreach (var change in changes.Reverse())
        {
            foreach (var row in change.ToDelete)
            {
                batch.Add($"DELETE FROM {change.Table.Name} WHERE {batch.Equal(change.Table, change.Table.Key, row, " AND ")}");
            }
        }

        foreach (var change in changes)
        {
            foreach (var row in change.ToUpdate)
            {
                var rest = change.Table.Columns.Except(change.Table.Key);
                batch.Add($"UPDATE {change.Table.Name} SET {batch.Equal(change.Table, rest, row, ", ")} WHERE {batch.Equal(change.Table, change.Table.Key, row, " AND ")}");
            }

            foreach (var row in change.ToInsert)
            {
                var insert = $"INSERT INTO {change.Table.Name} ({change.Table.List}) VALUES ({string.Join(", ", row.Select(batch.Value))})";
                batch.Add(change.Table.Numbered ? $"SET IDENTITY_INSERT {change.Table.Name} ON; {insert}; SET IDENTITY_INSERT {change.Table.Name} OFF" : insert);
            }
        }

        batch.Commit();
    }

    sealed record Table(string Name, IReadOnlyList<string> Columns, IReadOnlyList<string> Key, bool Numbered)
    {
        public string List { get; } = string.Join(", ", Columns.Select(column => $"[{column}]"));

        /// <summary>Rows of others refer to its rows.</summary>
        public bool Referred { get; set; }

        public string KeyOf(object[] row) => string.Join('\n', Key.Select(column => Of(row, column)));

        public object Of(object[] row, string column) => row[Columns.Index().Single(one => one.Item == column).Index];
    }

    /// <summary>The rows of a table as they were and as they are. A changed row is replaced, for it may hold a key that another one must have back, unless it must stay.</summary>
    sealed record Change(Table Table, Dictionary<string, object[]> Was, Dictionary<string, object[]> Is)
    {
        public IEnumerable<object[]> ToDelete => Is.Where(row => !Was.ContainsKey(row.Key) || (!Stay && Differs(row.Key))).Select(row => row.Value);
        public IEnumerable<object[]> ToUpdate => Was.Where(row => Stay && Differs(row.Key)).Select(row => row.Value);
        public IEnumerable<object[]> ToInsert => Was.Where(row => !Is.ContainsKey(row.Key) || (!Stay && Differs(row.Key))).Select(row => row.Value);

        public bool IsNone => !ToDelete.Any() && !ToUpdate.Any() && !ToInsert.Any();

        bool Stay => Table.Referred || Table.Numbered;

        bool Differs(string key) => Was.TryGetValue(key, out var was) && Is.TryGetValue(key, out var now)
            && !was.Zip(now).All(pair => pair.First is byte[] bytes ? pair.Second is byte[] others && bytes.AsSpan().SequenceEqual(others) : pair.First.Equals(pair.Second));
    }

    /// <summary>Statements for the server, as few round trips as its parameters allow, in one transaction.</summary>
    sealed class Batch(SqlConnection server)
    {
        readonly StringBuilder _text = new();
        readonly List<object> _values = [];
        SqlTransaction? _transaction;

        public void Add(string statement)
        {
            _text.Append(statement).Append(";\n");
            if (_values.Count > MostParameters)
            {
                Send();
            }
        }

        public string Equal(Table table, IEnumerable<string> columns, object[] row, string between) => string.Join(between, columns.Select(column => $"[{column}] = {Value(table.Of(row, column))}"));

        public string Value(object value)
        {
            switch (value)
            {
                // A parameter has a type, and one that is null may have the wrong one.
                case DBNull:
                    return "NULL";
                case long number:
                    return number.ToString(CultureInfo.InvariantCulture);
                default:
                    _values.Add(value);
                    return $"@p{_values.Count - 1}";
            }
        }

        public void Commit()
        {
            Send();
            _transaction?.Commit();
            _transaction?.Dispose();
        }

        void Send()
        {
            if (_text.Length == 0)
            {
                return;
            }

            _transaction ??= server.BeginTransaction();
            using var command = server.CreateCommand();
            (command.CommandText, command.Transaction) = (_text.ToString(), _transaction);
            foreach (var (number, value) in _values.Index())
            {
                command.Parameters.AddWithValue($"@p{number}", value);
            }

            command.ExecuteNonQuery();
            _text.Clear();
            _values.Clear();
        }
    }
}
