using System.Net;
using RaMatch.Contracts;
using RaMatch.Contracts.Applicant;
using RaMatch.Matching.Counting;
using RaMatch.Matching.Placements;
using RaMatch.Matching.Programmes;
using RaMatch.Platform;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests;

/// <summary>A programme under way, and the people in it doing what people do; every step goes through the front door and must succeed.</summary>
sealed class Season : IAsyncDisposable
{
    public const string Code = "ra-2022";
    public const string Unit = "天瑞重工";
    public const string Park = "weifang";

    /// <summary>A PDF of one page.</summary>
    public static readonly byte[] Pdf = Papers.Pdf("demo");

    readonly Surroundings _around;
    readonly Dictionary<Caller, HttpClient> _clients = [];
    readonly HashSet<string> _known = [];

    Season(Surroundings around) => _around = around;

    public ServiceHost Host => _around.Host;

    public HttpClient Supervisor => As(People.Supervisor());
    public HttpClient ParkStaff => As(People.ParkStaff(Park));
    public HttpClient Member => As(People.UnitMember(Unit));

    public static Rules Rules { get; } = new(
        [PositionKind.ResearchProject, PositionKind.LaboratoryOperation],
        DegreeLevel.Bachelor,
        2021,
        [AgreementForm.ServiceAgreement, AgreementForm.LabourContract],
        12,
        [EvidenceKind.Agreement, EvidenceKind.OnDuty],
        5,
        7,
        new Dictionary<string, long> { ["潍坊市"] = 210_000 },
        TerminationUncounts: true,
        Counter.All);

    public static OpenProgramme.Request Programme { get; } = new(
        Code,
        "2022 年科研助理岗位专项",
        "科技部火炬中心",
        2022,
        new DateOnly(2022, 6, 28),
        new DateOnly(2022, 8, 31),
        Rules,
        [new Milestone(new DateOnly(2022, 7, 10), "首次报送", 8_000, 3_000), new Milestone(new DateOnly(2022, 8, 10), "二次报送", 10_000, 8_000)]);

    /// <summary>Opens the programme with one position of <paramref name="seats"/> seats and a target for the park.</summary>
    public static async Task<Season> OpenAsync(int seats = 2, Rules? rules = null, string? folder = null)
    {
        var season = new Season(await Surroundings.StartAsync(folder));
        await Must(season.Supervisor.PostAsync("programmes", Programme with { Rules = rules ?? Rules }), HttpStatusCode.Created);
        await Must(season.Supervisor.PutAsync($"programmes/{Code}/targets/{Park}", new SetTarget.Request(305, "省厅下达")));
        await season.AnnounceAsync(Announced.UnitVerified(Unit), Announced.Position("研发工程师", Unit) with { Seats = seats });
        return season;
    }

    /// <summary>Starts again on the folder of a season that was stopped.</summary>
    public static async Task<Season> RestartAsync(string folder) => new(await Surroundings.StartAsync(folder));

    public HttpClient As(Caller caller)
    {
        if (!_clients.TryGetValue(caller, out var client))
        {
            _clients.Add(caller, client = Host.As(caller, "matching"));
        }

        return client;
    }

    public Task AnnounceAsync(params IMessage[] messages) => _around.AnnounceAsync(messages);

    /// <summary>A graduate with a profile applies; gives the placement's id.</summary>
    public async Task<Guid> ApplyAsync(string graduate, string position = "研发工程师", string unit = Unit, string park = Park, int rank = 1)
    {
        var submitted = Submitted(graduate, position, unit, park, rank);
        await AnnounceAsync(_known.Add(graduate) ? [Announced.Graduate(graduate), submitted] : [submitted]);
        return submitted.ApplicationId;
    }

    public ApplicationSubmitted Submitted(string graduate, string position = "研发工程师", string unit = Unit, string park = Park, int rank = 1) => new(
        People.IdOf(graduate + position),
        1,
        People.IdOf(graduate),
        People.IdOf(position),
        People.IdOf(unit),
        park,
        Code,
        rank,
        Host.Clock.GetUtcNow());

