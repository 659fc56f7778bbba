using RaMatch.Platform;
using RaMatch.Portal;
using RaMatch.Portal.People;
using RaMatch.Rounds.Commands;

namespace RaMatch.AllInOne;

/// <summary>The commands of the all-in-one program: run it (no word), <c>replay PROGRAMME</c>, one of a round's, or one about accounts.</summary>
static class Commands
{
    static readonly CommandSet Replaying = new(
        "  replay ra-2022 [--json]  play the demo programme through the HTTP API and print the parks' table",
        args => args is ["replay", [not '-', ..], ..],
        args => Replay.RunAsync(args[1], args[2..]));

    static readonly CommandSet OfRounds = new(RoundCommands.Summary, RoundCommands.Knows, args => Task.FromResult(RoundCommands.Run(args)), HasOwnHelp: true);

    public static Task<int> RunAsync(string[] args) => CommandLine.RunAsync(
        args,
        "RaMatch, everything in one process.",
        "run the demonstration; prints the address and who to sign in as",
        Demonstration.RunAsync,
        CheckCommand.Of(options => Demonstration.Build(options)),
        Replaying,
        OfRounds,
        PeopleCommands.Of(new PortalService()));
}
