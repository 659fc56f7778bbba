using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.SqlClient;

namespace RaMatch.Testing;

/// <summary>
/// The one place that makes and drops databases of tests: each as deploy/sqlserver/databases.sql makes it, and one at a time on this
/// machine, whichever test project asks, because servers trip over their own catalogue otherwise.
/// </summary>
public static class SqlServerDatabases
{
    // A server under a whole test run makes a database in seconds, and many tests may want one.
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // What a server that only speaks the protocol says to ALTER DATABASE. It has neither the option nor the need.
    const int NotSupported = 33557097;

    static readonly string LockFile = Path.Combine(Path.GetTempPath(), "ramatch-test-databases.lock");
    static readonly ConcurrentDictionary<string, string> FolderOf = new(StringComparer.Ordinal);

    /// <summary>The server that service tests run on; null where they run on SQLite.</summary>
    public static string? Server => Environment.GetEnvironmentVariable(SqlServerInstance.Variable) is { Length: > 0 } named ? named : null;

    /// <summary>
    /// The settings of a host whose services keep their data on <see cref="Server"/>, none without one. The databases are made now unless
    /// an earlier host on the same data folder has left them, and go with the folder.
    /// </summary>
    public static async Task<IReadOnlyDictionary<string, string?>> SettingsAsync(string folder, IEnumerable<string> services)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (Server is not { } server)
        {
            return settings;
        }

        settings["Database:Provider"] = "sqlserver";
        // A slow server is no fault of the product; a test of what is busy says itself how long it waits.
        settings["Database:RetrySeconds"] = "60";
        var prefix = "ramatch_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..12];
        foreach (var service in services)
        {
            var name = $"{prefix}_{service}";
            if (FolderOf.TryAdd(name, folder))
            {
                await CreateAsync(server, name);
            }

            settings[$"ConnectionStrings:{service}"] = On(server, name);
        }

        return settings;
    }

    /// <summary>Drops the databases that belong to a data folder. Whoever used them has stopped.</summary>
    public static async Task DropAsync(string folder)
    {
        foreach (var (name, _) in FolderOf.Where(one => one.Value == folder))
        {
            await DropAsync(Server!, name);
            FolderOf.TryRemove(name, out _);
        }
    }

    internal static string On(string server, string name)
    {
        var builder = new SqlConnectionStringBuilder(server) { InitialCatalog = name };
        // Said here, because the product adds what is not said, and then its pool would go by another name.
        (builder.ConnectTimeout, builder.ConnectRetryCount) = (builder.ConnectTimeout, 0);
        return builder.ConnectionString;
    }

    internal static async Task CreateAsync(string server, string name)
    {
        await using var turn = await TakeTurnAsync();
        await using var connection = await OpenAsync(server);
        await RunAsync(connection, $"CREATE DATABASE [{name}] COLLATE Latin1_General_100_BIN2");
        await AlterAsync(connection, $"ALTER DATABASE [{name}] SET READ_COMMITTED_SNAPSHOT ON");
    }

    internal static async Task DropAsync(string server, string name)
    {
        await using var turn = await TakeTurnAsync();
        await using (var own = new SqlConnection(On(server, name)))
        {
            SqlConnection.ClearPool(own);
        }

        await using var connection = await OpenAsync(server);
        await AlterAsync(connection, $"ALTER DATABASE [{name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE");
        // A process killed a moment ago is still connected until the server notices, and so is a test that has its own way to connect.
        await Eventually.Passes(
            async () =>
            {
                try
                {
                    await RunAsync(connection, $"DROP DATABASE [{name}]");
                }
                catch (SqlException)
                {
                    SqlConnection.ClearAllPools();
                    throw;
                }
            },
            $"{name} is dropped");
    }

    static async Task AlterAsync(SqlConnection connection, string statement)
    {
        try
        {
            await RunAsync(connection, statement);
        }
        catch (SqlException refused) when (refused.Number == NotSupported)
        {
            // Nothing of the product depends on it.
        }
    }

    static async Task<FileStream> TakeTurnAsync() => await Eventually.Get(
        () => Task.FromResult<FileStream?>(new FileStream(LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)),
        "other tests have made or dropped their databases",
        Patience);

    static async Task<SqlConnection> OpenAsync(string server)
    {
        var connection = new SqlConnection(server);
        await connection.OpenAsync();
        return connection;
    }

    static async Task RunAsync(SqlConnection connection, string statement)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.CommandTimeout = (int)Patience.TotalSeconds;
        await command.ExecuteNonQueryAsync();
    }
}
