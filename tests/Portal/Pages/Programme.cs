using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RaMatch.Applicant;
using RaMatch.Contracts;
using RaMatch.Matching;
using RaMatch.Platform;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Posting;
using RaMatch.Reference;
using RaMatch.Testing;

namespace RaMatch.Portal.Tests.Pages;

/// <summary>
/// All services of the product in one process with the demo sign-ins, and a small programme played through their HTTP APIs by the
/// people one can sign in as. Every step must succeed.
/// </summary>
sealed class Programme : IAsyncDisposable
{
    public const string Code = "ra-2022";
    public const string Park = "weifang";
    public const string Milestone = "2022-07-10";

    // 080902: software engineering, as the demo graduate studies.
    const string SoftwareEngineering = "080902";

    Programme(ServiceHost host) => Host = host;

    public ServiceHost Host { get; }

    public static Caller Member => DemoPersona.Unit.Caller;

    public static Caller Staff => DemoPersona.Park.Caller;

    public static Caller Graduate => DemoPersona.Graduate.Caller;

    public static Caller Supervisor => DemoPersona.Supervisor.Caller;

    /// <summary>Starts the services without any data.</summary>
    public static async Task<Programme> StartAsync(IReadOnlyDictionary<string, string?>? settings = null, IService? matching = null, IService? beside = null)
    {
        var all = new Dictionary<string, string?>(settings ?? new Dictionary<string, string?>()) { ["Demo:Enabled"] = "true" };
        return new Programme(await ServiceHost.StartAsync([new PostingService(), new ApplicantService(), matching ?? new MatchingService(), new PortalService(), .. beside is null ? Array.Empty<IService>() : [beside]], all));
    }

    /// <summary>A programme is open, the unit is verified.</summary>
    public static async Task<Programme> OpenAsync(string unitName = "启明智造科技（潍坊）有限公司", IReadOnlyDictionary<string, string?>? settings = null, IService? matching = null, IService? beside = null)
    {
        var programme = await StartAsync(settings, matching, beside);
        await programme.OpenProgrammeAsync(Code, "2022 年科研助理岗位专项", 2022);
        await programme.DoAsync(Supervisor, "matching", HttpMethod.Put, $"programmes/{Code}/targets/{Park}", new { target = 305, reason = "省厅下达" });
        const string first17 = "91370700MA3ABCDE1";
        await programme.DoAsync(Member, "posting", HttpMethod.Post, "units", new
        {
            uscc = first17 + UnifiedSocialCreditCode.CheckCharacter(first17),
            name = unitName,
            parkId = Park,
            city = "潍坊市",
            contactName = "高婧",
            contactPhone = "13800138000",
            categories = new[] { new { category = UnitCategory.HighTechEnterprise, evidence = "GR202137000001", year = 2021 } },
        });
        await programme.DoAsync(Staff, "posting", HttpMethod.Post, $"units/{Member.UnitId}/verify", new { });
        return programme;
    }

    /// <summary>Opens a programme in the summer of its year.</summary>
    public Task OpenProgrammeAsync(string code, string title, int year) => DoAsync(Supervisor, "matching", HttpMethod.Post, "programmes", new
    {
        code,
        title,
        issuer = "科技部火炬中心",
        cohortYear = year,
        opensOn = $"{year}-06-28",
        closesOn = $"{year}-08-31",
        rules = new
        {
            kinds = Enum.GetValues<PositionKind>(),
            minimumDegree = DegreeLevel.Bachelor,
            earliestGraduationYear = year - 1,
            agreementForms = Enum.GetValues<AgreementForm>(),
            shortestTermMonths = 12,
            requiredEvidence = new[] { "agreement", "onDuty" },
            wishLimit = 5,
            offerDays = 7,
            minimumWagesFen = new Dictionary<string, long>(),
            terminationUncounts = true,
            counter = "all",
        },
        milestones = Array.Empty<object>(),
    });

    /// <summary>The programme gets a milestone at which reports are handed in.</summary>
    public Task AskForReportsAsync() => DoAsync(Supervisor, "matching", HttpMethod.Put, $"programmes/{Code}", new
    {
        title = "2022 年科研助理岗位专项",
        issuer = "科技部火炬中心",
        opensOn = "2022-06-28",
        closesOn = "2022-08-31",
        milestones = new[] { new { on = Milestone, title = "首次报送", filledBasisPoints = 3_000 } },
        version = 1,
        reason = "设置时间节点",
    });

