using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using RaMatch.Reference;

namespace RaMatch.Posting.Positions;

/// <summary>
/// How a text can be read by somebody who is meant to understand it. What is forbidden stays so when its characters are spread out, written
/// in Chinese numerals or in traditional characters; each way to read a text is tried by the rules.
/// </summary>
static partial class WordingText
{
    // Signs that end no sentence and stand for no range: between two characters they only keep them apart.
    static readonly FrozenSet<char> Fillers = " ·_*|^`'\"“”‘’「」『』#".ToFrozenSet();

    // Of these, too, where one of the characters beside them stands alone; else they end a sentence or name an alternative.
    static readonly FrozenSet<char> Stops = ".。-/\\=+~".ToFrozenSet();

    // Of the characters that the rules look for.
    const string Traditional = "僅專門學歷戶優歲齡電話號聯費證應屆畢業無須繳納錄報簽約單雙顏質氣懷殘漢處馬龍豬雞屬師經驗實習掛義務虛開預結離異適擾帥農鎮區內後轉資純協議統歸復頂點祇與產護範體狀況貸";
    const string Simplified = "仅专门学历户优岁龄电话号联费证应届毕业无须缴纳录报签约单双颜质气怀残汉处马龙猪鸡属师经验实习挂义务虚开预结离异适扰帅农镇区内后转资纯协议统归复顶点只与产护范体状况贷";

    static readonly FrozenDictionary<char, char> Simplification = Traditional.Zip(Simplified).ToFrozenDictionary(pair => pair.First, pair => pair.Second);

    /// <summary>The text as it stands, without brackets around a few words or a number, with its characters together, and with its numerals in digits; each once.</summary>
    public static IReadOnlyList<string> Readings(string text)
    {
        var plain = string.Concat(FoldedText.Of(text).Select(one => Simplification.GetValueOrDefault(one, one)));
        var together = Together(Bracketed().Replace(plain, ""));
        return [.. new[] { plain, Unbracketed(plain), together, ChineseNumerals.InDigits(together) }.Distinct(StringComparer.Ordinal)];
    }

    static string Unbracketed(string text)
    {
        // From the innermost out.
        for (string before; (before = text) != (text = Brackets().Replace(text, found => found.Groups[1].Value.TrimEnd()));)
        {
        }

        return text;
    }

    static string Together(string text)
    {
        var words = new List<(string Word, string Before)>();
        var (word, between) = (new StringBuilder(), new StringBuilder());
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                // 限9 is two words: the digit stands alone beside the next.
                if (word.Length > 0 && char.IsAscii(word[^1]) != rune.IsAscii)
                {
                    EndWord();
                }

                word.Append(rune.ToString());
                continue;
            }

            EndWord();
            between.Append(rune.ToString());
        }

        EndWord();
        var whole = new StringBuilder(text.Length);
        for (var at = 0; at < words.Count; at++)
        {
            whole.Append(at > 0 && OnlyKeepsApart(words, at) ? "" : words[at].Before).Append(words[at].Word);
        }

        return whole.Append(between).ToString();

        void EndWord()
        {
            if (word.Length > 0)
            {
                words.Add((word.ToString(), between.ToString()));
                word.Clear();
                between.Clear();
            }
        }
    }

    static bool OnlyKeepsApart(List<(string Word, string Before)> words, int at)
    {
        var ((left, first), (right, between)) = (words[at - 1], words[at]);
        return !(char.IsAsciiLetter(left[^1]) && char.IsAsciiLetter(right[0]))
            && (between.All(one => Fillers.Contains(one) || IsPicture(one))
                || IsAlone(left) && IsAlone(right) && (at > 1 && first.Length > 0 && IsAlone(words[at - 2].Word) || at + 1 < words.Count && words[at + 1] is ({ Length: 1 }, not ""))
                || between.All(one => Fillers.Contains(one) || Stops.Contains(one)) && (IsAlone(left) || IsAlone(right)) && !char.IsAscii(left[^1]) && !char.IsAscii(right[0]));
    }

    static bool IsAlone(string word) => word.Length == 1;

    static bool IsPicture(char one) => CharUnicodeInfo.GetUnicodeCategory(one) is UnicodeCategory.OtherSymbol or UnicodeCategory.Surrogate;

    // 限（985）高校, 985（高校毕业生优先）; but 男性（20名） and 身高（100例） are counts.
    [GeneratedRegex(@"[(\[{【〔〈《<][ \n]*(\p{L}[^()\[\]{}【】〔〕〈〉《》<>\n]{0,14}|[0-9]{1,4})[ \n]*[)\]}】〕〉》>]", RegexOptions.CultureInvariant)]
    private static partial Regex Brackets();

    // 35 周岁（含）以下, 35 岁（含 35 岁）以下.
    [GeneratedRegex(@"[(\[【〔](不?含|包括)[^()\[\]\n]{0,10}[)\]】〕]", RegexOptions.CultureInvariant)]
    private static partial Regex Bracketed();
}
