using System.Collections.Frozen;
using System.Text;

namespace RaMatch.Matching.Scoring;

/// <summary>
/// Makes one text of the ways people write one skill: 「Ｃ＃ 语言」, "c#" and "CSharp" are the same, "C", "C#" and "C++" are not. It
/// translates no meaning: what is not in the table of synonyms is equal only if it is written alike.
/// </summary>
static class SkillText
{
    /// <summary>
    /// Full width becomes half width and upper case lower case; spaces and the marks people put or leave out go; 语言, 编程 and 软件
    /// after a Latin name go; then the synonym is taken. Empty if nothing is left.
    /// </summary>
    public static string Normalize(string skill)
    {
        var letters = new StringBuilder(skill.Length);
        foreach (var letter in skill)
        {
            var half = HalfWidth(letter);
            if (!char.IsWhiteSpace(half) && !char.IsControl(half) && !Optional.Contains(half))
            {
                letters.Append(char.ToLowerInvariant(half));
            }
        }

        var text = WithoutNoun(letters.ToString());
        return Synonyms.GetValueOrDefault(text, text);
    }

    // The full-width forms repeat ASCII at a fixed distance; the ideographic space stands alone.
    static char HalfWidth(char letter) => letter switch
    {
        >= '\uFF01' and <= '\uFF5E' => (char)(letter - 0xFEE0),
        '\u3000' => ' ',
        '♯' => '#',
        _ => letter,
    };

    static string WithoutNoun(string text)
    {
        foreach (var noun in Nouns)
        {
            if (text.Length > noun.Length && text.EndsWith(noun, StringComparison.Ordinal) && text[..^noun.Length].All(char.IsAscii))
            {
                return text[..^noun.Length];
            }
        }

        return text;
    }

    // "Node.js" and "nodejs", "Power-BI" and "Power BI", 「S7·1200」. Plus and hash stay: they tell C, C++ and C# apart.
    const string Optional = ".-_/·•、,;:()[]\"'“”《》";

    static readonly string[] Nouns = ["编程语言", "语言编程", "程序设计", "语言", "编程", "软件"];

    static readonly FrozenDictionary<string, string> Synonyms = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["csharp"] = "c#",
        ["c井"] = "c#",
        ["cpp"] = "c++",
        ["cplusplus"] = "c++",
        ["dotnet"] = "net",
        ["netcore"] = "net",
        ["netframework"] = "net",
        ["golang"] = "go",
        ["js"] = "javascript",
        ["ts"] = "typescript",
        ["python3"] = "python",
        ["nodejs"] = "node",
        ["vuejs"] = "vue",
        ["reactjs"] = "react",
        ["postgres"] = "postgresql",
        ["mssql"] = "sqlserver",
        ["k8s"] = "kubernetes",
        ["msoffice"] = "office",
        ["microsoftoffice"] = "office",
        ["办公软件"] = "office",
        ["办公自动化"] = "office",
        ["ps"] = "photoshop",
        ["nx"] = "ug",
        ["ugnx"] = "ug",
        ["siemensnx"] = "ug",
        ["ml"] = "机器学习",
        ["machinelearning"] = "机器学习",
        ["deeplearning"] = "深度学习",
        ["ai"] = "人工智能",
        ["nlp"] = "自然语言处理",
        ["cv"] = "计算机视觉",
        ["fea"] = "有限元分析",
        ["有限元"] = "有限元分析",
        ["cet4"] = "英语四级",
        ["大学英语四级"] = "英语四级",
        ["cet6"] = "英语六级",
        ["大学英语六级"] = "英语六级",
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
