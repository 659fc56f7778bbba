using Microsoft.AspNetCore.Routing;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using RaMatch.Testing.Interleaving;

namespace RaMatch.Interleaving.Tests;

/// <summary>Something that somebody does, or that happens, in one service.</summary>
/// <param name="Service">Whose transactions it consists of.</param>
/// <param name="Name">The use case or event, and of whom.</param>
/// <param name="RunAsync">Does it, and says whether it was done or refused.</param>
sealed record Act(string Service, string Name, Func<Task<bool>> RunAsync);

/// <summary>
/// How every writing use case is called in a scene, by the name under which it is mapped; events need no entry, what a scene has announced is handed
/// over. A use case mapped and not listed here fails a test.
/// </summary>
static class Acts
{
    const string Placement = "POST /api/matching/placements/{placementId:guid}/";
    const string Round = "/api/matching/rounds/{roundId:guid}";
    const string Candidates = "/api/matching/unit/rounds/{roundId:guid}/candidates";

    /// <summary>POST that writes nothing that anybody decides on.</summary>
    public static readonly IReadOnlySet<string> Harmless = new HashSet<string>(StringComparer.Ordinal)
    {
        "POST /api/posting/positions/lint",
        "POST /api/posting/firms/import/check",
        "POST /api/matching/reach",
        "POST /api/matching/programmes/{code}/rules/trial",
        "POST /api/matching/programmes/{code}/targets/check",
        // Rows of who has read whom, each with a key of its own.
        "POST /api/applicant/candidates",
        // Takes an event in as a delivery does.
        "POST /api/posting/poison/{messageId:guid}/replay",
        "POST /api/applicant/poison/{messageId:guid}/replay",
        "POST /api/matching/poison/{messageId:guid}/replay",
    };

