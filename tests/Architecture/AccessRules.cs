using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using RaMatch.Applicant;
using RaMatch.Architecture.Tests.Rules;
using RaMatch.Matching;
using RaMatch.Platform;
using RaMatch.Platform.Web;
using RaMatch.Portal;
using RaMatch.Posting;
using RaMatch.Reference;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Architecture.Tests;

/// <summary>
/// Every endpoint of every service is asked by every role with every right, by those who are not signed in or not whole, and for what belongs to one tenant by
/// another: what comes of it is what stands in <c>access.tsv</c>, in which a new endpoint needs a line.
/// </summary>
public sealed class AccessRules(AccessRules.Hired hired) : IClassFixture<AccessRules.Hired>
{
    static readonly AccessTable Table = new(File.ReadAllText(Path.Combine(Repository.Root, "tests", "Architecture", "access.tsv")));

    [Fact]
    public async Task Every_endpoint_lets_in_the_roles_rights_and_scopes_of_the_table_and_nobody_else()
    {
        // Some are there only with a broker; nobody has to answer for asking who is let in.
        await using var host = await ServiceHost.StartAsync(
            [new PostingService(), new ApplicantService(), new MatchingService(), new PortalService()],
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["Messaging:RabbitMq"] = "amqp://127.0.0.1:9/" });
        Hold(await Table.WhoIsLetInAgainstItAsync(host));
        Hold(await Table.WhichScopesAgainstItAsync(host));
    }

    [Fact]
    public async Task What_belongs_to_a_tenant_is_there_for_it_and_for_no_other()
    {
        var (found, told) = await Table.WhatOthersAreToldAgainstItAsync(hired.Host, hired.Things);
        Hold(found);
        Assert.True(told >= 10, $"The tenants were told of their own only {told} times; the search for it is broken.");
    }

    [Fact]
    public async Task An_endpoint_without_a_line_or_with_a_smaller_right_and_one_that_asks_for_no_tenant_are_found()
    {
        await using var host = await ServiceHost.StartAsync(new CarelessService());
        var table = new AccessTable("""
            # Planted.
            GET /api/posting/units/{unitId:guid}	unit:view	404	units:read
            GET /api/posting/names	unit:view	-	units:read
            POST /api/posting/offers	unit:act	-	-
            POST /api/posting/park	park:manage	-	reviews:write
            POST /api/posting/gone	unit:act	-	-
            """);
        Assert.Equal(
            [
                "GET /api/posting/new\tgraduate unit:view\t has no line in the table",
                "POST /api/posting/offers lets in unit:view; the table says unit:act",
                "POST /api/posting/park lets in park:act; the table says park:manage",
                "POST /api/posting/gone is in the table and no endpoint",
            ],
            await table.WhoIsLetInAgainstItAsync(host));
        Assert.Equal(
            ["GET /api/posting/names takes of programs -; the table says units:read", "POST /api/posting/park takes of programs reviews:read; the table says reviews:write"],
            await table.WhichScopesAgainstItAsync(host));

        var unitId = People.IdOf("天瑞").ToString();
        var things = new AccessTable.Things(
            [(People.UnitMember("天瑞"), People.UnitMember("别家"))],
            new Dictionary<string, string> { ["unitId"] = unitId },
            new Dictionary<string, string>(),
            new Dictionary<string, string>(),
            new Dictionary<string, byte[]>(),
            ["陈晓雯"]);
        Assert.Equal(
            [
                "GET /api/posting/names tells another unit 陈晓雯",
                $"GET /api/posting/units/{{unitId:guid}} answers another unit with 200; the table says 404: {unitId}",
            ],
            (await table.WhatOthersAreToldAgainstItAsync(host, things)).Found);
    }

    static void Hold(IReadOnlyList<string> violations) => Assert.True(violations.Count == 0, string.Join('\n', violations));

    /// <summary>All services, in which one graduate was hired by way of a round, and others of the same park and programme might have been.</summary>
    public sealed class Hired : IAsyncLifetime
    {
        const string OtherUscc = "91370700MA0000002";

        static readonly Caller OtherUnit = People.UnitMember("别家");
        static readonly Caller OtherPark = People.ParkStaff("hengyang");
        static readonly Caller OtherGraduate = People.Graduate("韩梅");

        /// <summary>The services.</summary>
        public ServiceHost Host { get; private set; } = null!;

        /// <summary>What there is of the hire.</summary>
        internal AccessTable.Things Things { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Host = await ServiceHost.StartAsync(new PostingService(), new ApplicantService(), new MatchingService(), new PortalService());
            Host.Clock.Set(DateTimeOffset.UtcNow);
            var hire = new OneHire(Host.As);
            await hire.OpenProgrammeAsync();
            await hire.RegisterUnitAsync();
            await hire.PublishPositionAsync();
            await hire.IntroduceGraduateAsync();
            await hire.SeePositionWithReasonsAsync();
            await hire.ApplyAsync();
            await hire.MatchInRoundAsync(() => Task.CompletedTask);
            await hire.SignAndProveAsync();
            await hire.CountAsync();
            await hire.EverybodyKnowsAsync();
            await hire.DoAsync(OtherUnit, "posting", HttpMethod.Post, "units", new
            {
                Uscc = OtherUscc + UnifiedSocialCreditCode.CheckCharacter(OtherUscc),
                Name = "别家仪器有限公司",
                OneHire.Park.ParkId,
                City = "潍坊市",
                ContactName = "人力资源部",
                ContactPhone = "19900000001",
                Categories = new[] { new { Category = "highTechEnterprise", Evidence = "证书 GR2020", Year = 2020 } },
            });
            await hire.DoAsync(OneHire.Park, "posting", HttpMethod.Post, $"units/{OtherUnit.UnitId}/verify", new { });
            await hire.DoAsync(People.Supervisor(), "matching", HttpMethod.Put, $"programmes/{OneHire.Programme}/targets/{OtherPark.ParkId}", new { Target = 2, Reason = "年度任务" });
            await hire.DoAsync(OtherGraduate, "applicant", HttpMethod.Put, "profile", new
            {
                OtherGraduate.Name,
                Phone = "19987654321",
                UniversityCode = Universities.All[0].Code,
                MajorCode = "080801",
                Degree = "bachelor",
                GraduationYear = Host.Clock.GetUtcNow().Year,
                Skills = new[] { "控制理论" },
                Cities = new[] { "潍坊市" },
                Kinds = Array.Empty<string>(),
            });
            await hire.DoAsync(OtherGraduate, "applicant", HttpMethod.Put, "consents/matching", new { Version = 2 });
            using (var other = Host.As(OtherGraduate, "matching"))
            {
                await Eventually.True(async () => (await other.GetAsync(new Uri($"positions/{hire.Position}/fit", UriKind.Relative))).IsSuccessStatusCode, "Matching has heard of the other graduate");
            }

            using var unit = Host.As(OneHire.Unit, "matching");
            var evidence = (await unit.GetAsync<JsonElement>($"placements/{hire.Placement}/evidence"))[0].GetProperty("evidenceId").GetString()!;
            var placement = hire.Placement.ToString();
            var draft = await hire.DoAsync(OneHire.Unit, "posting", HttpMethod.Post, "positions/drafts", new { Title = "光学工程师" });
            var firm = await hire.DoAsync(OneHire.Park, "posting", HttpMethod.Post, "firms", new { Name = "华光光电", Categories = new[] { "technologySme" }, ContactName = "刘洋", ContactPhone = "19900000009" });
            var firmId = firm.GetProperty("firmId").GetString()!;
            var contact = await hire.DoAsync(OneHire.Park, "posting", HttpMethod.Post, $"firms/{firmId}/contacts", new
            {
                OneHire.Programme,
                On = Host.Clock.GetUtcNow().AddDays(-1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                Department = "科技创新局",
                Channel = "visit",
                Outcome = "interested",
            });
            await hire.DoAsync(People.Supervisor(), "matching", HttpMethod.Post, $"programmes/{OneHire.Programme}/recounts", new { RulesVersion = 1, Reason = "年度复核" });
            using var official = Host.As(People.Supervisor(), "matching");
            var recount = (await official.GetAsync<JsonElement>($"programmes/{OneHire.Programme}/recounts"))[0].GetProperty("recountId").GetString()!;
            var report = (await hire.DoAsync(OneHire.Park, "matching", HttpMethod.Post, "reports", new { OneHire.Programme })).GetProperty("reportId").GetString()!;
            Things = new AccessTable.Things(
                [(OneHire.Unit, OtherUnit), (OneHire.Park, OtherPark), (OneHire.Graduate, OtherGraduate)],
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["unitId"] = OneHire.Unit.UnitId.ToString()!,
                    ["positionId"] = hire.Position.ToString(),
                    ["draftId"] = draft.GetProperty("draftId").GetString()!,
                    ["firmId"] = firmId,
                    ["contactId"] = contact.GetProperty("contactId").GetString()!,
                    ["placementId"] = placement,
                    ["placementIds"] = placement,
                    ["applicationId"] = placement,
                    ["applications"] = placement,
                    ["evidenceId"] = evidence,
                    ["roundId"] = hire.Round.ToString(),
                    ["recountId"] = recount,
                    ["reportId"] = report,
                    ["park"] = OneHire.Park.ParkId!,
                    ["parkId"] = OneHire.Park.ParkId!,
                },
                new Dictionary<string, string>(StringComparer.Ordinal) { ["code"] = OneHire.Programme, ["programme"] = OneHire.Programme, ["split"] = "street" },
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["POST /api/matching/placements/{placementId:guid}/evidence"] = "kind=agreement",
                    ["GET /api/matching/reports/{reportId:guid}/compare"] = "other=" + report,
                    ["DELETE /api/matching/evidence/{evidenceId:guid}"] = "reason=" + Uri.EscapeDataString("传错了文件"),
                },
                new Dictionary<string, byte[]>(StringComparer.Ordinal)
                {
                    ["POST /api/matching/placements/{placementId:guid}/evidence"] = Papers.Pdf("another agreement"),
                    ["POST /api/matching/unit/rounds/{roundId:guid}/candidates/{placementId:guid}/refusal"] = Encoding.UTF8.GetBytes("""{"reason":"与岗位要求不符"}"""),
                },
                [placement, evidence, OneHire.Graduate.Id.ToString(), OneHire.Graduate.Name, "19912345678", "19900000009"]);
        }

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }

    /// <summary>Planted: forgets what the table says.</summary>
    sealed class CarelessService : IService
    {
        public string Name => "posting";

        public void AddServices(IHostApplicationBuilder builder)
        {
        }

        public void Map(RouteGroupBuilder api)
        {
            api.MapGet("/new", () => TypedResults.Ok()).RequireRoles(Roles.Graduate, Roles.UnitMember);
            api.MapGet("/names", () => TypedResults.Ok("陈晓雯")).RequireUnitMember();
            api.MapGet("/units/{unitId:guid}", (Guid unitId) => TypedResults.Text(unitId.ToString())).RequireUnitMember().RequireScope(Scopes.UnitsRead);
            api.MapPost("/offers", () => TypedResults.Ok()).RequireUnitMember().RequireRight(Right.View);
            api.MapPost("/park", () => TypedResults.Ok()).RequireParkStaff().RequireScope(Scopes.ReviewsRead);
        }
    }
}
