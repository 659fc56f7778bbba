using System.Text.RegularExpressions;

namespace RaMatch.Architecture.Tests.Rules;

/// <summary>What only Platform does, and what nobody does.</summary>
static partial class Seams
{
    static readonly (Regex Pattern, string Sentence)[] OutsidePlatform =
    [
        (Connections(), "opens a database connection of its own"),
        (Bus(), "knows the message bus"),
        (Clock(), "asks the system for the time instead of TimeProvider or unit.Now"),
    ];

    public static IEnumerable<string> Violations(IEnumerable<SourceFile> sources)
    {
        foreach (var file in sources.Where(file => !file.Path.StartsWith("services/Platform/", StringComparison.Ordinal)))
        {
            foreach (var (pattern, sentence) in OutsidePlatform.Where(rule => rule.Pattern.IsMatch(WithoutComments(file.Text))))
            {
                yield return $"{file.Path} {sentence}";
            }
        }
    }

    /// <summary>MassTransit is one folder's business even within Platform; health asks the bus how it is.</summary>
    public static IEnumerable<string> MassTransitOutsideItsFolder(IEnumerable<SourceFile> sources) => sources
        .Where(file => file.Path is not "services/Platform/Web/Health.cs" && !file.Path.StartsWith("services/Platform/Messaging/RabbitMq/", StringComparison.Ordinal))
        .Where(file => MassTransit().IsMatch(WithoutComments(file.Text)))
        .Select(file => $"{file.Path} knows MassTransit");

    /// <summary>Values go into statements as parameters, never as text.</summary>
    public static IEnumerable<string> InterpolatedSql(IEnumerable<SourceFile> sources) => sources
        .Where(file => Interpolated().IsMatch(WithoutComments(file.Text)))
        .Select(file => $"{file.Path} passes an interpolated statement");

    static string WithoutComments(string text) => Comment().Replace(text, "");

    [GeneratedRegex(@"\bnew\s+(Sqlite|Sql|Db)Connection\b|\bSqliteConnection\b|\bSqlConnection\b", RegexOptions.CultureInvariant)]
    private static partial Regex Connections();

    [GeneratedRegex(@"\busing\s+(MassTransit|RabbitMQ)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Bus();

    [GeneratedRegex(@"\b(DateTime|DateTimeOffset)\.(Now|UtcNow|Today)\b|\bTimeProvider\.System\b", RegexOptions.CultureInvariant)]
    private static partial Regex Clock();

    [GeneratedRegex(@"\busing\s+MassTransit\b", RegexOptions.CultureInvariant)]
    private static partial Regex MassTransit();

    [GeneratedRegex(@"\b(QueryAsync|ExecuteAsync|FindAsync|GetAsync|PageAsync|FirstAsync)(<[^>(]*>)?\(\s*\$@?""+\s*(SELECT|INSERT|UPDATE|DELETE)", RegexOptions.CultureInvariant)]
    private static partial Regex Interpolated();

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Comment();
}
