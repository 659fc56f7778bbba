using RaMatch.Platform;

namespace RaMatch.Portal.Messages;

/// <summary>By which ways this installation reaches people. Whoever offers a choice asks here first: what is queued for a way that is not there waits, and is given up after a day.</summary>
sealed class Channels(MailSettings? mail, SmsSettings? sms, DemoSettings demo)
{
    /// <summary>The mail server; null without one, and in a demonstration, which nothing leaves.</summary>
    public MailSettings? Mail { get; } = mail;

    /// <summary>The SMS gateway; null without one, and in a demonstration.</summary>
    public SmsSettings? Sms { get; } = sms;

    /// <summary>Whether letters by this way reach their reader; in a demonstration all do, on a page.</summary>
    public bool Has(Channel channel) => demo.Enabled || (channel == Channel.Email ? Mail is not null : Sms is not null);
}
