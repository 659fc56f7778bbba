using RaMatch.Platform.Web;

namespace RaMatch.Portal.Apps;

/// <summary>In whose place an app asks.</summary>
public enum AppKind
{
    /// <summary>毕业生应用: in the place of each graduate who has allowed it. It runs on devices of others and can keep no secret.</summary>
    OfGraduates,

    /// <summary>系统对接: a system of a unit or a park, in its place, by a secret.</summary>
    System,
}

/// <summary>A program that may ask for tokens.</summary>
public sealed record App
{
    /// <summary>Its id, by which it is known to the protocol as <c>client_id</c> too.</summary>
    public Guid AppId { get; init; }

    /// <summary>In whose place it asks.</summary>
    public AppKind Kind { get; init; }

    /// <summary>How it is called.</summary>
    public string Name { get; init; } = "";

    /// <summary>SHA-256 of its secret, in hexadecimal digits; null where it has none.</summary>
    public string? SecretHash { get; init; }

    /// <summary>What it may ask for, with spaces between.</summary>
    public string Scopes { get; init; } = "";

    /// <summary>Where a browser may be sent back to, with spaces between.</summary>
    public string RedirectUris { get; init; } = "";

    /// <summary>The unit or park that it is of, as memberships say it; of an app of graduates, the supervisors.</summary>
    public string ActsFor { get; init; } = "";

    /// <summary>The role in which it asks.</summary>
    public string Role { get; init; } = "";

    /// <summary>The unit in whose place it asks.</summary>
    public Guid? UnitId { get; init; }

    /// <summary>The park in whose place it asks.</summary>
    public string? ParkId { get; init; }

    /// <summary>Who has registered it; null once that account is closed.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Until when its secret holds.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was last let in, to the minute.</summary>
    public DateTimeOffset? UsedAt { get; init; }

    /// <summary>When it was ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The names of its scopes.</summary>
    public IReadOnlyList<string> ScopeNames => Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Its addresses.</summary>
    public IReadOnlyList<string> RedirectUriList => RedirectUris.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether it may ask for anything.</summary>
    public bool HoldsAt(DateTimeOffset now) => EndedAt is null && !(ExpiresAt <= now);

    /// <summary>Whom the services see where it asks in the place of a unit or a park: no person, who may do the daily work where a scope lets it change something, and reads otherwise.</summary>
    internal Caller Caller() => new(AppId, Role, Name, UnitId, ParkId, Platform.Web.Scopes.All.Any(scope => scope.IsWriting && ScopeNames.Contains(scope.Name)) ? Right.Act : Right.View);
}
