using Microsoft.Data.Sqlite;

namespace RaMatch.Platform.Data;

/// <summary>
/// A SQLite connection that keeps the statements it has prepared: reading their text anew was a fifth of what a page cost the database. Like every
/// connection it serves one caller at a time.
/// </summary>
sealed class SqliteSession(string connectionString) : SqliteConnection(connectionString)
{
    // More than a service has; only texts put together at run time could exceed it.
    const int MostKept = 256;

    readonly Dictionary<string, Kept> _kept = [];
    string? _next;
    bool _closing;

    /// <summary>The command that is made next will have this text.</summary>
    public void Expect(string sql) => _next = sql;

    /// <inheritdoc />
    public override SqliteCommand CreateCommand()
    {
        if (_next is not { } sql)
        {
            return base.CreateCommand();
        }

        _next = null;
        if (!_kept.Remove(sql, out var command))
        {
            command = new Kept(this) { CommandText = sql, Connection = this };
            command.Prepare();
        }

        command.Transaction = Transaction;
        command.CommandTimeout = DefaultTimeout;
        return command;
    }

    /// <inheritdoc />
    public override void Close()
    {
        _closing = true;
        foreach (var command in _kept.Values)
        {
            command.Dispose();
        }

        _kept.Clear();
        base.Close();
        _closing = false;
    }

    bool Keep(Kept command)
    {
        if (_closing || State != System.Data.ConnectionState.Open || _kept.Count >= MostKept)
        {
            return false;
        }

        command.Parameters.Clear();
        command.Transaction = null;
        return _kept.TryAdd(command.CommandText, command);
    }

    sealed class Kept(SqliteSession session) : SqliteCommand
    {
        protected override void Dispose(bool disposing)
        {
            if (!disposing || !session.Keep(this))
            {
                base.Dispose(disposing);
            }
        }
    }
}
