
using RaMatch.Contracts.Matching;

namespace RaMatch.Contracts.Tests;

/// <summary>Makes an event with something in every member.</summary>
static class Sample
{
    public static Guid Id { get; } = new("018f3c3e-7b1a-7c55-9d3e-2f0d6a7b8c9d");

    public static object Of(Type type)
    {
        var constructor = type.GetConstructors().Single(one => one.GetParameters().Length > 1);
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => Value(parameter.ParameterType))]);
    }

    static object Value(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var one when one == typeof(Guid) => Id,
        var one when one == typeof(string) => "磁悬浮 𠮷 <b>\"é\"</b> 😀",
        var one when one == typeof(int) => 7,
        var one when one == typeof(long) => 9_007_199_254_740_993L,
        var one when one == typeof(bool) => true,
        var one when one == typeof(DateOnly) => new DateOnly(2022, 8, 31),
        var one when one == typeof(DateTimeOffset) => new DateTimeOffset(2022, 6, 28, 2, 0, 0, 123, TimeSpan.Zero),
        { IsEnum: true } one => Enum.GetValues(one).GetValue(1)!,
        { IsGenericType: true } list when list.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) => List(list.GenericTypeArguments[0]),
        var one when one == typeof(IReadOnlyDictionary<string, long>) => new Dictionary<string, long> { ["潍坊市"] = 190_000 },
        var one when one == typeof(ParkAtMilestone) => Of(one),
        var other => throw new InvalidOperationException($"No sample of {other}."),
    };

    static Array List(Type element)
    {
        var list = Array.CreateInstance(element, 2);
        list.SetValue(Value(element), 0);
        list.SetValue(Value(element), 1);
        return list;
    }
}
