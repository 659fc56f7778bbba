namespace RaMatch.Portal.Messages;

/// <summary>The row of a letter that is to be sent.</summary>
sealed record WaitingLetter
{
    public Guid MessageId { get; init; }
    public Channel Channel { get; init; }
    public string Address { get; init; } = "";
    public string Subject { get; init; } = "";
    public string Text { get; init; } = "";

    /// <summary>Where its reader ends letters of this kind.</summary>
    public string? Unsubscribe { get; init; }

    /// <summary>Which attempt this is, from 1; who has taken the letter holds it by this number.</summary>
    public long Attempts { get; init; }

    /// <summary>Until when it is tried.</summary>
    public DateTimeOffset ExpiresAt { get; init; }
}
