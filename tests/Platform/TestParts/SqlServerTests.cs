using Microsoft.Data.SqlClient;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Platform.Tests.TestParts;

/// <summary>The SQL Server that other tests rely on gives them databases and takes them back.</summary>
[Trait(Categories.Name, Categories.SqlServer)]
public sealed class SqlServerTests(SqlServerInstance server)
{
    [Fact]
    public async Task A_database_is_there_for_its_test_and_gone_afterwards()
    {
        string connectionString;
        await using (var database = await server.CreateDatabaseAsync())
        {
            connectionString = database.ConnectionString;
            Assert.Equal(database.Name, await CurrentDatabaseAsync(connectionString));
        }

        await Assert.ThrowsAsync<SqlException>(() => CurrentDatabaseAsync(connectionString));
    }

    static async Task<object?> CurrentDatabaseAsync(string connectionString)
    {
        await using var connection = new SqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT DB_NAME();";
        return await command.ExecuteScalarAsync();
    }
}
