using RaMatch.Platform;
using RaMatch.Matching;

return RaMatchHost.Run(args, new MatchingService());
