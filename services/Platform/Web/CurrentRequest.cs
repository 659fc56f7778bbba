using Microsoft.AspNetCore.Http;
using RaMatch.Platform.Data;

namespace RaMatch.Platform.Web;

/// <summary>
/// The request at hand, one within another too: a page asks the services of its own process while it is being made
/// (<see cref="OwnPipeline"/>), and is the request at hand again afterwards. The framework's own would forget the outer one.
/// </summary>
sealed class CurrentRequest : IHttpContextAccessor, IRequests
{
    static readonly AsyncLocal<Holder?> Current = new();

    /// <inheritdoc />
    public HttpContext? HttpContext
    {
        get => Current.Value?.Request;
        set
        {
            if (value is not null)
            {
                Current.Value = new Holder { Request = value };
            }
            else if (Current.Value is { } over)
            {
                // Whoever still runs in the flow of a request that is over must not find it.
                over.Request = null;
            }
        }
    }

    /// <inheritdoc />
    public IRepeatable? Repeatable => RepeatableRequest.Of(HttpContext);

    sealed class Holder
    {
        public HttpContext? Request { get; set; }
    }
}
