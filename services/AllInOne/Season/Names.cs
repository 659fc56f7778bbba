namespace RaMatch.AllInOne.Season;

/// <summary>Parts from which the season's invented names are made.</summary>
static class Names
{
    static readonly string[] Surnames = [.. "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤".Select(one => one.ToString())];
    static readonly string[] Given = [.. "子涵雨泽宇轩浩然梓萱思远一鸣嘉怡欣妍俊杰志强晓雯文博佳琪明哲静怡天翔诗语景行若曦书瑶承志安然知行云舟清扬沐阳语桐星辰亦凡锦程予墨".Chunk(2).Select(two => new string(two))];
    static readonly string[] Singles = [.. "伟芳娜敏静磊洋勇艳杰娟涛超霞平刚桂英华玉兰飞鹏辉波宁旭琳斌".Select(one => one.ToString())];
    static readonly string[] Marks = ["鸿泰", "启航", "中科", "蓝海", "华创", "天和", "金谷", "远景", "瑞丰", "新元", "博远", "恒信", "卓越", "凌云", "万象", "德馨", "铭泰", "正大", "宏图", "东方", "星河", "安泰", "国盛", "嘉禾", "云帆", "海纳", "众合", "锐思", "精诚", "弘毅"];
    static readonly string[] Trades = ["智能装备", "光电科技", "生物医药", "新材料", "软件技术", "动力机械", "精密仪器", "环保科技", "电子科技", "检测技术", "自动化", "信息技术", "医疗器械", "能源科技", "传感技术", "半导体"];

    public static string Person(Dice dice) => dice.Pick(Surnames) + (dice.InThousand(250) ? dice.Pick(Singles) : dice.Pick(Given));

    /// <summary>A company name that <paramref name="taken"/> does not hold yet.</summary>
    public static string Company(Dice dice, string city, HashSet<string> taken)
    {
        while (true)
        {
            var name = $"{city[..^1]}{dice.Pick(Marks)}{dice.Pick(Trades)}有限公司";
            if (taken.Add(name))
            {
                return name;
            }
        }
    }
}
