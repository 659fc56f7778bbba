using RaMatch.Platform;
using RaMatch.Matching;
using RaMatch.Rounds.Commands;

return RoundCommands.Knows(args) ? RoundCommands.Run(args) : RaMatchHost.Run(args, new MatchingService());
