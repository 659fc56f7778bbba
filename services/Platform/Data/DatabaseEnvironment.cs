using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using RaMatch.Platform.Messaging;

namespace RaMatch.Platform.Data;

/// <summary>What every database of a host shares.</summary>
/// <param name="Settings">Provider and data folder.</param>
/// <param name="Messaging">How events leave: it decides whether the outbox is a log or a queue.</param>
/// <param name="Configuration">For <c>ConnectionStrings:{service}</c>.</param>
/// <param name="Clock">The time of every unit of work.</param>
/// <param name="Catalogue">The events and their listeners.</param>
/// <param name="Http">To answer a repeated request with its first answer.</param>
/// <param name="Logs">Logging.</param>
public sealed record DatabaseEnvironment(
    DataSettings Settings,
    MessagingSettings Messaging,
    IConfiguration Configuration,
    TimeProvider Clock,
    MessageCatalogue Catalogue,
    IHttpContextAccessor Http,
    ILoggerFactory Logs);
