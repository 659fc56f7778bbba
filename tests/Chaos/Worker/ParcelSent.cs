using RaMatch.Contracts;

namespace RaMatch.Chaos.Worker;

/// <summary>The one event of the campaign. Nobody takes in what the second listener is sent: the campaign injects copies of it.</summary>
[Message("depot", "parcel-sent", "arrival", "copies")]
public sealed record ParcelSent(Guid ParcelId) : IMessage
{
    public Guid Subject => ParcelId;
    public long Version => 1;
}
