using System.Globalization;
using System.Text;
using RaMatch.Reference;

namespace RaMatch.Posting.Positions;

/// <summary>
/// Turns text into what is looked up: Chinese has no spaces, so a text is indexed by its characters and by pairs of neighbours, and a
/// query asks for the pairs (for a single character, for itself). Latin words and numbers are taken whole. How a post's title ends (师, 工程师, 岗)
/// need not match: who looks for 数据分析师 means 数据分析工程师 too.
/// </summary>
static class SearchTerms
{
    const int LongestTerm = 40;

    // Names whose signs would be lost as punctuation; longer ones first.
    static readonly (string Written, string Word)[] Names = [("c++", "cplusplus"), ("c#", "csharp"), ("f#", "fsharp"), (".net", " dotnet")];

    // How titles of posts end, after the endings of occupations in the national classification (职业分类大典); longer ones first.
    static readonly string[] Endings = ["工程师", "技术员", "研究员", "设计师", "架构师", "开发者", "人员", "专员", "助理", "主管", "岗位", "职位", "师", "员", "岗"];

    /// <summary>What a text is found by.</summary>
    public static HashSet<string> OfText(params IEnumerable<string?> texts) => Of(texts, index: true);

    /// <summary>What a query asks for, to the letter; empty if it holds nothing that could be looked up.</summary>
    public static HashSet<string> OfQuery(string query) => Of([query], index: false);

    /// <summary>Of what a query asks for that which has to be there: all but how titles end.</summary>
    public static HashSet<string> Needed(string query) => Of([query], index: false, shortened: true);

    static HashSet<string> Of(IEnumerable<string?> texts, bool index, bool shortened = false)
    {
        var terms = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var word = new StringBuilder();
            var run = new List<string>();
            foreach (var rune in Fold(text).EnumerateRunes())
            {
                var ideographic = Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherLetter;
                if (!ideographic)
                {
                    EndRun(terms, shortened ? Shortened(run) : run, index);
                    run.Clear();
                }

                if (!ideographic && Rune.IsLetterOrDigit(rune))
                {
                    word.Append(rune.ToString());
                    continue;
                }

                EndWord(terms, word);
                if (ideographic)
                {
                    run.Add(rune.ToString());
                }
            }

            EndWord(terms, word);
            EndRun(terms, shortened ? Shortened(run) : run, index);
            run.Clear();
        }

        return terms;
    }

    static void EndWord(HashSet<string> terms, StringBuilder word)
    {
        if (word.Length > 0)
        {
            terms.Add(word.ToString(0, Math.Min(word.Length, LongestTerm)));
        }

        word.Clear();
    }

    static void EndRun(HashSet<string> terms, List<string> run, bool index)
    {
        if (index || run.Count == 1)
        {
            terms.UnionWith(run);
        }

        terms.UnionWith(run.Zip(run.Skip(1), string.Concat));
    }

    /// <summary>Without the endings of titles, as long as two characters stay.</summary>
    static List<string> Shortened(List<string> run)
    {
        const int shortest = 2;
        var text = string.Concat(run);
        return Endings.FirstOrDefault(ending => run.Count >= ending.Length + shortest && text.EndsWith(ending, StringComparison.Ordinal)) is { } found
            ? Shortened(run[..^found.Length])
            : run;
    }

    /// <summary>Folded, in small letters, names with signs as words.</summary>
    static string Fold(string? text) =>
        Names.Aggregate(FoldedText.Of(text).ToLowerInvariant(), (current, name) => current.Replace(name.Written, name.Word + " ", StringComparison.Ordinal));
}
