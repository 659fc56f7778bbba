using RaMatch.Contracts;

namespace RaMatch.Chaos.Worker;

/// <summary>The one event of the campaign.</summary>
[Message("depot", "parcel-sent", "arrival")]
public sealed record ParcelSent(Guid ParcelId) : IMessage
{
    public Guid Subject => ParcelId;
    public long Version => 1;
}