    public static readonly IReadOnlyDictionary<string, Func<Scene, IEnumerable<Call>>> ByEndpoint = new Dictionary<string, Func<Scene, IEnumerable<Call>>>(StringComparer.Ordinal)
    {
        ["POST /api/posting/units"] = _ => [new Call(People.UnitMember(Scene.Tianrui), Body: Scene.Facts(Scene.Tianrui))],
        ["PUT /api/posting/units/mine"] = _ => [new Call(People.UnitMember(Scene.Tianrui), Body: Scene.Facts(Scene.Tianrui, "天瑞重工集团"))],
        ["POST /api/posting/units/{unitId:guid}/verify"] = _ => [OfUnit(new { })],
        ["POST /api/posting/units/{unitId:guid}/refuse"] = _ => [OfUnit(new { reason = "材料不实" })],
        ["POST /api/posting/units/{unitId:guid}/suspend"] = _ => [OfUnit(new { reason = "材料不实" })],
        ["POST /api/posting/positions"] = scene =>
        [
            new Call(People.UnitMember(Scene.Tianrui), Body: Scene.Draft("工艺工程师", 1)),
            .. scene.Drafts.Select(id => new Call(People.UnitMember(Scene.Tianrui), Body: Scene.Draft("工艺工程师", 1), Query: $"?draftId={id}&draftVersion=1", Of: "a draft")),
        ],
        ["POST /api/posting/positions/drafts"] = _ => [new Call(People.UnitMember(Scene.Tianrui), Body: new { title = "工艺工程师", payMinimum = "面议" })],
        ["PUT /api/posting/positions/drafts/{draftId:guid}"] = scene => OfDrafts(scene, new { title = "工艺工程师", seats = "2" }),
        ["DELETE /api/posting/positions/drafts/{draftId:guid}"] = scene => OfDrafts(scene, null),
        ["PUT /api/posting/positions/{positionId:guid}"] = scene => scene.Posts.Select(post => OfPost(post, post.Member, Scene.Draft(post.Name, 2, post.Name == Scene.Laboratory ? "衡阳市" : "潍坊市"))),
        ["POST /api/posting/positions/{positionId:guid}/return"] = scene => scene.Posts.Select(post => OfPost(post, post.Staff, new { notes = new[] { new { field = "duties", note = "请写具体" } } })),
        ["POST /api/posting/positions/{positionId:guid}/publish"] = scene => scene.Posts.Select(post => OfPost(post, post.Staff, new { })),
        ["POST /api/posting/positions/{positionId:guid}/copy"] = scene => scene.Posts.Select(post => OfPost(post, post.Member, null)),
        ["POST /api/posting/positions/{positionId:guid}/close"] = scene => scene.Posts.Select(post => OfPost(post, post.Member, new { reason = "已招满" })),
        // Of the scenes in which a park knows firms.
        ["POST /api/posting/firms"] = scene => scene.Firms.Select(_ => new Call(Scene.StaffOf(Scene.Tianrui), Body: Scene.Firm("新力超导"))).Take(1),
        ["PUT /api/posting/firms/{firmId:guid}"] = scene => scene.Firms.Select(id => new Call(Scene.StaffOf(Scene.Tianrui), new { firmId = id }, Scene.Firm("新力超导", 200))),
        ["POST /api/posting/firms/import"] = scene => scene.Firms.Select(_ => new Call(Scene.StaffOf(Scene.Tianrui), Body: new { firms = new[] { Scene.Firm("新力超导", 300), Scene.Firm("华光光电", 300) } })).Take(1),
        ["POST /api/posting/firms/{firmId:guid}/contacts"] = scene => scene.Firms.Append(People.IdOf(Scene.Tianrui)).Where(_ => scene.Firms.Count > 0)
            .Select(id => new Call(Scene.StaffOf(Scene.Tianrui), new { firmId = id }, Scene.Contact)),
        ["POST /api/posting/firms/{firmId:guid}/postpone"] = scene => scene.Firms.Select(id => new Call(Scene.StaffOf(Scene.Tianrui), new { firmId = id }, new { until = "2022-07-20", reason = "负责人出差" })),
        ["POST /api/posting/outreach/contacts/{contactId:guid}/annul"] = scene => scene.Contacts.Select(id => new Call(Scene.StaffOf(Scene.Tianrui), new { contactId = id }, new { reason = "登记错了单位" })),
        ["POST /api/posting/outreach/briefings"] = scene => scene.Firms.Select(_ => new Call(Scene.StaffOf(Scene.Tianrui), Body: new
        {
            programme = Scene.Code,
            on = "2022-06-28",
            title = "宣讲会",
            department = "人社局",
            attendees = new[] { new { unit = "华光光电" }, new { unit = Scene.Tianrui } },
        })).Take(1),

        ["PUT /api/applicant/profile"] = _ => [new Call(First, Body: Scene.Profile("甲", "13912345678"))],
        ["DELETE /api/applicant/me"] = _ => [new Call(First, Body: new { confirm = "删除" })],
        ["PUT /api/applicant/consents/{purpose}"] = _ => [new Call(First, new { purpose = "matching" }, new { version = 2 })],
        ["DELETE /api/applicant/consents/{purpose}"] = _ => [new Call(First, new { purpose = "matching" })],
        ["POST /api/applicant/applications"] = scene => scene.Posts.Select(post => new Call(First, Body: new { positionId = post.Id }, Of: post.Name)),
        ["PUT /api/applicant/applications/ranking"] = scene =>
        [
            .. new[] { scene.Applications.Where(one => one.Graduate == First), scene.Applications.Where(one => one.Graduate == First).Reverse() }
                .Select((order, number) => new Call(First, Body: new { programme = Scene.Code, applications = order.Select(one => one.Id) }, Of: $"order {number}")),
        ],
        ["POST /api/applicant/applications/{applicationId:guid}/withdraw"] = scene => scene.Applications.Select(one => new Call(one.Graduate, new { applicationId = one.Id }, new { }, Of: one.Name)),
        ["POST /api/applicant/offers/{placementId:guid}/answer"] = scene => scene.Applications.SelectMany(one => new[] { true, false }
            .Select(accept => new Call(one.Graduate, new { placementId = one.Id }, new { accept }, Of: $"{one.Name} {(accept ? "yes" : "no")}"))),
        ["POST /api/applicant/hires/{placementId:guid}/confirm"] = scene => scene.Applications.SelectMany(one => new[] { 1, 2 }
            .Select(person => new Call(one.Graduate, new { placementId = one.Id }, new { idNumber = Scene.IdNumber(person) }, Of: $"{one.Name} person {person}"))),

        ["POST /api/matching/programmes"] = _ => [new Call(Scene.Supervisor, Body: new { code = "ra-2023", title = "2023", issuer = "科技部", cohortYear = 2022, opensOn = "2022-06-01", closesOn = "2022-08-31", Scene.Rules })],
        ["PUT /api/matching/programmes/{code}"] = _ =>
        [
            new Call(Scene.Supervisor, new { code = Scene.Code }, new { title = "专项行动", issuer = "科技部", opensOn = "2022-06-01", closesOn = "2022-09-30", version = 1, reason = "延期" }),
        ],
        ["POST /api/matching/programmes/{code}/close"] = _ => [new Call(Scene.Supervisor, new { code = Scene.Code }, new { version = 1, reason = "提前完成" })],
        ["PUT /api/matching/programmes/{code}/rules"] = _ =>
        [
            new Call(Scene.Supervisor, new { code = Scene.Code }, new { rules = Scene.Rules with { TerminationUncounts = false }, reason = "修订" }),
        ],
        ["POST /api/matching/programmes/{code}/recounts"] = _ => [new Call(Scene.Supervisor, new { code = Scene.Code }, new { rulesVersion = 1, reason = "重新认定" })],
        ["PUT /api/matching/programmes/{code}/targets/{parkId}"] = _ => [new Call(Scene.Supervisor, new { code = Scene.Code, parkId = "weifang" }, new { target = 12, reason = "调整" })],
        ["POST /api/matching/programmes/{code}/targets"] = _ =>
        [
            new Call(Scene.Supervisor, new { code = Scene.Code }, new { rows = new object[] { new { parkId = "weifang", target = 20 }, new { parkId = "hengyang", target = 21, seen = 0 } }, reason = "年度任务" }),
        ],
        ["PUT /api/matching/programmes/{code}/targets/{parkId}/parts/{split}"] = _ =>
        [
            new Call(People.ParkStaff("weifang"), new { code = Scene.Code, parkId = "weifang", split = "street" }, new { parts = new[] { new { street = "新城街道", target = 5 } }, revision = 0, reason = "分解" }),
        ],
        // Of the scene in which a park has frozen reports.
        ["POST /api/matching/reports"] = scene => scene.Reports.Select(_ => new Call(Scene.StaffOf(Scene.Tianrui), Body: new { programme = Scene.Code, milestoneOn = Scene.Milestone })).Take(1),
        ["POST /api/matching/reports/{reportId:guid}/hand-in"] = scene => OfReports(scene, Scene.StaffOf(Scene.Tianrui), null),
        ["POST /api/matching/reports/{reportId:guid}/accept"] = scene => OfReports(scene, Scene.Supervisor, null),
        ["POST /api/matching/reports/{reportId:guid}/return"] = scene => OfReports(scene, Scene.Supervisor, new { reason = "人数不符" }),
        [Placement + "shortlist"] = scene => OfPlacements(scene, null),
        [Placement + "interview"] = scene => OfPlacements(scene, new { at = scene.Workshop.Clock.GetUtcNow().AddDays(1), place = "科技大厦" }),
        [Placement + "reject"] = scene => OfPlacements(scene, new { reason = "不合适" }),
        [Placement + "offer"] = scene => OfPlacements(scene, new { payFen = 700_000 }),
        [Placement + "withdraw-offer"] = scene => OfPlacements(scene, new { reason = "项目取消" }),
        [Placement + "sign"] = scene => OfPlacements(scene, Scene.Agreement),
        [Placement + "evidence"] = scene => OfPlacements(scene, Scene.Document("another"), "?kind=onDuty"),
        [Placement + "terminate"] = scene => OfPlacements(scene, new { on = "2022-06-28", reason = "本人离职" }),
        [Placement + "verify"] = scene => OfPlacements(scene, null, by: one => one.Staff),
        [Placement + "return"] = scene => OfPlacements(scene, new { reason = "请补材料" }, by: one => one.Staff),
        [Placement + "uncount"] = scene => OfPlacements(scene, new { reason = "核查不实" }, by: one => one.Staff),
        ["DELETE /api/matching/evidence/{evidenceId:guid}"] = scene => scene.Evidence.SelectMany((id, number) => new[] { Scene.Tianrui, Scene.Hengyang }
            .Select(unit => new Call(People.UnitMember(unit), new { evidenceId = id }, Query: "?reason=" + Uri.EscapeDataString("传错"), Of: $"document {number} by {unit}"))),
        ["POST /api/matching/disputes/{disputeId:guid}/decide"] = scene => scene.Disputes.SelectMany(dispute => new[] { ("holder", dispute.Holder), ("claimant", dispute.Claimant) }
            .Select(winner => new Call(Scene.Supervisor, new { disputeId = dispute.Id }, new { winnerPlacementId = winner.Item2, reason = "材料属实" }, Of: winner.Item1))),
        ["POST /api/matching/rounds"] = _ => [new Call(People.ParkStaff("weifang"), Body: Scene.RoundTerms)],
        [$"PUT {Round}/parks/{{parkId}}"] = scene => OfRounds(scene, new { cap = 1 }, new { parkId = "weifang" }),
        [$"PUT {Round}/units/{{unitId:guid}}"] = scene => OfRounds(scene, new { cap = 1 }, new { unitId = People.IdOf(Scene.Tianrui) }),
        [$"POST {Round}/close"] = scene => OfRounds(scene, new { reason = "双方都已准备好" }),
        [$"POST {Round}/solve"] = scene => OfRounds(scene, null),
        [$"POST {Round}/publish"] = scene => OfRounds(scene, new { }),
        [$"POST {Round}/cancel"] = scene => OfRounds(scene, new { reason = "改期" }),
        [$"PUT {Candidates}"] = scene => scene.Rounds.Select(id => new Call(
            People.UnitMember(Scene.Tianrui), new { roundId = id }, new { grades = scene.Applications.Where(OfTianrui).Select(one => new { placementId = one.Id, grade = 70 }) })),
        [$"PUT {Candidates}/{{placementId:guid}}"] = scene => OfCandidates(scene, new { grade = 90 }),
        [$"POST {Candidates}/{{placementId:guid}}/refusal"] = scene => OfCandidates(scene, new { reason = "专业方向不符合要求" }),
        [$"DELETE {Candidates}/{{placementId:guid}}/refusal"] = scene => OfCandidates(scene, null),
    };

