using System.Data.Common;
using System.Diagnostics;
using Dapper;
using Microsoft.Data.Sqlite;
using RaMatch.Platform.Data;

namespace RaMatch.Benchmarks.Pages;

/// <summary>
/// The statements with which a page reads, taken down while it is rendered, to be run again by Dapper alone on connections that stay open. What a page
/// writes (a board puts on file who was read about) is left out: its rows are there already.
/// </summary>
sealed class OwnStatements : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    readonly List<ExecutedStatement> _statements = [];
    readonly Dictionary<string, SqliteConnection> _connections = [];
    readonly List<IDisposable> _subscriptions = [];

    /// <summary>How many there are.</summary>
    public int Count => _statements.Count;

    /// <summary>What is run until this is ended is taken down.</summary>
    public static async Task<OwnStatements> OfAsync(Func<Task> page)
    {
        var statements = new OwnStatements();
        statements._subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(statements));
        await page();
        statements._subscriptions.ForEach(subscription => subscription.Dispose());
        foreach (var connectionString in statements._statements.Select(statement => statement.ConnectionString).Distinct())
        {
            var connection = new SqliteConnection(connectionString);
            connection.Open();
            statements._connections[connectionString] = connection;
        }

        return statements;
    }

    /// <summary>Runs them, each database's in one transaction that is taken back.</summary>
    public void Run()
    {
        foreach (var (connectionString, connection) in _connections)
        {
            using DbTransaction transaction = connection.BeginTransaction(deferred: true);
            foreach (var statement in _statements)
            {
                if (statement.ConnectionString == connectionString)
                {
                    _ = connection.Query(statement.Row, statement.Sql, statement.Parameters, transaction).AsList();
                }
            }
        }
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == ExecutedStatement.Name)
        {
            _subscriptions.Add(value.Subscribe(this));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is ExecutedStatement statement && statement.Sql.StartsWith("SELECT", StringComparison.Ordinal))
        {
            lock (_statements)
            {
                _statements.Add(statement);
            }
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        foreach (var connection in _connections.Values)
        {
            connection.Dispose();
        }
    }
}
