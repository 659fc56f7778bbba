using RaMatch.Contracts;
using RaMatch.Posting.Positions;
using Xunit;

namespace RaMatch.Posting.Tests.Positions;

public class LinterTests
{
    static readonly DateOnly Today = new(2022, 6, 28);

    static readonly ProgrammeRules Rules = new(
        "ra-2022", "2022年专项", new DateOnly(2022, 6, 1), new DateOnly(2022, 8, 31), Enum.GetValues<PositionKind>(), DegreeLevel.Bachelor, 12, new Dictionary<string, long>());

    static readonly PositionDraft Good = new(
        "ra-2022", "数据分析工程师", PositionKind.ResearchProject, "参与科研项目的数据采集、清洗与统计分析，撰写分析报告。", 2, DegreeLevel.Bachelor,
        ["0809"], ["Python"], [], "潍坊市", 600_000, 800_000, 12, new DateOnly(2022, 8, 1));

    [Theory]
    [InlineData("school-tier", "限985院校毕业")]
    [InlineData("school-tier", "985/211优先")]
    [InlineData("school-tier", "985、211高校硕士")]
    [InlineData("school-tier", "双一流高校毕业生")]
    [InlineData("school-tier", "毕业于双一流建设高校")]
    [InlineData("school-tier", "毕业于“双一流”建设高校")]
    [InlineData("school-tier", "重点大学本科以上")]
    [InlineData("school-tier", "名校背景")]
    [InlineData("school-tier", "C9联盟高校")]
    [InlineData("school-tier", "QS前100院校")]
    [InlineData("school-tier", "第一学历为本科")]
    [InlineData("school-tier", "一本及以上")]
    [InlineData("own-school", "仅限本校应届毕业生")]
    [InlineData("own-school", "只招我校学生")]
    [InlineData("own-school", "本校毕业生优先")]
    [InlineData("named-school", "仅限清华大学毕业生")]
    [InlineData("named-school", "只招山东大学、青岛大学毕业生")]
    [InlineData("sex", "限男性")]
    [InlineData("sex", "男士优先")]
    [InlineData("sex", "女生优先")]
    [InlineData("sex", "性别：女")]
    [InlineData("sex", "性别要求男")]
    [InlineData("sex", "适合女性")]
    [InlineData("sex", "只招男生，能出差")]
    [InlineData("sex", "诚聘美女助理")]
    [InlineData("sex", "仅限男")]
    [InlineData("sex", "仅限985、211院校男性")]
    [InlineData("sex", "只招本科以上、能出差的男生")]
    [InlineData("sex", "招男生2名，女生1名")]
    [InlineData("household", "本市户籍优先")]
    [InlineData("household", "需有潍坊户口")]
    [InlineData("household", "仅限本地人")]
    [InlineData("household", "外地人勿投")]
    [InlineData("household", "限本省生源")]
    [InlineData("marriage", "已婚已育优先")]
    [InlineData("marriage", "两年内不得结婚")]
    [InlineData("marriage", "3年内不生育")]
    [InlineData("marriage", "请注明婚育状况")]
    [InlineData("marriage", "未婚优先")]
    [InlineData("age", "年龄35岁以下")]
    [InlineData("age", "年龄不超过30")]
    [InlineData("age", "30周岁以内")]
    [InlineData("age", "22-28岁")]
    [InlineData("age", "1995年以后出生")]
    [InlineData("age", "95后优先")]
    [InlineData("appearance", "身高165以上")]
    [InlineData("appearance", "形象气质佳")]
    [InlineData("appearance", "五官端正")]
    [InlineData("superstition", "处女座勿投")]
    [InlineData("superstition", "属虎的不要")]
    [InlineData("superstition", "O型血优先")]
    [InlineData("superstition", "血型要求A型")]
    [InlineData("health", "乙肝携带者不录用")]
    [InlineData("health", "无乙肝")]
    [InlineData("health", "残疾人勿投")]
    [InlineData("ethnicity", "限汉族")]
    [InlineData("ethnicity", "少数民族勿投")]
    [InlineData("fee", "入职须缴纳押金500元")]
    [InlineData("fee", "需先交培训费")]
    [InlineData("fee", "上岗前收取服装费")]
    [InlineData("fee", "扣押毕业证")]
    [InlineData("fee", "体检费自理")]
    [InlineData("fake", "无底薪，高提成")]
    [InlineData("fake", "可挂靠，只开就业证明")]
    [InlineData("fake", "义务实习三个月")]
    public void Unlawful_wording_is_an_error_whatever_field_it_stands_in(string rule, string text)
    {
        Assert.Contains(Linter.Check(Good with { Duties = Good.Duties + text }, Rules, Today), finding => finding.Rule == rule && finding is { Severity: Severity.Error, Field: "duties" });
        Assert.Contains(Linter.Check(Good with { Title = text }, Rules, Today), finding => finding.Rule == rule && finding is { Severity: Severity.Error, Field: "title" });
        Assert.Contains(Linter.Check(Good with { RequiredSkills = ["Python", text] }, Rules, Today), finding => finding.Rule == rule && finding.Field == "requiredSkills[1]");
    }

