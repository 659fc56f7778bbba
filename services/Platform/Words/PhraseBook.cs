using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using Microsoft.Extensions.Logging;

namespace RaMatch.Platform.Words;

/// <summary>
/// The words of every sentence in every language: the tables <c>Words/zh.tsv</c> and <c>Words/en.tsv</c> of the services of this process
/// and of what they refer to. A line is a code, a tab and a template. A table that lacks a sentence of another language, or words one
/// about other things, stops the start.
/// </summary>
public sealed class PhraseBook
{
    readonly Dictionary<Language, Dictionary<string, Phrase>> _phrases;
    readonly ConcurrentDictionary<string, bool> _unknown = new(StringComparer.Ordinal);
    readonly ILogger<PhraseBook> _log;

    PhraseBook(Dictionary<Language, Dictionary<string, Phrase>> phrases, ILogger<PhraseBook> log) => (_phrases, _log) = (phrases, log);

    /// <summary>The codes that have words.</summary>
    public IReadOnlyCollection<string> Codes => _phrases[Language.Chinese].Keys;

    /// <summary>Reads the tables of services, of the platform and of the product's libraries that these refer to.</summary>
    /// <exception cref="InvalidOperationException">A table is wrong, or two tell different things.</exception>
    public static PhraseBook Of(IEnumerable<Assembly> services, ILogger<PhraseBook> log)
    {
        var assemblies = services.Append(typeof(PhraseBook).Assembly)
            .SelectMany(service => service.GetReferencedAssemblies().Where(name => name.Name!.StartsWith("RaMatch.", StringComparison.Ordinal)).Select(Assembly.Load).Prepend(service))
            .Distinct();
        return Of(assemblies.SelectMany(TablesOf), log);
    }

    /// <summary>Takes the lines of tables as they stand in the files.</summary>
    internal static PhraseBook Of(IEnumerable<(string Table, Language Language, string Text)> tables, ILogger<PhraseBook> log)
    {
        var phrases = Enum.GetValues<Language>().ToDictionary(language => language, _ => new Dictionary<string, Phrase>(StringComparer.Ordinal));
        foreach (var (table, language, text) in tables)
        {
            Add(phrases[language], table, text);
        }

        Compare(phrases);
        return new PhraseBook(phrases, log);
    }

    /// <summary>The arguments that the words of a code show; null for a code without words.</summary>
    public IReadOnlySet<string>? NamesOf(string code) => _phrases[Language.Chinese].GetValueOrDefault(code)?.Names;

    /// <summary>The sentence in the language of the request that is answered.</summary>
    public string Say(Sentence sentence) => Say(sentence, Languages.Current);

    /// <summary>The sentence in a language. A code without words is shown as it is and logged once: an older process may meet one.</summary>
    public string Say(Sentence sentence, Language language)
    {
        if (sentence.Code is null)
        {
            return sentence.Plain;
        }

        var into = new StringBuilder(64);
        Append(into, sentence);
        return into.ToString();

        void Append(StringBuilder text, Sentence one)
        {
            if (one.Code is null)
            {
                text.Append(one.Plain);
            }
            else if (_phrases[language].TryGetValue(one.Code, out var phrase))
            {
                phrase.Say(text, one, Append);
            }
            else
            {
                text.Append(one.Code);
                if (_unknown.TryAdd(one.Code, true))
                {
                    _log.LogWarning("There are no words for {Code}; the code is shown instead.", one.Code);
                }
            }
        }
    }

    static IEnumerable<(string, Language, string)> TablesOf(Assembly assembly)
    {
        foreach (var language in Enum.GetValues<Language>())
        {
            using var stream = assembly.GetManifestResourceStream($"Words/{Languages.TagOf(language)}.tsv");
            if (stream is not null)
            {
                using var reader = new StreamReader(stream, Encoding.UTF8);
                yield return ($"{assembly.GetName().Name}/Words/{Languages.TagOf(language)}.tsv", language, reader.ReadToEnd());
            }
        }
    }

    static void Add(Dictionary<string, Phrase> phrases, string table, string text)
    {
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line.Split('\t') is not [{ Length: > 0 } code, { Length: > 0 } template])
            {
                throw new InvalidOperationException($"{table}: \"{line}\" is not a code, a tab and a template.");
            }

            if (!phrases.TryAdd(code, Phrase.Of(template)))
            {
                throw new InvalidOperationException($"{table}: {code} has words already.");
            }
        }
    }

    static void Compare(Dictionary<Language, Dictionary<string, Phrase>> phrases)
    {
        var own = phrases[Language.Chinese];
        foreach (var (language, others) in phrases)
        {
            if (own.Keys.Except(others.Keys).Concat(others.Keys.Except(own.Keys)).Order(StringComparer.Ordinal).FirstOrDefault() is { } lonely)
            {
                throw new InvalidOperationException($"{lonely} has words in {(own.ContainsKey(lonely) ? Language.Chinese : language)} only.");
            }

            if (own.FirstOrDefault(phrase => !phrase.Value.Names.SetEquals(others[phrase.Key].Names)).Key is { } different)
            {
                throw new InvalidOperationException($"{different} shows {{{string.Join(", ", own[different].Names)}}} in Chinese and {{{string.Join(", ", others[different].Names)}}} in {language}.");
            }
        }
    }
}
