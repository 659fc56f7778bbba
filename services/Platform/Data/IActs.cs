namespace RaMatch.Platform.Data;

/// <summary>Who keeps the audit trail tells here which act is at hand; this room knows only that a transaction takes the act's row along.</summary>
public interface IActs
{
    /// <summary>What somebody who is signed in is doing by the request at hand; null where nobody is, and behind the requests.</summary>
    IAct? AtHand { get; }
}
