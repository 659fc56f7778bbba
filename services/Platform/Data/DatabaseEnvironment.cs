using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace RaMatch.Platform.Data;

/// <summary>What every database of a host shares.</summary>
/// <param name="Settings">Provider and data folder.</param>
/// <param name="Configuration">For <c>ConnectionStrings:{service}</c>.</param>
/// <param name="Clock">The time of every unit of work.</param>
/// <param name="Outbox">Takes the events of a unit of work.</param>
/// <param name="Requests">To answer a repeated request with its first answer.</param>
/// <param name="Acts">To take the row of an act along in its transaction.</param>
/// <param name="Logs">Logging.</param>
public sealed record DatabaseEnvironment(
    DataSettings Settings,
    IConfiguration Configuration,
    TimeProvider Clock,
    IOutbox Outbox,
    IRequests Requests,
    IActs Acts,
    ILoggerFactory Logs);