    static Caller First => People.Graduate(Scene.Graduates[0]);

    /// <summary>Everything that can be tried in a scene: use cases on all it holds, the events on their way, the clock.</summary>
    public static IReadOnlyList<Act> Of(Scene scene)
    {
        var requests = Requests(scene);
        return
        [
            .. requests.Select(request => new Act(request.Endpoint.Split('/')[2], request.Name, async () => (await request.SendAsync(scene, key: null)).Succeeded)),
            .. scene.Workshop.Pending().Select((delivery, number) => new Act(delivery.Listener, $"{delivery.Name} #{number}", () => DoneAsync(scene.Workshop.DeliverAsync(delivery)))),
            new Act("matching", "the clock ends offers", () => DoneAsync(scene.ExpireOffersAsync())),
        ];
    }

    /// <summary>The use cases on all that a scene holds.</summary>
    public static IReadOnlyList<Request> Requests(Scene scene)
    {
        scene.Look();
        return [.. ByEndpoint.SelectMany(entry => entry.Value(scene).Select(call => new Request(entry.Key, call)))];
    }

    static async Task<bool> DoneAsync(Task doing)
    {
        await doing;
        return true;
    }

    static Call OfUnit(object body) => new(Scene.StaffOf(Scene.Tianrui), new { unitId = People.IdOf(Scene.Tianrui) }, body);

