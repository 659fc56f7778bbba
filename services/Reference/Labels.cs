using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Text.Json;
using RaMatch.Contracts;

namespace RaMatch.Reference;

/// <summary>
/// What people read for the values of the contracts' enumerations: on pages, in reports and in refusals, the same words everywhere, those
/// of the table <c>Words/zh.tsv</c>. A number that is no value is a bug of the caller and throws <see cref="ArgumentOutOfRangeException"/>.
/// </summary>
public static class Labels
{
    static readonly FrozenDictionary<Enum, string> All = Read();

    /// <summary>学历, such as 本科.</summary>
    public static string Of(DegreeLevel level) => Find(level);

    /// <summary>岗位类型, in the words of the ministries' notices.</summary>
    public static string Of(PositionKind kind) => Find(kind);

    /// <summary>单位类别, in the words of the parks' notices.</summary>
    public static string Of(UnitCategory category) => Find(category);

    /// <summary>协议形式.</summary>
    public static string Of(AgreementForm form) => Find(form);

    /// <summary>进展阶段, short enough for a table cell.</summary>
    public static string Of(PlacementStage stage) => Find(stage);

    static string Find<T>(T value, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : struct, Enum =>
        All.TryGetValue(value, out var label) ? label : throw new ArgumentOutOfRangeException(name, value, $"Not a {typeof(T).Name}.");

    static FrozenDictionary<Enum, string> Read()
    {
        var words = TableFile.Read("Words/zh.tsv").Select(line => TableFile.SplitAt(line.Text, "\t")).ToDictionary(line => line.Before, line => line.After, StringComparer.Ordinal);
        return new[] { typeof(DegreeLevel), typeof(PositionKind), typeof(UnitCategory), typeof(AgreementForm), typeof(PlacementStage) }
            .SelectMany(type => Enum.GetValues(type).Cast<Enum>())
            .ToFrozenDictionary(value => value, value => words[$"{Kebab(value.GetType().Name)}.{Kebab(value.ToString())}"]);
    }

    static string Kebab(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);
}
