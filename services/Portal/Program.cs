using RaMatch.Platform;
using RaMatch.Portal;
using RaMatch.Portal.People;

return await RaMatchHost.RunAsync(args, new PortalService(), PeopleCommands.Of(new PortalService()));
