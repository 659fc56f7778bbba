using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RaMatch.Contracts;
using RaMatch.Contracts.Matching;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Reference;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Posting.Tests;

/// <summary>
/// Posting on a real port, beside a service that only announces in Matching's name, so that events come in the way they do in the
/// product. The programme <c>ra-2022</c> is open. What Posting announces is read from its outbox.
/// </summary>
sealed class Season : IAsyncDisposable
{
    public const string Programme = "ra-2022";
    readonly ServiceHost _host;

    Season(ServiceHost host) => _host = host;

    public ServiceHost Host => _host;

    /// <summary>Starts it, on a folder that stays for another start or on one of its own.</summary>
    public static async Task<Season> StartAsync(string? folder = null)
    {
        var season = new Season(await ServiceHost.StartAsync([new PostingService(), new Announcer()], null, folder));
        await season.AnnounceAsync(Opened);
        return season;
    }

    /// <summary>The same programme after a restart on its folder.</summary>
    public static async Task<Season> RestartAsync(string folder) => new(await ServiceHost.StartAsync([new PostingService(), new Announcer()], null, folder));

    public static ProgrammeOpened Opened { get; } = new(
        People.IdOf(Programme),
        1,
        Programme,
        "2022年科研助理岗位专项",
        2022,
        new DateOnly(2022, 6, 1),
        new DateOnly(2022, 8, 31),
        Enum.GetValues<PositionKind>(),
        DegreeLevel.Bachelor,
        2020,
        [AgreementForm.ServiceAgreement, AgreementForm.LabourContract],
        12,
        5,
        new Dictionary<string, long>());

    public HttpClient Unit(string name) => _host.As(People.UnitMember(name), "posting");

    public HttpClient Park(string id = "weifang") => _host.As(People.ParkStaff(id), "posting");

    /// <summary>Who does the park's daily work and does not decide on the park itself.</summary>
    public HttpClient Reviewer() => _host.As(People.ParkStaff("weifang") with { Right = Right.Act }, "posting");

    /// <summary>Who only looks.</summary>
    public HttpClient Viewer() => _host.As(People.ParkStaff("weifang") with { Right = Right.View }, "posting");

    public HttpClient Supervisor() => _host.As(People.Supervisor(), "posting");

    public HttpClient Graduate(string name = "李雷") => _host.As(People.Graduate(name), "posting");

    public HttpClient Public() => new() { BaseAddress = new Uri(_host.Address, "/api/posting/") };

    /// <summary>Announces in Matching's name and waits until Posting has taken it in.</summary>
    public async Task AnnounceAsync(IMessage message)
    {
        var last = await _host.Services.GetRequiredService<AnnouncerDb>().WriteAsync(async unit =>
        {
            await unit.PublishAsync(message);
            return await unit.GetAsync<long>("SELECT MAX(outbox_id) FROM outbox");
        });
        await Eventually.True(
            () => Posting.ReadAsync(async reader => await reader.FindAsync<long?>("SELECT last_id FROM delivery_cursor WHERE source = 'matching'") >= last),
            $"Posting takes in {message.GetType().Name}");
    }

    /// <summary>The events of one type that Posting has announced, in order.</summary>
    public async Task<IReadOnlyList<T>> AnnouncedAsync<T>()
        where T : IMessage
    {
        var type = RaMatch.Platform.Messaging.MessageCatalogue.Product.Of(typeof(T)).Name;
        var bodies = await Posting.ReadAsync(reader => reader.QueryAsync<string>("SELECT body FROM outbox WHERE type = @type ORDER BY outbox_id", new { type }));
        return [.. bodies.Select(Json.Read<T>)];
    }

    /// <summary>A unit that has registered.</summary>
    public async Task<Guid> RegisterAsync(string name, string park = "weifang", object? facts = null)
    {
        using var response = await Unit(name).PostAsync("units", facts ?? Facts(name, park));
        Assert.Equal(201, (int)response.StatusCode);
        return People.IdOf(name);
    }

