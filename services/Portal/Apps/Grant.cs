namespace RaMatch.Portal.Apps;

/// <summary>What somebody has allowed an app.</summary>
public sealed record Grant
{
    /// <summary>Its id.</summary>
    public Guid GrantId { get; init; }

    /// <summary>The app.</summary>
    public Guid AppId { get; init; }

    /// <summary>The membership by which the app asks.</summary>
    public Guid MembershipId { get; init; }

    /// <summary>Whom the services and the app see.</summary>
    public Guid SubjectId { get; init; }

    /// <summary>What was allowed, with spaces between.</summary>
    public string Scopes { get; init; } = "";

    /// <summary>As the protocol says it: <c>valid</c> or <c>revoked</c>.</summary>
    public string Status { get; set; } = "";

    /// <summary>Since when.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
