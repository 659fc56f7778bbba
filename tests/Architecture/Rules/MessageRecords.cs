using System.Reflection;
using RaMatch.Contracts;

namespace RaMatch.Architecture.Tests.Rules;

/// <summary>Contracts are enums, and sealed records nobody can change after they are made.</summary>
static class MessageRecords
{
    public static IEnumerable<string> Violations(IEnumerable<Type> contracts)
    {
        foreach (var type in contracts.Where(type => !type.IsEnum && type != typeof(IMessage) && type != typeof(MessageAttribute)))
        {
            // Every record, and nothing else, gets this method from the compiler.
            if (!type.IsSealed || type.GetMethod("<Clone>$") is null)
            {
                yield return $"{type.Name} is no sealed record";
            }

            foreach (var property in type.GetProperties().Where(property => property.SetMethod is { } set
                && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit))))
            {
                yield return $"{type.Name}.{property.Name} can be set";
            }

            if (typeof(IMessage).IsAssignableFrom(type) && type.GetCustomAttribute<MessageAttribute>() is null)
            {
                yield return $"{type.Name} is an event without a name on the wire";
            }
        }
    }

    /// <summary>No event carries a name of a person, a phone number, an address or an ID number.</summary>
    public static IEnumerable<string> PersonalData(IEnumerable<Type> contracts)
    {
        string[] personal = ["Phone", "Mobile", "Email", "IdNumber", "IdCard", "PersonName", "GraduateName", "ContactName", "Address", "Gender", "Sex", "BirthDate", "Age", "School", "University"];
        return contracts
            .Where(type => typeof(IMessage).IsAssignableFrom(type))
            .SelectMany(type => type.GetProperties()
                .Where(property => personal.Any(word => property.Name.Contains(word, StringComparison.Ordinal)))
                .Select(property => $"{type.Name}.{property.Name} is personal data"));
    }
}
