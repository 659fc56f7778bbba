namespace RaMatch.Portal.Messages;

/// <summary>By which way somebody is reached.</summary>
enum Channel
{
    /// <summary>电子邮件.</summary>
    Email,

    /// <summary>短信.</summary>
    Sms,
}

/// <summary>Something to be sent to one address.</summary>
/// <param name="Channel">The way.</param>
/// <param name="Address">A mobile number or an e-mail address, in the one spelling that accounts have.</param>
/// <param name="Subject">The line above an e-mail, at most 500 characters; not sent by SMS. An operator may read it: no code, no reason, no score.</param>
/// <param name="Text">What is said, in plain text; at most 500 characters by SMS, 100,000 by e-mail.</param>
/// <param name="Until">From when on it says nothing any more, and is not sent; null for ever.</param>
sealed record Letter(Channel Channel, string Address, string Subject, string Text, DateTimeOffset? Until = null)
{
    /// <summary>Where its reader ends letters of this kind, a whole address; null where they are about the account itself.</summary>
    public string? Unsubscribe { get; init; }

    /// <summary>Which letter it is, however often whoever receives it sees it.</summary>
    public Guid MessageId { get; } = Guid.CreateVersion7();
}