    public async Task<Guid> OfferAsync(string graduate, string position = "研发工程师", string unit = Unit, string park = Park)
    {
        var placementId = await ApplyAsync(graduate, position, unit, park);
        var member = As(People.UnitMember(unit));
        await Must(member.PostAsync($"placements/{placementId}/shortlist", new { }));
        await Must(member.PostAsync($"placements/{placementId}/offer", new MakeOffer.Request(700_000)));
        return placementId;
    }

    public OfferAnswered Answer(Guid placementId, string graduate, bool accepted = true) =>
        new(placementId, 2, People.IdOf(graduate), accepted, Host.Clock.GetUtcNow());

    public async Task<Guid> AcceptAsync(string graduate, string position = "研发工程师", string unit = Unit, string park = Park)
    {
        var placementId = await OfferAsync(graduate, position, unit, park);
        await AnnounceAsync(Answer(placementId, graduate));
        return placementId;
    }

    public static SignAgreement.Request Agreement => new(AgreementForm.LabourContract, new DateOnly(2022, 6, 28), new DateOnly(2022, 6, 28), 12, 700_000);

    public async Task<Guid> SignAsync(string graduate, string position = "研发工程师", string unit = Unit, string park = Park)
    {
        var placementId = await AcceptAsync(graduate, position, unit, park);
        var today = ChinaTime.DayOf(Host.Clock.GetUtcNow());
        await Must(As(People.UnitMember(unit)).PostAsync($"placements/{placementId}/sign", Agreement with { SignedOn = today, StartsOn = today }));
        return placementId;
    }

    /// <summary>Sends a document as a browser would.</summary>
    public static Task<HttpResponseMessage> SendDocumentAsync(HttpClient client, string path, byte[] content, string contentType = "application/pdf")
    {
        var body = new ByteArrayContent(content);
        body.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return client.PostAsync(new Uri(path, UriKind.Relative), body);
    }

    /// <summary>All but the park's verification.</summary>
    public async Task<Guid> ProveAsync(string graduate, string position = "研发工程师", string unit = Unit, string park = Park, string? person = null)
    {
        var placementId = await SignAsync(graduate, position, unit, park);
        var member = As(People.UnitMember(unit));
        await Must(SendDocumentAsync(member, $"placements/{placementId}/evidence?kind=agreement", Papers.Pdf($"agreement {placementId}")), HttpStatusCode.Created);
        await Must(SendDocumentAsync(member, $"placements/{placementId}/evidence?kind=onDuty", Papers.Pdf($"on duty {placementId}")), HttpStatusCode.Created);
        await AnnounceAsync(Confirmation(placementId, graduate, person));
        return placementId;
    }

    public HireConfirmed Confirmation(Guid placementId, string graduate, string? person = null) => new(
        placementId,
        3,
        People.IdOf(graduate),
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(person ?? graduate))),
        Host.Clock.GetUtcNow());

    public async Task<Guid> CountAsync(string graduate, string position = "研发工程师", string unit = Unit, string park = Park)
    {
        var placementId = await ProveAsync(graduate, position, unit, park);
        await Must(As(People.ParkStaff(park)).PostAsync($"placements/{placementId}/verify", new { }));
        return placementId;
    }

    /// <summary>The stage of a placement as its own unit sees it.</summary>
    public async Task<PlacementStage> StageAsync(Guid placementId) =>
        await Host.Database().ReadAsync(async reader => (await Placement.FindAsync(reader, placementId))!.Stage);

    /// <summary>The answer, which must be the one expected; anything else fails the test with the refusal's words.</summary>
    public static async Task<HttpResponseMessage> Must(Task<HttpResponseMessage> sending, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var response = await sending;
        Assert.True(response.StatusCode == expected, $"{(int)response.StatusCode} instead of {(int)expected}: {await response.Content.ReadAsStringAsync()}");
        return response;
    }

    /// <summary>The refusal's sentence, or what was wrong with the fields.</summary>
    public static async Task<string> Refused(Task<HttpResponseMessage> sending, HttpStatusCode expected) =>
        await (await Must(sending, expected)).Content.ReadAsStringAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }

        await _around.DisposeAsync();
    }
}
