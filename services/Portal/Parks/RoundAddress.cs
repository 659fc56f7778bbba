using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;

namespace RaMatch.Portal.Parks;

/// <summary>Where an official's pages of rounds lie: park staff and supervisors share the pages, each in the own frame.</summary>
static class RoundAddress
{
    /// <summary><c>/park</c> or <c>/supervisor</c>.</summary>
    public static string Root(HttpContext http) => http.Caller().Role == Roles.Supervisor ? "/supervisor" : "/park";

    /// <summary>The page of a round.</summary>
    public static string Of(HttpContext http, Guid roundId) => $"{Root(http)}/rounds/{roundId}";
}
