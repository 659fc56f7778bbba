using Microsoft.Data.SqlClient;
using RaMatch.Testing.Containers;
using Testcontainers.MsSql;

namespace RaMatch.Testing;

/// <summary>
/// A real SQL Server: the one that RAMATCH_TEST_SQLSERVER names, else a container. Shared by an assembly as
/// <c>[assembly: AssemblyFixture(typeof(SqlServerInstance))]</c>; each test takes databases of its own.
/// </summary>
public sealed class SqlServerInstance : IAsyncDisposable
{
    /// <summary>The environment variable with the connection string of a server on which databases may be made and dropped.</summary>
    public const string Variable = "RAMATCH_TEST_SQLSERVER";

    const string DefaultImage = "mcr.microsoft.com/mssql/server:2022-latest";

    readonly SemaphoreSlim _starting = new(1);
    MsSqlContainer? _container;
    string? _connectionString;

    static string Image => Environment.GetEnvironmentVariable("RAMATCH_SQLSERVER_IMAGE") is { Length: > 0 } named ? named : DefaultImage;

    /// <summary>The connection string of the server, without a database; skips the running test where there is no server.</summary>
    public async Task<string> RequireAsync()
    {
        await _starting.WaitAsync();
        try
        {
            return _connectionString ??= SqlServerDatabases.Server ?? await StartContainerAsync();
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>A new empty database, dropped when disposed; skips the running test where there is no server.</summary>
    public async Task<SqlServerDatabase> CreateDatabaseAsync() => await SqlServerDatabase.CreateAsync(await RequireAsync());

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _starting.Dispose();
        if (_container is not null)
        {
            await _container.DisposeAsync();
        }
    }

    async Task<string> StartContainerAsync()
    {
        if (await DockerEngine.WhyNotAsync(Image) is { } reason)
        {
            MissingPart.Skip(Categories.SqlServer, $"Needs a SQL Server. Set {Variable} to a connection string, or start a Docker engine ({reason}).");
        }

        _container = new MsSqlBuilder(Image).Build();
        try
        {
            await _container.StartAsync();
        }
        catch (Exception failure) when (failure is Docker.DotNet.DockerApiException or TimeoutException)
        {
            MissingPart.Skip(Categories.SqlServer, $"Needs a SQL Server. Set {Variable} to a connection string; the container {Image} does not start: {failure.Message}");
        }

        return new SqlConnectionStringBuilder(_container.GetConnectionString()) { TrustServerCertificate = true }.ConnectionString;
    }
}
