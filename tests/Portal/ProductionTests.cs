using System.Diagnostics;
using System.Globalization;
using System.Net;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Portal.Tests;

/// <summary>A portal as it runs for real, a process of its own in Production: what it refuses to start on, and what it tells a browser.</summary>
public sealed class ProductionTests
{
    const string Address = "https://ra.example.gov.cn";

    [Fact]
    public async Task It_keeps_browsers_on_https_and_answers_to_no_other_name_than_the_ones_it_is_given()
    {
        using var folder = new TemporaryFolder();
        var port = FreePort.Next();
        using var process = await StartAsync(folder, port, ["--Portal:Address", Address, "--AllowedHosts", "ra.example.gov.cn"]);
        try
        {
            using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            await Eventually.True(async () => await StatusAsync() == HttpStatusCode.OK, "the portal answers", TimeSpan.FromSeconds(90));
            using var answer = await AskAsync("ra.example.gov.cn");
            Assert.Equal("max-age=31536000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
            Assert.All(answer.Headers.GetValues("Set-Cookie"), cookie => Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase));
            Assert.Contains("no-store", answer.Headers.GetValues("Cache-Control").Single(), StringComparison.Ordinal);
            using var foreign = await AskAsync("evil.example");
            Assert.Equal(HttpStatusCode.BadRequest, foreign.StatusCode);

            async Task<HttpStatusCode?> StatusAsync()
            {
                try
                {
                    using var found = await AskAsync("ra.example.gov.cn");
                    return found.StatusCode;
                }
                catch (HttpRequestException)
                {
                    return null;
                }
            }

            Task<HttpResponseMessage> AskAsync(string host)
            {
                var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
                request.Headers.Host = host;
                request.Headers.Add("X-Forwarded-Proto", "https");
                return client.SendAsync(request);
            }
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public async Task Without_a_way_to_send_anything_the_start_says_once_what_does_not_work()
    {
        foreach (var (options, times) in new (string[], int)[] { ([], 1), (["--Mail:Host", "localhost", "--Mail:From", "no-reply@ra.example.gov.cn"], 0) })
        {
            using var folder = new TemporaryFolder();
            using var process = await StartAsync(folder, FreePort.Next(), ["--Portal:Address", Address, .. options], output: true);
            try
            {
                var said = new List<string>();
                while (await process.StandardOutput.ReadLineAsync(new CancellationTokenSource(TimeSpan.FromSeconds(90)).Token) is { } line && !line.Contains("Application started", StringComparison.Ordinal))
                {
                    said.Add(line);
                }

                Assert.Equal(times, said.Count(line => line.Contains("Neither Mail:Host nor Sms:Url is set", StringComparison.Ordinal)));
            }
            finally
            {
                process.Kill();
            }
        }
    }

    [Theory]
    [InlineData("Portal:Address is not set")]
    [InlineData("The data of a demonstration lies in", "--Portal:Address", Address)]
    public async Task It_does_not_start_without_an_address_or_on_the_data_of_a_demonstration(string said, params string[] options)
    {
        using var folder = new TemporaryFolder();
        if (options.Length > 0)
        {
            await File.WriteAllTextAsync(folder.Combine("demonstration"), "");
        }

        using var process = await StartAsync(folder, FreePort.Next(), options);
        var complaint = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(1, process.ExitCode);
        Assert.Contains(said, complaint, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", complaint, StringComparison.Ordinal);
    }

    static async Task<Process> StartAsync(TemporaryFolder folder, int port, string[] options, bool output = false)
    {
        var database = (await SqlServerDatabases.SettingsAsync(folder.Path, ["portal"])).SelectMany(pair => new[] { $"--{pair.Key}", pair.Value! });
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "RaMatch.Portal.dll"), "--data", folder.Path, "--urls", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"), .. database, .. options])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = output,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true";
        return Process.Start(start)!;
    }
}
