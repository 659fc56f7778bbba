using RaMatch.EndToEnd.Tests.Walk;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.EndToEnd.Tests;

/// <summary>Every service can be started on SQL Server: what stops it where no server listens is the connection and nothing before it.</summary>
public sealed class UnreachableServerTests
{
    [Theory]
    [InlineData("Posting")]
    [InlineData("Applicant")]
    [InlineData("Matching")]
    public async Task A_service_whose_SQL_Server_is_not_there_says_so_in_a_sentence_and_ends_with_1(string service)
    {
        using var folder = new TemporaryFolder();
        var (name, port) = (service.ToLowerInvariant(), FreePort.Next());

        var (exitCode, _, errors) = await ServiceProcess.RunServiceAsync(
            service,
            "--data", folder.Path,
            "--urls", "http://127.0.0.1:0",
            "--Database:Provider", "sqlserver",
            "--Database:StartSeconds", "0",
            $"--ConnectionStrings:{name}", $"Server=tcp:127.0.0.1,{port};Database={name};User Id={name};Password=secret;Encrypt=Mandatory");

        Assert.Equal(1, exitCode);
        var sentence = Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith($"The database of {name} (Data Source=tcp:127.0.0.1,{port}", sentence, StringComparison.Ordinal);
        Assert.Contains("SQL Server", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", sentence, StringComparison.Ordinal);
    }
}
