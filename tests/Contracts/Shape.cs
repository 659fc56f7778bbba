using System.Reflection;
using System.Text.Json;

namespace RaMatch.Contracts.Tests;

/// <summary>The shape of an event on the wire: its members in order, with their types as JSON sees them.</summary>
/// <param name="Name">The event's name on the wire.</param>
/// <param name="Members">Member and type, <c>?</c> where it may be null.</param>
sealed record Shape(string Name, IReadOnlyList<Shape.Member> Members)
{
    public sealed record Member(string Name, string Type);

    public static Shape Of(Type type)
    {
        var message = type.GetCustomAttribute<MessageAttribute>()!;
        return new Shape($"{message.Publisher}.{message.Name}", [.. MembersOf(type)]);
    }

    /// <summary>How <paramref name="now"/> breaks what <paramref name="approved"/> promised to those who already read the event.</summary>
    public static IEnumerable<string> Breaks(Shape approved, Shape now)
    {
        for (var index = 0; index < approved.Members.Count; index++)
        {
            var member = approved.Members[index];
            if (index >= now.Members.Count || now.Members[index] != member)
            {
                yield return $"{now.Name}: member {index + 1} was {member.Name} ({member.Type}) and is {(index < now.Members.Count ? $"{now.Members[index].Name} ({now.Members[index].Type})" : "gone")}";
            }
        }

        foreach (var added in now.Members.Skip(approved.Members.Count).Where(member => !member.Type.EndsWith('?')))
        {
            yield return $"{now.Name}: the new member {added.Name} must be nullable, older senders do not fill it";
        }
    }

    static IEnumerable<Member> MembersOf(Type type)
    {
        var nullability = new NullabilityInfoContext();
        var constructor = type.GetConstructors().Single(one => one.GetParameters().Length > 1);
        return constructor.GetParameters().Select(parameter => new Member(
            JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!),
            TypeName(parameter.ParameterType) + (nullability.Create(parameter).ReadState == NullabilityState.Nullable ? "?" : "")));
    }

    static string TypeName(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare.IsEnum)
        {
            return $"{bare.Name} ({string.Join(", ", Enum.GetNames(bare).Select(JsonNamingPolicy.CamelCase.ConvertName))})";
        }

        if (bare.Assembly == typeof(IMessage).Assembly)
        {
            return $"{bare.Name} ({string.Join(", ", MembersOf(bare).Select(member => $"{member.Name} {member.Type}"))})";
        }

        return bare.IsGenericType
            ? $"{bare.Name[..bare.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", bare.GenericTypeArguments.Select(TypeName))}>"
            : bare.Name;
    }
}
