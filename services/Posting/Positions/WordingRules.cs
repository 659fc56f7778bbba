using System.Text.RegularExpressions;
using RaMatch.Contracts;
using RaMatch.Platform.Words;

namespace RaMatch.Posting.Positions;

/// <summary>
/// What a position may not say, as data: 三严禁 (limits by school, sex, household registration and the like; fake posts) after the
/// ministries' notices on graduates' recruitment, the Employment Promotion Law (就业促进法, articles 26 to 31) and the rules on
/// recruitment fees. A rule first blanks what is harmless although it sounds alike, then looks for what is not, in each of a text's
/// <see cref="WordingText"/>: there a space is <c>' '</c> and a digit 0 to 9, whatever was typed.
/// </summary>
static class WordingRules
{
    const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    // A safeguard only: the expressions run in linear time on texts of this size.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    sealed class Rule(string name, Severity severity, string forbidden, string? harmless, string code, params PositionKind[] exempt)
    {
        readonly Regex _forbidden = new(forbidden.Trim(), Options, Patience);
        readonly Regex? _harmless = harmless is null ? null : new Regex(harmless.Trim(), Options, Patience);

        public Finding? Check(string field, IReadOnlyList<string> readings, PositionKind? kind)
        {
            if (kind is { } given && exempt.Contains(given))
            {
                return null;
            }

            // Blanked with a full stop, so that what stood on its two sides does not grow together.
            var match = readings.Select(text => _forbidden.Match(_harmless?.Replace(text, "。") ?? text)).FirstOrDefault(found => found.Success);
            return match is null ? null : new Finding(name, severity, field, Sentence.Of(code, ("quote", match.Value.Trim())));
        }
    }

