namespace RaMatch.Platform.Data;

/// <summary>Who knows requests tells here which one is at hand; this room knows only transactions.</summary>
public interface IRequests
{
    /// <summary>The request that is to be answered once, however often it comes; null where none is at hand, or it is answered already.</summary>
    IRepeatable? Repeatable { get; }
}
