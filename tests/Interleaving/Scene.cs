using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RaMatch.Applicant;
using RaMatch.Contracts;
using RaMatch.Matching;
using RaMatch.Matching.Placements;
using RaMatch.Matching.Programmes;
using RaMatch.Platform.Web;
using RaMatch.Posting;
using RaMatch.Reference;
using RaMatch.Testing;
using RaMatch.Testing.Interleaving;

namespace RaMatch.Interleaving.Tests;

/// <summary>
/// A small programme in the three services: two units in two parks, a post of one seat and one of two at the first, one of one seat at the second,
/// two graduates. The steps below bring it to where acts are to meet; each goes through its use case and must succeed.
/// </summary>
sealed class Scene : IAsyncDisposable
{
    public const string Code = "ra-2022";
    public const string Tianrui = "天瑞重工";
    public const string Hengyang = "衡阳特钢";
    public const string Research = "研发工程师";
    public const string Trial = "试验工程师";
    public const string Laboratory = "实验员";
    public const string Milestone = "2022-07-10";
    public static readonly string[] Graduates = ["甲", "乙"];
    static readonly Dictionary<string, string> ParkOf = new() { [Tianrui] = "weifang", [Hengyang] = "hengyang" };

    readonly Dictionary<string, Guid> _positions = [];

    Scene(Workshop workshop) => Workshop = workshop;

    public Workshop Workshop { get; }

    public static Caller Supervisor => People.Supervisor();

    /// <summary>Applications as they stand, with whom they concern.</summary>
    public IReadOnlyList<Application> Applications { get; private set; } = [];
    public IReadOnlyList<Post> Posts { get; private set; } = [];
    public IReadOnlyList<Guid> Drafts { get; private set; } = [];
    public IReadOnlyList<Guid> Firms { get; private set; } = [];
    public IReadOnlyList<Guid> Contacts { get; private set; } = [];
    public IReadOnlyList<Guid> Evidence { get; private set; } = [];
    public IReadOnlyList<Dispute> Disputes { get; private set; } = [];
    public IReadOnlyList<Guid> Rounds { get; private set; } = [];
    public IReadOnlyList<Guid> Reports { get; private set; } = [];

    public sealed record Application(Guid Id, Caller Graduate, Caller Member, Caller Staff, string Name);

    public sealed record Post(Guid Id, Caller Member, Caller Staff, string Name);

    public sealed record Dispute(Guid Id, Guid Holder, Guid Claimant);

    public static Rules Rules { get; } = new(
        [PositionKind.ResearchProject],
        DegreeLevel.Bachelor,
        2021,
        [AgreementForm.LabourContract],
        12,
        [EvidenceKind.Agreement, EvidenceKind.OnDuty],
        5,
        7,
        new Dictionary<string, long>(),
        TerminationUncounts: true,
        Counter.All);

    /// <summary>Brings it up on SQLite, or on the server that is named.</summary>
    public static async Task<Scene> OpenAsync(bool onServer = false)
    {
        var scene = new Scene(await Workshop.OpenAsync(onServer, new PostingService(), new ApplicantService(), new MatchingService()));
        await scene.MustAsync(Supervisor, "POST /api/matching/programmes", body: new
        {
            Code,
            title = "2022 年科研助理岗位专项",
            issuer = "科技部火炬中心",
            cohortYear = 2022,
            opensOn = "2022-06-01",
            closesOn = "2022-08-31",
            Rules,
            milestones = new[] { new { on = Milestone, title = "首次报送" } },
        });
        await scene.MustAsync(Supervisor, "PUT /api/matching/programmes/{code}/targets/{parkId}", new { code = Code, parkId = "weifang" }, new { target = 10, reason = "省厅下达" });
        await scene.Workshop.QuietAsync();
        foreach (var unit in ParkOf.Keys)
        {
            await scene.MustAsync(People.UnitMember(unit), "POST /api/posting/units", body: Facts(unit));
            await scene.MustAsync(StaffOf(unit), "POST /api/posting/units/{unitId:guid}/verify", new { unitId = People.IdOf(unit) }, new { });
        }

        await scene.PublishAsync(Tianrui, Research, seats: 1);
        await scene.PublishAsync(Tianrui, Trial, seats: 2);
        await scene.PublishAsync(Hengyang, Laboratory, seats: 1);
        foreach (var graduate in Graduates)
        {
            var caller = People.Graduate(graduate);
            await scene.MustAsync(caller, "PUT /api/applicant/profile", body: Profile(graduate));
            await scene.MustAsync(caller, "PUT /api/applicant/consents/{purpose}", new { purpose = "matching" }, new { version = 2 });
            await scene.MustAsync(caller, "PUT /api/applicant/consents/{purpose}", new { purpose = "contact" }, new { version = 1 });
        }

        await scene.Workshop.QuietAsync();
        await scene.Workshop.ForgetDeliveriesAsync();
        return scene;
    }

    public Guid PositionOf(string title) => _positions[title];

    public static Caller StaffOf(string unit) => People.ParkStaff(ParkOf[unit]);

