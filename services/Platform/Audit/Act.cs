using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;

namespace RaMatch.Platform.Audit;

/// <summary>
/// What somebody is doing by one request. Its row joins the first transaction that answers a changing request of the API; of a page, and of people who are
/// read, the first that says what it concerns. What answers without such a transaction gets one of its own (<see cref="Recording"/>). A request leaves one row, and one more for each further park
/// it concerns.
/// </summary>
sealed class Act : IAct
{
    const int LongestSubject = 100;

    readonly HttpContext _http;
    readonly RouteEndpoint _endpoint;
    readonly Caller _caller;
    readonly DateTimeOffset _at;
    readonly bool _changes;
    readonly List<Guid> _ids = [];
    bool _pending;
    bool _alone;

    Act(HttpContext http, RouteEndpoint endpoint, Caller caller, DateTimeOffset at)
    {
        (_http, _endpoint, _caller, _at) = (http, endpoint, caller, at);
        IsReading = Limits.Limit(endpoint.Metadata);
        _changes = Changes(endpoint, http.Request.Method);
    }

    /// <summary>Whether people or documents are read by it, or much is taken away.</summary>
    public bool IsReading { get; }

    /// <summary>Whether it is part of the trail, whatever its transactions say.</summary>
    public bool IsOwed => !IsNoted && (IsReading || _changes);

    /// <summary>Whether its row is committed.</summary>
    public bool IsNoted { get; private set; }

    /// <summary>What is being done by a request; null where nobody is signed in, or nothing is there.</summary>
    public static Act? Of(HttpContext? http)
    {
        if (http?.Features.Get<Act>() is { } known)
        {
            return known;
        }

        if (http?.GetEndpoint() is not RouteEndpoint endpoint || http.User.Identity?.IsAuthenticated != true || Caller.WholeOf(http.User) is not { } caller)
        {
            return null;
        }

        var clock = (TimeProvider)http.RequestServices.GetService(typeof(TimeProvider))!;
        var act = new Act(http, endpoint, caller, DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds()));
        http.Features.Set(act);
        return act;
    }

    /// <summary>Whether an operation of the API changes something when it is asked for: what only reads, whatever its method, takes the right to view.</summary>
    public static bool Changes(RouteEndpoint endpoint, string method) =>
        !Limits.Limit(endpoint.Metadata)
        && IsOfApi(endpoint)
        && !HttpMethods.IsGet(method)
        && !HttpMethods.IsHead(method)
        && Rights.NeededBy(endpoint.Metadata, method) != Right.View;

    /// <summary>How an endpoint is called in the trail.</summary>
    public static string ActionOf(RouteEndpoint endpoint) => (IsOfApi(endpoint) ? Description.OperationOf(endpoint.Metadata) : null) ?? endpoint.RoutePattern.RawText!;

    /// <summary>Writes the row in a transaction of its own.</summary>
    /// <exception cref="DatabaseBusyException">It is not written, and nothing may be answered.</exception>
    public Task NoteAloneAsync(Database database, CancellationToken cancellation)
    {
        _alone = true;
        return database.WriteAsync(_ => Task.CompletedTask, cancellation);
    }

    /// <inheritdoc />
    public async Task NoteAsync<T>(UnitOfWork unit, T result)
    {
        _pending = !IsNoted && !IsRefusal(result) && (_alone || (_changes ? result is IResult : unit.Concerned.Count > 0));
        if (!_pending)
        {
            return;
        }

        var rows = Rows(unit.Concerned).ToList();
        for (var row = 0; row < rows.Count; row++)
        {
            if (row == _ids.Count)
            {
                _ids.Add(Guid.CreateVersion7(_at));
            }

            await unit.ExecuteAsync(AuditEntry.Insert, rows[row] with { EntryId = _ids[row] });
        }
    }

    /// <inheritdoc />
    public void Committed() => IsNoted |= _pending;

    /// <summary>Whether a result refuses, or leads back to where it was asked for: then nothing has been done.</summary>
    public static bool IsRefusal(object? result)
    {
        while (result is INestedHttpResult nested)
        {
            result = nested.Result;
        }

        return result is IStatusCodeHttpResult { StatusCode: >= 400 } or RedirectHttpResult;
    }

    IEnumerable<AuditEntry> Rows(IReadOnlyList<Concern> concerns)
    {
        var (kind, id) = SubjectOfRoute();
        foreach (var park in concerns.Select(one => one.ParkId ?? OwnPark).DefaultIfEmpty(OwnPark).Distinct())
        {
            var of = concerns.Where(one => (one.ParkId ?? OwnPark) == park).ToList();
            var thing = of.LastOrDefault(one => one.Id is not null);
            yield return Row() with
            {
                SubjectKind = kind ?? thing?.Kind,
                SubjectId = id ?? thing?.Id?.ToString(),
                ParkId = park,
                Detail = of.LastOrDefault(one => one.Detail is not null)?.Detail,
            };
        }
    }

    AuditEntry Row()
    {
        // What stays for good is nothing that a graduate may have deleted: the pseudonym says which one it was.
        var isGraduate = _caller.Role == Roles.Graduate;
        var origin = Origin.Of(_http);
        return new AuditEntry
        {
            OccurredAt = _at,
            AccountId = _caller.Id,
            Role = _caller.Role,
            ActsFor = _caller.UnitId?.ToString() ?? _caller.ParkId,
            Name = isGraduate ? "" : _caller.Name,
            App = origin.App,
            Address = isGraduate ? null : origin.Address,
            Action = ActionOf(_endpoint),
            IsReading = IsReading ? 1 : 0,
        };
    }

    static bool IsOfApi(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal);

    string? OwnPark => _caller.ParkId ?? _http.Request.RouteValues.GetValueOrDefault("parkId") as string;

    /// <summary>The innermost thing that the address names.</summary>
    (string? Kind, string? Id) SubjectOfRoute()
    {
        if (_endpoint.RoutePattern.Parameters is not [.., var last] || _http.Request.RouteValues.GetValueOrDefault(last.Name)?.ToString() is not { Length: > 0 and <= LongestSubject } id)
        {
            return (null, null);
        }

        return (last.Name.EndsWith("Id", StringComparison.Ordinal) ? last.Name[..^2] : last.Name, id);
    }
}

/// <summary>Tells the databases which act is at hand.</summary>
sealed class Acts(IHttpContextAccessor accessor) : IActs
{
    /// <inheritdoc />
    public IAct? AtHand => Act.Of(accessor.HttpContext);
}
