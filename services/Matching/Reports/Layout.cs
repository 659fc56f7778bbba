using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Reports;

/// <summary>What the rows of a report are.</summary>
enum RowKind
{
    /// <summary>A post of a unit.</summary>
    Posts,

    /// <summary>A park.</summary>
    Parks,
}

/// <summary>How a fact is to be read. Public because responses show it.</summary>
public enum FactKind
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A part of something, in basis points.</summary>
    Share,
}

/// <summary>
/// A report's sheet as data: <c>Layouts/{id}.{edition}.json</c>. Every report names the edition it was frozen in, so an edition stays as it is for ever: a change is a new one.
/// A line with a placeholder that has no value is left out.
/// </summary>
/// <param name="Id">Its name.</param>
/// <param name="Edition">From 1; the highest is used.</param>
/// <param name="Rows">What the rows are.</param>
/// <param name="Sheet">On the tab.</param>
/// <param name="Title">Above all.</param>
/// <param name="Lines">Below the title.</param>
/// <param name="Columns">The columns, from the left.</param>
/// <param name="Sums">How the row of sums is called; null for none.</param>
/// <param name="Notes">Below the table.</param>
/// <param name="Signatures">What is signed for.</param>
/// <param name="Footer">At the foot of each page.</param>
/// <param name="States">How a park stands with a milestone, by the state's name, and what stands behind it where it is <c>late</c>.</param>
sealed record Layout(
    string Id,
    int Edition,
    RowKind Rows,
    string Sheet,
    string Title,
    IReadOnlyList<string> Lines,
    IReadOnlyList<LayoutColumn> Columns,
    string? Sums,
    IReadOnlyList<string> Notes,
    IReadOnlyList<string> Signatures,
    string? Footer,
    IReadOnlyDictionary<string, string>? States = null)
{
    /// <summary>How a park stands, as the sheet says it.</summary>
    public string Say(Answers.One one) => States!.GetValueOrDefault(JsonNamingPolicy.CamelCase.ConvertName(one.State.ToString())) + (one.IsLate ? States!.GetValueOrDefault("late") : null);
}

/// <summary>A column of a layout.</summary>
/// <param name="Fact">Which fact of a row it shows.</param>
/// <param name="Label">Its head.</param>
/// <param name="Width">In characters.</param>
/// <param name="Format">How numbers are shown; null where it shows texts.</param>
sealed record LayoutColumn(string Fact, string Label, double Width, string? Format = null);

/// <summary>The layouts of the product, checked when the service starts: one that asks for what no report knows keeps it from starting.</summary>
sealed partial class Layouts
{
    /// <summary>The sheet of units and posts, a park's.</summary>
    public const string UnitPost = "unit-post";

    /// <summary>The roll-up of all parks, the supervisors'.</summary>
    public const string RollUp = "roll-up";

    /// <summary>What of a row can be shown. None of it is about a person: whose name or number it is cannot be asked for.</summary>
    public static readonly FrozenDictionary<RowKind, FrozenDictionary<string, FactKind>> Facts = new Dictionary<RowKind, FrozenDictionary<string, FactKind>>
    {
        [RowKind.Posts] = Known(["unit", "unit-categories", "post", "post-kind", "published-on"], ["number", "seats", "applied", "interviewed", "offered", "claimed", "evidenced", "counted", "of-cohort", "seats-open"]),
        [RowKind.Parks] = Known(["park", "handed-in"], ["number", "target", "seats", "claimed", "evidenced", "counted", "of-cohort", "compared", "plan", "gap", "reported-counted"], "rate"),
    }.ToFrozenDictionary();

    static readonly FrozenSet<string> Placeholders = new[] { "programme", "park", "milestone", "asOf", "rules", "entries", "ledger", "report", "missing" }.ToFrozenSet(StringComparer.Ordinal);

    readonly FrozenDictionary<(string Id, long Edition), Layout> _all;

    Layouts(IEnumerable<Layout> all) => _all = all.ToFrozenDictionary(layout => (layout.Id, (long)layout.Edition));