    /// <summary>Reads who and what there is now.</summary>
    public void Look()
    {
        var units = ParkOf.Keys.ToDictionary(People.IdOf);
        var graduates = Graduates.ToDictionary(People.IdOf);
        var titles = _positions.ToDictionary(position => position.Value, position => position.Key);
        Posts = [.. Workshop.Look("posting", "SELECT position_id, unit_id FROM position ORDER BY position_id")
            .Select(row => (Id: Guid.Parse(row[0]), Unit: units[Guid.Parse(row[1])]))
            .Select(row => new Post(row.Id, People.UnitMember(row.Unit), StaffOf(row.Unit), titles[row.Id]))];
        Applications = [.. Workshop.Look("applicant", "SELECT application_id, graduate_id, position_id, unit_id FROM application ORDER BY application_id")
            .Select(row => (Id: Guid.Parse(row[0]), Graduate: graduates[Guid.Parse(row[1])], Title: titles[Guid.Parse(row[2])], Unit: units[Guid.Parse(row[3])]))
            .Select(row => new Application(row.Id, People.Graduate(row.Graduate), People.UnitMember(row.Unit), StaffOf(row.Unit), row.Graduate + row.Title))];
        Drafts = [.. Workshop.Look("posting", "SELECT draft_id FROM position_draft ORDER BY draft_id").Select(row => Guid.Parse(row[0]))];
        Firms = [.. Workshop.Look("posting", "SELECT firm_id FROM firm ORDER BY firm_id").Select(row => Guid.Parse(row[0]))];
        Contacts = [.. Workshop.Look("posting", "SELECT contact_id FROM contact ORDER BY contact_id").Select(row => Guid.Parse(row[0]))];
        Evidence = [.. Workshop.Look("matching", "SELECT evidence_id FROM evidence ORDER BY evidence_id").Select(row => Guid.Parse(row[0]))];
        Disputes = [.. Workshop.Look("matching", "SELECT dispute_id, holder_placement_id, claimant_placement_id FROM dispute ORDER BY dispute_id")
            .Select(row => new Dispute(Guid.Parse(row[0]), Guid.Parse(row[1]), Guid.Parse(row[2])))];
        Reports = [.. Workshop.Look("matching", "SELECT report_id FROM report ORDER BY report_id").Select(row => Guid.Parse(row[0]))];
        Rounds = [.. Workshop.Look("matching", "SELECT round_id FROM round ORDER BY round_id").Select(row => Guid.Parse(row[0]))];
    }

    public async Task<Answer> MustAsync(Caller caller, string endpoint, object? values = null, object? body = null, string query = "")
    {
        var answer = await Workshop.CallAsync(caller, endpoint, values, body, query);
        return answer.Succeeded ? answer : throw new InvalidOperationException($"{endpoint}: {answer.Status} {answer.Body}");
    }

    public async Task<Guid> ApplyAsync(string graduate, string position)
    {
        var answer = await MustAsync(People.Graduate(graduate), "POST /api/applicant/applications", body: new { positionId = _positions[position] });
        return answer.Json.GetProperty("applicationId").GetGuid();
    }

    public Task RankAsync(string graduate, params Guid[] applications) =>
        MustAsync(People.Graduate(graduate), "PUT /api/applicant/applications/ranking", body: new { programme = Code, applications });

    public Task WithdrawAsync(string graduate, Guid application) =>
        MustAsync(People.Graduate(graduate), "POST /api/applicant/applications/{applicationId:guid}/withdraw", new { applicationId = application }, new { });

    /// <summary>An application on the unit's short list.</summary>
    public async Task<Guid> ShortlistedAsync(string graduate, string position, string unit = Tianrui)
    {
        var placementId = await ApplyAsync(graduate, position);
        await Workshop.QuietAsync();
        await MustAsync(People.UnitMember(unit), "POST /api/matching/placements/{placementId:guid}/shortlist", new { placementId });
        await Workshop.QuietAsync();
        return placementId;
    }

    public async Task<Guid> OfferedAsync(string graduate, string position, string unit = Tianrui, int days = 7)
    {
        var placementId = await ShortlistedAsync(graduate, position, unit);
        await MustAsync(
            People.UnitMember(unit),
            "POST /api/matching/placements/{placementId:guid}/offer",
            new { placementId },
            new { payFen = 700_000, expiresAt = Workshop.Clock.GetUtcNow().AddDays(days) });
        await Workshop.QuietAsync();
        return placementId;
    }

    public Task AnswerAsync(string graduate, Guid placementId, bool accept = true) =>
        MustAsync(People.Graduate(graduate), "POST /api/applicant/offers/{placementId:guid}/answer", new { placementId }, new { accept });

    public async Task<Guid> SignedAsync(string graduate, string position, string unit = Tianrui)
    {
        var placementId = await OfferedAsync(graduate, position, unit);
        await AnswerAsync(graduate, placementId);
        await Workshop.QuietAsync();
        await MustAsync(People.UnitMember(unit), "POST /api/matching/placements/{placementId:guid}/sign", new { placementId }, Agreement);
        await Workshop.QuietAsync();
        return placementId;
    }