    /// <summary>Freezes a park's report or the roll-up, for the milestone or for itself.</summary>
    public async Task<Guid> FreezeAsync(Caller by, bool milestone = true) =>
        (await DoAsync(by, "matching", HttpMethod.Post, "reports", new { programme = Code, milestoneOn = milestone ? Milestone : null })).GetProperty("reportId").GetGuid();

    /// <summary>A published position, known to every service.</summary>
    public async Task<Guid> PublishAsync(string title = "嵌入式软件工程师", int seats = 3, string duties = "参与智能控制器的固件开发。\n编写测试并整理技术文档。")
    {
        var submitted = await DoAsync(Member, "posting", HttpMethod.Post, "positions", new
        {
            programme = Code,
            title,
            kind = PositionKind.ResearchProject,
            duties,
            seats,
            minimumDegree = DegreeLevel.Bachelor,
            majors = new[] { SoftwareEngineering },
            requiredSkills = new[] { "C", "RTOS" },
            wishedSkills = new[] { "PCB" },
            city = "潍坊市",
            payMinimumFen = 8_000_00,
            payMaximumFen = 13_000_00,
            termMonths = 12,
            closesOn = "2022-07-01",
        });
        var positionId = submitted.GetProperty("positionId").GetGuid();
        await DoAsync(Staff, "posting", HttpMethod.Post, $"positions/{positionId}/publish", new { });
        return positionId;
    }

    /// <summary>A graduate, the demo's unless another is named, has a profile and agrees to be matched.</summary>
    public async Task IntroduceGraduateAsync(Caller? other = null)
    {
        var graduate = other ?? Graduate;
        await SaveProfileAsync(graduate);
        await DoAsync(graduate, "applicant", HttpMethod.Put, "consents/matching", new { version = 2 });
        await DoAsync(graduate, "applicant", HttpMethod.Put, "consents/contact", new { version = 1 });
    }

    /// <summary>A graduate saves the profile, which announces it as the consents then in force allow.</summary>
    public Task SaveProfileAsync(Caller graduate) => DoAsync(graduate, "applicant", HttpMethod.Put, "profile", new
    {
        name = graduate.Name,
        phone = "13900139000",
        universityCode = Universities.All.First(university => university.Name == "山东大学").Code,
        majorCode = SoftwareEngineering,
        degree = DegreeLevel.Bachelor,
        graduationYear = 2022,
        skills = new[] { "C", "Python" },
        cities = new[] { "潍坊市" },
        payFloorFen = 6_000_00,
        kinds = Array.Empty<PositionKind>(),
    });

    /// <summary>A graduate, the demo's unless another is named, applies; gives the placement's id.</summary>
    public async Task<Guid> ApplyAsync(Guid positionId, Caller? other = null) =>
        (await DoAsync(other ?? Graduate, "applicant", HttpMethod.Post, "applications", new { positionId })).GetProperty("applicationId").GetGuid();

    /// <summary>The unit moves a placement on.</summary>
    public Task MoveAsync(Guid placementId, string move, object body) => DoAsync(Member, "matching", HttpMethod.Post, $"placements/{placementId}/{move}", body);

    /// <summary>The unit offers the post.</summary>
    public async Task OfferAsync(Guid placementId)
    {
        await MoveAsync(placementId, "shortlist", new { });
        await MoveAsync(placementId, "offer", new { payFen = 9_000_00 });
    }

    /// <summary>The offer is accepted, by the demo's graduate unless it is another's, and the agreement signed.</summary>
    public async Task SignAsync(Guid placementId, Caller? other = null)
    {
        await DoAsync(other ?? Graduate, "applicant", HttpMethod.Post, $"offers/{placementId}/answer", new { accept = true });
        await MoveAsync(placementId, "sign", new { form = AgreementForm.LabourContract, signedOn = "2022-06-28", startsOn = "2022-06-28", termMonths = 12, payFen = 9_000_00 });
    }

    /// <summary>
    /// Does something as soon as the service is that far: what another service has just done is told a moment later, so "not there
    /// yet" and "not that far yet" are asked again.
    /// </summary>
    public async Task<JsonElement> DoAsync(Caller caller, string service, HttpMethod method, string path, object body)
    {
        using var client = Host.As(caller, service);
        var answer = await Eventually.Get(SendAsync, text => text is not null, $"{method} {path} by {caller.Role} should succeed");
        return answer is { Length: > 0 } ? JsonDocument.Parse(answer).RootElement : default;

        async Task<string?> SendAsync()
        {
            using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body, body.GetType(), options: Json.Options) };
            using var response = await client.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            return response.IsSuccessStatusCode ? text
                : response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict ? null
                : throw new InvalidOperationException($"{method} {path}: {(int)response.StatusCode} {text}");
        }
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
