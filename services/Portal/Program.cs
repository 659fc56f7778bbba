using RaMatch.Platform;
using RaMatch.Portal;

return RaMatchHost.Run(args, new PortalService());
