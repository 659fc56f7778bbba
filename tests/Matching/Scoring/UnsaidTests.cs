using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using RaMatch.Contracts;
using RaMatch.Contracts.Applicant;
using RaMatch.Matching.Scoring;
using RaMatch.Matching.Tests.Rounds;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Scoring;

/// <summary>What graduates have said to nobody but the platform: no unit reads it, in words, numbers or the order of a list.</summary>
public sealed partial class UnsaidTests
{
    [Fact]
    public async Task Whatever_a_graduate_wishes_for_every_answer_to_a_unit_is_the_same()
    {
        await using var season = await RoundSeason.StartAsync();
        await season.Season.AnnounceAsync([.. Crowd("别人", 12)]);
        var placement = (await season.WishAsync("甲", RoundSeason.Research))[0];
        await season.WishAsync("丙", RoundSeason.Research);
        await season.Season.AnnounceAsync(Announced.Graduate("乙"));
        var round = await season.OpenAsync();
        var endpoints = OfUnits(season.Season.Host).Select(pattern => Address(pattern, placement, round)).ToList();
        Assert.Contains(endpoints, address => address.EndsWith("/recommendations", StringComparison.Ordinal));
        var before = await ReadAsync();
        Assert.Contains(before, answer => answer.Contains("\"score\":", StringComparison.Ordinal));

        var version = 100L;
        ProfilePublished[] wishes =
        [
            Announced.Graduate("") with { PayFloorFen = 0, Cities = [], Kinds = [] },
            Announced.Graduate("") with { PayFloorFen = 2_000_000 },
            Announced.Graduate("") with { PayFloorFen = 899_999, Cities = ["成都市"] },
            Announced.Graduate("") with { Kinds = [PositionKind.LaboratoryOperation], Cities = ["济南市"] },
        ];
        foreach (var wish in wishes)
        {
            version++;
            await season.Season.AnnounceAsync(
                wish with { GraduateId = People.IdOf("甲"), Version = version },
                wish with { GraduateId = People.IdOf("乙"), Version = version });
            var after = await ReadAsync();
            foreach (var (place, address) in endpoints.Index())
            {
                Assert.True(before[place] == after[place], $"{address} tells the wish of {JsonSerializer.Serialize(wish)}:\n{before[place]}\n{after[place]}");
            }
        }

        async Task<List<string>> ReadAsync()
        {
            var answers = new List<string>();
            foreach (var address in endpoints)
            {
                using var answer = await season.Member.GetAsync(new Uri(address, UriKind.Relative));
                answers.Add($"{(int)answer.StatusCode} {TraceId().Replace(await answer.Content.ReadAsStringAsync(), "")}");
            }

            return answers;
        }
    }

    [Fact]
    public void Two_graduates_who_differ_only_in_their_wishes_are_the_same_to_a_unit() => Gen.Select(Pairs.All, Pairs.Candidates).Sample((pair, other) =>
    {
        var twin = pair.Candidate with { Cities = other.Cities, PayFloorFen = other.PayFloorFen, Kinds = other.Kinds };
        var (vacancy, rules, today) = (pair.Vacancy, pair.Rules, Pairs.Today);
        var told = UnitView.Tell(vacancy, pair.Candidate, rules, today);
        Assert.Equal(JsonSerializer.Serialize(told), JsonSerializer.Serialize(UnitView.Tell(vacancy, twin, rules, today)));
        Assert.Equal(told.Score, told.Contributions.Sum(one => one.Points));
        Assert.Equal(told.Score, UnitView.Score(vacancy.Features(), twin.Features(), rules, today.DayNumber));
        Assert.True(UnitView.Of(rules).Weights.AreValid || UnitView.Factors.All(factor => rules.Weights[factor] == 0));
    });

    [Fact]
    public async Task A_search_over_drafts_learns_nothing_of_one_graduate()
    {
        await using var season = await Season.OpenAsync();
        // Alone in the major, with a wish to be found out.
        var alone = Announced.Graduate("独一") with { MajorCode = "020101", PayFloorFen = 512_345, Cities = ["济南市"] };
        await season.AnnounceAsync([alone, .. Crowd("别人", 25)]);
        var answers = new HashSet<string>();
        var (low, high) = (0L, 1_048_576L);
        while (high - low > 1 && answers.Count < 2)
        {
            var middle = (low + high) / 2;
            answers.Add(await MeasureAsync(["020101"], middle, "济南市"));
            (low, high) = answers.Count > 1 ? (low, middle) : (middle, high);
        }

        answers.Add(await MeasureAsync(["020101"], 0, "成都市"));
        var only = JsonSerializer.Deserialize<JsonElement>(Assert.Single(answers));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (only.GetProperty("eligible").ValueKind, only.GetProperty("withAllRequiredSkills").ValueKind));
        // One draft more that differs by the one major tells nothing either.
        Assert.Equal(await MeasureAsync(["0802"], 900_000, "潍坊市"), await MeasureAsync(["0802", "020101"], 900_000, "潍坊市"));

