using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using RaMatch.Contracts;
using RaMatch.Contracts.Applicant;
using RaMatch.Contracts.Matching;
using RaMatch.Contracts.Posting;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;
using RaMatch.Platform.Web;
using RaMatch.Reference;
using RaMatch.Testing;

namespace RaMatch.Applicant.Tests;

/// <summary>
/// The Applicant service with a neighbour on either side: one announces what Posting announces, the other what Matching
/// announces, and writes down what it hears. Events go the whole way through outbox, delivery and inbox.
/// </summary>
sealed class Season : IAsyncDisposable
{
    public const string Programme = "ra-2022";
    public const string Firm = "山东天瑞重工有限公司";

    readonly ConcurrentDictionary<(string Kind, Guid Subject, long Version), IMessage> _heard = new();

    public ServiceHost Host { get; private set; } = null!;

    public static async Task<Season> OpenAsync(int wishLimit = 10, string? folder = null)
    {
        var season = new Season();
        await season.StartAsync(folder);
        await season.SayAsync(ProgrammeOf(wishLimit));
        await season.KnowsAsync($"SELECT COUNT(*) FROM programme WHERE code = '{Programme}'", "the programme");
        return season;
    }

    public static ProgrammeOpened ProgrammeOf(int wishLimit, long version = 1) => new(
        People.IdOf(Programme), version, Programme, "2022年科研助理岗位专项", 2022, new DateOnly(2022, 6, 1), new DateOnly(2022, 8, 31),
        Enum.GetValues<PositionKind>(), DegreeLevel.Bachelor, 2020, [AgreementForm.LabourContract], 12, wishLimit, new Dictionary<string, long>());

    public HttpClient As(Caller caller) => Host.As(caller, "applicant");

    /// <summary>Announces an event as its publisher would.</summary>
    public Task SayAsync(IMessage message) => Host.Services.GetServices<Database>()
        .Single(database => database.Name == MessageCatalogue.Product.Of(message.GetType()).Publisher)
        .WriteAsync(unit => unit.PublishAsync(message));

    /// <summary>Waits until the service's own database answers the question with at least one row.</summary>
    public Task KnowsAsync(string count, string what) => Eventually.True(async () => await CountAsync(count) > 0, $"Applicant knows {what}");

    public Task<long> CountAsync(string count) => Host.Services.GetRequiredService<ApplicantDb>().ReadAsync(reader => reader.GetAsync<long>(count));

    /// <summary>A published position, known to Applicant.</summary>
    public async Task<Guid> PublishAsync(string title, string unit = Firm, long version = 1, DateOnly? closesOn = null, string programme = Programme)
    {
        var position = PositionOf(title, unit, version, closesOn, programme);
        await SayAsync(position);
        await KnowsAsync($"SELECT COUNT(*) FROM position WHERE position_id = '{position.PositionId}' AND version >= {version}", "the position");
        return position.PositionId;
    }

    /// <summary>A position as Posting announces it.</summary>
    public PositionPublished PositionOf(string title, string unit = Firm, long version = 1, DateOnly? closesOn = null, string programme = Programme) => new(
            People.IdOf(title), version, People.IdOf(unit), unit, "weifang", programme, title, PositionKind.ResearchProject, 2, DegreeLevel.Bachelor,
            ["0809"], ["C#"], [], "潍坊市", 600_000, 1_000_000, 12, closesOn ?? new DateOnly(2022, 8, 15), Host.Clock.GetUtcNow());

    /// <summary>Matching moves a placement on.</summary>
    public async Task AdvanceAsync(Guid placementId, long version, PlacementStage stage, string graduate = "张伟", DateTimeOffset? expiresAt = null, string? reason = null)
    {
        await SayAsync(new PlacementAdvanced(
            placementId, version, People.IdOf(graduate), Guid.Empty, People.IdOf(Firm), "weifang", Programme, stage, reason,
            stage == PlacementStage.Offered ? expiresAt ?? Host.Clock.GetUtcNow().AddDays(5) : null,
            stage == PlacementStage.Offered ? 800_000 : null,
            stage == PlacementStage.Interviewing ? Host.Clock.GetUtcNow().AddDays(1) : null,
            stage == PlacementStage.Interviewing ? "潍坊高新区科技大厦301" : null,
            Host.Clock.GetUtcNow()));
        await KnowsAsync($"SELECT COUNT(*) FROM placement_step WHERE placement_id = '{placementId}' AND version = {version}", "the placement's step");
    }

