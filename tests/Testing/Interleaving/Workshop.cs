using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;
using RaMatch.Platform.Web;

namespace RaMatch.Testing.Interleaving;

/// <summary>
/// Services without a network, a delivery and a clock of their own: a test calls their use cases, hands their events over one by one and lets their
/// transactions run statement by statement. Nothing happens that it does not ask for.
/// </summary>
public sealed class Workshop : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly TemporaryFolder _folder;
    readonly IMeetingStage _stage;
    readonly IReadOnlyDictionary<string, RouteEndpoint> _endpoints;
    readonly IReadOnlyList<Intake> _intakes;

    Workshop(WebApplication app, TemporaryFolder folder, IMeetingStage stage, ManualClock clock)
    {
        (_app, _folder, _stage, Clock) = (app, folder, stage, clock);
        _intakes = [.. app.Services.GetServices<Intake>()];
        _endpoints = ((IEndpointRouteBuilder)app).DataSources
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith("/api/", StringComparison.Ordinal) == true)
            .ToDictionary(endpoint => $"{endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]} {endpoint.RoutePattern.RawText}", StringComparer.Ordinal);
    }

    /// <summary>The time of all services.</summary>
    public ManualClock Clock { get; }

    /// <summary>The services' own registrations.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Every mapped endpoint that may write, as <c>POST /api/…</c>, the pattern as it is mapped.</summary>
    public IEnumerable<string> WritingEndpoints => _endpoints.Keys.Where(name => !name.StartsWith("GET ", StringComparison.Ordinal));

    /// <summary>Every event a service listens to, as <c>service ← event</c>.</summary>
    public IEnumerable<string> Consumers => _intakes.SelectMany(intake => intake.Consumers.Types.Select(type => NameOf(intake, type)));

    /// <summary>Brings the services up on empty databases.</summary>
    /// <param name="onServer">On those of the server that is named, instead of SQLite.</param>
    /// <param name="services">The services.</param>
    public static async Task<Workshop> OpenAsync(bool onServer, params IService[] services)
    {
        var folder = new TemporaryFolder();
        var clock = new ManualClock();
        var server = onServer ? await SqlServerDatabases.SettingsAsync(folder.Path, services.Select(service => service.Name)) : new Dictionary<string, string?>();
        var app = RaMatchHost.Build([], services, builder =>
        {
            builder.Environment.EnvironmentName = "Test";
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(server, StringComparer.Ordinal)
            {
                ["Data:Folder"] = folder.Path,
                // No work is done behind the acts, so who asks for some does not wait for it.
                ["Jobs:PatienceMilliseconds"] = "0",
            });
            builder.Services.AddSingleton<TimeProvider>(clock);
            builder.Logging.ClearProviders();
        });
        var databases = app.Services.GetServices<Database>().ToList();
        foreach (var database in databases)
        {
            await database.StartAsync(CancellationToken.None);
        }

        return new Workshop(app, folder, onServer ? await ServerStage.OpenAsync(databases) : await SqliteStage.OpenAsync(databases), clock);
    }

    /// <summary>How many marks there are.</summary>
    public int Marks { get; private set; }

    /// <summary>From here on everything can be taken back.</summary>
    public void Mark()
    {
        _stage.Mark();
        Marks++;
    }

    /// <summary>Takes back all that happened since the last mark that was not taken back itself, and keeps the mark.</summary>
    public void Return() => _stage.Return();

    /// <summary>Takes back all since the last mark, and the mark.</summary>
    public void Unmark()
    {
        _stage.Unmark();
        Marks--;
    }

    /// <summary>Calls an endpoint as a request would.</summary>
    /// <param name="caller">Who calls.</param>
    /// <param name="endpoint">As in <see cref="WritingEndpoints"/>, or the same with GET.</param>
    /// <param name="values">What stands in the braces of the pattern.</param>
    /// <param name="body">The body, sent as JSON; bytes are sent as a PDF.</param>
    /// <param name="query">The query string, from its question mark on.</param>
    /// <param name="key">An Idempotency-Key: what has been answered under it is answered so again.</param>
    public async Task<Answer> CallAsync(Caller caller, string endpoint, object? values = null, object? body = null, string query = "", string? key = null)
    {
        if (!_endpoints.TryGetValue(endpoint, out var found))
        {
            throw new ArgumentException($"No such endpoint: {endpoint}", nameof(endpoint));
        }

        await using var scope = _app.Services.CreateAsyncScope();
        using var answer = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider, User = UserOf(caller), Response = { Body = answer } };
        http.Request.Method = endpoint.Split(' ')[0];
        http.Request.Path = found.RoutePattern.RawText;
        http.Request.QueryString = new QueryString(query);
        http.Request.RouteValues = new RouteValueDictionary(values);
        foreach (var (name, value) in http.Request.RouteValues)
        {
            http.Request.RouteValues[name] = value?.ToString();
        }

        if (body is not null)
        {
            var bytes = body as byte[] ?? Encoding.UTF8.GetBytes(Json.Text(body));
            http.Features.Set<IHttpRequestBodyDetectionFeature>(new HasBody());
            http.Request.ContentType = body is byte[]? "application/pdf" : "application/json";
            http.Request.ContentLength = bytes.Length;
            http.Request.Body = new MemoryStream(bytes);
        }

        http.SetEndpoint(found);
        if (key is null)
        {
            await found.RequestDelegate!(http);
        }
        else if (await AnswerOnceAsync(http, found, key) is { } before)
        {
            return new Answer((int)before.Status, before.Body);
        }

        return new Answer(http.Response.StatusCode, Encoding.UTF8.GetString(answer.ToArray()));
    }

    /// <summary>Has the request at hand answered as the host's pipeline does it; the answer given before, if there is one.</summary>
    async Task<StoredAnswer?> AnswerOnceAsync(HttpContext http, RouteEndpoint endpoint, string key)
    {
        http.Request.Headers["Idempotency-Key"] = key;
        http.Features.Set(await RepeatableRequest.ReadAsync(http));
        var accessor = _app.Services.GetRequiredService<IHttpContextAccessor>();
        accessor.HttpContext = http;
        try
        {
            await endpoint.RequestDelegate!(http);
            return null;
        }
        catch (AnsweredBeforeException before)
        {
            return before.Answer;
        }
        finally
        {
            accessor.HttpContext = null;
        }
    }

    /// <summary>The events announced and not yet taken in, in the order of their outboxes.</summary>
    public IReadOnlyList<Delivery> Pending()
    {
        var pending = new List<Delivery>();
        var seen = _intakes.ToDictionary(intake => intake, intake => Look(intake.Database.Name, "SELECT message_id FROM inbox").Select(row => row[0]).ToHashSet(StringComparer.Ordinal));
        foreach (var source in _app.Services.GetServices<Database>())
        {
            var rows = Look(source.Name, "SELECT message_id, type, body FROM outbox ORDER BY outbox_id");
            foreach (var intake in _intakes)
            {
                pending.AddRange(rows
                    .Where(row => intake.Consumers.Types.Contains(row[1]) && seen[intake].Add(row[0]))
                    .Select(row => new Delivery(NameOf(intake, row[1]), intake.Database.Name, Guid.Parse(row[0]), row[1], row[2])));
            }
        }

        return pending;
    }

    /// <summary>Has a service take an event in, in one transaction with its inbox.</summary>
    public Task DeliverAsync(Delivery delivery) => _intakes
        .Single(intake => intake.Database.Name == delivery.Listener)
        .ApplyTogetherAsync([new IncomingMessage(delivery.MessageId, delivery.Type, delivery.Body, null)], _ => Task.CompletedTask, CancellationToken.None);

    /// <summary>Hands every event over until nobody has anything to say.</summary>
    public async Task QuietAsync()
    {
        while (Pending() is { Count: > 0 } pending)
        {
            foreach (var delivery in pending)
            {
                await DeliverAsync(delivery);
            }
        }
    }

    /// <summary>Forgets what was announced and taken in, so that the next look at it is short.</summary>
    public async Task ForgetDeliveriesAsync()
    {
        foreach (var database in _app.Services.GetServices<Database>())
        {
            await database.WriteAsync(async unit =>
            {
                await unit.ExecuteAsync("DELETE FROM outbox");
                await unit.ExecuteAsync("DELETE FROM inbox");
            });
        }
    }

    /// <summary>Rows of a service's database, as texts.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Look(string service, string sql) => _stage.Look(service, sql);

    /// <summary>Runs an act alone and says which statements it has and which tables it writes.</summary>
    public Task<Solo> AloneAsync(Func<Task> act) => _stage.AloneAsync(act);

    /// <summary>
    /// Runs one act up to a statement of its transactions, then another one whole, then the first to its end. See <see cref="SqliteStage"/> and
    /// <see cref="ServerStage"/> for what that means.
    /// </summary>
    /// <param name="first">The act that is held up.</param>
    /// <param name="before">Before which of its statements, counted from 1; the end of a transaction counts as a statement.</param>
    /// <param name="second">The act that runs in the gap.</param>
    public Task<Course> PairAsync(Func<Task> first, int before, Func<Task> second) => _stage.PairAsync(first, before, second);

    public async ValueTask DisposeAsync()
    {
        await _stage.DisposeAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    static string NameOf(Intake intake, string type) => $"{intake.Database.Name} ← {type}";

    static ClaimsPrincipal UserOf(Caller caller)
    {
        var claims = new List<Claim> { new("sub", caller.Id.ToString()), new("role", caller.Role), new("name", caller.Name) };
        if (caller.UnitId is { } unit)
        {
            claims.Add(new Claim("unit", unit.ToString()));
        }

        if (caller.ParkId is { } park)
        {
            claims.Add(new Claim("park", park));
        }

        if (caller.Right is { } right)
        {
            claims.Add(new Claim("right", Rights.ClaimOf(right)));
        }

        return new ClaimsPrincipal(new ClaimsIdentity(claims, "test", "name", "role"));
    }

    sealed class HasBody : IHttpRequestBodyDetectionFeature
    {
        public bool CanHaveBody => true;
    }
}

