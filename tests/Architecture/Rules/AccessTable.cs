using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RaMatch.Platform.Web;
using RaMatch.Testing;

namespace RaMatch.Architecture.Tests.Rules;

/// <summary>
/// Who may call which endpoint, as a table that people read (<c>access.tsv</c>), and how a host keeps to it. A line is the endpoint, who may, and what
/// becomes of another tenant that names what the address names: <c>404</c>, <c>shared</c> where it is there for all, <c>-</c> where it names nothing of a tenant; and the scope that it
/// takes of a program, one for each role that takes another; <c>-</c> where no program is let in, or everybody is.
/// </summary>
sealed partial class AccessTable
{
    static readonly Caller Unit = People.UnitMember("来访单位");
    static readonly Caller Park = People.ParkStaff("xiangtan");

    /// <summary>Everybody who can be told apart, and by which words in the table.</summary>
    static readonly (string Role, string Right, Caller? Caller)[] Askers =
    [
        ("public", "", null),
        ("graduate", "", People.Graduate("来访者")),
        .. Enum.GetValues<Right>().Select(right => ("unit", Rights.ClaimOf(right), (Caller?)(Unit with { Right = right }))),
        .. Enum.GetValues<Right>().Select(right => ("park", Rights.ClaimOf(right), (Caller?)(Park with { Right = right }))),
        ("supervisor", "view", People.Supervisor() with { Right = Right.View }),
        ("supervisor", "manage", People.Supervisor()),
        ("service", "", new Caller(People.IdOf("service"), Roles.Service, "service", null, null, null)),
    ];

    /// <summary>Tokens that name no whole caller, each by one thing.</summary>
    static readonly Caller[] NotWhole =
    [
        Unit with { Right = null },
        Unit with { UnitId = null },
        Park with { Right = null },
        Park with { UnitId = Unit.UnitId },
        People.Supervisor() with { Right = Right.Act },
        People.Graduate("来访者") with { Right = Right.Manage },
    ];

    readonly Dictionary<string, (string Who, string Others, string Scopes)> _lines;