        async Task<string> MeasureAsync(string[] majors, long payMaximumFen, string city)
        {
            using var answer = await season.Member.PostAsync("reach", new { programme = Season.Code, minimumDegree = "Bachelor", majors, requiredSkills = Array.Empty<string>(), city, payMaximumFen });
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return await answer.Content.ReadAsStringAsync();
        }
    }

    [Fact]
    public async Task Reach_counts_in_tens_and_never_fewer()
    {
        await using var season = await Season.OpenAsync();
        await season.AnnounceAsync(Crowd("别人", 9));
        Assert.Equal((null, null), await EligibleAsync());
        await season.AnnounceAsync(Announced.Graduate("第十"));
        Assert.Equal((10, 10), await EligibleAsync());
        await season.AnnounceAsync(Crowd("又来", 9));
        Assert.Equal((10, 10), await EligibleAsync());

        async Task<(long?, long?)> EligibleAsync()
        {
            var reach = await season.Member.GetAsync<MeasureReach.Reach>($"positions/{People.IdOf("研发工程师")}/reach");
            return (reach.Graduates, reach.Eligible);
        }
    }

    [Fact]
    public async Task A_unit_measures_so_many_drafts_a_day_and_is_told_when_it_may_again()
    {
        await using var season = await Season.OpenAsync();
        var draft = new MeasureReach.Draft(Season.Code, DegreeLevel.Bachelor, [], []);
        // 23:50 in China.
        season.Host.Clock.Set(new DateTimeOffset(2022, 6, 28, 15, 50, 0, TimeSpan.Zero));
        for (var number = 0; number < MeasureReach.DraftsADay; number++)
        {
            await Season.Must(season.Member.PostAsync("reach", draft));
        }

        using var refused = await season.As(People.UnitMember(Season.Unit) with { Id = People.IdOf("同事") }).PostAsync("reach", draft);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(10), refused.Headers.RetryAfter!.Delta);
        Assert.Equal("今天已测算 50 次，请明天再试。岗位可以照常提交。", (await refused.ReadAsync<JsonElement>()).GetProperty("title").GetString());
        season.Host.Clock.Advance(TimeSpan.FromMinutes(10));
        await Season.Must(season.Member.PostAsync("reach", draft));
    }

    [Fact]
    public async Task A_unit_that_is_not_verified_measures_nothing()
    {
        await using var season = await Season.OpenAsync();
        var draft = new MeasureReach.Draft(Season.Code, DegreeLevel.Bachelor, [], []);
        Assert.Equal(HttpStatusCode.Conflict, (await season.As(People.UnitMember("没有注册")).PostAsync("reach", draft)).StatusCode);
        await season.AnnounceAsync(Announced.UnitSuspended(Season.Unit, version: 2));
        Assert.Equal(HttpStatusCode.Forbidden, (await season.Member.PostAsync("reach", draft)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await season.Member.GetAsync(new Uri($"positions/{People.IdOf("研发工程师")}/reach", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task A_pseudonym_belongs_to_one_position_outlives_a_restart_and_is_never_seen_after_an_application()
    {
        using var folder = new TemporaryFolder();
        Guid here;
        await using (var season = await Season.OpenAsync(folder: folder.Path))
        {
            await season.AnnounceAsync(Announced.Position("试验工程师"), Announced.Graduate("王明"));
            here = await PseudonymAsync(season.Member, "研发工程师");
            Assert.Equal(here, await PseudonymAsync(season.Member, "研发工程师"));
            Assert.NotEqual(here, await PseudonymAsync(season.Member, "试验工程师"));
            Assert.NotEqual(People.IdOf("王明"), here);
        }

        await using var again = await Season.RestartAsync(folder.Path);
        Assert.Equal(here, await PseudonymAsync(again.Member, "研发工程师"));
        await again.AnnounceAsync(again.Submitted("王明"));
        Assert.Empty((await again.Member.GetAsync<RecommendGraduates.Response>($"positions/{People.IdOf("研发工程师")}/recommendations")).Items);
        foreach (var address in OfUnits(again.Host).Select(pattern => Address(pattern, People.IdOf("王明研发工程师"), Guid.Empty)))
        {
            using var answer = await again.Member.GetAsync(new Uri(address, UriKind.Relative));
            Assert.DoesNotContain(here.ToString(), await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        static async Task<Guid> PseudonymAsync(HttpClient member, string position) =>
            Assert.Single((await member.GetAsync<RecommendGraduates.Response>($"positions/{People.IdOf(position)}/recommendations")).Items).Pseudonym;
    }

    static IMessage[] Crowd(string name, int count) => [.. Enumerable.Range(1, count).Select(number => Announced.Graduate($"{name}{number}"))];

    /// <summary>Every address that a unit may read, whatever is added.</summary>
    static IEnumerable<RoutePattern> OfUnits(ServiceHost host) => host.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/matching/", StringComparison.Ordinal))
        .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
        .Where(endpoint => endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(allowed => allowed.Roles?.Split(',').Contains(Roles.UnitMember) == true))
        .Select(endpoint => endpoint.RoutePattern);

    static string Address(RoutePattern pattern, Guid placement, Guid round) => string.Join('/', pattern.PathSegments.Skip(2).Select(segment => segment.Parts[0] switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternParameterPart { Name: "positionId" } => People.IdOf("研发工程师").ToString(),
        RoutePatternParameterPart { Name: "placementId" } => placement.ToString(),
        RoutePatternParameterPart { Name: "roundId" } => round.ToString(),
        _ => Guid.Empty.ToString(),
    }));

    [GeneratedRegex("\"traceId\":\"[^\"]*\"")]
    private static partial Regex TraceId();
}
