using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using RaMatch.AllInOne.Season;
using RaMatch.Applicant;
using RaMatch.Matching;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Portal;
using RaMatch.Portal.Accounts;
using RaMatch.Posting;

namespace RaMatch.AllInOne;

/// <summary>
/// Runs everything in one process as a demonstration: SQLite files, no broker. The first start fills a small programme of the
/// current year through the API; later starts find it there.
/// </summary>
static class Demonstration
{
    const string ClockFile = "clock";
    const string SeededFile = "demo-season";

    public static async Task<int> RunAsync(string[] options)
    {
        try
        {
            await using var app = Build(options);
            await app.StartAsync();
            try
            {
                await SeedAsync(app);
            }
            catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
            {
                await app.StopAsync();
                await Console.Error.WriteLineAsync("Broken off while the demonstration was being prepared. The next start goes on from there.");
                return 1;
            }
            catch
            {
                await app.StopAsync();
                throw;
            }

            Announce(app);
            await RaMatchHost.WaitForStopAsync(app);
            return 0;
        }
        catch (Exception exception)
        {
            return StartFault.Tell(exception);
        }
    }

    /// <summary>The host of the demonstration and of the replay: all services, the demo sign-ins, a clock that can be set.</summary>
    public static WebApplication Build(string[] options, Action<WebApplicationBuilder>? configure = null) =>
        RaMatchHost.Build(InDemo(options), [new PostingService(), new ApplicantService(), new MatchingService(), new PortalService()], builder =>
        {
            builder.Configuration["Demo:Enabled"] ??= builder.Environment.IsProduction() ? "false" : "true";
            if (builder.Configuration.GetValue("Demo:Enabled", false))
            {
                builder.Configuration["Demo:ClockFile"] ??= Path.Combine(DataSettings.From(builder.Configuration).Folder, ClockFile);
            }

            configure?.Invoke(builder);
        });

    /// <summary>Nobody named an environment: a program started on one's own machine is a demonstration, not production.</summary>
    static string[] InDemo(string[] options) =>
        Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") is null && Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") is null && !options.Contains("--environment")
            ? ["--environment", "Demo", .. options]
            : options;

    public static Uri AddressOf(IHost app) => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Plays the demo season into a fresh data folder. A start that was broken off goes on where it stopped.</summary>
    static async Task SeedAsync(WebApplication app)
    {
        var demo = app.Services.GetRequiredService<DemoSettings>();
        var marker = Path.Combine(app.Services.GetRequiredService<DataSettings>().Folder, SeededFile);
        if (!demo.Enabled || demo.ClockFile is null || (File.Exists(marker) && File.ReadAllText(marker).Contains("done", StringComparison.Ordinal)))
        {
            return;
        }

        // The day the seeding began: the season must be the same if it has to be taken up again tomorrow.
        var today = File.Exists(marker)
            ? DateOnly.ParseExact(File.ReadAllText(marker), "yyyy-MM-dd", CultureInfo.InvariantCulture)
            : ChinaTime.DayOf(app.Services.GetRequiredService<TimeProvider>().GetUtcNow());
        OwnFiles.WriteText(marker, today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        using var bar = new ProgressBar("首次启动，正在准备演示数据 Preparing the demonstration");
        using var api = new ProgrammeApi(_ => AddressOf(app), app.Services.GetRequiredService<Tokens>());
        var season = DemoSeason.Tell(today);
        await new SeasonPlayer(season, api, demo.ClockFile, bar.Show).PlayAsync(app.Lifetime.ApplicationStopping);
        await DemoRounds.PlayAsync(season, api, today);
        File.Delete(demo.ClockFile);
        OwnFiles.WriteText(marker, "done");
    }

    static void Announce(WebApplication app)
    {
        var address = AddressOf(app).ToString().TrimEnd('/');
        Console.WriteLine();
        Console.WriteLine($"  RaMatch   {address}");
        Console.WriteLine($"  API       {address}/docs");
        Console.WriteLine($"  Data      {app.Services.GetRequiredService<DataSettings>().Folder}");
        if (app.Services.GetRequiredService<DemoSettings>().Enabled)
        {
            Console.WriteLine();
            Console.WriteLine($"  演示账号 Demo sign-ins, no password, at {address}/sign-in");
            foreach (var persona in DemoPersona.All)
            {
                Console.WriteLine($"    {persona.Caller.Name}  {persona.Office}  {address}{persona.Home}   curl: {address}/demo/token/{persona.Key}");
            }
        }

        Console.WriteLine();
        Console.WriteLine("  Ctrl-C stops.");
    }
}
