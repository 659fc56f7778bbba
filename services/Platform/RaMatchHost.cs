using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using RaMatch.Platform.Audit;
using RaMatch.Platform.Data;
using RaMatch.Platform.Jobs;
using RaMatch.Platform.Messaging;
using RaMatch.Platform.Messaging.RabbitMq;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;
using Scalar.AspNetCore;

namespace RaMatch.Platform;

/// <summary>
/// Runs services in one process. Which services is the whole difference between the all-in-one program and the separate
/// ones; <c>Messaging:RabbitMq</c> is the difference between handing events over here and over a broker.
/// </summary>
public static class RaMatchHost
{
    /// <summary>Where a host listens that is told nothing else.</summary>
    public const string DefaultAddress = "http://127.0.0.1:5080";

    // A container engine gives ten to thirty seconds; what is still under way then, a slow upload, is cut rather than the process.
    static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(20);

    /// <summary>
    /// The program of one service: runs it until Ctrl-C or SIGTERM, or does a command instead. The exit code is 0 after a stop, 1 when the start failed, with a sentence
    /// on stderr, and 2 where the command line is wrong.
    /// </summary>
    /// <param name="args">The command line.</param>
    /// <param name="service">The service.</param>
    /// <param name="commands">The commands that its program has besides those of every program.</param>
    public static Task<int> RunAsync(string[] args, IService service, params IReadOnlyList<CommandSet> commands) => CommandLine.RunAsync(
        args,
        $"RaMatch, the service {service.Name}. How it is run: docs/running.md",
        "run it until Ctrl-C or SIGTERM",
        async options =>
        {
            try
            {
                await using var app = Build(options, [service]);
                await app.StartAsync();
                await WaitForStopAsync(app);
                return 0;
            }
            catch (Exception exception)
            {
                return StartFault.Tell(exception);
            }
        },
        [CheckCommand.Of(options => Build(options, [service])), .. commands]);

    /// <summary>Waits until a started host has been asked to stop and has stopped.</summary>
    public static async Task WaitForStopAsync(WebApplication app)
    {
        try
        {
            await app.WaitForShutdownAsync();
        }
        catch (OperationCanceledException)
        {
            // Whatever was under way took longer than a stop may; it is cut off, and nothing acknowledged hangs on it.
        }
    }

    /// <summary>Builds the host; the caller starts it.</summary>
    /// <param name="args">Command line: <c>--data DIR</c>, <c>--urls</c>, and every setting of docs/settings.md as <c>--Key:Name value</c>.</param>
    /// <param name="services">The services of this process.</param>
    /// <param name="configure">Settings and registrations that come before the platform's own, which then stay.</param>
    /// <param name="catalogue">The events of these services; the product's own unless another set is given.</param>
    public static WebApplication Build(
        string[] args,
        IReadOnlyList<IService> services,
        Action<WebApplicationBuilder>? configure = null,
        MessageCatalogue? catalogue = null)
    {
        Culture.PinInvariant();
        var builder = Configure(args, services[0].GetType().Assembly.GetName().Name);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 12 * 1024 * 1024);
        if (builder.Configuration["urls"] is null)
        {
            builder.WebHost.UseUrls(DefaultAddress);
        }

        // The framework's running commentary on each request drowns what the product has to say; traces tell it better.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning).AddFilter("Polly", LogLevel.Warning);
        configure?.Invoke(builder);
        AddPlatform(builder, services, catalogue ?? MessageCatalogue.Product);
        foreach (var service in services)
        {
            service.AddServices(builder);
        }

