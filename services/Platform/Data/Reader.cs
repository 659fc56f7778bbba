using System.Data.Common;
using Dapper;

namespace RaMatch.Platform.Data;

/// <summary>Queries on one consistent state of a service's database.</summary>
public class Reader
{
    readonly CancellationToken _cancellation;

    internal Reader(DbConnection connection, DbTransaction? transaction, Dialect dialect, DateTimeOffset now, CancellationToken cancellation)
    {
        Connection = connection;
        Transaction = transaction;
        Dialect = dialect;
        Now = now;
        _cancellation = cancellation;
    }

    /// <summary>The one instant of this unit of work, to the millisecond, UTC.</summary>
    public DateTimeOffset Now { get; }

    private protected DbConnection Connection { get; }
    private protected DbTransaction? Transaction { get; }
    private protected Dialect Dialect { get; }

    /// <summary>All rows.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null) =>
        (await RunAsync(Command<T>(sql, parameters), static (connection, command) => connection.QueryAsync<T>(command))).AsList();

    /// <summary>The only row, or the default if there is none; more than one is a bug and throws.</summary>
    public Task<T?> FindAsync<T>(string sql, object? parameters = null) =>
        RunAsync(Command<T>(sql, parameters), static (connection, command) => connection.QuerySingleOrDefaultAsync<T>(command));

    /// <summary>The only row; none or several is a bug and throws.</summary>
    public Task<T> GetAsync<T>(string sql, object? parameters = null) =>
        RunAsync(Command<T>(sql, parameters), static (connection, command) => connection.QuerySingleAsync<T>(command));

    /// <summary>Rows in the statement's order, so many after so many. <paramref name="sql"/> ends with its ORDER BY.</summary>
    public Task<IReadOnlyList<T>> PartAsync<T>(string sql, object? parameters, long skip, int take)
    {
        var paged = Parameters.From(parameters, Dialect);
        paged.Add("skip", skip);
        paged.Add("take", take);
        return QueryAsync<T>(sql + "\n" + Dialect.Page, paged);
    }

    /// <summary>The first rows in the statement's order. <paramref name="sql"/> ends with its ORDER BY.</summary>
    public Task<IReadOnlyList<T>> FirstAsync<T>(string sql, object? parameters, int count) => PartAsync<T>(sql, parameters, skip: 0, count);

    private protected virtual Task<T> RunAsync<T>(CommandDefinition command, Func<DbConnection, CommandDefinition, Task<T>> run)
    {
        (Connection as SqliteSession)?.Expect(command.CommandText);
        return run(Connection, command);
    }

    private protected CommandDefinition Command<T>(string sql, object? parameters)
    {
        var named = Parameters.From(parameters, Dialect);
        sql = Dialect.OpenLists(sql);
        if (ExecutedStatement.Source.IsEnabled())
        {
            ExecutedStatement.Source.Write(ExecutedStatement.EventName, new ExecutedStatement(Connection.ConnectionString, sql, named, typeof(T)));
        }

        return new CommandDefinition(sql, named, Transaction, cancellationToken: _cancellation);
    }
}
