using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace RaMatch.Platform;

/// <summary>What the product tells about itself under the names of docs/running.md: traces and meters called <c>RaMatch</c>.</summary>
public static class Metrics
{
    internal static readonly ActivitySource Traces = new("RaMatch");
    static readonly Meter Meter = new("RaMatch");

    internal static readonly Counter<long> MessagesSent = Meter.CreateCounter<long>("ramatch.messages.sent", description: "Events confirmed by the broker.");
    internal static readonly Gauge<double> UnconfirmedSeconds = Meter.CreateGauge<double>("ramatch.messages.unconfirmed", "s", "For how long the broker has confirmed nothing of what was sent; 0 while it does.");
    internal static readonly Counter<long> MessagesApplied = Meter.CreateCounter<long>("ramatch.messages.applied", description: "Events applied, once each.");
    internal static readonly Counter<long> MessagesSkipped = Meter.CreateCounter<long>("ramatch.messages.skipped", description: "Events that came again and were skipped.");
    internal static readonly Counter<long> MessagesPoisoned = Meter.CreateCounter<long>("ramatch.messages.poisoned", description: "Events laid aside after repeated failures.");
    internal static readonly Counter<long> JobsDone = Meter.CreateCounter<long>("ramatch.jobs.done", description: "Jobs worked off.");
    internal static readonly Counter<long> JobsFailed = Meter.CreateCounter<long>("ramatch.jobs.failed", description: "Jobs refused or given up.");
    internal static readonly Counter<long> DatabaseRetries = Meter.CreateCounter<long>("ramatch.database.retries", description: "Transactions run again.");
    internal static readonly Histogram<long> CommitSize = Meter.CreateHistogram<long>("ramatch.database.commit.size", description: "Writes that shared one commit.");
    internal static readonly Histogram<double> CommitDuration = Meter.CreateHistogram<double>("ramatch.database.commit.duration", "ms", "From BEGIN to the end of COMMIT.");

    /// <summary>Letters taken by a mail server or an SMS gateway, by channel.</summary>
    public static readonly Counter<long> LettersSent = Meter.CreateCounter<long>("ramatch.letters.sent", description: "Letters taken by a mail server or an SMS gateway.");

    /// <summary>Attempts at letters that will be tried again, by channel.</summary>
    public static readonly Counter<long> LettersFailed = Meter.CreateCounter<long>("ramatch.letters.failed", description: "Attempts at letters that will be tried again.");

    /// <summary>Letters that are not tried again by themselves, by channel.</summary>
    public static readonly Counter<long> LettersGivenUp = Meter.CreateCounter<long>("ramatch.letters.given-up", description: "Letters that are not tried again by themselves.");

    /// <summary>What was told by webhook and taken.</summary>
    public static readonly Counter<long> WebhooksDelivered = Meter.CreateCounter<long>("ramatch.webhooks.delivered", description: "What was told by webhook and taken.");

    /// <summary>Attempts at webhooks that came to nothing.</summary>
    public static readonly Counter<long> WebhooksFailed = Meter.CreateCounter<long>("ramatch.webhooks.failed", description: "Attempts at webhooks that came to nothing.");

    /// <summary>For how many seconds the oldest letter has been waiting, by channel.</summary>
    public static readonly Gauge<double> LettersOldest = Meter.CreateGauge<double>("ramatch.letters.oldest", "s", "For how long the oldest letter that is still tried has been waiting.");
}
