using System.Collections.Concurrent;

namespace RaMatch.Platform.Messaging;

/// <summary>What hinders delivery or other work behind the requests just now; shown by <c>/health/ready</c>.</summary>
public sealed class DeliveryHealth
{
    readonly ConcurrentDictionary<string, string> _troubles = new(StringComparer.Ordinal);

    /// <summary>Route, role or work, and what is the matter with it.</summary>
    public IReadOnlyDictionary<string, string> Troubles => _troubles;

    /// <summary>Says what is the matter with a part, until it is cleared.</summary>
    public void Report(string part, string trouble) => _troubles[part] = trouble;

    /// <summary>Nothing is the matter with a part any more.</summary>
    public void Clear(string part) => _troubles.TryRemove(part, out _);
}