    static readonly Rule[] All =
    [
        new("school-tier", Severity.Error,
            """
            (985|211)[ \n]*(/|／|、|及|和|与|或|,|，|-)?[ \n]*(985|211|双一流|工程|高校|院校|大学|优先|以上|毕业|学校|本科|硕士|博士|背景|生源|的)|双[^\p{L}\p{N}]{0,2}一[^\p{L}\p{N}]{0,2}流|九校联盟|C9[ \n]*(高校|院校|联盟|大学)|(重点|一流|知名|顶尖)(大学|院校|高校|本科)|名校|(一本|统招本|二本)(院校|高校|及以上|以上|大学|毕业)|第一学历|常春藤|QS[ \n]*(世界)?(大学)?(排名)?[ \n]*(前|TOP)[ \n]*[0-9]+
            """,
            """
            (不限|不限于|不要求|无需|不看|不唯|非)[ \n]*(是|毕业于)?[ \n]*((985|211|双一流|重点|名校|高校|院校|大学|学校)[/、或和及]?[ \n]*)+|((985|211|双一流)[/、或和及]?[ \n]*)+(高校|院校|大学)?[ \n]*(不限|均可|非必需|皆可)|双一流[”"」』]?(学科)?建设(?!高校|院校|大学)|双一流[”"」』]?学科(?!毕业|优先)|名校(长|对|验|准|企)|211[ \n]*工程(训练|技术|研究|实训)中心|第一学历不限|知名(大学|高校)(合作|联合)
            """,
            "wording.school-tier"),
        new("own-school", Severity.Error,
            """
            (仅|只|限|专门?面向)[^，。；;,\n]{0,6}(本校|我校|本院校)|(本校|我校)(应届|往届)?(毕业生|学生|生源|校友)?(优先|专属|为限)
            """,
            """
            (不仅?限于?|不局限于)(本校|我校)
            """,
            "wording.own-school"),
        new("named-school", Severity.Error,
            """
            (仅限|只限|限定?|只招|仅招|只要|仅面向|只面向)[^，。；;,\n]{0,12}(大学|学院|清华|北大|复旦|浙大|交大)[^，。；;,\n]{0,6}(毕业|学生|应届|校友|背景|\z)
            """,
            null,
            "wording.named-school"),
        new("named-school", Severity.Warning,
            """
            (清华|北大|复旦|浙大|交大|[\u4e00-\u9fff]{2,8}大学)[^，。；;,\n]{0,6}(毕业|校友|背景)[^，。；;,\n]{0,4}优先
            """,
            null,
            "wording.named-school-preferred"),
        new("study-mode", Severity.Warning,
            """
            (限|仅限|只限|只招|须为?|必须|要求)[^，。；;,\n]{0,4}(全日制|统招)|非全日制(勿|不)|(限|仅限|只招|要求)[^，。；;,\n]{0,4}(海归|留学(经历|背景))
            """,
            null,
            "wording.study-mode"),
        new("sex", Severity.Error,
            """
            (仅限|只限|限招?|只招|仅招|须为?|需要?|要求为?)[ \n]*(男|女)(性|生|士)(?!健康|用品|消费|服|时尚|护理|内分泌|肿瘤|生殖|研究|用户|疾病)|(仅限|只限|限招?|只招|仅招|要求)[ \n]*(男|女)(?![\p{L}\p{N}])|(男|女)(性|生|士)?[ \n]*(优先|为宜|为佳|勿投|免投|勿扰)|(不招|不要|不考虑)(男|女)(性|生|士)?|适合(男|女)(性|生|士)|性别[ \n]*(要求)?[ \n]*[:：]?[ \n]*(为)?(男|女)(?!女|不|均|皆|性?均|[ \n]*=|性?[ \n]*[/／、,，或和及][ \n]*(男|女)(?!(性|生|士)?[^，。；;,\n]{0,6}(不(?![限拘])|勿|免|绕|除外|谢绝|拒|慎)))|(招|聘)[^，。；;,\n]{0,4}(美女|帅哥|小姐姐|小哥哥|男助理|女助理)|(男|女)(性|生)?[ \n]*[0-9]+[ \n]*(名|人)|(招聘|招收|录用|聘)(男|女)(性|生|士)[ \n]*[(\[][ \n]*[0-9]+[ \n]*(名|人)|(仅限|只限|只招|仅招)[^。；;\n]{1,16}(男|女)(性|生|士)(?!健康|用品|消费|服|时尚|护理|内分泌|肿瘤|生殖|研究|用户|疾病)
            """,
            """
            (男[ \n]*[/／、]?[ \n]*女|性别|男女(性)?)[ \n]*(不限|均可|皆可|平等|不拘)|不限[ \n]*(男女|性别|男[/／、]女)|性别[ \n]*(要求)?[ \n]*[:：][ \n]*(男女)?(不限|均可|皆可)|不得?(限定?|设置?)性别
            """,
            "wording.sex"),
        new("household", Severity.Error,
            """
            户籍|户口|(仅限|只限|限|只招|仅招)[ \n]*(本地|本市|本省|本区|外地|城镇|农村)(人|生源|居民)?|(本地|本市|本省)(人|生源|户)(优先|为限|为佳)|(外地|外省|外来)(人|生源|户)?(勿|不要|不招|免)
            """,
            """
            (不限|无需|不要求|不看|无)[ \n]*(制)?(户籍|户口)(所在地)?|(户籍|户口)(所在地)?[ \n]*(不限|均可|无要求)|(解决|办理|提供|落实|协助|申请|享受|支持|可落|给予)[^，。；;,\n]{0,8}(户籍|户口)|(户籍|户口)(迁移|迁入|指标|管理|系统|数据|登记|制度|办理|政策|档案|服务|业务|统计|信息)
            """,
            "wording.household"),
        new("marriage", Severity.Error,
            """
            (已婚|未婚|未育|已育|离异|单身)(已育|未育)?[ \n]*(者|人士|女性|男性)?[ \n]*(优先|勿|不要|为佳|除外)|(限|仅限|只招|要求|须|需|必须)[^，。；;,\n]{0,4}(已婚|未婚|未育|已育|单身)|([0-9]+|[一二两三四五])年内?(内)?不(得|能|打算|准备|可)?(结婚|怀孕|生育|生小孩|要孩子)|(婚姻|婚育|生育)(状况|情况|计划)|(无|没有|不得有)(结婚|生育|怀孕)(计划|打算)?|(怀孕|孕妇|孕期)(勿|不要|除外|解除)
            """,
            """
            (婚姻|婚育|婚否|已婚未婚|未婚已婚)(状况|情况)?[ \n]*(不限|均可)|不限(婚否|婚育|婚姻)(状况|情况)?|不(问|得询问|询问)(婚姻|婚育|生育)(状况|情况|计划)?|(婚姻|婚育|生育)(状况|情况)(调查|统计|数据|研究|分析)
            """,
            "wording.marriage"),
        new("age", Severity.Error,
            """
            [0-9]{2}[ \n]*(周)?岁[ \n]*(以下|以内|之内|及以下|之前|封顶)|(不超过|不大于|不高于|小于(或?等于)?|低于|不足|不满|未满(?!1[0-9])|限|[≤≦⩽<]=?)[ \n]*[0-9]{2}[ \n]*(周)?岁|年龄[ \n]*(要求|限制|在|范围)?[ \n]*[:：]?[ \n]*(不超过|不大于|小于(或?等于)?|低于|在|限|[≤≦⩽<]=?)?[ \n]*[0-9]{2}|[0-9]{2}[ \n]*(周)?岁?[ \n]*[-~—–－至到][ \n]*[0-9]{2}[ \n]*(周)?岁|(19|20)[0-9]{2}年([0-9]+月)?([0-9]+日)?(以后|之后|后)出生|(仅限|只招|限|只要)[ \n]*(80|85|90|95|00)后|(80|85|90|95|00)后优先
            """,
            """
            年龄[ \n]*不限|不限年龄|[0-9]{1,3}[ \n]*(周)?岁?[ \n]*[-~—–－至到][ \n]*[0-9]{1,3}[ \n]*(周)?岁(?=[^，。；;,\n]{0,6}(人群|儿童|患者|受试|志愿者|老年|青少年|婴幼儿|用户|幼儿|女性|男性|成人|产品))|(面向|针对|研究)[^，。；;,\n]{0,6}[0-9]{1,3}[ \n]*(周)?岁[ \n]*(以下|以内)
            """,
            "wording.age",
            PositionKind.Postdoctoral),
        new("appearance", Severity.Error,
            """
            身高[ \n]*[:：]?[ \n]*(要求|不低于|不少于|大于(或?等于)?|高于|超过|达到?|在|[≥≧⩾>]=?)?[ \n]*[:：]?[ \n]*(1|一)([0-9]|[.．米])|(颜值|相貌|五官|形象)(出众|端正|姣好|佳|好|要求)|(形象|气质)[^，。；;,\n]{0,4}(佳|好)(者)?|体重[ \n]*(不超过|要求|限)
            """,
            """
            (品牌|企业|公司|产品|视觉|数字)形象[^，。；;,\n]{0,6}
            """,
            "wording.appearance"),
        new("superstition", Severity.Error,
            """
            (白羊|金牛|双子|巨蟹|狮子|处女|天秤|天蝎|射手|摩羯|水瓶|双鱼)座[^，。；;,\n]{0,6}(优先|勿|不要|不招|除外|者)|(限|要求|仅限|只招|偏好|匹配)[^，。；;,\n]{0,4}(星座|血型|属相|生肖|八字)|(星座|血型|属相|生肖|八字)[ \n]*(要求|限|不合|优先|匹配|[:：])|(A|B|O|AB)型血?[ \n]*(者)?(优先|勿|除外|不要|不招)|属(鼠|牛|虎|兔|龙|蛇|马|羊|猴|鸡|狗|猪)(的|者)?[^，。；;,\n]{0,4}(优先|勿|除外|不要|不招)
            """,
            """
            (星座|血型|属相|生肖)[ \n]*[:：]?[ \n]*(要求)?[ \n]*(不限)|不限(星座|血型|属相|生肖)
            """,
            "wording.superstition"),
        new("health", Severity.Error,
            """
            (乙肝|乙型肝炎|HBV|艾滋病?|HIV)[^，。；;,\n]{0,8}(勿|不录|不予|不招|除外|携带者不|检测合格|两对半合格)|(无|非|不得有)(乙肝|乙型肝炎|艾滋)|(残疾人?|残障)[^，。；;,\n]{0,4}(勿|不招|不予|除外|不要)
            """,
            """
            (无|非)(乙肝|乙型肝炎|艾滋病?)(检测|检查|项目|歧视)
            """,
            "wording.health"),
        new("ethnicity", Severity.Error,
            """
            (仅限|只限|限|只招|仅招)[^，。；;,\n]{0,4}(汉族|[\u4e00-\u9fff]{1,4}族)(?=\z|[ \n，,。；;、)）]|人)|(少数民族)[^，。；;,\n]{0,4}(勿|不招|除外|不要)|(无|不得有|不能有)宗教信仰
            """,
            """
            不限民族|民族不限
            """,
            "wording.ethnicity"),
        new("fee", Severity.Error,
            """
            (需|须|应|先|预|自行|要)[ \n]*(缴纳|交纳|缴|交|支付|付)[^，。；;,\n]{0,8}(费|押金|保证金|定金)|(入职|上岗|报到|录用|面试|签约|报名)[^，。；;,\n]{0,8}(收取|缴纳|交纳|缴|支付)[^，。；;,\n]{0,8}(费|押金|保证金)|(收取|收)(押金|保证金|培训费|服装费|报名费|资料费|建档费|体检费|中介费)|(扣押|抵押|上交|扣留|暂扣)[^，。；;,\n]{0,6}(身份证|毕业证|学位证|证件|证书原件)|培训贷|招转培|刷单|(培训|服装|体检)费(用)?(自理|自付)
            """,
            """
            (不|无需|无须|免|不得|不会|禁止|严禁)[ \n]*(会|得|再)?[ \n]*(收取|收|缴纳|交纳|缴|交|支付|付|扣押|抵押|扣留)[^，。；;\n]{0,16}|(投标|履约|质量|工程|农民工工资)保证金|(应|预|代)(付|交|缴)(账款|税费|费用|职工薪酬|款项|利息|款)|支付(系统|平台|接口|业务|结算)
            """,
            "wording.fee"),
        new("fake", Severity.Error,
            """
            (无|零|(?<![0-9])0)[ \n]*(底薪|薪(?!假)|工资)|纯提成|义务(实习|工作|劳动)|(只|仅)(开|出具|提供)(就业|实习|工作)证明|挂靠|挂名|代签(协议|三方)|(虚假|代办)(就业|签约)
            """,
            """
            (不|禁止|严禁|杜绝|无)(得|允许|接受)?[ \n]*(挂靠|挂名|代签|虚假)[^，。；;,\n]{0,8}
            """,
            "wording.fake"),
        new("internship", Severity.Warning,
            """
            实习(生|岗|证明)
            """,
            """
            (有|具有|具备|相关)[^，。；;,\n]{0,8}实习(生)?经[历验]|带教实习生|(指导|管理)实习生
            """,
            "wording.internship"),
        new("contact", Severity.Warning,
            """
            (?<![0-9])(\+?86|0086)?[ \n.·/-]?1[3-9][0-9][ \n.·/-]?[0-9]{4}[ \n.·/-]?[0-9]{4}(?![0-9])|(?<![A-Za-z0-9./-])0[1-9][0-9]{1,2}[ \n-]?[2-9][0-9]{6,7}(?![0-9])|(QQ|扣扣)[ \n]*(群|号)?[ \n]*[:：]?[ \n]*[0-9]{5,12}|(微信|wechat|vx|薇信|威信)[ \n]*(号|同号|群)?[ \n]*[:：][ \n]*[A-Za-z0-9_-]{4,}|(微信号|加微信|加V)[ \n]*[A-Za-z0-9_-]{5,}|(?<![\p{L}\p{N}._-])[\p{L}\p{N}._-]+@[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)*\.\p{L}{2,}
            """,
            null,
            "wording.contact"),
    ];

    /// <summary>What the texts of a draft may not say, at most one finding a rule and field.</summary>
    public static IEnumerable<Finding> Check(PositionDraft draft) =>
        from part in Texts(draft)
        let readings = WordingText.Readings(part.Text)
        from rule in All
        let finding = rule.Check(part.Field, readings, draft.Kind)
        where finding is not null
        select finding;

    static IEnumerable<(string Field, string Text)> Texts(PositionDraft draft)
    {
        IEnumerable<(string Field, string? Text)> all =
        [
            ("title", draft.Title),
            ("duties", draft.Duties),
            .. (draft.RequiredSkills ?? []).Take(Linter.MostSkills).Select((skill, index) => ($"requiredSkills[{index}]", (string?)skill)),
            .. (draft.WishedSkills ?? []).Take(Linter.MostSkills).Select((skill, index) => ($"wishedSkills[{index}]", (string?)skill)),
        ];
        // What is far too long is refused for that; searching a megabyte would only serve whoever sent it.
        return all.Where(part => part.Text is { Length: > 0 and <= LongestSearched }).Select(part => (part.Field, part.Text!));
    }

    const int LongestSearched = 5000;
}
