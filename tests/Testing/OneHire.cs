using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using RaMatch.Platform.Web;
using RaMatch.Reference;
using Xunit;

namespace RaMatch.Testing;

/// <summary>
/// The main job step by step: a unit registers and is verified, its position is reviewed and published, a graduate sees it with
/// reasons and applies, is offered the post and accepts, evidence is filed and verified, the park's counter moves. Services tell
/// each other by events, so each step waits until the service it asks has heard of the one before.
/// </summary>
/// <param name="As">A client of a service as a caller.</param>
public sealed class OneHire(Func<Caller, string, HttpClient> As)
{
    public const string Programme = "ra-e2e";
    const string Uscc = "91370700MA0000001";
    const string IdNumber = "99000120000101001";

    static readonly Caller Supervisor = People.Supervisor();

    Guid _placement;

    /// <summary>Who hires.</summary>
    public static Caller Unit { get; } = People.UnitMember("天瑞");

    /// <summary>Who counts.</summary>
    public static Caller Park { get; } = People.ParkStaff("weifang");

    /// <summary>Who is hired.</summary>
    public static Caller Graduate { get; } = People.Graduate("陈晓雯");

    /// <summary>The post, once it is submitted.</summary>
    public Guid Position { get; private set; }

    /// <summary>The round, once one has been opened.</summary>
    public Guid Round { get; private set; }

    /// <summary>The hire, once the graduate has applied.</summary>
    public Guid Placement => _placement;

    public async Task WalkAsync()
    {
        await OpenProgrammeAsync();
        await RegisterUnitAsync();
        await PublishPositionAsync();
        await IntroduceGraduateAsync();
        await SeePositionWithReasonsAsync();
        await ApplyAsync();
        await OfferAndAcceptAsync();
        await SignAndProveAsync();
        await CountAsync();
    }

    public Task OpenProgrammeAsync() => DoAsync(Supervisor, "matching", HttpMethod.Post, "programmes", new
    {
        Code = Programme,
        Title = "端到端专项",
        Issuer = "测试",
        CohortYear = Today.Year,
        OpensOn = Today.AddDays(-30),
        ClosesOn = Today.AddDays(60),
        Rules = new
        {
            Kinds = new[] { "researchProject" },
            MinimumDegree = "bachelor",
            EarliestGraduationYear = Today.Year - 2,
            AgreementForms = new[] { "labourContract" },
            ShortestTermMonths = 12,
            RequiredEvidence = new[] { "agreement", "onDuty" },
            WishLimit = 3,
            OfferDays = 5,
            MinimumWagesFen = new Dictionary<string, long>(),
            TerminationUncounts = true,
            Counter = "all",
        },
        Milestones = Array.Empty<object>(),
    });

    public async Task RegisterUnitAsync()
    {
        await DoAsync(Supervisor, "matching", HttpMethod.Put, $"programmes/{Programme}/targets/weifang", new { Target = 2, Reason = "年度任务" });
        await DoAsync(Unit, "posting", HttpMethod.Post, "units", new
        {
            Uscc = Uscc + UnifiedSocialCreditCode.CheckCharacter(Uscc),
            Name = "山东天瑞重工有限公司",
            ParkId = "weifang",
            City = "潍坊市",
            ContactName = "人力资源部",
            ContactPhone = "19900000000",
            Categories = new[] { new { Category = "highTechEnterprise", Evidence = "证书 GR2021", Year = Today.Year - 1 } },
        });
        await DoAsync(Park, "posting", HttpMethod.Post, $"units/{Unit.UnitId}/verify", new { });
    }

