namespace RaMatch.Contracts;

/// <summary>
/// An event one service announces to the others: an immutable record of ids and features, never of a name, a phone
/// number or an ID number. A contract only grows: new members last and nullable.
/// </summary>
public interface IMessage
{
    /// <summary>The aggregate the event speaks of (a unit, a position, a placement, a graduate).</summary>
    Guid Subject { get; }

    /// <summary>
    /// The aggregate's version after the event, counted from 1. Event type, subject and version together are the
    /// event's identity: the same event announced twice has the same message id.
    /// </summary>
    long Version { get; }
}
