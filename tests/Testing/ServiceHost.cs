using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RaMatch.Platform;
using RaMatch.Platform.Messaging;
using RaMatch.Platform.Web;

namespace RaMatch.Testing;

/// <summary>
/// Real services on a real port with a real database: SQLite files in a temporary folder, or, where
/// <c>RAMATCH_TEST_SQLSERVER</c> names a server, databases of their own on it that go with the folder.
/// </summary>
public sealed class ServiceHost : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly TemporaryFolder? _ownFolder;

    ServiceHost(WebApplication app, ManualClock clock, string folder, TemporaryFolder? ownFolder) => (_app, Clock, Folder, _ownFolder) = (app, clock, folder, ownFolder);

    /// <summary>The time every service of this host lives in.</summary>
    public ManualClock Clock { get; }

    /// <summary>The data folder.</summary>
    public string Folder { get; }

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>The host's own services, for what HTTP cannot show (health, metrics).</summary>
    public IServiceProvider Services => _app.Services;

    public static Task<ServiceHost> StartAsync(params IService[] services) => StartAsync(services, settings: null);

    /// <summary>Starts the services.</summary>
    /// <param name="services">The services of this process.</param>
    /// <param name="settings">Further settings, for example <c>Messaging:RabbitMq</c>.</param>
    /// <param name="folder">The path of a <see cref="TemporaryFolder"/>, to start on it again; null for one of this host's own.</param>
    /// <param name="clock">A clock to share with other hosts.</param>
    /// <param name="catalogue">The events of the services, where they are not the product's.</param>
    public static async Task<ServiceHost> StartAsync(IReadOnlyList<IService> services, IReadOnlyDictionary<string, string?>? settings, string? folder = null, ManualClock? clock = null, MessageCatalogue? catalogue = null)
    {
        clock ??= new ManualClock();
        var ownFolder = folder is null ? new TemporaryFolder() : null;
        folder ??= ownFolder!.Path;
        var all = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Data:Folder"] = folder,
            ["urls"] = "http://127.0.0.1:0",
            // On a busy machine what is small takes longer; a test of what is not says so itself.
            ["Jobs:PatienceMilliseconds"] = "60000",
        };
        foreach (var (key, value) in await SqlServerDatabases.SettingsAsync(folder, services.Select(service => service.Name)))
        {
            all[key] = value;
        }

        foreach (var (key, value) in settings ?? new Dictionary<string, string?>())
        {
            all[key] = value;
        }

        var app = RaMatchHost.Build([], services, builder =>
        {
            // Not production, which refuses demo sign-ins and sends cookies over HTTPS only.
            builder.Environment.EnvironmentName = "Test";
            builder.Configuration.AddInMemoryCollection(all);
            builder.WebHost.UseUrls(all["urls"]!);
            builder.Services.AddSingleton<TimeProvider>(clock);
            builder.Logging.ClearProviders();
            if (Environment.GetEnvironmentVariable("RAMATCH_TEST_LOG") is not null)
            {
                builder.Logging.AddConsole();
            }
        }, catalogue);
        try
        {
            await app.StartAsync();
        }
        catch
        {
            // A start that was refused must not hold the folder for the next one.
            await app.DisposeAsync();
            ownFolder?.Dispose();
            throw;
        }

        return new ServiceHost(app, clock, folder, ownFolder);
    }

    /// <summary>A client that calls one service (<c>/api/{service}/</c>) as <paramref name="caller"/>.</summary>
    public HttpClient As(Caller caller, string service) => As(caller, service, null);

    /// <summary>The same, or as a program in the caller's place that <paramref name="origin"/> names.</summary>
    public HttpClient As(Caller caller, string service, Origin? origin)
    {
        var client = new HttpClient { BaseAddress = new Uri(Address, $"/api/{service}/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _app.Services.GetRequiredService<Tokens>().For(caller, origin, service));
        return client;
    }

    /// <summary>A client without a token, at the root.</summary>
    public HttpClient Anonymous() => new() { BaseAddress = Address };

    /// <summary>Stops cleanly and keeps the data, for a start on the same folder.</summary>
    public async Task StopAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _ownFolder?.Dispose();
    }
}

/// <summary>Callers for tests, made by name: the same name is the same person. They may all that their role may; a smaller right is given <c>with</c> it.</summary>
public static class People
{
    public static Caller Graduate(string name) => new(IdOf(name), Roles.Graduate, name, null, null, null);
    public static Caller UnitMember(string unit) => new(IdOf(unit + " HR"), Roles.UnitMember, unit + " HR", IdOf(unit), null, Right.Manage);
    public static Caller ParkStaff(string park) => new(IdOf(park + " staff"), Roles.ParkStaff, park + " staff", null, park, Right.Manage);
    public static Caller Supervisor() => new(IdOf("supervisor"), Roles.Supervisor, "supervisor", null, null, Right.Manage);

    /// <summary>The id that goes with a name.</summary>
    public static Guid IdOf(string name) => new(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
}

/// <summary>JSON over HTTP as the product writes it.</summary>
public static class HttpJson
{
    public static Task<HttpResponseMessage> PostAsync<T>(this HttpClient client, string path, T body, string? idempotencyKey = null) =>
        SendAsync(client, HttpMethod.Post, path, body, idempotencyKey);

    public static Task<HttpResponseMessage> PutAsync<T>(this HttpClient client, string path, T body) => SendAsync(client, HttpMethod.Put, path, body, null);

    public static async Task<T> ReadAsync<T>(this HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<T>(Json.Options))!;

    public static async Task<T> GetAsync<T>(this HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"GET {path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}", null, response.StatusCode);
        }

        return await response.ReadAsync<T>();
    }

    static async Task<HttpResponseMessage> SendAsync<T>(HttpClient client, HttpMethod method, string path, T body, string? idempotencyKey)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body, options: Json.Options) };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return await client.SendAsync(request);
    }
}