    public AccessTable(string text) => _lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => !line.StartsWith('#'))
        .Select(line => line.TrimEnd('\r').Split('\t'))
        .ToDictionary(cells => cells[0], cells => (cells[1], cells[2], cells[3]), StringComparer.Ordinal);

    /// <summary>Endpoints without a line, lines without an endpoint, whoever is let in or kept out against the table, and answers that no document declares.</summary>
    public async Task<IReadOnlyList<string>> WhoIsLetInAgainstItAsync(ServiceHost host)
    {
        using var clients = new Clients(host);
        var (found, endpoints) = (new List<string>(), EndpointsOf(host).ToList());
        foreach (var endpoint in endpoints)
        {
            var who = await WhoMayAsync(clients, endpoint);
            if (!_lines.TryGetValue(NameOf(endpoint), out var line))
            {
                found.Add($"{NameOf(endpoint)}\t{who}\t has no line in the table");
            }
            else if (line.Who != who)
            {
                found.Add($"{NameOf(endpoint)} lets in {who}; the table says {line.Who}");
            }
        }

        found.AddRange(_lines.Keys.Except(endpoints.Select(NameOf)).Select(name => $"{name} is in the table and no endpoint"));
        return [.. found, .. clients.Undeclared];
    }

    /// <summary>Endpoints that let in a program without the scope of the table, keep out one that has it and no other, or are open to programs against the table.</summary>
    public async Task<IReadOnlyList<string>> WhichScopesAgainstItAsync(ServiceHost host)
    {
        using var clients = new Clients(host);
        var found = new List<string>();
        foreach (var endpoint in EndpointsOf(host).Where(endpoint => _lines.TryGetValue(NameOf(endpoint), out var line) && line.Who != "public"))
        {
            var named = new List<string>();
            // With the widest right, so that none but the scope can be missing.
            foreach (var asker in Askers.GroupBy(one => one.Role).Select(role => role.Last().Caller).OfType<Caller>().Where(caller => _lines[NameOf(endpoint)].Who.Split(' ').Any(who => who.Split(':')[0] == caller.Role)))
            {
                var (code, scope) = await ProgramAsync(clients, endpoint, asker, "");
                if (code == "access.closed-to-programs")
                {
                    continue;
                }

                named.Add(scope ?? $"nothing asked of a {asker.Role}'s program");
                var others = string.Join(' ', Scopes.All.Select(one => one.Name).Where(one => one != scope));
                if (scope is not null && ((await ProgramAsync(clients, endpoint, asker, scope)).Code?.StartsWith("access.", StringComparison.Ordinal) == true || (await ProgramAsync(clients, endpoint, asker, others)).Scope != scope))
                {
                    found.Add($"{NameOf(endpoint)} names {scope} and does not go by it");
                }
            }

            var said = named.Count == 0 ? "-" : string.Join(' ', named.Distinct(StringComparer.Ordinal));
            if (said != _lines[NameOf(endpoint)].Scopes)
            {
                found.Add($"{NameOf(endpoint)} takes of programs {said}; the table says {_lines[NameOf(endpoint)].Scopes}");
            }
        }

        return found;
    }

    static async Task<(string? Code, string? Scope)> ProgramAsync(Clients clients, RouteEndpoint endpoint, Caller asker, string scopes)
    {
        using var content = ContentOf(endpoint, "x"u8.ToArray());
        using var answer = await clients.SendAsync(asker, endpoint, FrontDoor.AddressOf(endpoint), content, new Origin("a program", null, scopes));
        if (answer.StatusCode != HttpStatusCode.Forbidden)
        {
            return (null, null);
        }

        var problem = await answer.ReadAsync<JsonElement>();
        return (problem.GetProperty("code").GetString(), problem.TryGetProperty("arguments", out var arguments) && arguments.TryGetProperty("scope", out var scope) ? scope.GetString() : null);
    }

    /// <summary>What one tenant is told, or let do, of another's, and what its own tenant is not; and how often the tenants were told of their own secrets.</summary>
    public async Task<(IReadOnlyList<string> Found, int Told)> WhatOthersAreToldAgainstItAsync(ServiceHost host, Things things)
    {
        using var clients = new Clients(host);
        var (found, told) = (new List<string>(), 0);
        var asked = EndpointsOf(host)
            .Where(endpoint => _lines.TryGetValue(NameOf(endpoint), out var line) && line.Who != "public")
            .SelectMany(endpoint => things.Tenants.Where(tenant => _lines[NameOf(endpoint)].Who.Split(' ').Any(who => who.Split(':')[0] == tenant.Own.Role)).Select(tenant => (Endpoint: endpoint, Tenant: tenant)))
            .ToList();
        foreach (var (endpoint, tenant) in asked)
        {
            var (name, others) = (NameOf(endpoint), _lines[NameOf(endpoint)].Others);
            var (status, text) = await AskAsync(clients, tenant.Other, endpoint, things);
            if (things.AddressOf(endpoint) is var (_, isOfATenant) && isOfATenant == (others == "-"))
            {
                found.Add($"{name} names {(isOfATenant ? "what belongs to a tenant" : "nothing of a tenant")}; the table says {others}");
            }
            else if (others == "404" ? status != HttpStatusCode.NotFound : IsRefused(status) || others == "shared" && status == HttpStatusCode.NotFound)
            {
                found.Add($"{name} answers another {tenant.Own.Role} with {(int)status}; the table says {others}: {text}");
            }

            found.AddRange(things.Secrets.Where(secret => text.Contains(secret, StringComparison.Ordinal)).Select(secret => $"{name} tells another {tenant.Own.Role} {secret}"));
        }

        // Whoever owns it changes it: what only reads comes first, and the park last, which may suspend the unit.
        foreach (var (endpoint, tenant) in asked.OrderBy(one => !IsRead(one.Endpoint)).ThenBy(one => one.Tenant.Own.Role == Roles.ParkStaff))
        {
            if (_lines[NameOf(endpoint)].Others != "-")
            {
                var (status, text) = await AskAsync(clients, tenant.Own, endpoint, things);
                told += things.Secrets.Count(secret => text.Contains(secret, StringComparison.Ordinal));
                if (IsRefused(status) || status == HttpStatusCode.NotFound)
                {
                    found.Add($"{NameOf(endpoint)} answers its own {tenant.Own.Role} with {(int)status}: {text}");
                }
            }
        }

        return ([.. found, .. clients.Undeclared], told);
    }

    static async Task<string> WhoMayAsync(Clients clients, RouteEndpoint endpoint)
    {
        var doors = new List<(string Role, string Right, Door Door)>();
        foreach (var (role, right, caller) in Askers)
        {
            // Nothing that could be taken as anything: who may is decided before a body is read.
            using var content = ContentOf(endpoint, "x"u8.ToArray());
            doors.Add((role, right, await DoorAsync(clients, caller, endpoint, content)));
        }

        var isPublic = doors[0].Door == Door.Open;
        var nobodies = new List<string>();
        foreach (var nobody in isPublic ? [] : NotWhole)
        {
            using var content = ContentOf(endpoint, "x"u8.ToArray());
            if (await DoorAsync(clients, nobody, endpoint, content) is var door and not Door.NotSignedIn)
            {
                nobodies.Add($"{nobody} who is not whole: {door}");
            }
        }

        return isPublic && doors.TrueForAll(one => one.Door == Door.Open) ? "public" : string.Join(' ', doors.GroupBy(one => one.Role).Select(Said).Where(said => said.Length > 0).Concat(nobodies));
    }

    /// <summary>A role with the smallest right let in; whatever is no such order is spelt out, and so equals no line.</summary>
    static string Said(IGrouping<string, (string Role, string Right, Door Door)> role)
    {
        var doors = role.Select(one => one.Door).ToList();
        var open = doors.IndexOf(Door.Open);
        return open < 0 && doors.TrueForAll(door => door is Door.OtherRole or Door.NotSignedIn) ? ""
            : open >= 0 && doors[..open].TrueForAll(door => door == Door.SmallRight) && doors[open..].TrueForAll(door => door == Door.Open) ? $"{role.Key}:{role.ElementAt(open).Right}".TrimEnd(':')
            : string.Join(',', role.Select(one => $"{role.Key}:{one.Right}={one.Door}"));
    }

    static async Task<Door> DoorAsync(Clients clients, Caller? caller, RouteEndpoint endpoint, HttpContent? content)
    {
        using var answer = await clients.SendAsync(caller, endpoint, FrontDoor.AddressOf(endpoint), content);
        return answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized => Door.NotSignedIn,
            HttpStatusCode.Forbidden => (await answer.ReadAsync<JsonElement>()).GetProperty("code").GetString()!.StartsWith("access.", StringComparison.Ordinal) ? Door.SmallRight : Door.OtherRole,
            _ => Door.Open,
        };
    }

    static async Task<(HttpStatusCode Status, string Text)> AskAsync(Clients clients, Caller caller, RouteEndpoint endpoint, Things things)
    {
        using var content = ContentOf(endpoint, things.BodyOf(endpoint));
        using var answer = await clients.SendAsync(caller, endpoint, things.AddressOf(endpoint).Address, content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    static ByteArrayContent? ContentOf(RouteEndpoint endpoint, byte[] body) => IsRead(endpoint) ? null : new ByteArrayContent(body)
    {
        Headers = { ContentType = new MediaTypeHeaderValue(endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes[0] ?? "application/pdf") },
    };

    static IEnumerable<RouteEndpoint> EndpointsOf(ServiceHost host) => host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
        .OrderBy(endpoint => endpoint.RoutePattern.RawText, StringComparer.Ordinal)
        // What is deleted is asked for no more.
        .ThenBy(endpoint => MethodOf(endpoint) == "DELETE").ThenBy(MethodOf, StringComparer.Ordinal);

    static string NameOf(RouteEndpoint endpoint) => $"{MethodOf(endpoint)} {endpoint.RoutePattern.RawText}";

    static string MethodOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0];

    static bool IsRead(RouteEndpoint endpoint) => MethodOf(endpoint) == "GET";

    static bool IsRefused(HttpStatusCode status) => status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;

    enum Door
    {
        NotSignedIn,
        OtherRole,
        SmallRight,
        Open,
    }

    /// <summary>What there is of a tenant, and how it is named in addresses and bodies.</summary>
    /// <param name="Tenants">For each role that has tenants, whose it is, and somebody who has no part in it.</param>
    /// <param name="Ids">By the name of a parameter or of a body's member: what belongs to the tenants.</param>
    /// <param name="National">By the same names: what is everybody's.</param>
    /// <param name="Queries">What an endpoint's address needs besides, by its name in the table.</param>
    /// <param name="Bodies">Bodies that the type alone does not give, by the name in the table.</param>
    /// <param name="Secrets">What is told to the tenants and nobody else.</param>
    public sealed record Things(
        IReadOnlyList<(Caller Own, Caller Other)> Tenants,
        IReadOnlyDictionary<string, string> Ids,
        IReadOnlyDictionary<string, string> National,
        IReadOnlyDictionary<string, string> Queries,
        IReadOnlyDictionary<string, byte[]> Bodies,
        IReadOnlyList<string> Secrets)
    {
        /// <summary>An address in which everything is there, and whether a tenant's is among it.</summary>
        public (string Address, bool IsOfATenant) AddressOf(RouteEndpoint endpoint)
        {
            var named = Parameter().Matches(endpoint.RoutePattern.RawText!).Select(match => match.Groups[1].Value).ToList();
            var address = Parameter().Replace(endpoint.RoutePattern.RawText!, match => Find(match.Groups[1].Value) ?? (match.Value.Contains(":guid", StringComparison.Ordinal) ? Guid.Empty.ToString() : "x"));
            var asked = endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>()
                .Where(one => one.ParameterInfo.ParameterType == typeof(string) && endpoint.RoutePattern.GetParameter(one.Name) is null && Find(one.Name) is not null)
                .Select(one => $"{one.Name}={Find(one.Name)}");
            return ($"{address}?{string.Join('&', asked.Append(Queries.GetValueOrDefault(NameOf(endpoint), "")))}", named.Exists(Ids.ContainsKey));
        }

        /// <summary>A body in which everything named is there.</summary>
        public byte[] BodyOf(RouteEndpoint endpoint)
        {
            if (Bodies.TryGetValue(NameOf(endpoint), out var made))
            {
                return made;
            }

            if (endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType is not { Namespace: { } home } type || !home.StartsWith("RaMatch.", StringComparison.Ordinal))
            {
                return [];
            }

            var body = WrongBodies.Sample(type);
            foreach (var (name, value) in body.ToList())
            {
                if (Find(name) is { } thing)
                {
                    body[name] = value is JsonArray ? new JsonArray(JsonValue.Create(thing)) : JsonValue.Create(thing);
                }
            }

            return Encoding.UTF8.GetBytes(body.ToJsonString());
        }

        string? Find(string name) => Ids.GetValueOrDefault(name) ?? National.GetValueOrDefault(name);
    }

    /// <summary>A client for each caller and service, so that each token is signed once.</summary>
    sealed class Clients(ServiceHost host) : IDisposable
    {
        readonly Dictionary<(Caller?, string, Origin?), HttpClient> _clients = [];
        readonly SortedSet<string> _undeclared = new(StringComparer.Ordinal);

        /// <summary>Answers with a status that the OpenAPI document does not declare.</summary>
        public IEnumerable<string> Undeclared => _undeclared;

        public async Task<HttpResponseMessage> SendAsync(Caller? caller, RouteEndpoint endpoint, string address, HttpContent? content, Origin? origin = null)
        {
            var service = address.Split('/')[2];
            if (!_clients.TryGetValue((caller, service, origin), out var client))
            {
                _clients[(caller, service, origin)] = client = caller is null ? host.Anonymous() : host.As(caller, service, origin);
            }

            using var request = new HttpRequestMessage(new HttpMethod(MethodOf(endpoint)), new Uri(address, UriKind.Relative)) { Content = content };
            var answer = await client.SendAsync(request);
            if ((await DeclaredAnswers.OfAsync(host)).Objection(MethodOf(endpoint), address, answer.StatusCode) is { } objection)
            {
                _undeclared.Add(objection);
            }

            return answer;
        }

        public void Dispose()
        {
            foreach (var client in _clients.Values)
            {
                client.Dispose();
            }
        }
    }

    [GeneratedRegex(@"\{(\w+)[^}]*\}")]
    private static partial Regex Parameter();
}
