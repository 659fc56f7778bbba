using System.Net.Http.Headers;
using Microsoft.Extensions.Configuration;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Testing;

namespace RaMatch.EndToEnd.Tests.Walk;

/// <summary>Posting, Applicant and Matching as three processes over one broker: SQLite files in one folder, or databases on the server that RAMATCH_TEST_SQLSERVER names.</summary>
sealed class Installation(Uri broker) : IAsyncDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly Dictionary<string, ServiceProcess> _services = new(StringComparer.Ordinal);
    Tokens? _tokens;

    public string Folder => _folder.Path;

    public ServiceProcess this[string service] => _services[service];

    public static async Task<Installation> StartAsync(Uri broker)
    {
        var installation = new Installation(broker);
        try
        {
            string[] services = ["Posting", "Applicant", "Matching"];
            var databases = await SqlServerDatabases.SettingsAsync(installation.Folder, services.Select(service => service.ToLowerInvariant()));
            foreach (var service in services)
            {
                installation._services[service.ToLowerInvariant()] = await ServiceProcess.StartAsync(
                    service,
                    [.. databases.SelectMany(setting => new[] { $"--{setting.Key}", setting.Value! }),
                    "--data", installation.Folder,
                    "--Messaging:RabbitMq", broker.ToString(),
                    "--Demo:Enabled", "true",
                    "--Demo:ClockFile", Path.Combine(installation.Folder, "clock")]);
            }

            return installation;
        }
        catch
        {
            await installation.DisposeAsync();
            throw;
        }
    }

    /// <summary>The portal beside them, as a process of its own; the caller ends it.</summary>
    public Task<ServiceProcess> StartPortalAsync() => ServiceProcess.StartAsync(
        "Portal",
        [.. _services.SelectMany(service => new[] { $"--Services:{service.Key}", service.Value.Address.ToString() }),
        "--data", Folder,
        "--Messaging:RabbitMq", broker.ToString(),
        "--Demo:Enabled", "true",
        "--Demo:ClockFile", Path.Combine(Folder, "clock")]);

    /// <summary>A client of one service as a caller, with a token signed by the installation's key.</summary>
    public HttpClient As(Caller caller, string service)
    {
        if (_tokens is null)
        {
            var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Data:Folder"] = Folder }).Build();
            _tokens = new Tokens(TokenKeys.Load(configuration, DataSettings.From(configuration)));
        }

        var client = new HttpClient { BaseAddress = new Uri(_services[service].Address, $"/api/{service}/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _tokens.For(caller, service));
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.Values)
        {
            await service.DisposeAsync();
        }

        _folder.Dispose();
    }
}