    /// <summary>The layouts in the program.</summary>
    /// <exception cref="InvalidDataException">One cannot be.</exception>
    public static Layouts Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return Of(assembly.GetManifestResourceNames().Where(name => name.StartsWith("Layouts/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name =>
        {
            using var text = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return text.ReadToEnd();
        }));
    }

    /// <summary>Layouts of their texts.</summary>
    /// <exception cref="InvalidDataException">One cannot be.</exception>
    public static Layouts Of(IEnumerable<string> texts)
    {
        var all = texts.Select(Json.Read<Layout>).ToList();
        var faults = all.SelectMany(FaultsOf)
            .Concat(all.GroupBy(layout => (layout.Id, layout.Edition)).Where(same => same.Count() > 1).Select(same => $"{same.Key.Id} has edition {same.Key.Edition} twice"))
            .Concat(new[] { (Id: UnitPost, Rows: RowKind.Posts), (Id: RollUp, Rows: RowKind.Parks) }.Where(needed => !all.Exists(layout => layout.Id == needed.Id && layout.Rows == needed.Rows)).Select(needed => $"{needed.Id} is missing"))
            .ToList();
        return faults.Count == 0 ? new Layouts(all) : throw new InvalidDataException("Layouts of reports that cannot be: " + string.Join("; ", faults));
    }

    /// <summary>The edition in use.</summary>
    public Layout Newest(string id) => _all.Values.Where(layout => layout.Id == id).MaxBy(layout => layout.Edition) ?? throw new InvalidOperationException($"There is no layout {id}.");

    /// <summary>An edition; null where this program has none such any more.</summary>
    public Layout? Find(string id, long edition) => _all.GetValueOrDefault((id, edition));

    static IEnumerable<string> FaultsOf(Layout layout)
    {
        var facts = Facts[layout.Rows];
        foreach (var column in layout.Columns)
        {
            if (!facts.TryGetValue(column.Fact, out var kind))
            {
                yield return $"{layout.Id} shows the unknown fact {column.Fact}";
            }
            else if (kind == FactKind.Text != column.Format is null)
            {
                yield return $"{layout.Id} shows {column.Fact} {(column.Format is null ? "without" : "with")} a format for numbers";
            }

            if (column.Width is not (> 0 and <= 255))
            {
                yield return $"{layout.Id} shows {column.Fact} {column.Width} wide";
            }
        }

        foreach (var name in layout.Lines.Concat(layout.Notes).Append(layout.Title).SelectMany(NamesIn).Where(name => !Placeholders.Contains(name)))
        {
            yield return $"{layout.Id} asks for the unknown {{{name}}}";
        }

        foreach (var state in layout.Rows == RowKind.Posts ? [] : Enum.GetNames<DueState>().Select(JsonNamingPolicy.CamelCase.ConvertName).Append("late").Where(state => layout.States?.ContainsKey(state) != true))
        {
            yield return $"{layout.Id} has no word for {state}";
        }

        if (layout.Columns.Count == 0)
        {
            yield return $"{layout.Id} has no columns";
        }
    }

    /// <summary>A line with its placeholders filled; null where one has no value.</summary>
    public static string? Fill(string line, IReadOnlyDictionary<string, string> values) =>
        NamesIn(line).All(values.ContainsKey) ? Placeholder().Replace(line, found => values[found.Groups["name"].Value]) : null;

    static IEnumerable<string> NamesIn(string line) => Placeholder().Matches(line).Select(found => found.Groups["name"].Value);

    static FrozenDictionary<string, FactKind> Known(string[] texts, string[] numbers, params string[] shares) =>
        texts.Select(name => (name, FactKind.Text)).Concat(numbers.Select(name => (name, FactKind.Whole))).Concat(shares.Select(name => (name, FactKind.Share)))
            .ToFrozenDictionary(fact => fact.name, fact => fact.Item2, StringComparer.Ordinal);

    [GeneratedRegex(@"\{(?<name>[A-Za-z]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
