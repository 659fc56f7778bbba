namespace RaMatch.Testing;

/// <summary>A database of one test on a shared SQL Server.</summary>
public sealed class SqlServerDatabase : IAsyncDisposable
{
    readonly string _server;

    SqlServerDatabase(string server, string name) => (_server, Name) = (server, name);

    /// <summary>The name of the database.</summary>
    public string Name { get; }

    /// <summary>The connection string, database included.</summary>
    public string ConnectionString => SqlServerDatabases.On(_server, Name);

    /// <summary>Drops the database, with whoever is still connected.</summary>
    public async ValueTask DisposeAsync() => await SqlServerDatabases.DropAsync(_server, Name);

    internal static async Task<SqlServerDatabase> CreateAsync(string server)
    {
        var database = new SqlServerDatabase(server, $"ramatch_test_{Guid.NewGuid():N}");
        await SqlServerDatabases.CreateAsync(server, database.Name);
        return database;
    }
}