    static Call OfPost(Scene.Post post, Caller by, object? body) => new(by, new { positionId = post.Id }, body, Of: post.Name);

    static IEnumerable<Call> OfDrafts(Scene scene, object? body) =>
        scene.Drafts.Select(id => new Call(People.UnitMember(Scene.Tianrui), new { draftId = id }, body, "?version=1"));

    static bool OfTianrui(Scene.Application application) => application.Member == People.UnitMember(Scene.Tianrui);

    static IEnumerable<Call> OfPlacements(Scene scene, object? body, string query = "", Func<Scene.Application, Caller>? by = null) =>
        scene.Applications.Select(one => new Call((by ?? (application => application.Member))(one), new { placementId = one.Id }, body, query, one.Name));

    static IEnumerable<Call> OfReports(Scene scene, Caller by, object? body) => scene.Reports.Select((id, number) => new Call(by, new { reportId = id }, body, Of: $"report {number}"));

    static IEnumerable<Call> OfRounds(Scene scene, object? body, object? more = null) => scene.Rounds.Select(id =>
    {
        var values = new RouteValueDictionary(more) { ["roundId"] = id };
        return new Call(People.ParkStaff("weifang"), values, body);
    });

    static IEnumerable<Call> OfCandidates(Scene scene, object? body) => scene.Rounds.SelectMany(round => scene.Applications.Where(OfTianrui)
        .Select(one => new Call(one.Member, new { roundId = round, placementId = one.Id }, body, Of: one.Name)));

    /// <summary>A request to an endpoint.</summary>
    public sealed record Request(string Endpoint, Call Call)
    {
        public string Name { get; } = $"{Endpoint} {Call.Of}".TrimEnd();

        /// <summary>Sends it, with an Idempotency-Key or without.</summary>
        public Task<Answer> SendAsync(Scene scene, string? key) => scene.Workshop.CallAsync(Call.By, Endpoint, Call.Values, Call.Body, Call.Query, key);
    }

    /// <summary>Who calls, and with what.</summary>
    public sealed record Call(Caller By, object? Values = null, object? Body = null, string Query = "", string Of = "");
}
