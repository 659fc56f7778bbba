using System.Text.RegularExpressions;

namespace RaMatch.Architecture.Tests.Rules;

/// <summary>What the documents point at is there.</summary>
static partial class Documents
{
    const int LongestDecision = 39;

    /// <summary>Links to files that are not there, or to headings that the file does not have.</summary>
    /// <param name="documents">The documents, by path from the root.</param>
    /// <param name="textOf">The text of a file; "" for a folder, null where nothing is.</param>
    public static IEnumerable<string> BrokenLinks(IEnumerable<SourceFile> documents, Func<string, string?> textOf)
    {
        foreach (var document in documents)
        {
            foreach (var target in Link().Matches(WithoutCode(document.Text)).Select(match => match.Groups[1].Value).Where(target => !Elsewhere().IsMatch(target)))
            {
                var parts = target.Split('#');
                var path = parts[0].Length == 0 ? document.Path : Resolve(document.Path, parts[0]);
                if (textOf(path) is not { } text)
                {
                    yield return $"{document.Path} links to {target}, which is not there";
                }
                else if (parts.Length > 1 && !Headings(text).Contains(parts[1]))
                {
                    yield return $"{document.Path} links to {target}, a heading that is not there";
                }
            }
        }
    }

    /// <summary>Decisions that are too long, name no test, or name one that is not there.</summary>
    /// <param name="decisions">The files of docs/adr.</param>
    /// <param name="tests">All test sources as one text.</param>
    public static IEnumerable<string> Decisions(IEnumerable<SourceFile> decisions, string tests)
    {
        foreach (var decision in decisions)
        {
            var lines = decision.Text.TrimEnd().Split('\n').Length;
            if (lines > LongestDecision)
            {
                yield return $"{decision.Path} has {lines} lines; a decision stays under forty";
            }

            var keepers = Keepers().Match(decision.Text).Value;
            var names = TestName().Matches(keepers).Select(match => match.Groups[1].Value).ToList();
            if (names.Count == 0)
            {
                yield return $"{decision.Path} names no test that keeps it";
            }

            foreach (var name in names.Where(name => !Regex.IsMatch(tests, $@"\b(void|Task) {name}\(", RegexOptions.CultureInvariant)))
            {
                yield return $"{decision.Path} says that {name} keeps it, which is no test";
            }
        }
    }

    /// <summary>Names of the contracts' enumerations that the glossary does not give with their Chinese.</summary>
    public static IEnumerable<string> WithoutTerm(IEnumerable<(string Name, string Label)> values, string glossary) => values
        .Where(value => !glossary.Contains($"`{value.Name}` {value.Label}", StringComparison.Ordinal))
        .Select(value => $"the glossary lacks `{value.Name}` {value.Label}");

    /// <summary>Words that people read in these files although the glossary says another for the same thing.</summary>
    public static IEnumerable<string> OtherWords(IEnumerable<SourceFile> files, string glossary)
    {
        var words = OneWord().Matches(glossary).Select(row => (Say: row.Groups[1].Value, Not: row.Groups[2].Value.Split('、'))).ToList();
        return from file in files
               from line in file.Text.Split('\n').Select((text, at) => (Text: text, Number: at + 1))
               from word in words
               from other in word.Not
               where line.Text.Contains(other, StringComparison.Ordinal)
               select $"{file.Path}:{line.Number} says {other}; the glossary says {word.Say}";
    }

    static IReadOnlySet<string> Headings(string text) =>
        text.Split('\n').Where(line => line.StartsWith('#')).Select(line => Slug(line.TrimStart('#').Trim())).ToHashSet(StringComparer.Ordinal);

    static string Slug(string heading) => string.Concat(heading.ToLowerInvariant().Select(one => one is ' ' ? "-" : char.IsLetterOrDigit(one) || one is '-' or '_' ? one.ToString() : ""));

    static string Resolve(string from, string target)
    {
        var parts = from.Split('/')[..^1].ToList();
        foreach (var part in target.TrimEnd('/').Split('/').Where(part => part != "."))
        {
            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
        }

        return string.Join('/', parts);
    }

    static string WithoutCode(string text) => InlineCode().Replace(Fence().Replace(text, ""), "");

    // | 说 | 不说 |, without the rows of the head: three columns are another table.
    [GeneratedRegex(@"^\| (\p{IsCJKUnifiedIdeographs}[^|]*) \| ([^|]+) \|\n", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex OneWord();

    [GeneratedRegex(@"\]\(([^)\s]+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    [GeneratedRegex("^[a-z]+:", RegexOptions.CultureInvariant)]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Fence();

    [GeneratedRegex(@"(?<!\[)`[^`\n]*`(?!\])", RegexOptions.CultureInvariant)]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"\*\*Kept by\*\*.*", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Keepers();

    [GeneratedRegex(@"`([A-Z]\w*_[a-z]\w*)`", RegexOptions.CultureInvariant)]
    private static partial Regex TestName();
}
