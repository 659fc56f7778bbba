using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using Dapper;
using RaMatch.Platform.Words;

namespace RaMatch.Platform.Data;

/// <summary>
/// Turns the properties of a parameter object into named parameters the same way for both databases: names in camel case
/// (SQLite tells <c>@Title</c> from <c>@title</c>), enums by name, sentences and lists of ids as the text they are stored as.
/// </summary>
static class Parameters
{
    static readonly ConcurrentDictionary<Type, IReadOnlyList<(string Name, Func<object, object?> Get)>> Known = new();

    public static DynamicParameters From(object? source, Dialect dialect)
    {
        if (source is DynamicParameters ready)
        {
            return ready;
        }

        var parameters = new DynamicParameters();
        if (source is not null)
        {
            foreach (var (name, get) in Known.GetOrAdd(source.GetType(), Read))
            {
                parameters.Add(name, Stored(get(source), dialect));
            }
        }

        return parameters;
    }

    /// <summary>The parameters of one row, by name.</summary>
    public static Dictionary<string, object?> Of(object row, Dialect dialect) =>
        Known.GetOrAdd(row.GetType(), Read).ToDictionary(property => property.Name, property => Stored(property.Get(row), dialect), StringComparer.Ordinal);

    static object? Stored(object? value, Dialect dialect) => value switch
    {
        Enum named => named.ToString(),
        Sentence sentence => sentence.ToString(),
        string or byte[] or null => value,
        System.Collections.IEnumerable list => dialect.StoredList(list),
        _ => value,
    };

    static List<(string, Func<object, object?>)> Read(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0).Select(property =>
        {
            var instance = Expression.Parameter(typeof(object));
            var get = Expression.Lambda<Func<object, object?>>(
                Expression.Convert(Expression.Property(Expression.Convert(instance, type), property), typeof(object)),
                instance);
            return (JsonNamingPolicy.CamelCase.ConvertName(property.Name), get.Compile());
        })];
}
