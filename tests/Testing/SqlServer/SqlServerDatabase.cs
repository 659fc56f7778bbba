using Microsoft.Data.SqlClient;

namespace RaMatch.Testing;

/// <summary>A database of one test on a shared SQL Server.</summary>
public sealed class SqlServerDatabase : IAsyncDisposable
{
    readonly string _server;

    SqlServerDatabase(string server, string name)
    {
        _server = server;
        Name = name;
        ConnectionString = new SqlConnectionStringBuilder(server) { InitialCatalog = name }.ConnectionString;
    }

    /// <summary>The name of the database.</summary>
    public string Name { get; }

    /// <summary>The connection string, database included.</summary>
    public string ConnectionString { get; }

    /// <summary>Drops the database, with whoever is still connected.</summary>
    public async ValueTask DisposeAsync()
    {
        using (var pooled = new SqlConnection(ConnectionString))
        {
            SqlConnection.ClearPool(pooled);
        }

        await RunAsync(_server, $"ALTER DATABASE [{Name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [{Name}];");
    }

    internal static async Task<SqlServerDatabase> CreateAsync(string server)
    {
        var database = new SqlServerDatabase(server, $"ramatch_test_{Guid.NewGuid():N}");
        // As deploy/sqlserver/databases.sql makes them.
        await RunAsync(server, $"CREATE DATABASE [{database.Name}] COLLATE Latin1_General_100_BIN2; ALTER DATABASE [{database.Name}] SET READ_COMMITTED_SNAPSHOT ON;");
        return database;
    }

    static async Task RunAsync(string server, string statement)
    {
        await using var connection = new SqlConnection(server);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync();
    }
}
