using RaMatch.Contracts;
using RaMatch.Matching.Programmes;
using RaMatch.Reference;
using Xunit;
using static RaMatch.Matching.Counting.Countability;

namespace RaMatch.Matching.Tests.Counting;

/// <summary>The clauses of the demo programme's rules with their examples: this hire counts; this one does not, because …</summary>
public sealed class CountabilityTests
{
    static readonly DateOnly OpensOn = new(2022, 6, 28);
    static readonly DateOnly ClosesOn = new(2022, 8, 31);
    static readonly Agreement Contract = new(AgreementForm.LabourContract, new DateOnly(2022, 7, 4), new DateOnly(2022, 7, 11), 12, 650_000);
    static readonly Facts Good = new(
        PlacementStage.OnDuty,
        Contract,
        [new Proof(EvidenceKind.Agreement, null), new Proof(EvidenceKind.OnDuty, null)],
        Confirmed: true,
        DegreeLevel.Master,
        2022,
        PositionKind.ResearchProject,
        "潍坊市");

    static readonly Rules WithInsurance = Season.Rules with { RequiredEvidence = [EvidenceKind.Agreement, EvidenceKind.Insurance] };

    static Verdict JudgeBy(Rules rules, Facts facts) => Judge(rules, 2022, OpensOn, ClosesOn, facts);

    [Fact]
    public void A_complete_hire_counts_and_is_of_the_cohort()
    {
        var verdict = JudgeBy(Season.Rules, Good);
        Assert.Empty(verdict.Missing);
        Assert.Equal((true, true, true, true), (verdict.Claimed, verdict.Evidenced, verdict.Confirmed, verdict.OfCohort));
    }

    public static TheoryData<string> Counting => [.. Examples.Counting.Keys];

    public static TheoryData<string> NotCounting => [.. Examples.NotCounting.Keys];

    [Theory]
    [MemberData(nameof(Counting))]
    public void This_hire_counts(string example)
    {
        var (rules, facts) = Examples.Counting[example];
        Assert.Empty(JudgeBy(rules, facts).Missing);
    }

    [Theory]
    [MemberData(nameof(NotCounting))]
    public void This_hire_does_not_count_because(string example)
    {
        var (rules, facts, because) = Examples.NotCounting[example];
        Assert.Equal([because], JudgeBy(rules, facts).Missing.InChinese());
    }

    [Fact]
    public void Everything_missing_is_said_at_once()
    {
        var verdict = JudgeBy(Season.Rules, new Facts(PlacementStage.Accepted, null, [], false, null, null, null, null));
        Assert.Equal(
            ["单位尚未登记签约。", "缺少协议扫描件。", "缺少到岗确认材料。", "毕业生本人尚未确认去向。", "缺少毕业生学历信息。", "岗位信息尚未同步。"],
            verdict.Missing.InChinese());
    }

    [Fact]
    public void A_hire_of_an_earlier_cohort_counts_and_is_not_of_this_one() =>
        Assert.False(JudgeBy(Season.Rules, Good with { GraduationYear = 2021 }).OfCohort);

    [Fact]
    public void A_hire_is_evidenced_only_while_it_is_claimed() =>
        Assert.False(JudgeBy(Season.Rules, Good with { Stage = PlacementStage.Terminated }).Evidenced);

    [Fact]
    public void A_hire_is_evidenced_only_with_all_that_the_rules_ask_for() =>
        Assert.False(JudgeBy(Season.Rules, Good with { Evidence = [new Proof(EvidenceKind.Agreement, null)] }).Evidenced);

    [Fact]
    public void Where_the_programme_writes_no_wage_for_a_city_that_citys_own_minimum_holds()
    {
        Assert.True(Cities.TryFind("济南市", out var city));
        var least = Assert.IsType<long>(city.MinimumMonthlyWageFen);
        var elsewhere = Good with { City = "济南市", Agreement = Contract with { PayFen = least } };
        Assert.Empty(JudgeBy(Season.Rules, elsewhere).Missing);
        Assert.Equal(
            "missing.pay-below-minimum-wage",
            Assert.Single(JudgeBy(Season.Rules, elsewhere with { Agreement = Contract with { PayFen = least - 1 } }).Missing).Code);
    }

