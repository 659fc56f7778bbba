using RaMatch.Platform.Data;
using RaMatch.Platform.Web;

namespace RaMatch.Platform;

/// <summary>Commands that a program has besides those of every program.</summary>
/// <param name="Summary">One line a command, for the usage.</param>
/// <param name="Knows">Whether a command line is one of these.</param>
/// <param name="RunAsync">Runs one and gives the exit code.</param>
/// <param name="HasOwnHelp">Whether they explain themselves when asked by <c>--help</c>.</param>
public sealed record CommandSet(string Summary, Func<string[], bool> Knows, Func<string[], Task<int>> RunAsync, bool HasOwnHelp = false);

/// <summary>
/// What a program does with its command line: one of its commands, its usage when asked for it, a complaint about what is no command, and else what it is there for.
/// </summary>
public static class CommandLine
{
    // The audiences of a token; the names of services, as in the addresses of their APIs.
    static readonly string[] Services = ["posting", "applicant", "matching", "portal"];

    // Always the same one, so that a request sent again with its Idempotency-Key is the same request.
    static readonly Guid Operator = new("7f0c3a52-64d1-4e0b-9a37-2f6f3c1d8e90");

    /// <summary>Runs the program.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="title">What the program is, for its usage.</param>
    /// <param name="purpose">What it does without a command.</param>
    /// <param name="start">Does that.</param>
    /// <param name="commands">The commands that this program has besides.</param>
    /// <returns>The exit code: 2 where the command line is wrong.</returns>
    public static async Task<int> RunAsync(string[] args, string title, string purpose, Func<string[], Task<int>> start, params IReadOnlyList<CommandSet> commands)
    {
        Culture.PinInvariant();
        var known = commands.FirstOrDefault(set => set.Knows(args));
        var isAskedForHelp = args is ["help", ..] || args.Contains("--help") || args.Contains("-h");
        if (known is not null && (known.HasOwnHelp || !isAskedForHelp))
        {
            return await known.RunAsync(args);
        }

        var usage = $"""
            {title}

              (no command)             {purpose}
              token                    print a token for the endpoints of operators, which holds five minutes; takes the private key and nothing else
            {string.Join('\n', commands.Select(set => set.Summary))}

            Options of all commands that do not name their own:
              --data DIR               where the data lies (default: ramatch-data in the current folder)
              --urls URL               where to listen (default: {RaMatchHost.DefaultAddress})
              --Key:Name VALUE         any setting of docs/settings.md
            """;
        if (isAskedForHelp)
        {
            Console.WriteLine(usage);
            return 0;
        }

        var isToken = args is ["token", ..];
        if (FirstStray(isToken ? args[1..] : args) is { } stray)
        {
            await Console.Error.WriteLineAsync($"Unknown command, or one that lacks something: {stray}. A command comes before its options.\n\n{usage}");
            return 2;
        }

        return isToken ? await PrintTokenAsync(args[1..]) : await start(args);
    }

    /// <summary>The first word that belongs to no setting; the framework reads over it.</summary>
    static string? FirstStray(string[] args)
    {
        for (var index = 0; index < args.Length; index++)
        {
            var word = args[index];
            if (word.Contains('=', StringComparison.Ordinal))
            {
                continue;
            }

            if (!word.StartsWith("--", StringComparison.Ordinal))
            {
                return word;
            }

            // Its value.
            index++;
        }

        return null;
    }

    /// <summary>Signs with the key of the installation that is there. Nothing is opened, locked or made for it.</summary>
    static async Task<int> PrintTokenAsync(string[] options)
    {
        try
        {
            var configuration = RaMatchHost.Configure(options, null).Configuration;
            var tokens = new Tokens(TokenKeys.OfInstallation(configuration, DataSettings.From(configuration)));
            Console.WriteLine(tokens.For(new Caller(Operator, Roles.Service, "command line", null, null, null), Services));
            return 0;
        }
        catch (UnauthorizedAccessException exception)
        {
            await Console.Error.WriteLineAsync($"{exception.Message.ReplaceLineEndings(" ")} The command reads the key as whoever runs the installation.");
            return 1;
        }
        catch (Exception exception)
        {
            return StartFault.Tell(exception);
        }
    }
}