    /// <summary>A unit that has registered and been verified.</summary>
    public async Task<Guid> VerifiedAsync(string name, string park = "weifang")
    {
        var unitId = await RegisterAsync(name, park);
        using var response = await Park(park).PostAsync($"units/{unitId}/verify", new { });
        Assert.Equal(200, (int)response.StatusCode);
        return unitId;
    }

    /// <summary>A position that a verified unit has submitted.</summary>
    public async Task<Guid> SubmittedAsync(string unit, object? draft = null)
    {
        using var response = await Unit(unit).PostAsync("positions", draft ?? Draft());
        Assert.True((int)response.StatusCode == 201, await response.Content.ReadAsStringAsync());
        return (await response.ReadAsync<Submitted>()).PositionId;
    }

    /// <summary>A position that graduates see.</summary>
    public async Task<Guid> PublishedAsync(string unit, object? draft = null, string park = "weifang")
    {
        var positionId = await SubmittedAsync(unit, draft);
        using var response = await Park(park).PostAsync($"positions/{positionId}/publish", new { });
        Assert.True((int)response.StatusCode == 200, await response.Content.ReadAsStringAsync());
        return positionId;
    }

    public sealed record Submitted(Guid PositionId, long Version, string Status, IReadOnlyList<SeenFinding> Findings);

    public sealed record SeenFinding(string Rule, string Severity, string Field, string Sentence);

    /// <summary>Facts of a unit with a credit code of its own, made from its name.</summary>
    public static Dictionary<string, object?> Facts(string name, string park = "weifang") => new()
    {
        ["uscc"] = CreditCode(name),
        ["name"] = name,
        ["parkId"] = park,
        ["city"] = Parks.TryFind(park, out var found) ? found.City : "潍坊市",
        ["contactName"] = "王芳",
        ["contactPhone"] = "0536-8888888",
        ["categories"] = new[] { new { category = "highTechEnterprise", evidence = "GR202137000001", year = 2021 } },
    };

    /// <summary>A position without anything to object to.</summary>
    public static Dictionary<string, object?> Draft(params (string Field, object? Value)[] changes)
    {
        var draft = new Dictionary<string, object?>
        {
            ["programme"] = Programme,
            ["title"] = "磁悬浮研发工程师",
            ["kind"] = "researchProject",
            ["duties"] = "参与磁悬浮鼓风机转子动力学建模与仿真，完成样机测试和数据分析。",
            ["seats"] = 3,
            ["minimumDegree"] = "bachelor",
            ["majors"] = new[] { "0802", "0806" },
            ["requiredSkills"] = new[] { "MATLAB", "有限元分析" },
            ["wishedSkills"] = new[] { "C++" },
            ["city"] = "潍坊市",
            ["payMinimumFen"] = 600_000,
            ["payMaximumFen"] = 900_000,
            ["termMonths"] = 12,
            ["closesOn"] = "2022-08-15",
        };
        foreach (var (field, value) in changes)
        {
            draft[field] = value;
        }

        return draft;
    }

    public static string CreditCode(string name)
    {
        var alphabet = UnifiedSocialCreditCode.Alphabet;
        var bytes = People.IdOf(name).ToByteArray();
        var first = "91" + "370700" + string.Concat(bytes.Take(9).Select(value => alphabet[value % alphabet.Length]));
        return first + UnifiedSocialCreditCode.CheckCharacter(first);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    public PostingDb Posting => _host.Services.GetRequiredService<PostingDb>();

    sealed class Announcer : IService
    {
        public string Name => "matching";

        public void AddServices(IHostApplicationBuilder builder) => builder.AddDatabase<AnnouncerDb>();

        public void Map(RouteGroupBuilder api)
        {
        }
    }

    sealed class AnnouncerDb(DatabaseEnvironment environment) : Database("matching", typeof(AnnouncerDb).Assembly, environment);
}
