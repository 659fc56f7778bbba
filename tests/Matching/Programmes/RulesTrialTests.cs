using System.Net;
using RaMatch.Contracts;
using RaMatch.Matching.Counting;
using RaMatch.Matching.Programmes;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Programmes;

/// <summary>What rules mean: tried on what there is, and by examples.</summary>
public sealed class RulesTrialTests
{
    static Task<HttpResponseMessage> Try(Season season, Rules rules) => season.Supervisor.PostAsync($"programmes/{Season.Code}/rules/trial", new TryRules.Request(rules));

    static async Task<TryRules.Response> TriedAsync(Season season, Rules rules) => Json.Read<TryRules.Response>(await (await Season.Must(Try(season, rules))).Content.ReadAsStringAsync());

    [Fact]
    public async Task Rules_are_tried_on_what_counts_and_what_waits_before_anybody_adopts_them()
    {
        await using var season = await Season.OpenAsync(seats: 6);
        await season.AnnounceAsync(Announced.Position("实验员", "衡阳特钢") with { ParkId = "hengyang" });
        var counted = await season.CountAsync("王小明");
        await season.CountAsync("李思", "实验员", "衡阳特钢", "hengyang");
        await season.ProveAsync("张三");
        await season.AnnounceAsync(season.Confirmation(await season.SignAsync("赵六"), "赵六"));

        var same = await TriedAsync(season, Season.Rules);
        Assert.Equal((2L, 0L, 1L, 1L, 0), (same.Counted, same.NotUnderThese, same.Ready, same.ReadyUnderThese, same.Hires.Count));

        var longer = await TriedAsync(season, Season.Rules with { ShortestTermMonths = 24 });
        Assert.Equal((2L, 2L, 1L, 0L), (longer.Counted, longer.NotUnderThese, longer.Ready, longer.ReadyUnderThese));
        Assert.Equal([("hengyang", 1L, 1L), ("weifang", 1L, 1L)], longer.Parks.Select(park => (park.ParkId, park.Counted, park.NotUnderThese)));
        var hire = longer.Hires.Single(one => one.ParkId == Season.Park);
        Assert.Equal((counted, Season.Unit, "研发工程师"), (hire.PlacementId, hire.UnitName, hire.PositionTitle));
        Assert.Equal(["协议期限 12 个月，少于规定的 24 个月。"], hire.Missing.Select(missing => missing.InChinese()));

        // With less evidence asked for, whoever lacked only that would be ready.
        Assert.Equal(2, (await TriedAsync(season, Season.Rules with { RequiredEvidence = [] })).ReadyUnderThese);
        Assert.Equal(1, await season.Host.CountAsync("SELECT MAX(version) FROM rules_version"));
        await Season.Refused(Try(season, Season.Rules with { WishLimit = 0 }), HttpStatusCode.BadRequest);
        await Season.Refused(season.ParkStaff.PostAsync($"programmes/{Season.Code}/rules/trial", new TryRules.Request(Season.Rules)), HttpStatusCode.Forbidden);
        await Season.Refused(season.Supervisor.PostAsync("programmes/ra-1999/rules/trial", new TryRules.Request(Season.Rules)), HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(true, 1L)]
    [InlineData(false, 0L)]
    public async Task A_hire_that_has_ended_is_tried_by_what_the_rules_say_of_endings(bool uncounts, long notUnderThese)
    {
        await using var season = await Season.OpenAsync(rules: Season.Rules with { TerminationUncounts = false });
        var counted = await season.CountAsync("王小明");
        await Season.Must(season.Member.PostAsync($"placements/{counted}/terminate", new { on = "2022-06-28", reason = "本人离职" }));
        var tried = await TriedAsync(season, Season.Rules with { TerminationUncounts = uncounts });
        Assert.Equal((1L, notUnderThese), (tried.Counted, tried.NotUnderThese));
    }

    [Fact]
    public async Task Examples_beside_each_clause_say_what_just_counts_and_what_just_does_not()
    {
        await using var season = await Season.OpenAsync();
        using var anybody = season.Host.Anonymous();
        var clauses = await anybody.GetAsync<IReadOnlyList<ShowExamples.Clause>>($"api/matching/programmes/{Season.Code}/rules/examples");
        Assert.Equal(["岗位类型", "学历", "毕业年份", "协议形式", "协议期限", "签订日期", "最低工资", "证明材料", "本人确认与在岗"], clauses.Select(clause => clause.Title.InChinese()));
        var term = clauses.Single(clause => clause.Title.InChinese() == "协议期限").Examples;
        Assert.Equal([("协议期限 12 个月", true, ""), ("协议期限 11 个月", false, "协议期限 11 个月，少于规定的 12 个月。")], term.Select(one => (one.Hire.InChinese(), one.Counts, string.Concat(one.Because.Select(because => because.InChinese())))));
        var wage = clauses.Single(clause => clause.Title.InChinese() == "最低工资").Examples;
        Assert.Equal(["在潍坊市工作，月薪 2100 元", "在潍坊市工作，月薪 2099.99 元"], wage.Select(one => one.Hire.InChinese()));
        await Season.Refused(anybody.GetAsync(new Uri("api/matching/programmes/ra-1999/rules/examples", UriKind.Relative)), HttpStatusCode.NotFound);
    }

    /// <summary>Versions of rules that differ in every clause.</summary>
    public static TheoryData<string> Versions => new(VersionsByName.Keys);

    static IReadOnlyDictionary<string, Rules> VersionsByName { get; } = new Dictionary<string, Rules>(StringComparer.Ordinal)
    {
        ["usual"] = Season.Rules,
        ["all kinds, any degree"] = Season.Rules with { Kinds = Enum.GetValues<PositionKind>(), MinimumDegree = Enum.GetValues<DegreeLevel>()[0], AgreementForms = Enum.GetValues<AgreementForm>() },
        ["doctors with insurance"] = Season.Rules with { MinimumDegree = DegreeLevel.Doctor, RequiredEvidence = [EvidenceKind.Insurance], ShortestTermMonths = 36 },
        ["nothing on file"] = Season.Rules with { RequiredEvidence = [], MinimumWagesFen = new Dictionary<string, long>(), ShortestTermMonths = 1 },
        ["all on file, twice said"] = Season.Rules with { RequiredEvidence = [EvidenceKind.Agreement, EvidenceKind.OnDuty, EvidenceKind.Insurance, EvidenceKind.OnDuty], EarliestGraduationYear = 2000 },
    };

    [Theory]
    [MemberData(nameof(Versions))]
    public void Every_example_is_judged_as_it_is_meant(string version)
    {
        var programme = new Programme
        {
            Code = Season.Code,
            CohortYear = 2022,
            OpensOn = Season.Programme.OpensOn!.Value,
            ClosesOn = Season.Programme.ClosesOn!.Value,
            Rules = Json.Text(VersionsByName[version]),
        };
        var examples = RulesExamples.Of(programme);
        Assert.True(examples.Count > 20);
        Assert.Empty(examples.Where(example => !example.Holds).Select(example => $"{example.Clause.InChinese()}, {example.Hire.InChinese()}: {string.Concat(example.Verdict.Missing.Select(missing => missing.InChinese()))}"));
    }
}