    [Theory]
    [InlineData("school-tier", "限９８５高校毕业生")]
    [InlineData("school-tier", "985\u200B高校")]
    [InlineData("school-tier", "限9 8 5高校")]
    [InlineData("school-tier", "限9.8.5高校")]
    [InlineData("school-tier", "限9。8。5高校")]
    [InlineData("school-tier", "限9-8-5高校")]
    [InlineData("school-tier", "限9\u00B78\u00B75 高 校")]
    [InlineData("school-tier", "限⑨⑧⑤高校")]
    [InlineData("school-tier", "限九八五高校")]
    [InlineData("school-tier", "二一一院校优先")]
    [InlineData("school-tier", "限٩٨٥高校")]
    [InlineData("school-tier", "雙一流高校畢業")]
    [InlineData("school-tier", "双😀一😀流高校")]
    [InlineData("school-tier", "重-点大学")]
    [InlineData("age", "35周岁（含）以下")]
    [InlineData("age", "３５岁以下")]
    [InlineData("age", "35岁（含35岁）以下")]
    [InlineData("age", "三十五岁以下")]
    [InlineData("age", "三十五周岁【含】以下")]
    [InlineData("age", "年龄三十以内")]
    [InlineData("age", "十八至三十岁")]
    [InlineData("age", "35 歲以下")]
    [InlineData("appearance", "身高１６５")]
    [InlineData("appearance", "身高一米六五")]
    [InlineData("appearance", "身高一百六十五厘米以上")]
    [InlineData("sex", "限 男 性")]
    [InlineData("sex", "限男\u00B7性")]
    [InlineData("sex", "限男。性")]
    [InlineData("sex", "限-男-性")]
    [InlineData("sex", "限⼥性")]
    [InlineData("sex", "限男\u00AD性\u3164")]
    [InlineData("sex", "僅限男性")]
    [InlineData("sex", "限\n男\n性")]
    [InlineData("household", "户\u2060籍不限本地以外，本 地 户 口")]
    [InlineData("marriage", "未_婚_优_先")]
    [InlineData("fee", "入职须缴纳押·金500元")]
    [InlineData("school-tier", "限（985）高校")]
    [InlineData("school-tier", "985（高校）优先")]
    [InlineData("school-tier", "限985-高校")]
    [InlineData("school-tier", "双、一、流高校")]
    [InlineData("sex", "男（优先）")]
    [InlineData("sex", "限（男）")]
    [InlineData("sex", "性别：（男）")]
    [InlineData("sex", "限男:性")]
    [InlineData("school-tier", "985（高校毕业生优先）")]
    [InlineData("school-tier", "要求（ 985 ）高校")]
    [InlineData("school-tier", "限（（985））高校")]
    [InlineData("school-tier", "限{985}高校")]
    [InlineData("sex", "男性（优先考虑，能出差）")]
    [InlineData("sex", "女性（优先录用者）")]
    [InlineData("sex", "招聘男性（5名）")]
    [InlineData("sex", "性别：男，女性不予考虑")]
    [InlineData("sex", "性别：男性、女性请勿投递")]
    [InlineData("sex", "性别要求：男，女生请绕行")]
    [InlineData("age", "≤35岁")]
    [InlineData("age", "年龄≤35")]
    [InlineData("age", "年龄<=35")]
    [InlineData("age", "小于等于35岁")]
    [InlineData("age", "未满35岁")]
    [InlineData("age", "卅五岁以下")]
    [InlineData("appearance", "身高≥165cm")]
    [InlineData("appearance", "身高：不低于165")]
    public void Unlawful_wording_is_found_however_it_is_written(string rule, string text) =>
        Assert.Contains(Linter.Check(Good with { Duties = Good.Duties + text }, Rules, Today), finding => finding.Rule == rule && finding is { Severity: Severity.Error, Field: "duties" });

