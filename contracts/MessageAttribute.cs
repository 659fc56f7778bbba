namespace RaMatch.Contracts;

/// <summary>
/// Names an event on the wire and says who publishes it and who listens. Publishers declare the listeners' queues
/// before the first message, so that an event announced while its listener has never run is kept, not discarded.
/// </summary>
/// <param name="publisher">The publishing service, lower case: <c>posting</c>.</param>
/// <param name="name">The event in kebab case: <c>position-published</c>.</param>
/// <param name="listeners">The services that consume it, lower case.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MessageAttribute(string publisher, string name, params string[] listeners) : Attribute
{
    /// <summary>The publishing service.</summary>
    public string Publisher { get; } = publisher;

    /// <summary>The event's name on the wire, unique within its publisher.</summary>
    public string Name { get; } = name;

    /// <summary>The services that consume the event. An architecture test holds it to what they map.</summary>
    public IReadOnlyList<string> Listeners { get; } = listeners;
}
