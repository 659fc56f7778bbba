using Microsoft.Data.SqlClient;
using RaMatch.Platform.Data;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Platform.Tests;

/// <summary>What the driver of SQL Server says where no server is. Needs none.</summary>
public sealed class UnreachableServerTests
{
    [Fact]
    public async Task A_closed_port_is_a_lost_connection_and_passes()
    {
        await using var connection = Dialect.SqlServer.Connect($"Server=tcp:127.0.0.1,{FreePort.Next()};Encrypt=Mandatory;Connect Timeout=5");
        var thrown = await Assert.ThrowsAsync<SqlException>(() => connection.OpenAsync(TestContext.Current.CancellationToken));
        Assert.True(Dialect.SqlServer.IsTransient(thrown), $"{thrown.Number}, class {thrown.Class}");
        Assert.False(Dialect.SqlServer.IsUnusable(thrown));
    }
}
