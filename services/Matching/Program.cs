using RaMatch.Platform;
using RaMatch.Matching;
using RaMatch.Rounds.Commands;

return await RaMatchHost.RunAsync(args, new MatchingService(), new CommandSet(RoundCommands.Summary, RoundCommands.Knows, line => Task.FromResult(RoundCommands.Run(line)), HasOwnHelp: true));