    /// <summary>A graduate with a profile and both consents.</summary>
    public async Task<HttpClient> GraduateAsync(string name = "张伟")
    {
        var graduate = As(People.Graduate(name));
        await graduate.PutAsync("profile", ProfileOf(name)).OkAsync();
        await graduate.PutAsync("consents/matching", new { version = 2 }).OkAsync();
        await graduate.PutAsync("consents/contact", new { version = 1 }).OkAsync();
        return graduate;
    }

    public static ProfileBody ProfileOf(string name = "张伟") => new()
    {
        Name = name,
        Phone = "13812345678",
        Email = "graduate@example.com",
        UniversityCode = Universities.Find("潍坊学院")!.University.Code,
        MajorCode = "080901",
        Degree = "bachelor",
        GraduationYear = 2022,
        Skills = ["C#", "机器学习"],
        Cities = ["潍坊"],
        PayFloorFen = 500_000,
        Kinds = ["researchProject"],
        Summary = "参与过磁悬浮轴承控制器的开发。",
    };

    /// <summary>Applies and gives the application's id.</summary>
    public static async Task<Guid> ApplyAsync(HttpClient graduate, Guid positionId) =>
        (await graduate.PostAsync("applications", new { positionId }).OkAsync()).GetProperty("applicationId").GetGuid();

    /// <summary>An application whose offer is open.</summary>
    public async Task<Guid> OfferedAsync(HttpClient graduate, string title, string name = "张伟", DateTimeOffset? expiresAt = null)
    {
        var applicationId = await ApplyAsync(graduate, await PublishAsync(title));
        await AdvanceAsync(applicationId, 1, PlacementStage.Applied, name);
        await AdvanceAsync(applicationId, 2, PlacementStage.Offered, name, expiresAt);
        return applicationId;
    }

    /// <summary>What Matching has heard of one kind, by version; waits for as many as expected and fails on more.</summary>
    public async Task<IReadOnlyList<T>> HeardAsync<T>(int expected)
        where T : class, IMessage => await Eventually.Get(
            () => Task.FromResult<IReadOnlyList<T>>([.. _heard.Values.OfType<T>().OrderBy(message => message.Version)]),
            heard => heard.Count == expected,
            $"Matching has heard {expected} times {typeof(T).Name}");

    /// <summary>The texts of everything Matching has heard.</summary>
    public IEnumerable<string> Overheard() => _heard.Values.Select(message => Json.Text<object>(message));

    /// <summary>Stops and starts on the same folder.</summary>
    public async Task RestartAsync(Func<Task>? between = null)
    {
        await Host.StopAsync();
        if (between is not null)
        {
            await between();
        }

        await StartAsync(Host.Folder);
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    async Task StartAsync(string? folder) => Host = await ServiceHost.StartAsync(
        [
            new ApplicantService(),
            new Neighbour<PostingNeighbourDb>("posting", _ => { }),
            new Neighbour<MatchingNeighbourDb>("matching", consumers => consumers
                .On<ProfilePublished>(Hear)
                .On<ProfileWithdrawn>(Hear)
                .On<GraduateErased>(Hear)
                .On<ApplicationSubmitted>(Hear)
                .On<ApplicationWithdrawn>(Hear)
                .On<WishesRanked>(Hear)
                .On<OfferAnswered>(Hear)
                .On<HireConfirmed>(Hear)),
        ],
        settings: null,
        folder);

    Task Hear(IMessage message, UnitOfWork unit)
    {
        // By identity, so that a delivery that runs again changes nothing.
        _heard[(message.GetType().Name, message.Subject, message.Version)] = message;
        return Task.CompletedTask;
    }
}
