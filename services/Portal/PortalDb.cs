using RaMatch.Platform.Data;

namespace RaMatch.Portal;

/// <summary>The portal's own database: who may sign in, for whom they act, and what is to be sent to them.</summary>
sealed class PortalDb(DatabaseEnvironment environment) : Database("portal", typeof(PortalDb).Assembly, environment);
