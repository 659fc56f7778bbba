namespace RaMatch.Portal.Apps;

/// <summary>A code or token that was given out, as the server keeps it: what the program holds stands here as a hash, what it says encrypted.</summary>
public sealed record IssuedToken
{
    /// <summary>Its id.</summary>
    public Guid TokenId { get; init; }

    /// <summary>The app it was given to.</summary>
    public Guid? AppId { get; set; }

    /// <summary>What it rests on; null for a system of its own.</summary>
    public Guid? GrantId { get; set; }

    /// <summary>In whose place it lets the app ask.</summary>
    public string? Subject { get; set; }

    /// <summary>Access token, refresh token, code.</summary>
    public string? Type { get; set; }

    /// <summary>Valid, redeemed, revoked.</summary>
    public string? Status { get; set; }

    /// <summary>The hash of what the program holds.</summary>
    public string? ReferenceId { get; set; }

    /// <summary>What it says, encrypted.</summary>
    public string? Payload { get; set; }

    /// <summary>When it was given.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>Until when it holds.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>When it was redeemed, which a code and a refresh token are once.</summary>
    public DateTimeOffset? RedeemedAt { get; set; }

    /// <summary>Counts its changes: of two at once one is refused.</summary>
    public long Version { get; set; }
}
