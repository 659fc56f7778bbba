using RaMatch.Contracts;

namespace RaMatch.Platform.Data;

/// <summary>Who knows events writes them down here, in the transaction of what they tell; this room knows only that the transaction takes them along.</summary>
public interface IOutbox
{
    /// <summary>Adds an event's row to a transaction, unless nobody listens to it.</summary>
    Task AppendAsync(UnitOfWork unit, IMessage message);
}