    [Theory]
    [InlineData("电话１３９００００１２３４")]
    [InlineData("电话 139-0000-1234")]
    [InlineData("电话1 3 9 0 0 0 0 1 2 3 4")]
    [InlineData("电话一三九〇〇〇〇一二三四")]
    [InlineData("电话幺三九零零零零幺二三四")]
    [InlineData("电话+8613900001234")]
    [InlineData("139.0000.1234")]
    [InlineData("139/0000/1234")]
    [InlineData("(139)00001234")]
    [InlineData("0536-8888888")]
    [InlineData("张三@例子.中国")]
    public void A_way_to_reach_somebody_is_found_however_it_is_written(string text) =>
        Assert.Contains(Linter.Check(Good with { Duties = Good.Duties + text }, Rules, Today), finding => finding is { Rule: "contact", Severity: Severity.Warning });

    [Fact]
    public void A_title_is_measured_in_the_characters_people_count()
    {
        Assert.Empty(Linter.Check(Good with { Title = string.Concat(Enumerable.Repeat("𠮷", 80)) }, Rules, Today));
        Assert.Contains(Linter.Check(Good with { Title = string.Concat(Enumerable.Repeat("𠮷", 81)) }, Rules, Today), finding => finding is { Rule: "length", Field: "title" });
    }

    [Theory]
    [InlineData("男女不限")]
    [InlineData("第一，参与研究；第二，撰写报告")]
    [InlineData("服务0-3岁以下婴幼儿，1.5岁以下优先参加")]
    [InlineData("参与“十四五”规划课题，一流学科数据整理")]
    [InlineData("数、理、化 基础扎实")]
    [InlineData("约1.5岁以下、2-3岁以下的婴幼儿产品测试")]
    [InlineData("男/女不限")]
    [InlineData("性别不限，年龄不限，户籍不限")]
    [InlineData("性别：不限")]
    [InlineData("女装设计师")]
    [InlineData("要求男女装设计经验")]
    [InlineData("需女性健康研究经历")]
    [InlineData("仅限开展女性健康研究的团队成员查看原始数据")]
    [InlineData("男科医学研究助理")]
    [InlineData("不限985、211，欢迎所有高校毕业生")]
    [InlineData("985/211不限")]
    [InlineData("配合航天211厂开展试验")]
    [InlineData("熟悉C99标准和TMS320C9系列")]
    [InlineData("工作温度985℃，牌号2110")]
    [InlineData("协助双一流学科建设材料的整理")]
    [InlineData("参与“双一流”学科建设")]
    [InlineData("服务名校长工作室")]
    [InlineData("开发数字签名校验模块，负责人名校对")]
    [InlineData("与知名校企联合实验室协作")]
    [InlineData("在我校实验室开展工作")]
    [InlineData("不限于本校毕业生")]
    [InlineData("户籍管理系统开发")]
    [InlineData("协助解决北京户口，提供人才公寓")]
    [InlineData("提供单身公寓")]
    [InlineData("已婚员工享受探亲假")]
    [InlineData("开展婚育状况调查数据分析")]
    [InlineData("面向18-35岁人群的问卷研究")]
    [InlineData("0-3岁婴幼儿产品测试")]
    [InlineData("年满18周岁")]
    [InlineData("65岁以上老年人慢病研究")]
    [InlineData("低轨卫星星座组网设计")]
    [InlineData("ABO血型检测试剂研发")]
    [InlineData("乙肝疫苗研发")]
    [InlineData("残疾人辅具研发")]
    [InlineData("少数民族语言处理")]
    [InlineData("负责品牌形象设计")]
    [InlineData("不收取任何费用")]
    [InlineData("无需缴纳押金")]
    [InlineData("办理投标保证金退还")]
    [InlineData("负责学费收缴核算")]
    [InlineData("负责应付费用、预付费用和应交税费核算")]
    [InlineData("月薪6000薪酬按月发放，享受带薪假")]
    [InlineData("需支付系统研发经验，了解资费")]
    [InlineData("五险一金，双休，提供餐补")]
    [InlineData("有微信小程序开发经验")]
    [InlineData("性别：男/女均可")]
    [InlineData("受试者男性（20名）、女性（20名）")]
    [InlineData("录入受试者性别（男=1，女=2）")]
    [InlineData("性别（男，女）")]
    [InlineData("按性别（女性、男性）分组")]
    [InlineData("年龄（60岁及以上）的慢病患者随访")]
    [InlineData("协助筛选年龄>60岁的受试者")]
    [InlineData("采集身高（100例）")]
    [InlineData("实验楼211（工程训练中心）")]
    [InlineData("不招收未满16周岁者")]
    [InlineData("熟悉YY 0505-2012与GB/T 0221-2019")]
    [InlineData("精度优于0.0536-88888888")]
    [InlineData("<script>alert(1)</script> 🚀 𠮷")]
    public void Harmless_wording_that_sounds_alike_passes(string text)
    {
        Assert.Empty(Linter.Check(Good with { Duties = Good.Duties + text }, Rules, Today));
        Assert.Empty(Linter.Check(Good with { Title = text }, Rules, Today));
    }

