using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using RaMatch.Contracts;
using RaMatch.Platform.Web;

namespace RaMatch.Platform.Messaging;

/// <summary>The events of the product by type and by name on the wire, read from the contracts' <see cref="MessageAttribute"/>.</summary>
public sealed class MessageCatalogue
{
    readonly Dictionary<Type, MessageType> _byType;
    readonly Dictionary<string, MessageType> _byName;

    /// <summary>Reads the events of an assembly.</summary>
    public MessageCatalogue(Assembly contracts)
    {
        _byType = contracts.GetExportedTypes()
            .Where(type => typeof(IMessage).IsAssignableFrom(type) && type.GetCustomAttribute<MessageAttribute>() is not null)
            .Select(type => new MessageType(type, type.GetCustomAttribute<MessageAttribute>()!))
            .ToDictionary(type => type.Clr);
        _byName = _byType.Values.ToDictionary(type => type.Name, StringComparer.Ordinal);
    }

    /// <summary>The product's events.</summary>
    public static MessageCatalogue Product { get; } = new(typeof(IMessage).Assembly);

    /// <summary>All events.</summary>
    public IReadOnlyCollection<MessageType> All => _byType.Values;

    /// <summary>Who listens to any event of a publisher.</summary>
    internal IEnumerable<string> ListenersOf(string publisher) =>
        All.Where(type => type.Publisher == publisher).SelectMany(type => type.Listeners).Distinct(StringComparer.Ordinal);

    /// <summary>The entry of an event; a record without <see cref="MessageAttribute"/> is a bug and throws.</summary>
    public MessageType Of(Type type) => _byType.TryGetValue(type, out var found)
        ? found
        : throw new InvalidOperationException($"{type.Name} is no event: it has no [Message].");

    /// <summary>The entry by name on the wire, or null where a newer publisher sends what this process does not know.</summary>
    public MessageType? Find(string name) => _byName.GetValueOrDefault(name);
}

/// <summary>One event of the catalogue.</summary>
/// <param name="Clr">The record.</param>
/// <param name="Attribute">What the record says of itself.</param>
public sealed record MessageType(Type Clr, MessageAttribute Attribute)
{
    /// <summary>The name on the wire: <c>posting.position-published</c>.</summary>
    public string Name => $"{Attribute.Publisher}.{Attribute.Name}";

    /// <summary>The publishing service.</summary>
    public string Publisher => Attribute.Publisher;

    /// <summary>The listening services.</summary>
    public IReadOnlyList<string> Listeners => Attribute.Listeners;

    /// <summary>
    /// Reads a body. What the contract has had from the beginning has to be there: a member that came later is nullable, and may be missing in
    /// what an older publisher wrote. What is missing is named, all of it, and not found out by a column that takes no NULL.
    /// </summary>
    /// <exception cref="UnreadableMessageException">It is no JSON, of another shape, or something is missing.</exception>
    internal IMessage Read(string body)
    {
        try
        {
            return (IMessage?)JsonSerializer.Deserialize(body, Clr, Whole) ?? throw new UnreadableMessageException(Name, null);
        }
        catch (JsonException exception)
        {
            throw new UnreadableMessageException(Name, exception);
        }
    }

    static readonly JsonSerializerOptions Whole = new(Json.Options) { TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithAddedModifier(Require) };

    static void Require(JsonTypeInfo type)
    {
        if (type.Type.IsAssignableTo(typeof(IMessage)))
        {
            foreach (var member in type.Properties.Where(member => member.AssociatedParameter is { HasDefaultValue: false, IsNullable: false }))
            {
                member.IsRequired = true;
            }
        }
    }
}