/// <summary>What an endpoint answered.</summary>
public sealed record Answer(int Status, string Body)
{
    public bool Succeeded => Status is >= 200 and < 300;

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;
}

/// <summary>An event on its way to a listener.</summary>
public sealed record Delivery(string Name, string Listener, Guid MessageId, string Type, string Body);

/// <summary>What an act does by itself.</summary>
/// <param name="Statements">Its statements and the ends of its transactions.</param>
/// <param name="Writes">The tables of which it wrote rows, as <c>service.table</c>.</param>
/// <param name="Reads">The tables its statements name.</param>
public sealed record Solo(IReadOnlyList<string> Statements, IReadOnlySet<string> Writes, IReadOnlySet<string> Reads)
{
    /// <summary>
    /// The numbers of the statements before which what was read may be old: the one behind the first that reads; the first that writes what was judged, when
    /// nothing but turns is taken; an INSERT where an UPDATE has found no row.
    /// </summary>
    public IReadOnlySet<int> Delicate { get; } = DelicateOf(Statements);

    static HashSet<int> DelicateOf(IReadOnlyList<string> statements)
    {
        var numbered = statements.Select((sql, index) => (Sql: sql, Number: index + 1)).ToList();
        var read = numbered.Where(one => one.Sql.StartsWith("SELECT", StringComparison.Ordinal)).Take(1).Select(one => one.Number + 1);
        var change = numbered.Where(one => Statement.IsWrite(one.Sql) && !Statement.IsTurn(one.Sql)).Take(1).Select(one => one.Number);
        var inserts = numbered.Where(one => one.Number > 1 && Statement.IsInsertBehind(one.Sql, statements[one.Number - 2])).Select(one => one.Number);
        return [.. read, .. change, .. inserts];
    }
}

/// <summary>How two acts ran together.</summary>
/// <param name="Before">The statement before which the first was held up; empty if it never came to that.</param>
/// <param name="Waited">The second had to wait for the first: both wrote the same row.</param>
/// <param name="Again">How often the first ran again because it had lost a race.</param>
public sealed record Course(string Before, bool Waited, int Again);
