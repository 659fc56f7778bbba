using System.Diagnostics.CodeAnalysis;

namespace RaMatch.Platform.Web;

/// <summary>
/// An enum value in a query string, by the name it has in JSON: <c>?status=pending</c>. The framework's own binding wants Pascal case and
/// takes any number. An empty text (an unset choice of a form) is no value.
/// </summary>
/// <param name="Value">The value; null if nothing was chosen.</param>
public readonly record struct Named<T>(T? Value)
    where T : struct, Enum
{
    static readonly IReadOnlyDictionary<string, T> ByName = EnumNames.ValuesOf<T>();

    /// <summary>Called by the binding; what is no name of a value is refused with 400.</summary>
    [SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "The binding looks for it here.")]
    public static bool TryParse(string? text, out Named<T> named)
    {
        named = default;
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        if (!ByName.TryGetValue(text.Trim(), out var value))
        {
            return false;
        }

        named = new Named<T>(value);
        return true;
    }
}
