namespace RaMatch.Portal.People;

/// <summary>Someone who can sign in, as the framework's sign-in sees it: it sets one member after the other and then has the whole stored, so that this is no record.</summary>
sealed class Account
{
    /// <summary>Its id, and what the framework calls the user's name: people are found by their addresses.</summary>
    public Guid AccountId { get; init; }

    /// <summary>How to address the person.</summary>
    public string Name { get; init; } = "";

    /// <summary>The password's hash, in the framework's format.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>Another one with each new password or factor; sessions with an older one have ended.</summary>
    public string SecurityStamp { get; set; } = "";

    /// <summary>The authenticator's key, encrypted.</summary>
    public string? TotpKey { get; set; }

    /// <summary>Since when a code is asked for at each sign-in; null while none is.</summary>
    public DateTimeOffset? TotpSince { get; set; }

    /// <summary>The step of the last code that was taken.</summary>
    public long? TotpStep { get; set; }

    /// <summary>Passwords tried since the last sign-in.</summary>
    public long Failures { get; set; }

    /// <summary>Until when no password is judged.</summary>
    public DateTimeOffset? LockedUntil { get; set; }

    /// <summary>Codes of the second factor tried since the last sign-in: apart, since who tries one has proven something, and strangers cannot use these up.</summary>
    public long FactorFailures { get; set; }

    /// <summary>Until when no code of the second factor is judged.</summary>
    public DateTimeOffset? FactorLockedUntil { get; set; }

    /// <summary>Of what was read; a write names it.</summary>
    public long Version { get; set; }
}