        var app = builder.Build();
        Map(app, services);
        return app;
    }

    /// <summary>A host with its settings and nothing else: from the working folder's file, the environment and the command line.</summary>
    internal static WebApplicationBuilder Configure(string[] args, string? name)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ApplicationName = name });
        builder.Configuration.AddCommandLine(args, new Dictionary<string, string>(StringComparer.Ordinal) { ["--data"] = "Data:Folder" });
        return builder;
    }

    static void AddPlatform(WebApplicationBuilder builder, IReadOnlyList<IService> services, MessageCatalogue catalogue)
    {
        builder.Services.Configure<HostOptions>(host =>
        {
            host.ShutdownTimeout = LongestGoodbye;
            // Or a request that takes its time would leave the others none.
            host.ServicesStopConcurrently = true;
        });
        var data = DataSettings.From(builder.Configuration);
        var messaging = MessagingSettings.From(builder.Configuration);
        builder.Services.AddSingleton(data);
        builder.Services.AddSingleton(messaging);
        builder.Services.AddSingleton(catalogue);
        var demo = DemoSettings.From(builder.Configuration, builder.Environment);
        builder.Services.AddSingleton(demo);
        builder.Services.TryAddSingleton(RaMatchClock.From(demo));
        builder.Services.AddSingleton<IOutbox, Outbox>();
        builder.Services.AddSingleton<IRequests, CurrentRequest>();
        builder.Services.AddSingleton<IActs, Acts>();
        builder.Services.AddSingleton<DatabaseEnvironment>();
        builder.Services.AddSingleton<DeliveryHealth>();
        builder.Services.AddSingleton<IHttpContextAccessor, CurrentRequest>();
        builder.Services.AddSingleton<OwnPipeline>();
        builder.Services.AddSingleton<IStartupFilter>(services => services.GetRequiredService<OwnPipeline>());
        builder.Services.AddSingleton(RetentionSettings.From(builder.Configuration));
        builder.Services.AddSingleton(provider => PhraseBook.Of(services.Select(service => service.GetType().Assembly), provider.GetRequiredService<ILogger<PhraseBook>>()));
        builder.Services.AddOptions<JsonOptions>().Configure<PhraseBook>((options, words) =>
            BodyRules.Apply(options.SerializerOptions).Converters.Add(new WordedSentenceConverter(words)));
        builder.Services.AddDataProtection().SetApplicationName("RaMatch").PersistKeysToFileSystem(new DirectoryInfo(data.Subfolder("keys")));
        demo.KeepApart(data.Folder, builder.Environment);
        Problems.Add(builder.Services);
        var keys = TokenKeys.Load(builder.Configuration, data);
        builder.Services.AddSingleton(keys);
        builder.Services.AddSingleton<Tokens>();
        Access.Add(builder.Services, keys);
        Limits.Add(builder.Services);
        builder.Services.AddAntiforgery();
        builder.Services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
        builder.Services.AddOpenApi(options => Description.Configure(options, [.. services.Select(service => (service.Name, service.GetType()))]));

        // First of all hosted services: nothing serves, sends or takes in before the schema stands.
        builder.Services.AddHostedService<DatabaseStart>();
        foreach (var service in services)
        {
            var consumers = new ConsumerMap(catalogue);
            service.Consume(consumers);
            if (consumers.Types.Count > 0)
            {
                builder.Services.AddSingleton(provider => new Intake(
                    provider.GetServices<Database>().Single(database => database.Name == service.Name),
                    consumers,
                    provider.GetRequiredService<ILogger<Intake>>()));
            }
        }

        if (messaging.IsLocal)
        {
            builder.Services.AddHostedService<LocalDelivery>();
        }
        else
        {
            builder.Services.AddSingleton<Topology>();
            builder.Services.AddSingleton<ErrorQueue>();
            builder.Services.AddHostedService<Relay>();
            builder.Services.AddSingleton<DeliveryWatch>();
            builder.Services.AddSingleton<DeliveryDesk>();
            builder.Services.AddHostedService(provider => provider.GetRequiredService<DeliveryWatch>());
            Endpoints.Add(builder.Services);
        }

        builder.Services.AddSingleton(JobSettings.From(builder.Configuration));
        builder.Services.AddSingleton<JobDesk>();
        builder.Services.AddHostedService<JobWorkers>();
        builder.Services.AddHostedService<Sealer>();
        builder.Services.AddSingleton<Pruning>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<Pruning>());
        AddTelemetry(builder);
    }

    static void AddTelemetry(WebApplicationBuilder builder)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .WithTracing(traces => traces.AddSource("RaMatch").AddAspNetCoreInstrumentation().AddHttpClientInstrumentation())
            .WithMetrics(metrics => metrics.AddMeter("RaMatch").AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation());
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
        {
            telemetry.WithTracing(traces => traces.AddOtlpExporter()).WithMetrics(metrics => metrics.AddOtlpExporter());
            builder.Logging.AddOpenTelemetry(logs => logs.AddOtlpExporter());
        }
    }

    static void Map(WebApplication app, IReadOnlyList<IService> services)
    {
        // A table of words that is wrong stops the start, not the first answer.
        _ = app.Services.GetRequiredService<PhraseBook>();
        if (app.Environment.IsProduction())
        {
            // Only what came over HTTPS is told so, and never to localhost.
            app.UseHsts();
        }

        app.Use(AnswerHeaders.SendAsync);
        app.Use(Languages.SpeakAsync);
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.Use(SaneRequests.LetInAsync);
        app.Use(Charsets.ReadAsync);
        app.UseRouting();
        app.Use(AnswerWithoutEndpointAsync);
        app.UseAuthentication();
        app.UseAuthorization();
        app.Use(Rights.CheckAsync);
        app.Use(Scopes.CheckAsync);
        app.UseRateLimiter();
        app.Use(UnitStanding.CheckAsync);
        app.UseAntiforgery();
        app.Use(async (http, next) =>
        {
            if (await RepeatableRequest.ReadAsync(http) is { } request)
            {
                http.Features.Set(request);
            }

            await next(http);
        });

        var databases = app.Services.GetServices<Database>().ToList();
        Health.Map(app);
        app.MapOpenApi().AllowPublic();
        // The viewer offers its maker's services on the page, leads to its maker's site, and asks other sites for fonts; a reader of this product gets what is ours.
        app.MapScalarApiReference(
            "/docs",
            viewer => viewer.DisableAgent().DisableMcp().HideDeveloperTools().HideClientButton().DisableTelemetry().DisableDefaultFonts().WithCustomCss("a[href*='scalar.com'] { display: none !important; }")).AllowPublic();
        foreach (var intake in app.Services.GetServices<Intake>())
        {
            PoisonDesk.Map(Group(intake.Database.Name), intake);
            app.Services.GetService<ErrorQueue>()?.Map(Group(intake.Database.Name), intake.Database.Name);
            app.Services.GetService<DeliveryDesk>()?.Map(Group(intake.Database.Name), intake);
        }

        var kinds = app.Services.GetServices<IJobKind>().ToList();
        foreach (var database in databases)
        {
            ListAudit.Map(Group(database.Name), database);
            if (JobWorkers.Of(database.Name, kinds) is { Count: > 0 } own)
            {
                ReadJob.Map(Group(database.Name), database, own);
            }
        }

        foreach (var service in services)
        {
            service.Map(Group(service.Name));
            service.MapPages(app);
        }

        RouteGroupBuilder Group(string service)
        {
            var group = app.MapGroup($"/api/{service}").WithTags(service);
            group.AddEndpointFilter(Problems.SendAlikeAsync);
            group.AddEndpointFilter(ReadJob.SayWhenAsync);
            if (databases.SingleOrDefault(one => one.Name == service) is { } database)
            {
                group.AddEndpointFilter((context, next) => Recording.SendRecordedAsync(context, next, database));
            }

            return group;
        }
    }

    /// <summary>
    /// An unknown address is 404 for everyone, a wrong method 405, a wrong content type 415; the deny-by-default policy would
    /// ask for a sign-in first. What is ours is a route; what routing answers itself is none.
    /// </summary>
    static Task AnswerWithoutEndpointAsync(HttpContext http, RequestDelegate next)
    {
        switch (http.GetEndpoint())
        {
            case null when NotFoundPage(http) is { } page:
                http.SetEndpoint(page);
                return next(http);
            case null:
                return TypedResults.Problem(Problems.NotFound("request.no-address").Value!).ExecuteAsync(http);
            case not RouteEndpoint and { RequestDelegate: { } answer }:
                return answer(http);
            default:
                return next(http);
        }
    }

    /// <summary>The page for a person who follows a wrong link; a program, and everything below <c>/api</c>, gets a problem.</summary>
    static Endpoint? NotFoundPage(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method)
        && !http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
        && http.RequestServices.GetService<PagesScheme>() is { } pages
            ? http.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().FirstOrDefault(one => one.RoutePattern.RawText == pages.NotFound)
            : null;

    sealed class DatabaseStart(IEnumerable<Database> databases) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            foreach (var database in databases)
            {
                await database.StartAsync(cancellationToken);
            }
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
