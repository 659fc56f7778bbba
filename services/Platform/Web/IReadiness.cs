namespace RaMatch.Platform.Web;

/// <summary>
/// A part of a service without which the process is not ready to be asked, such as what it builds in memory after a start. Whoever is
/// registered as one is named by <c>/health/ready</c>, with 503, for as long as something is missing.
/// </summary>
public interface IReadiness
{
    /// <summary>The part's name.</summary>
    string Part { get; }

    /// <summary>What is missing, in a sentence; null when the part is ready.</summary>
    string? Missing { get; }
}
