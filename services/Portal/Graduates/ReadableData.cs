using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using RaMatch.Contracts;
using RaMatch.Platform;
using RaMatch.Reference;

namespace RaMatch.Portal.Graduates;

/// <summary>
/// A graduate's data as a file that can be read without a program: the export under Chinese headings. What this version has no word for keeps its name: nothing that is
/// held is left out.
/// </summary>
static class ReadableData
{
    static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["graduateId"] = "编号",
        ["exportedAt"] = "导出时间",
        ["profile"] = "简历",
        ["consents"] = "授权记录",
        ["applications"] = "投递",
        ["answers"] = "对录用的答复",
        ["hires"] = "已确认的录用",
        ["readings"] = "谁查看过联系方式",
        ["name"] = "姓名",
        ["phone"] = "手机号码",
        ["email"] = "电子邮箱",
        ["universityCode"] = "院校代码",
        ["university"] = "院校",
        ["majorCode"] = "专业代码",
        ["major"] = "专业",
        ["degree"] = "学历",
        ["graduationYear"] = "毕业年份",
        ["graduationMonth"] = "毕业月份",
        ["cohort"] = "届别",
        ["universityByHand"] = "院校是否手工填写",
        ["universityCountry"] = "院校所在国家或地区",
        ["majorByHand"] = "专业是否手工填写",
        ["agreedPayFen"] = "录用月薪",
        ["unitSuspended"] = "用人单位被暂停",
        ["positionChanges"] = "投递后岗位的变化",
        ["field"] = "字段",
        ["label"] = "项目",
        ["before"] = "原来",
        ["after"] = "现在",
        ["skills"] = "技能",
        ["cities"] = "意向城市",
        ["payFloorFen"] = "最低月薪",
        ["kinds"] = "意向岗位",
        ["summary"] = "个人简介",
        ["version"] = "版本",
        ["published"] = "是否用于匹配",
        ["updatedAt"] = "更新时间",
        ["purpose"] = "用途",
        ["textVersion"] = "条款版本",
        ["givenAt"] = "同意时间",
        ["withdrawnAt"] = "撤回时间",
        ["applicationId"] = "投递编号",
        ["positionId"] = "岗位编号",
        ["positionTitle"] = "岗位",
        ["unitId"] = "单位编号",
        ["unitName"] = "用人单位",
        ["parkId"] = "园区",
        ["programme"] = "专项",
        ["city"] = "工作城市",
        ["payMinimumFen"] = "月薪下限",
        ["payMaximumFen"] = "月薪上限",
        ["rank"] = "志愿顺序",
        ["stage"] = "进展",
        ["stageText"] = "说明",
        ["active"] = "是否进行中",
        ["reason"] = "原因",
        ["submittedAt"] = "投递时间",
        ["offer"] = "录用通知",
        ["state"] = "状态",
        ["accepted"] = "是否接受",
        ["payFen"] = "月薪",
        ["expiresAt"] = "答复期限",
        ["interview"] = "面试",
        ["at"] = "时间",
        ["place"] = "地点",
        ["hireConfirmable"] = "是否待本人确认",
        ["hireConfirmedAt"] = "本人确认时间",
        ["seats"] = "名额",
        ["seatsHeld"] = "已占名额",
        ["timeline"] = "经过",
        ["text"] = "说明",
        ["placementId"] = "投递编号",
        ["answeredAt"] = "答复时间",
        ["idNumber"] = "身份证号（已隐去部分）",
        ["confirmedAt"] = "确认时间",
        ["readAt"] = "查看时间",
    };

    static readonly Dictionary<string, string> Values = new(StringComparer.Ordinal)
    {
        ["purpose:matching"] = "岗位匹配",
        ["purpose:contact"] = "向用人单位提供联系方式",
        ["state:open"] = "等待答复",
        ["state:answering"] = "已答复，处理中",
        ["state:expired"] = "已过期",
    };

    /// <summary>The file, in UTF-8.</summary>
    public static byte[] Of(JsonElement export)
    {
        var page = new StringBuilder(
            """
            <!DOCTYPE html>
            <html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>我的数据</title>
            <style>body{font:1rem/1.6 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}dt{color:#555}dd{margin:0;overflow-wrap:anywhere}li{margin-bottom:1rem}</style>
            </head><body><h1>我的数据</h1><p>这是平台保存的与您有关的全部信息。</p>
            """);
        foreach (var part in export.EnumerateObject())
        {
            page.Append(CultureInfo.InvariantCulture, $"<h2>{NameOf(part.Name)}</h2>");
            Write(page, part.Name, part.Value);
        }

        return Encoding.UTF8.GetBytes(page.Append("</body></html>").ToString());
    }

    static void Write(StringBuilder page, string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                page.Append("<dl>");
                foreach (var member in value.EnumerateObject())
                {
                    page.Append(CultureInfo.InvariantCulture, $"<dt>{NameOf(member.Name)}</dt><dd>");
                    Write(page, member.Name, member.Value);
                    page.Append("</dd>");
                }

                page.Append("</dl>");
                break;
            case JsonValueKind.Array when value.GetArrayLength() > 0 && value[0].ValueKind == JsonValueKind.Object:
                page.Append("<ol>");
                foreach (var element in value.EnumerateArray())
                {
                    page.Append("<li>");
                    Write(page, name, element);
                    page.Append("</li>");
                }

                page.Append("</ol>");
                break;
            case JsonValueKind.Array:
                page.Append(value.GetArrayLength() == 0 ? name is "cities" or "kinds" ? "不限" : "无" : WebUtility.HtmlEncode(string.Join('、', value.EnumerateArray().Select(element => Said(name, element)))));
                break;
            default:
                page.Append(WebUtility.HtmlEncode(Said(name, value)));
                break;
        }
    }

    static string NameOf(string name) => Names.GetValueOrDefault(name, name);

    static string Said(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "无",
        JsonValueKind.True => "是",
        JsonValueKind.False => "否",
        JsonValueKind.Number when name == "payFloorFen" && value.GetInt64() == 0 => "不限",
        JsonValueKind.Number when name.EndsWith("Fen", StringComparison.Ordinal) => $"{(value.GetInt64() / 100m).ToString("#,0.##", CultureInfo.InvariantCulture)} 元",
        JsonValueKind.Number => value.GetRawText(),
        _ => SaidOf(name, value.GetString()!),
    };

    static string SaidOf(string name, string text) => name switch
    {
        "parkId" => Wording.ParkOf(text),
        "stage" when Enum.TryParse<PlacementStage>(text, ignoreCase: true, out var stage) => Labels.Of(stage),
        "degree" when Enum.TryParse<DegreeLevel>(text, ignoreCase: true, out var degree) => Labels.Of(degree),
        "kinds" when Enum.TryParse<PositionKind>(text, ignoreCase: true, out var kind) => Labels.Of(kind),
        _ when (name == "at" || name.EndsWith("At", StringComparison.Ordinal)) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var instant) => $"{ChinaTime.MinuteOf(instant)}（北京时间）",
        _ => Values.GetValueOrDefault($"{name}:{text}", text),
    };
}