    [Theory]
    [InlineData("contact", "联系电话13800138000")]
    [InlineData("contact", "加QQ群：123456789")]
    [InlineData("contact", "微信：hr_2022")]
    [InlineData("contact", "简历投递hr@example.com")]
    [InlineData("internship", "实习生")]
    [InlineData("study-mode", "仅限全日制本科")]
    [InlineData("named-school", "清华大学毕业生优先")]
    public void What_is_only_unwise_is_a_warning(string rule, string text)
    {
        var findings = Linter.Check(Good with { Duties = Good.Duties + text }, Rules, Today);
        Assert.Contains(findings, finding => finding.Rule == rule);
        Assert.All(findings, finding => Assert.Equal(Severity.Warning, finding.Severity));
    }

    [Fact]
    public void An_age_limit_is_lawful_for_postdoctoral_posts_only()
    {
        var draft = Good with { Duties = Good.Duties + "年龄35周岁以下。", MinimumDegree = DegreeLevel.Doctor };
        Assert.NotEmpty(Finding.ErrorsOf(Linter.Check(draft, Rules, Today)));
        Assert.Empty(Linter.Check(draft with { Kind = PositionKind.Postdoctoral }, Rules, Today));
    }

    [Fact]
    public void Facts_are_held_against_programme_and_reference_tables()
    {
        Assert.Empty(Linter.Check(Good, Rules, Today));
        Expect(Good with { PayMinimumFen = 100_000, PayMaximumFen = 200_000 }, "minimum-wage", "payMinimumFen");
        Assert.Equal("月薪不能低于潍坊市最低工资标准（2,400元，2026年1月1日的标准）。", BelowWage(Good, Rules));
        Assert.Equal("月薪不能低于长沙市最低工资标准（2,200元，自2025年9月1日起）。", BelowWage(Good with { City = "长沙" }, Rules));
        Assert.Equal("月薪不能低于盐城市最低工资标准（2,180元，自2026年1月1日起，该市所属档次未核实，按较低一档）。", BelowWage(Good with { City = "盐城" }, Rules));
        Assert.Equal("月薪不能低于潍坊市最低工资标准（3,000元，本专项规定）。", BelowWage(Good, Rules with { MinimumWagesFen = new Dictionary<string, long> { ["潍坊"] = 300_000 } }));
        Expect(Good with { PayMaximumFen = 500_000 }, "pay-order", "payMaximumFen");
        Expect(Good with { TermMonths = 11 }, "term", "termMonths");
        Expect(Good with { ClosesOn = Today.AddDays(-1) }, "closing", "closesOn");
        Expect(Good with { ClosesOn = Rules.ClosesOn.AddDays(1) }, "closing", "closesOn");
        Expect(Good with { Kind = PositionKind.Postdoctoral }, "degree", "minimumDegree");
        Expect(Good with { Majors = ["080901", "9999"] }, "unknown-major", "majors[1]");
        Expect(Good with { City = "亚特兰蒂斯" }, "unknown-city", "city");
        Assert.Contains(Linter.Check(Good, Rules with { Kinds = [PositionKind.Postdoctoral] }, Today), finding => finding.Rule == "kind");
        Assert.Contains(Linter.Check(Good, null, Today), finding => finding is { Rule: "programme", Field: "programme" });
        Assert.Empty(Linter.Check(Good with { City = "潍坊", ClosesOn = Today }, Rules, Today));
    }

    [Fact]
    public void An_empty_draft_lacks_everything_that_is_needed_and_nothing_else()
    {
        var findings = Linter.Check(new PositionDraft(null, null, null, null, null, null, null, null, null, null, null, null, null, null), null, Today);
        Assert.All(findings, finding => Assert.Equal("missing", finding.Rule));
        Assert.Equal(
            ["city", "closesOn", "duties", "kind", "minimumDegree", "payMaximumFen", "payMinimumFen", "programme", "seats", "termMonths", "title"],
            findings.Select(finding => finding.Field).Order(StringComparer.Ordinal));
    }

    static string BelowWage(PositionDraft draft, ProgrammeRules rules) =>
        Linter.Check(draft with { PayMinimumFen = 1_000_00 }, rules, Today).Single(finding => finding.Rule == "minimum-wage").Sentence.InChinese();

    static void Expect(PositionDraft draft, string rule, string field) =>
        Assert.Contains(Linter.Check(draft, Rules, Today), finding => finding.Rule == rule && finding.Field == field && finding.Severity == Severity.Error);
}
