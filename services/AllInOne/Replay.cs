using System.Text.Json;
using RaMatch.AllInOne.Season;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Reference;

namespace RaMatch.AllInOne;

/// <summary>
/// Someone plays the demo programme <c>ra-2022</c> and sees the parks' table. Exit code 0 only if the ledger reconciles with the
/// placements, 1 if it does not or the play was refused. With <c>--Services:posting</c> and so on set, it plays against services
/// that run elsewhere; then <c>--data</c> names the folder with their key and clock.
/// </summary>
static class Replay
{
    public static async Task<int> RunAsync(string programme, string[] options)
    {
        if (programme != Season2022.Code)
        {
            await Console.Error.WriteLineAsync($"There is no season '{programme}'; there is {Season2022.Code}.");
            return 2;
        }

        var json = options.Contains("--json");
        // Nobody looks at a replay while it runs: any free port will do, and a demonstration next door is not disturbed.
        string[] settings = [.. options.Where(option => option != "--json"), .. options.Contains("--urls") ? Array.Empty<string>() : ["--urls", "http://127.0.0.1:0"]];
        try
        {
            await using var app = Demonstration.Build(settings, builder =>
            {
                // The table is what this command says; everything else belongs on stderr.
                builder.Logging.ClearProviders();
                builder.Logging.SetMinimumLevel(LogLevel.Warning).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
            });
            var elsewhere = app.Configuration["Services:posting"] is not null;
            if (!elsewhere)
            {
                await app.StartAsync();
            }

            using var api = new ProgrammeApi(
                service => elsewhere ? new Uri(app.Configuration[$"Services:{service}"]!) : Demonstration.AddressOf(app),
                app.Services.GetRequiredService<Tokens>());
            var result = await PlayAsync(api, app.Services.GetRequiredService<DemoSettings>().ClockFile!, app.Lifetime.ApplicationStopping);
            Print(result, json);
            if (!json && !elsewhere)
            {
                Console.WriteLine();
                Console.WriteLine($"The data lies in {app.Services.GetRequiredService<DataSettings>().Folder}; run without a command and open /park?programme={programme}.");
            }

            await app.StopAsync();
            return result.Reconciliation.Ok ? 0 : 1;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Broken off. The same command goes on from there.");
            return 1;
        }
        catch (Exception exception)
        {
            return StartFault.Tell(exception);
        }
    }

    static readonly JsonSerializerOptions Indented = new(Json.Options) { WriteIndented = true };

    static async Task<Result> PlayAsync(ProgrammeApi api, string clockFile, CancellationToken stopping)
    {
        var supervisor = DemoPersona.Supervisor.Caller;
        using (var bar = new ProgressBar(Season2022.Code))
        {
            await new SeasonPlayer(Season2022.Tell(), api, clockFile, bar.Show).PlayAsync(stopping);
        }

        var comparison = await api.GetAsync<Comparison>(supervisor, "matching", $"progress?programme={Season2022.Code}");
        var reconciliation = await api.GetAsync<Reconciliation>(supervisor, "matching", $"reconciliation?programme={Season2022.Code}");
        var parks = new List<Progress>();
        foreach (var park in comparison.Parks.OrderByDescending(park => park.ParkId, StringComparer.Ordinal))
        {
            var coverage = await api.GetAsync<Coverage>(supervisor, "posting", $"outreach/coverage?programme={Season2022.Code}&park={park.ParkId}");
            parks.Add(park with { UnitsContacted = coverage.Total.Contacted });
        }

        // Real time from here on: whoever looks at the season tomorrow looks back at it.
        File.Delete(clockFile);
        return new Result(Season2022.Code, parks, reconciliation);
    }

    static void Print(Result result, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(result, Indented));
            return;
        }

        Console.WriteLine();
        Console.WriteLine("| 园区 park    | target | published | filled | of cohort |    rate | units contacted | units that hired |");
        Console.WriteLine("|--------------|-------:|----------:|-------:|----------:|--------:|----------------:|-----------------:|");
        foreach (var park in result.Parks)
        {
            var name = Parks.ShortNameOf(park.ParkId);
            Console.WriteLine($"| {Pad(name, 12)} | {park.Target,6} | {park.PublishedSeats,9} | {park.Counted,6} | {park.OfCohort,9} | {park.RateBasisPoints / 100m,5:F1} % | {park.UnitsContacted,15} | {park.UnitsHired,16} |");
        }

        Console.WriteLine();
        Console.WriteLine($"Ledger: {(result.Reconciliation.Ok ? "reconciles" : "DOES NOT RECONCILE")}, digest {result.Reconciliation.Digest}");
        foreach (var difference in result.Reconciliation.Differences)
        {
            Console.WriteLine($"  {difference}");
        }
    }

    // A Chinese character is two columns wide at a terminal.
    static string Pad(string text, int columns) => text + new string(' ', Math.Max(0, columns - text.Sum(one => one > 255 ? 2 : 1)));

    sealed record Result(string Programme, IReadOnlyList<Progress> Parks, Reconciliation Reconciliation);

    sealed record Comparison(IReadOnlyList<Progress> Parks);

    sealed record Progress(string ParkId, int Target, long PublishedSeats, long Counted, long OfCohort, long RateBasisPoints, long UnitsHired, long UnitsContacted);

    sealed record Coverage(Contacts Total);

    sealed record Contacts(long Contacted);

    sealed record Reconciliation(bool Ok, IReadOnlyList<JsonElement> Differences, string Digest);
}
