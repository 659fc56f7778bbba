using CsCheck;
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
    static readonly DateOnly AppliedOn = new(2022, 6, 28);
    static readonly DateOnly AcceptedOn = new(2022, 6, 28);
    static readonly DateOnly FiledOn = new(2022, 8, 10);
    static readonly Proof Paper = new(EvidenceKind.Agreement, null, FiledOn, "agreement");
    static readonly Proof Presence = new(EvidenceKind.OnDuty, null, FiledOn, "on duty");
    static readonly Facts Good = new(
        PlacementStage.OnDuty,
        AppliedOn,
        AcceptedOn,
        Contract,
        [Paper, Presence],
        Confirmed: true,
        DegreeLevel.Master,
        2022,
        PositionKind.ResearchProject,
        "潍坊市");

    static readonly Rules WithInsurance = Season.Rules with { RequiredEvidence = [EvidenceKind.Agreement, EvidenceKind.Insurance] };

    static Proof Insured(string month, DateOnly? filedOn = null) => new(EvidenceKind.Insurance, month, filedOn ?? FiledOn, "insurance");

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
        var verdict = JudgeBy(Season.Rules, new Facts(PlacementStage.Accepted, AppliedOn, null, null, [], false, null, null, null, null));
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
        Assert.False(JudgeBy(Season.Rules, Good with { Evidence = [Paper] }).Evidenced);

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

    [Fact]
    public void A_list_that_proves_several_of_a_unit_is_told_to_the_park() =>
        Assert.Equal(
            ["到岗确认材料同时用于该单位另外 3 名毕业生，请确认文件中有本人。"],
            JudgeBy(Season.Rules, Good with { Evidence = [Paper, Presence with { HiresAlso = 3 }] }).Findings.InChinese());

    [Fact]
    public void What_is_wrong_with_an_agreement_is_told_at_its_fields()
    {
        var wrong = new Agreement(AgreementForm.LabourDispatch, AppliedOn.AddDays(-1), AppliedOn.AddDays(-1), 6, 100_000);
        var verdict = JudgeBy(Season.Rules, Good with { Agreement = wrong });
        Assert.Equal(["form", "termMonths", "signedOn", "payFen", "signedOn", "startsOn"], verdict.Faults.Select(fault => fault.Field));
        Assert.Equal(verdict.Missing, verdict.Faults.Select(fault => fault.Sentence));
    }

    /// <summary>Of all days that a placement may have, those in order count and all others do not.</summary>
    [Fact]
    public void Whatever_days_a_hire_has_it_counts_only_if_they_are_in_order() =>
        Gen.Select(Days, Days, Days, Days, Days).Sample((applied, accepted, signed, starts, filed) =>
        {
            var hire = Good with
            {
                AppliedOn = applied,
                AcceptedOn = accepted < applied ? applied : accepted,
                Agreement = Contract with { SignedOn = signed, StartsOn = starts },
                Evidence = [Paper with { FiledOn = filed }, Presence with { FiledOn = filed }],
            };
            var inOrder = hire.AcceptedOn <= signed && hire.AcceptedOn <= starts && signed <= starts.AddMonths(1) && starts <= filed && signed >= OpensOn && signed <= ClosesOn;
            return JudgeBy(Season.Rules, hire).Countable == inOrder;
        });

    static readonly Gen<DateOnly> Days = Gen.Int[0, 70].Select(day => OpensOn.AddDays(day));

    static class Examples
    {
        public static readonly Dictionary<string, (Rules Rules, Facts Facts)> Counting = new()
        {
            ["an agreement signed on the first day"] = (Season.Rules, Good with { Agreement = Contract with { SignedOn = OpensOn } }),
            ["an agreement signed on the last day"] = (Season.Rules, Good with { Agreement = Contract with { SignedOn = ClosesOn, StartsOn = ClosesOn.AddMonths(-1) } }),
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
                Good with { Stage = PlacementStage.Signed, Evidence = [Paper] }),
            ["insurance paid for the month of the start"] = (
                WithInsurance,
                Good with { Evidence = [Paper, Insured("2022-07")] }),
            ["one month of insurance is too early and another is not"] = (
                WithInsurance,
                Good with { Evidence = [Paper, Insured("2022-06"), Insured("2022-08")] }),
            ["applied, accepted, signed and at work on one day"] = (
                Season.Rules,
                Good with { AppliedOn = Contract.SignedOn, AcceptedOn = Contract.SignedOn, Agreement = Contract with { StartsOn = Contract.SignedOn } }),
            ["at work on the day of the acceptance and signed a month later, as the law allows"] = (
                Season.Rules,
                Good with { Agreement = Contract with { StartsOn = AcceptedOn, SignedOn = AcceptedOn.AddMonths(1) } }),
            ["accepted a year before the first day of work"] = (
                Season.Rules,
                Good with { Agreement = Contract with { StartsOn = Contract.SignedOn.AddYears(1) }, Evidence = [Paper, Presence with { FiledOn = Contract.SignedOn.AddYears(1) }] }),
            ["duty proved on the first day of work, and again before it"] = (
                Season.Rules,
                Good with { Evidence = [Paper, Presence with { FiledOn = Contract.StartsOn }, Presence with { FiledOn = Contract.StartsOn.AddDays(-1) }] }),
            ["duty proved too early where the rules ask for no proof of it"] = (
                Season.Rules with { RequiredEvidence = [EvidenceKind.Agreement] },
                Good with { Evidence = [Paper, Presence with { FiledOn = Contract.StartsOn.AddDays(-1) }] }),
            ["insurance paid for the month of the filing"] = (WithInsurance, Good with { Evidence = [Paper, Insured("2022-08")] }),
            ["one list of insurance for two months"] = (WithInsurance, Good with { Evidence = [Paper, Insured("2022-07"), Insured("2022-08")] }),
            ["a list of who came that proves others of the unit too"] = (Season.Rules, Good with { Evidence = [Paper, Presence with { HiresAlso = 3 }] }),
            ["a city written without 市 in the programme's wage table"] = (
                Season.Rules with { MinimumWagesFen = new Dictionary<string, long> { ["潍坊"] = 100_000 } },
                Good with { Agreement = Contract with { PayFen = 100_000 } }),
        };

        public static readonly Dictionary<string, (Rules Rules, Facts Facts, string Because)> NotCounting = new()
        {
            ["no copy of the agreement"] = (Season.Rules, Good with { Evidence = [Presence] }, "缺少协议扫描件。"),
            ["nothing shows that the graduate came"] = (Season.Rules, Good with { Evidence = [Paper] }, "缺少到岗确认材料。"),
            ["on duty, and no agreement reported"] = (Season.Rules, Good with { Agreement = null }, "单位尚未登记签约。"),
            ["a kind of evidence that the rules name twice is missing once"] = (
                Season.Rules with { RequiredEvidence = [EvidenceKind.Agreement, EvidenceKind.Agreement] },
                Good with { Evidence = [] },
                "缺少协议扫描件。"),
            ["insurance of a month before the start is not the first thing to mend while the agreement is missing"] = (
                WithInsurance,
                Good with { Evidence = [Insured("2022-06")] },
                "缺少协议扫描件。"),
            ["no insurance"] = (WithInsurance, Good, "缺少社保缴纳证明。"),
            ["insurance of a month before the start"] = (
                WithInsurance,
                Good with { Evidence = [Paper, Insured("2022-06")] },
                "社保缴纳月份早于到岗月份。"),
            ["the graduate has not confirmed"] = (Season.Rules, Good with { Confirmed = false }, "毕业生本人尚未确认去向。"),
            ["labour dispatch where it is not accepted"] = (
                Season.Rules,
                Good with { Agreement = Contract with { Form = AgreementForm.LabourDispatch } },
                "协议形式“劳务派遣”不在本专项认可范围内。"),
            ["a term of eleven months"] = (Season.Rules, Good with { Agreement = Contract with { TermMonths = 11 } }, "协议期限 11 个月，少于规定的 12 个月。"),
            ["signed the day before the programme opened"] = (
                Season.Rules,
                Good with { AppliedOn = new DateOnly(2022, 6, 27), AcceptedOn = new DateOnly(2022, 6, 27), Agreement = Contract with { SignedOn = new DateOnly(2022, 6, 27) } },
                "签订日期 2022-06-27 不在专项期间（2022-06-28 至 2022-08-31）内。"),
            ["signed the day after it closed"] = (
                Season.Rules,
                Good with { Agreement = Contract with { SignedOn = new DateOnly(2022, 9, 1), StartsOn = new DateOnly(2022, 8, 1) } },
                "签订日期 2022-09-01 不在专项期间（2022-06-28 至 2022-08-31）内。"),
            ["a fen below the minimum wage"] = (Season.Rules, Good with { Agreement = Contract with { PayFen = 209_999 } }, "月薪 2099.99 元，低于潍坊市最低工资标准（2100 元，本专项规定）。"),
            ["a fen below the minimum wage of a city that the programme does not write"] = (
                Season.Rules,
                Good with { City = "青岛市", Agreement = Contract with { PayFen = 239_999 } },
                "月薪 2399.99 元，低于青岛市最低工资标准（2400 元，2026年1月1日的标准）。"),
            ["a fen below the minimum wage of a city whose date is known"] = (
                Season.Rules,
                Good with { City = "衡阳市", Agreement = Contract with { PayFen = 199_999 } },
                "月薪 1999.99 元，低于衡阳市最低工资标准（2000 元，自2025年9月1日起）。"),
            ["a junior college degree"] = (Season.Rules, Good with { Degree = DegreeLevel.JuniorCollege }, "学历为专科，低于规定的本科。"),
            ["a graduate of 2020"] = (Season.Rules, Good with { GraduationYear = 2020 }, "毕业生为 2020 届，早于规定的 2021 届。"),
            ["a finance assistant where only research posts count"] = (
                Season.Rules,
                Good with { Kind = PositionKind.FinanceAssistant },
                "岗位类型“财务助理”不在本专项范围内。"),
            ["signed the day before the application"] = (
                Season.Rules,
                Good with { AppliedOn = Contract.SignedOn.AddDays(1), AcceptedOn = Contract.SignedOn.AddDays(2) },
                "签订日期 2022-07-04 早于投递日期 2022-07-05，这份协议不是通过本专项签订的。"),
            ["signed the day before the acceptance"] = (
                Season.Rules,
                Good with { AcceptedOn = Contract.SignedOn.AddDays(1) },
                "签订日期 2022-07-04 早于毕业生接受录用的日期 2022-07-05，请核对协议上的日期。"),
            ["at work the day before the application"] = (
                Season.Rules,
                Good with { AppliedOn = Contract.SignedOn, AcceptedOn = Contract.SignedOn, Agreement = Contract with { StartsOn = Contract.SignedOn.AddDays(-1) } },
                "到岗日期 2022-07-03 早于投递日期 2022-07-04，投递前已在岗的人员不计入。"),
            ["at work the day before the acceptance"] = (
                Season.Rules,
                Good with { AcceptedOn = Contract.SignedOn, Agreement = Contract with { StartsOn = Contract.SignedOn.AddDays(-1) } },
                "到岗日期 2022-07-03 早于毕业生接受录用的日期 2022-07-04，请核对。"),
            ["a day more than a month at work without an agreement"] = (
                Season.Rules,
                Good with { Agreement = Contract with { StartsOn = AcceptedOn, SignedOn = AcceptedOn.AddMonths(1).AddDays(1) } },
                "签订日期 2022-07-29 比到岗日期 2022-06-28 晚一个月以上；劳动合同应自用工之日起一个月内订立，请核对。"),
            ["duty proved the day before it began"] = (
                Season.Rules,
                Good with { Evidence = [Paper, Presence with { FiledOn = Contract.StartsOn.AddDays(-1) }] },
                "到岗确认材料在到岗日期 2022-07-11 之前上传，请到岗后重新上传。"),
            ["insurance of the month after the filing"] = (
                WithInsurance,
                Good with { Evidence = [Paper, Insured("2022-09")] },
                "社保缴纳月份 2022-09 不可能已经缴纳，请作废后上传实际缴纳月份的证明。"),
            ["insurance of a month to come, which the rules do not even ask for"] = (
                Season.Rules,
                Good with { Evidence = [Paper, Presence, Insured("2099-12")] },
                "社保缴纳月份 2099-12 不可能已经缴纳，请作废后上传实际缴纳月份的证明。"),
            ["insurance of the year 1"] = (
                WithInsurance,
                Good with { Evidence = [Paper, Insured("0001-01")] },
                "社保缴纳月份 0001-01 不可能已经缴纳，请作废后上传实际缴纳月份的证明。"),
            ["insurance of a month to come beside one that is paid"] = (
                WithInsurance,
                Good with { Evidence = [Paper, Insured("2022-08"), Insured("2022-12")] },
                "社保缴纳月份 2022-12 不可能已经缴纳，请作废后上传实际缴纳月份的证明。"),
            ["one file as the agreement and as the proof of duty"] = (
                Season.Rules,
                Good with { Evidence = [Paper, Presence with { Sha256 = Paper.Sha256 }] },
                "同一份文件被用作协议扫描件、到岗确认材料，请作废后分别上传。"),
            ["the agreement of another graduate"] = (
                Season.Rules,
                Good with { Evidence = [Paper with { HiresAlso = 1, StrangersAlso = 1 }, Presence] },
                "协议扫描件与另一名毕业生的材料是同一份文件，请作废后上传本人的材料。"),
            ["the agreement has ended"] = (Season.Rules, Good with { Stage = PlacementStage.Terminated }, "协议已解除。"),
        };
    }
}
