using System.Collections.Concurrent;

namespace RaMatch.Platform.Messaging;

/// <summary>What hinders delivery just now; shown by <c>/health/ready</c>.</summary>
public sealed class DeliveryHealth
{
    readonly ConcurrentDictionary<string, string> _troubles = new(StringComparer.Ordinal);

    /// <summary>Route or role, and what is the matter with it.</summary>
    public IReadOnlyDictionary<string, string> Troubles => _troubles;

    internal void Report(string part, string trouble) => _troubles[part] = trouble;

    internal void Clear(string part) => _troubles.TryRemove(part, out _);
}
