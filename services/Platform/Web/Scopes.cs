using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace RaMatch.Platform.Web;

/// <summary>What a program may be let do in somebody's place; a person at the pages needs none of them.</summary>
/// <param name="Name">As tokens, registrations and the OpenAPI document say it.</param>
/// <param name="Roles">Those in whose place a program may have it; empty where no program may.</param>
public sealed record Scope(string Name, params IReadOnlyList<string> Roles)
{
    /// <summary>Whether it lets a program change something.</summary>
    public bool IsWriting => !Name.EndsWith(":read", StringComparison.Ordinal);
}

/// <summary>
/// The scopes of the API, and the one check of them: a token that was made for a program (RFC 6749) opens the endpoints whose scope it carries and no others. Every endpoint that
/// is not open to everybody names its own; one that named none would be closed to programs.
/// </summary>
public static class Scopes
{
    /// <summary>The graduate's profile and consents.</summary>
    public const string ProfileRead = "profile:read";

    /// <summary>To change them.</summary>
    public const string ProfileWrite = "profile:write";

    /// <summary>What a graduate has applied for, what has become of it, and what fits.</summary>
    public const string ApplicationsRead = "applications:read";

    /// <summary>To apply, rank, withdraw, and answer offers.</summary>
    public const string ApplicationsWrite = "applications:write";

    /// <summary>To confirm a hire with the ID number.</summary>
    public const string HiresConfirm = "hires:confirm";

    /// <summary>All that is held about a graduate, as one export.</summary>
    public const string OwnDataRead = "own-data:read";

    /// <summary>To delete it.</summary>
    public const string OwnDataDelete = "own-data:delete";

    /// <summary>What units say of themselves, and their history.</summary>
    public const string UnitsRead = "units:read";

    /// <summary>To register and change the own unit.</summary>
    public const string UnitsWrite = "units:write";

    /// <summary>Positions that are not public, drafts, versions, whom a position would reach.</summary>
    public const string PositionsRead = "positions:read";

    /// <summary>To write, submit, change and close positions.</summary>
    public const string PositionsWrite = "positions:write";

    /// <summary>Who has applied and how far each has come, with names and contacts as far as the caller may read them.</summary>
    public const string CandidatesRead = "candidates:read";

    /// <summary>To shortlist, invite, offer, reject, sign, and to grade in a round.</summary>
    public const string CandidatesWrite = "candidates:write";

    /// <summary>The documents that prove hires.</summary>
    public const string EvidenceRead = "evidence:read";

    /// <summary>To file and replace them.</summary>
    public const string EvidenceWrite = "evidence:write";

    /// <summary>What waits for a decision of the park or the supervisors.</summary>
    public const string ReviewsRead = "reviews:read";

    /// <summary>To decide on units, positions and evidence.</summary>
    public const string ReviewsWrite = "reviews:write";

    /// <summary>Which firms a park knows, who was contacted and what came of it.</summary>
    public const string OutreachRead = "outreach:read";

    /// <summary>To note firms, contacts and briefings.</summary>
    public const string OutreachWrite = "outreach:write";

    /// <summary>Programmes that concern the caller.</summary>
    public const string ProgrammesRead = "programmes:read";

    /// <summary>To open programmes, set targets, revise rules.</summary>
    public const string ProgrammesWrite = "programmes:write";

    /// <summary>Targets, progress with the rows behind it, ledger, reconciliation.</summary>
    public const string NumbersRead = "numbers:read";

    /// <summary>Rounds, who takes part, what has come of them.</summary>
    public const string RoundsRead = "rounds:read";

    /// <summary>To open, close, solve, publish and cancel rounds.</summary>
    public const string RoundsWrite = "rounds:write";

    /// <summary>To decide what a park's administrator alone may: suspend a unit, take a hire off the count, settle a dispute.</summary>
    public const string AdministrationWrite = "administration:write";

    /// <summary>Who did and read what.</summary>
    public const string AuditRead = "audit:read";

    /// <summary>What operators look after: faults of delivery, letters that could not be sent.</summary>
    public const string OperationsRead = "operations:read";

    /// <summary>To mend that.</summary>
    public const string OperationsWrite = "operations:write";

    /// <summary>All there are.</summary>
    public static IReadOnlyList<Scope> All { get; } =
    [
        new(ProfileRead, Roles.Graduate),
        new(ProfileWrite, Roles.Graduate),
        new(ApplicationsRead, Roles.Graduate),
        new(ApplicationsWrite, Roles.Graduate),
        new(HiresConfirm, Roles.Graduate),
        new(OwnDataRead, Roles.Graduate),
        new(OwnDataDelete, Roles.Graduate),
        new(UnitsRead, Roles.UnitMember, Roles.ParkStaff),
        new(UnitsWrite),
        new(PositionsRead, Roles.UnitMember, Roles.ParkStaff),
        new(PositionsWrite, Roles.UnitMember, Roles.ParkStaff),
        new(CandidatesRead, Roles.UnitMember, Roles.ParkStaff),
        new(CandidatesWrite, Roles.UnitMember),
        new(EvidenceRead, Roles.UnitMember, Roles.ParkStaff),
        new(EvidenceWrite, Roles.UnitMember),
        new(ReviewsRead, Roles.ParkStaff),
        new(ReviewsWrite, Roles.ParkStaff),
        new(OutreachRead, Roles.ParkStaff),
        new(OutreachWrite, Roles.ParkStaff),
        new(ProgrammesRead, Roles.Graduate, Roles.UnitMember, Roles.ParkStaff),
        new(ProgrammesWrite),
        new(NumbersRead, Roles.ParkStaff),
        new(RoundsRead, Roles.UnitMember, Roles.ParkStaff),
        new(RoundsWrite),
        new(AdministrationWrite),
        new(AuditRead),
        new(OperationsRead),
        new(OperationsWrite),
    ];

    /// <summary>The scopes that a program may have in the place of somebody with that role.</summary>
    public static IReadOnlyList<Scope> OfRole(string role) => [.. All.Where(scope => scope.Roles.Contains(role))];

    /// <summary>
    /// The scope that the endpoint takes of a program. Where it takes another of another role, such as of a graduate who reads an own placement, both are named, and the first that
    /// the caller's role can have counts.
    /// </summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoint, params string[] scopes)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new Needed(scopes));

    /// <summary>What an endpoint names; empty where it is open to everybody.</summary>
    public static IReadOnlyList<string> NeededBy(EndpointMetadataCollection about) =>
        about.GetMetadata<IAllowAnonymous>() is null ? about.GetMetadata<Needed>()?.Names ?? [] : [];

    /// <summary>Goes on, unless a program asks that has not been given the scope: 403 with a sentence that names it, and what RFC 6750 says of it.</summary>
    internal static Task CheckAsync(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            || http.GetEndpoint()?.Metadata is not { } about
            || about.GetMetadata<IAllowAnonymous>() is not null
            || Origin.Of(http) is not { App: not null } origin)
        {
            return next(http);
        }

        var role = Caller.Of(http.User).Role;
        if (NeededBy(about).FirstOrDefault(name => All.Any(scope => scope.Name == name && scope.Roles.Contains(role))) is not { } needed)
        {
            return Problems.Refused(StatusCodes.Status403Forbidden, "access.closed-to-programs").ExecuteAsync(http);
        }

        if (origin.Has(needed))
        {
            return next(http);
        }

        http.Response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_scope\", scope=\"{needed}\"";
        return Problems.Refused(StatusCodes.Status403Forbidden, "access.scope", ("scope", needed)).ExecuteAsync(http);
    }

    sealed record Needed(IReadOnlyList<string> Names);
}
