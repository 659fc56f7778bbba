using RaMatch.Platform;
using RaMatch.Posting;

return await RaMatchHost.RunAsync(args, new PostingService());
