using RaMatch.Platform;
using RaMatch.Portal;
using RaMatch.Portal.People;
using RaMatch.Rounds.Commands;

namespace RaMatch.AllInOne;

/// <summary>The commands of the all-in-one program: run it (no word), <c>replay PROGRAMME</c>, one of a round's, or one about accounts.</summary>
static class Commands
{
    const string Usage = $"""
        RaMatch, everything in one process.

          (no command)             run the demonstration; prints the address and who to sign in as
          replay ra-2022 [--json]  play the demo programme through the HTTP API and print the parks' table
        {RoundCommands.Summary}
        {PeopleCommands.Summary}

        Options of all but a round's:
          --data DIR               where the data lies (default: ramatch-data in the current folder)
          --urls URL               where to listen (default: http://127.0.0.1:5080)
          --Key:Name VALUE         any setting of docs/settings.md
        """;

    public static Task<int> RunAsync(string[] args)
    {
        Culture.PinInvariant();
        if (RoundCommands.Knows(args))
        {
            return Task.FromResult(RoundCommands.Run(args));
        }

        if (PeopleCommands.Knows(args))
        {
            return PeopleCommands.RunAsync(args, new PortalService());
        }

        var words = args.TakeWhile(arg => !arg.StartsWith('-')).ToList();
        var options = args[words.Count..];
        return words switch
        {
            _ when options.Contains("--help") || options.Contains("-h") => Task.FromResult(Say(Usage, 0)),
            [] => Demonstration.RunAsync(options),
            ["replay", var programme] => Replay.RunAsync(programme, options),
            _ => Task.FromResult(Say($"Unknown command: {string.Join(' ', words)}\n\n{Usage}", 2)),
        };
    }

    static int Say(string text, int exitCode)
    {
        (exitCode == 0 ? Console.Out : Console.Error).WriteLine(text);
        return exitCode;
    }
}
