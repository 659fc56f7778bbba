namespace RaMatch.Platform.Web;

/// <summary>
/// Names the schemas of one OpenAPI document: a record of a use case by the use case and itself (<c>VerifyHireResponse</c>), a page by its rows
/// (<c>PageOfListUnitsItem</c>). The framework would call all of them <c>Response</c> and number them in the order it meets them.
/// </summary>
sealed class SchemaNames
{
    readonly Dictionary<string, Type> _given = new(StringComparer.Ordinal);
    readonly Lock _gate = new();

    /// <summary>The name of a type; another type of the same name is an error, since one of the two would be described as the other.</summary>
    public string Of(Type type)
    {
        var named = Nullable.GetUnderlyingType(type) ?? type;
        var name = NameOf(named);
        lock (_gate)
        {
            return _given.TryAdd(name, named) || _given[name] == named
                ? name
                : throw new InvalidOperationException($"{_given[name]} and {named} would both be called {name}; rename one of them.");
        }
    }

    static string NameOf(Type type)
    {
        var arguments = type.GetGenericArguments();
        var bare = type.IsArray ? "ListOf" + NameOf(type.GetElementType()!) : type.Name.Split('`')[0];
        // The arguments of a nested type are those of the outer one too.
        return (type is { IsNested: true, DeclaringType: { IsGenericType: false } outer } ? NameOf(outer) : "") + bare + string.Concat(arguments.Select(NameOf));
    }
}
