using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace RaMatch.Platform;

/// <summary>What the product tells about itself under the names of docs/running.md: traces and meters called <c>RaMatch</c>.</summary>
static class Metrics
{
    public static readonly ActivitySource Traces = new("RaMatch");
    static readonly Meter Meter = new("RaMatch");

    public static readonly Counter<long> MessagesSent = Meter.CreateCounter<long>("ramatch.messages.sent", description: "Events confirmed by the broker.");
    public static readonly Gauge<double> UnconfirmedSeconds = Meter.CreateGauge<double>("ramatch.messages.unconfirmed", "s", "For how long the broker has confirmed nothing of what was sent; 0 while it does.");
    public static readonly Counter<long> MessagesApplied = Meter.CreateCounter<long>("ramatch.messages.applied", description: "Events applied, once each.");
    public static readonly Counter<long> MessagesSkipped = Meter.CreateCounter<long>("ramatch.messages.skipped", description: "Events that came again and were skipped.");
    public static readonly Counter<long> MessagesPoisoned = Meter.CreateCounter<long>("ramatch.messages.poisoned", description: "Events laid aside after repeated failures.");
    public static readonly Counter<long> JobsDone = Meter.CreateCounter<long>("ramatch.jobs.done", description: "Jobs worked off.");
    public static readonly Counter<long> JobsFailed = Meter.CreateCounter<long>("ramatch.jobs.failed", description: "Jobs refused or given up.");
    public static readonly Counter<long> DatabaseRetries = Meter.CreateCounter<long>("ramatch.database.retries", description: "Transactions run again.");
    public static readonly Histogram<long> CommitSize = Meter.CreateHistogram<long>("ramatch.database.commit.size", description: "Writes that shared one commit.");
    public static readonly Histogram<double> CommitDuration = Meter.CreateHistogram<double>("ramatch.database.commit.duration", "ms", "From BEGIN to the end of COMMIT.");
}