    public async Task PublishPositionAsync()
    {
        var submitted = await DoAsync(Unit, "posting", HttpMethod.Post, "positions", new
        {
            Programme,
            Title = "磁悬浮研发工程师",
            Kind = "researchProject",
            Duties = "参与磁悬浮轴承与控制系统的设计、仿真和样机试验，整理试验数据。",
            Seats = 2,
            MinimumDegree = "bachelor",
            Majors = new[] { "0802", "0808" },
            RequiredSkills = new[] { "控制理论" },
            WishedSkills = new[] { "MATLAB" },
            City = "潍坊市",
            PayMinimumFen = 700_000,
            PayMaximumFen = 1_200_000,
            TermMonths = 24,
            ClosesOn = Today.AddDays(30),
        });
        Position = submitted.GetProperty("positionId").GetGuid();
        await DoAsync(Park, "posting", HttpMethod.Post, $"positions/{Position}/publish", new { });
    }

    public async Task IntroduceGraduateAsync()
    {
        await DoAsync(Graduate, "applicant", HttpMethod.Put, "profile", new
        {
            Name = "陈晓雯",
            Phone = "19912345678",
            UniversityCode = Universities.All[0].Code,
            MajorCode = "080801",
            Degree = "bachelor",
            GraduationYear = Today.Year,
            Skills = new[] { "控制理论", "Python" },
            Cities = new[] { "潍坊市" },
            PayFloorFen = 600_000,
            Kinds = Array.Empty<string>(),
        });
        await DoAsync(Graduate, "applicant", HttpMethod.Put, "consents/matching", new { Version = 2 });
        await DoAsync(Graduate, "applicant", HttpMethod.Put, "consents/contact", new { Version = 1 });
    }

    public async Task SeePositionWithReasonsAsync()
    {
        var fit = await Eventually.Get(
            async () =>
            {
                using var client = As(Graduate, "matching");
                using var response = await client.GetAsync(new Uri($"positions/{Position}/fit", UriKind.Relative));
                return response.IsSuccessStatusCode ? await response.ReadAsync<JsonElement>() : default;
            },
            answer => answer.ValueKind == JsonValueKind.Object,
            "the graduate sees how the position fits");
        Assert.NotEmpty(fit.GetProperty("contributions").EnumerateArray());
    }

    public async Task ApplyAsync() =>
        _placement = (await DoAsync(Graduate, "applicant", HttpMethod.Post, "applications", new { PositionId = Position })).GetProperty("applicationId").GetGuid();

    public async Task OfferAndAcceptAsync()
    {
        await DoAsync(Unit, "matching", HttpMethod.Post, $"placements/{_placement}/shortlist", new { });
        await DoAsync(Unit, "matching", HttpMethod.Post, $"placements/{_placement}/offer", new { PayFen = 800_000 });
        await DoAsync(Graduate, "applicant", HttpMethod.Post, $"offers/{_placement}/answer", new { Accept = true });
    }

    /// <summary>The park opens a round, the unit grades, the lists are closed, solved and published; the graduate reads which round it was and accepts.</summary>
    /// <param name="between">What happens after each act of the park.</param>
    public async Task MatchInRoundAsync(Func<Task> between)
    {
        static DateTimeOffset At(int days) => new(Today.AddDays(days).ToDateTime(new TimeOnly(18, 0)), TimeSpan.FromHours(8));
        var opened = await DoAsync(Park, "matching", HttpMethod.Post, "rounds", new { Programme, Title = "第一轮撮合", RankBy = At(3), PublishOn = At(4), AnswerBy = At(9) });
        Round = opened.GetProperty("roundId").GetGuid();
        await DoAsync(Unit, "matching", HttpMethod.Put, $"unit/rounds/{Round}/candidates/{_placement}", new { Grade = 80 });
        foreach (var act in new[] { "close", "solve", "publish" })
        {
            await between();
            await DoAsync(Park, "matching", HttpMethod.Post, $"rounds/{Round}/{act}", act == "close" ? new { Reason = (string?)"双方都已准备好" } : new { Reason = (string?)null });
        }

        await between();
        using var graduate = As(Graduate, "applicant");
        await Eventually.True(
            async () => (await graduate.GetAsync<JsonElement>($"applications/{_placement}")).GetProperty("stageText").GetString() == "“第一轮撮合”为您匹配到该岗位，请在截止时间前答复",
            "the graduate reads that the round has matched");
        using var mine = As(Graduate, "matching");
        var wish = (await mine.GetAsync<JsonElement>($"my/rounds/{Round}")).GetProperty("wishes")[0];
        Assert.Equal("seated", wish.GetProperty("outcome").GetString());
        await DoAsync(Graduate, "applicant", HttpMethod.Post, $"offers/{_placement}/answer", new { Accept = true });
    }

