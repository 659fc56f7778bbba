using RaMatch.Platform;
using RaMatch.Posting;

return RaMatchHost.Run(args, new PostingService());
