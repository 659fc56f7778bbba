using RaMatch.Platform;
using RaMatch.Portal;
using RaMatch.Portal.People;

return PeopleCommands.Knows(args) ? await PeopleCommands.RunAsync(args, new PortalService()) : RaMatchHost.Run(args, new PortalService());