    public async Task SignAndProveAsync()
    {
        await DoAsync(Unit, "matching", HttpMethod.Post, $"placements/{_placement}/sign", new
        {
            Form = "labourContract",
            SignedOn = Today,
            StartsOn = Today,
            TermMonths = 24,
            PayFen = 800_000,
        });
        await FileAsync("agreement");
        await FileAsync("onDuty");
        await DoAsync(Graduate, "applicant", HttpMethod.Post, $"hires/{_placement}/confirm", new { IdNumber = IdNumber + ResidentIdNumber.CheckCharacter(IdNumber) });
    }

    public async Task CountAsync()
    {
        await DoAsync(Park, "matching", HttpMethod.Post, $"placements/{_placement}/verify", new { });
        using var client = As(Park, "matching");
        var progress = (await client.GetAsync<JsonElement>($"progress/weifang?programme={Programme}")).GetProperty("numbers");
        Assert.Equal(1, progress.GetProperty("counted").GetInt64());
        Assert.Equal(2, progress.GetProperty("target").GetInt64());
        var reconciliation = await client.GetAsync<JsonElement>($"reconciliation?programme={Programme}");
        Assert.True(reconciliation.GetProperty("ok").GetBoolean());
    }

    /// <summary>What the other services have heard of the hire at the end.</summary>
    public async Task EverybodyKnowsAsync()
    {
        await Eventually.True(
            async () =>
            {
                using var client = As(Graduate, "applicant");
                return (await client.GetAsync<JsonElement>($"applications/{_placement}")).GetProperty("stage").GetString() == "counted";
            },
            "the graduate's own list says counted");
        await Eventually.True(
            async () =>
            {
                using var client = As(Park, "posting");
                var unit = (await client.GetAsync<JsonElement>("units")).GetProperty("items")[0];
                return unit.GetProperty("hiresCounted").GetInt64() == 1;
            },
            "the park's list of units says one hire");
    }

    static DateOnly Today => DateOnly.FromDateTime(DateTime.UtcNow.AddHours(8));

    async Task FileAsync(string kind)
    {
        using var client = As(Unit, "matching");
        using var paper = new ByteArrayContent(Papers.Pdf($"{kind} {_placement}")) { Headers = { ContentType = new MediaTypeHeaderValue("application/pdf") } };
        using var response = await client.PostAsync(new Uri($"placements/{_placement}/evidence?kind={kind}", UriKind.Relative), paper);
        Assert.True(response.IsSuccessStatusCode, $"{kind}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
    }

    /// <summary>Does a step, as soon as the service has heard of the step before (404 and 409 until then).</summary>
    public async Task<JsonElement> DoAsync(Caller caller, string service, HttpMethod method, string path, object body)
    {
        var key = $"{service} {path}";
        using var client = As(caller, service);
        var (status, text) = await Eventually.Get(
            async () =>
            {
                try
                {
                    using var response = method == HttpMethod.Post ? await client.PostAsync(path, body, key) : await client.PutAsync(path, body);
                    return (response.StatusCode, await response.Content.ReadAsStringAsync());
                }
                catch (HttpRequestException exception)
                {
                    return (HttpStatusCode.BadGateway, exception.Message);
                }
            },
            answer => answer.Item1 is not (HttpStatusCode.NotFound or HttpStatusCode.Conflict or HttpStatusCode.BadGateway),
            $"{method} /api/{service}/{path} goes through",
            TimeSpan.FromSeconds(60));
        Assert.True((int)status is >= 200 and < 300, $"{method} /api/{service}/{path}: {(int)status} {text}");
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text, Json.Options);
    }
}