    /// <summary>All but the park's verification, the graduate being this person.</summary>
    public async Task<Guid> ProvedAsync(string graduate, string position, int person, string unit = Tianrui)
    {
        var placementId = await SignedAsync(graduate, position, unit);
        foreach (var kind in new[] { "agreement", "onDuty" })
        {
            await MustAsync(People.UnitMember(unit), "POST /api/matching/placements/{placementId:guid}/evidence", new { placementId }, Document(kind + placementId), $"?kind={kind}");
        }

        await ConfirmAsync(graduate, placementId, person);
        await Workshop.QuietAsync();
        return placementId;
    }

    public Task ConfirmAsync(string graduate, Guid placementId, int person) =>
        MustAsync(People.Graduate(graduate), "POST /api/applicant/hires/{placementId:guid}/confirm", new { placementId }, new { idNumber = IdNumber(person) });

    public Task VerifyAsync(Guid placementId, string unit = Tianrui) => MustAsync(StaffOf(unit), "POST /api/matching/placements/{placementId:guid}/verify", new { placementId });

    public async Task<Guid> OpenRoundAsync()
    {
        var answer = await MustAsync(People.ParkStaff("weifang"), "POST /api/matching/rounds", body: RoundTerms);
        return answer.Json.GetProperty("roundId").GetGuid();
    }

    /// <summary>The clock's own act: offers whose time is over end.</summary>
    public Task ExpireOffersAsync() => Workshop.Services.GetServices<IHostedService>().OfType<ExpireOffers>().Single().SweepAsync(CancellationToken.None);

    public static object Agreement => new { form = "labourContract", signedOn = "2022-06-28", startsOn = "2022-06-28", termMonths = 12, payFen = 700_000 };

    public static object RoundTerms => new
    {
        programme = Code,
        title = "第一轮撮合",
        rankBy = "2022-07-05T18:00:00+08:00",
        publishOn = "2022-07-08T18:00:00+08:00",
        answerBy = "2022-07-15T18:00:00+08:00",
    };

    public static byte[] Document(string name) => Papers.Pdf(name);

    /// <summary>A well-formed ID number of the range that is assigned to nobody.</summary>
    public static string IdNumber(int person)
    {
        var digits = string.Create(CultureInfo.InvariantCulture, $"99000020000101{person:000}");
        return digits + ResidentIdNumber.CheckCharacter(digits);
    }

    public static object Facts(string unit, string? name = null)
    {
        var alphabet = UnifiedSocialCreditCode.Alphabet;
        var first = "91370700" + string.Concat(People.IdOf(unit).ToByteArray().Take(9).Select(value => alphabet[value % alphabet.Length]));
        return new
        {
            uscc = first + UnifiedSocialCreditCode.CheckCharacter(first),
            name = name ?? unit,
            parkId = ParkOf[unit],
            city = Parks.TryFind(ParkOf[unit], out var park) ? park.City : "潍坊市",
            contactName = "王芳",
            contactPhone = "0536-8888888",
            categories = new[] { new { category = "highTechEnterprise", evidence = "GR202137000001", year = 2021 } },
        };
    }

    /// <summary>A firm that the park knows.</summary>
    public static object Firm(string name, int headcount = 100) => new { name, categories = new[] { "technologySme" }, headcount };

    public static object Contact { get; } = new { programme = Code, on = "2022-06-28", department = "科技创新局", channel = "visit", outcome = "interested" };

    public static object Draft(string title, int seats, string city = "潍坊市") => new
    {
        programme = Code,
        title,
        kind = "researchProject",
        duties = "参与磁悬浮鼓风机转子动力学建模与仿真，完成样机测试和数据分析。",
        seats,
        minimumDegree = "bachelor",
        majors = new[] { "0809" },
        requiredSkills = new[] { "C#" },
        wishedSkills = new[] { "MATLAB" },
        city,
        payMinimumFen = 600_000,
        payMaximumFen = 900_000,
        termMonths = 12,
        closesOn = "2022-08-15",
    };

    public static object Profile(string name, string phone = "13812345678") => new
    {
        name,
        phone,
        universityCode = Universities.Find("潍坊学院")!.University.Code,
        majorCode = "080901",
        degree = "bachelor",
        graduationYear = 2022,
        skills = new[] { "C#" },
        cities = Array.Empty<string>(),
        payFloorFen = 500_000,
        kinds = new[] { "researchProject" },
    };

    public ValueTask DisposeAsync() => Workshop.DisposeAsync();

    public async Task<Guid> SubmitAsync(string unit, string title, int seats)
    {
        var answer = await MustAsync(People.UnitMember(unit), "POST /api/posting/positions", body: Draft(title, seats, unit == Tianrui ? "潍坊市" : "衡阳市"));
        return _positions[title] = answer.Json.GetProperty("positionId").GetGuid();
    }

    async Task PublishAsync(string unit, string title, int seats) =>
        await MustAsync(StaffOf(unit), "POST /api/posting/positions/{positionId:guid}/publish", new { positionId = await SubmitAsync(unit, title, seats) }, new { });
}