    static class Examples
    {
        public static readonly Dictionary<string, (Rules Rules, Facts Facts)> Counting = new()
        {
            ["an agreement signed on the first day"] = (Season.Rules, Good with { Agreement = Contract with { SignedOn = OpensOn } }),
            ["an agreement signed on the last day"] = (Season.Rules, Good with { Agreement = Contract with { SignedOn = ClosesOn } }),
            ["counted already"] = (Season.Rules, Good with { Stage = PlacementStage.Counted }),
            ["signed, with all that the rules ask for"] = (Season.Rules, Good with { Stage = PlacementStage.Signed }),
            ["the minimum wage of the city of work, where another city stands before it and asks for more"] = (
                Season.Rules with { MinimumWagesFen = new Dictionary<string, long> { ["济南市"] = 900_000, ["潍坊市"] = 210_000 } },
                Good with { Agreement = Contract with { PayFen = 210_000 } }),
            ["the minimum wage that is written first for a city written twice"] = (
                Season.Rules with { MinimumWagesFen = new Dictionary<string, long> { ["潍坊市"] = 210_000, ["潍坊"] = 900_000 } },
                Good with { Agreement = Contract with { PayFen = 210_000 } }),
            ["a service agreement"] = (Season.Rules, Good with { Agreement = Contract with { Form = AgreementForm.ServiceAgreement } }),
            ["a graduate of last year"] = (Season.Rules, Good with { GraduationYear = 2021 }),
            ["the lowest degree allowed"] = (Season.Rules, Good with { Degree = DegreeLevel.Bachelor }),
            ["exactly the minimum wage"] = (Season.Rules, Good with { Agreement = Contract with { PayFen = 210_000 } }),
            ["signed and not on duty yet, where the rules ask for the agreement only"] = (
                Season.Rules with { RequiredEvidence = [EvidenceKind.Agreement] },
                Good with { Stage = PlacementStage.Signed, Evidence = [new Proof(EvidenceKind.Agreement, null)] }),
            ["insurance paid for the month of the start"] = (
                WithInsurance,
                Good with { Evidence = [new Proof(EvidenceKind.Agreement, null), new Proof(EvidenceKind.Insurance, "2022-07")] }),
            ["one month of insurance is too early and another is not"] = (
                WithInsurance,
                Good with { Evidence = [new Proof(EvidenceKind.Agreement, null), new Proof(EvidenceKind.Insurance, "2022-06"), new Proof(EvidenceKind.Insurance, "2022-08")] }),
            ["a city written without 市 in the programme's wage table"] = (
                Season.Rules with { MinimumWagesFen = new Dictionary<string, long> { ["潍坊"] = 100_000 } },
                Good with { Agreement = Contract with { PayFen = 100_000 } }),
        };

        public static readonly Dictionary<string, (Rules Rules, Facts Facts, string Because)> NotCounting = new()
        {
            ["no copy of the agreement"] = (Season.Rules, Good with { Evidence = [new Proof(EvidenceKind.OnDuty, null)] }, "缺少协议扫描件。"),
            ["nothing shows that the graduate came"] = (Season.Rules, Good with { Evidence = [new Proof(EvidenceKind.Agreement, null)] }, "缺少到岗确认材料。"),
            ["on duty, and no agreement reported"] = (Season.Rules, Good with { Agreement = null }, "单位尚未登记签约。"),
            ["a kind of evidence that the rules name twice is missing once"] = (
                Season.Rules with { RequiredEvidence = [EvidenceKind.Agreement, EvidenceKind.Agreement] },
                Good with { Evidence = [] },
                "缺少协议扫描件。"),
            ["insurance of a month before the start is not the first thing to mend while the agreement is missing"] = (
                WithInsurance,
                Good with { Evidence = [new Proof(EvidenceKind.Insurance, "2022-06")] },
                "缺少协议扫描件。"),
            ["no insurance"] = (WithInsurance, Good, "缺少社保缴纳证明。"),
            ["insurance of a month before the start"] = (
                WithInsurance,
                Good with { Evidence = [new Proof(EvidenceKind.Agreement, null), new Proof(EvidenceKind.Insurance, "2022-06")] },
                "社保缴纳月份早于到岗月份。"),
            ["the graduate has not confirmed"] = (Season.Rules, Good with { Confirmed = false }, "毕业生本人尚未确认去向。"),
            ["labour dispatch where it is not accepted"] = (
                Season.Rules,
                Good with { Agreement = Contract with { Form = AgreementForm.LabourDispatch } },
                "协议形式“劳务派遣”不在本专项认可范围内。"),
            ["a term of eleven months"] = (Season.Rules, Good with { Agreement = Contract with { TermMonths = 11 } }, "协议期限 11 个月，少于规定的 12 个月。"),
            ["signed the day before the programme opened"] = (
                Season.Rules,
                Good with { Agreement = Contract with { SignedOn = new DateOnly(2022, 6, 27) } },
                "签订日期 2022-06-27 不在专项期间（2022-06-28 至 2022-08-31）内。"),
            ["signed the day after it closed"] = (
                Season.Rules,
                Good with { Agreement = Contract with { SignedOn = new DateOnly(2022, 9, 1) } },
                "签订日期 2022-09-01 不在专项期间（2022-06-28 至 2022-08-31）内。"),
            ["a fen below the minimum wage"] = (Season.Rules, Good with { Agreement = Contract with { PayFen = 209_999 } }, "月薪 2099.99 元，低于潍坊市最低工资标准 2100 元。"),
            ["a junior college degree"] = (Season.Rules, Good with { Degree = DegreeLevel.JuniorCollege }, "学历为专科，低于规定的本科。"),
            ["a graduate of 2020"] = (Season.Rules, Good with { GraduationYear = 2020 }, "毕业年份 2020，早于规定的 2021。"),
            ["a finance assistant where only research posts count"] = (
                Season.Rules,
                Good with { Kind = PositionKind.FinanceAssistant },
                "岗位类型“财务助理”不在本专项范围内。"),
            ["the agreement has ended"] = (Season.Rules, Good with { Stage = PlacementStage.Terminated }, "协议已解除。"),
        };
    }
}
