using System.Text.RegularExpressions;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using RaMatch.Portal.Tests.People;
using RaMatch.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Xunit;

namespace RaMatch.Portal.Tests;

/// <summary>The programs of the services at a terminal: what they print, where, and with which exit code.</summary>
public sealed class CommandTests
{
    const string Address = "https://ra.example.gov.cn";

    [Fact]
    public async Task A_token_of_the_command_opens_what_is_for_operators_while_everything_runs()
    {
        await using var installation = await Installation.StartAsync();
        foreach (var program in new[] { "Portal", "Posting" })
        {
            var (exitCode, output, errors) = await RunAsync(program, "token", "--data", installation.Host.Folder);
            Assert.Equal((0, ""), (exitCode, errors));
            var token = Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            var read = new JsonWebToken(token);
            Assert.Equal(TimeSpan.FromMinutes(5), read.ValidTo - read.ValidFrom);
            using var client = installation.Host.Anonymous();
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            foreach (var address in new[] { "posting/poison", "applicant/poison", "matching/poison", "portal/letters/given-up" })
            {
                using var answer = await client.GetAsync(new Uri($"/api/{address}", UriKind.Relative));
                Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{address}: {answer.StatusCode}");
            }

            // There is no such programme, but the caller is let in.
            using var proof = await client.GetAsync(new Uri("/api/matching/reconciliation?programme=ra-none", UriKind.Relative));
            Assert.Equal(HttpStatusCode.NotFound, proof.StatusCode);
            using var other = await client.GetAsync(new Uri("/api/posting/units/mine", UriKind.Relative));
            Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
        }
    }

    [Fact]
    public async Task Where_there_is_no_private_key_no_token_is_printed_and_nothing_is_made()
    {
        using var folder = new TemporaryFolder();
        var elsewhere = folder.Combine("mistyped");
        var (exitCode, output, errors) = await RunAsync("Portal", "token", "--data", elsewhere);
        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains($"There is no key {elsewhere}", errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(elsewhere));

        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(folder.Combine("public.pem"), key.ExportSubjectPublicKeyInfoPem());
        (exitCode, output, errors) = await RunAsync("Posting", "token", "--Tokens:KeyFile", folder.Combine("public.pem"));
        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains("only the public key", errors, StringComparison.Ordinal);
        Assert.Equal(["public.pem"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task The_check_finds_all_whole_while_everything_runs_and_names_the_entry_that_was_tampered_with()
    {
        await using var installation = await Installation.StartAsync();
        var settings = await SqlServerDatabases.SettingsAsync(installation.Host.Folder, ["posting", "applicant", "matching", "portal"]);
        using (var supervisor = installation.Host.As(Testing.People.Supervisor(), "portal"))
        using (var tried = await supervisor.PostAsync("letters/given-up/retry", new { }))
        {
            Assert.True(tried.IsSuccessStatusCode);
        }

        await Eventually.True(
            async () => await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM audit_entry WHERE chain_no = 1")) == 1,
            "the entry is sealed");
        var whole = await CheckAsync("Portal");
        Assert.Equal((0, ""), (whole.ExitCode, whole.Errors));
        Assert.Matches("^portal, audit trail: 1 entries, whole, ends with [0-9a-f]{64}\n$", whole.Output);
        Assert.Equal((0, "matching, audit trail: 0 entries, whole\nmatching, ledger: 0 entries, whole\nmatching, examples of the rules: 0 entries, whole\nmatching, reports: 0 entries, whole\n", ""), await CheckAsync("Matching"));

        await installation.Db.WriteAsync(unit => unit.ExecuteAsync("UPDATE audit_entry SET name = 'nobody'"));
        var (exitCode, output, _) = await CheckAsync("Portal");
        Assert.Equal(1, exitCode);
        Assert.Contains("portal, audit trail: 1 entries, NOT AS WRITTEN\n  entry 1 (", output, StringComparison.Ordinal);

        // How long it took stands behind each.
        async Task<(int ExitCode, string Output, string Errors)> CheckAsync(string program)
        {
            var (code, said, wrong) = await RunAsync(program, ["check", "--data", installation.Host.Folder, "--Portal:Address", Address, .. settings.SelectMany(setting => new[] { $"--{setting.Key}", setting.Value ?? "" })]);
            return (code, Regex.Replace(said, @" \([0-9]+\.[0-9] s\)$", "", RegexOptions.Multiline), wrong);
        }
    }

    [Fact]
    public async Task Where_there_is_no_installation_nothing_is_checked_and_nothing_is_made()
    {
        using var folder = new TemporaryFolder();
        var (exitCode, output, errors) = await RunAsync("Posting", "check", "--data", folder.Path);
        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains($"There is no installation in {folder.Path}", errors, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("Portal", "invite supervisor NAME")]
    [InlineData("Posting", "token")]
    [InlineData("Applicant", "token")]
    [InlineData("Matching", "verify FOLDER RESULT")]
    public async Task A_program_says_its_commands_when_asked_or_told_one_that_is_none_and_does_not_start(string program, string command)
    {
        using var folder = new TemporaryFolder();
        foreach (var asked in new string[][] { ["--help"], ["-h"], ["help"], ["--data", folder.Combine("data"), "--help"] })
        {
            var (done, output, _) = await RunAsync(program, asked);
            Assert.Equal(0, done);
            Assert.Contains(command, output, StringComparison.Ordinal);
            Assert.Contains("docs/settings.md", output, StringComparison.Ordinal);
        }

        foreach (var wrong in new string[][] { ["dance"], ["--data", folder.Combine("data"), "token"], ["token", "please"] })
        {
            var (exitCode, output, errors) = await RunAsync(program, wrong);
            Assert.Equal((2, ""), (exitCode, output));
            Assert.StartsWith($"Unknown command, or one that lacks something: {wrong[^1]}", errors, StringComparison.Ordinal);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task An_invitation_says_where_it_was_written_and_is_refused_where_there_is_no_folder()
    {
        using var folder = new TemporaryFolder();
        string[] invitation = ["invite", "supervisor", "周望舒", "zhou@example.com", "--Portal:Address", Address, .. (await SqlServerDatabases.SettingsAsync(folder.Path, ["portal"])).SelectMany(one => new[] { "--" + one.Key, one.Value! })];
        var (exitCode, output, errors) = await RunAsync("Portal", [.. invitation, "--data", folder.Combine("mistyped")]);
        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains($"There is no folder {folder.Combine("mistyped")}", errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Combine("mistyped")));

        (exitCode, output, errors) = await RunAsync("Portal", [.. invitation, "--data", folder.Path]);
        Assert.Equal(0, exitCode);
        Assert.StartsWith(Address + "/invitation/", Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Contains("There is no account yet in ", errors, StringComparison.Ordinal);
        Assert.Contains("Mail:Host is not set", errors, StringComparison.Ordinal);
        if (SqlServerDatabases.Server is null)
        {
            Assert.Contains(folder.Combine("portal.db"), errors, StringComparison.Ordinal);
        }
    }

    static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, $"RaMatch.{program}.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(1)).Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }

        return (process.ExitCode, await output, await errors);
    }
}
