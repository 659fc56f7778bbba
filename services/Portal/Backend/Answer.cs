using System.Globalization;

namespace RaMatch.Portal.Backend;

/// <summary>What a service answered: a value, or a refusal a page can show.</summary>
/// <param name="Value">The body of a success; the default where there is none.</param>
/// <param name="Refusal">The refusal; null after a success.</param>
public sealed record Answer<T>(T? Value, Refusal? Refusal)
{
    /// <summary>Whether the service did it.</summary>
    public bool IsSuccess => Refusal is null;

    /// <summary>Whether the service has begun and is still at it (202): what comes of it shows later.</summary>
    public bool IsUnderWay { get; init; }
}

/// <summary>
/// Why something was refused. It knows which of its findings the fields of a page have asked for, so that the page says the rest
/// (<c>Refused</c>): nothing that was found stays unsaid because no field has its name.
/// </summary>
/// <param name="Status">The HTTP status; 503 when the service could not be reached.</param>
/// <param name="Sentence">For the person on the page.</param>
/// <param name="Errors">Sentences by field, named as in the request: <c>field</c>, <c>field[0]</c>, <c>field[0].part</c>.</param>
public sealed record Refusal(int Status, string Sentence, IReadOnlyDictionary<string, string[]> Errors)
{
    readonly HashSet<string> _shown = new(StringComparer.Ordinal);

    /// <summary>A field has asked: what is left to say is less.</summary>
    public event Action? Asked;

    /// <summary>The sentences that no field has asked for so far.</summary>
    public IReadOnlyList<string> Left => [.. Errors.Where(error => !_shown.Contains(error.Key)).SelectMany(error => error.Value).Distinct()];

    /// <summary>
    /// What stands at a field, all of it, those about the entries of its list included; null if nothing does. What is inside an entry
    /// (<c>field[0].part</c>) is a field of its own.
    /// </summary>
    /// <param name="field">The field, named as in the request.</param>
    /// <param name="entries">The entries of its list as they are shown, to say which of them is meant.</param>
    public string? Of(string field, IReadOnlyList<string>? entries = null)
    {
        var found = Errors.Where(error => error.Key == field || IndexWithin(field, error.Key) is not null).ToList();
        if (found.Any(error => _shown.Add(error.Key)))
        {
            Asked?.Invoke();
        }

        var sentences = found.SelectMany(error => error.Value.Select(sentence => entries?.ElementAtOrDefault(IndexWithin(field, error.Key) ?? -1) is { } entry && !sentence.Contains(entry, StringComparison.Ordinal)
            ? $"“{entry}”：{sentence}"
            : sentence));
        return string.Concat(sentences.Distinct()) is { Length: > 0 } all ? all : null;
    }

    /// <summary>The same with further findings about fields of which nothing was said so far.</summary>
    public Refusal And(IEnumerable<(string Field, string Sentence)> further)
    {
        var named = Errors.Keys.Select(Stem).ToHashSet(StringComparer.Ordinal);
        var all = new Dictionary<string, string[]>(Errors, StringComparer.Ordinal);
        foreach (var field in further.Where(one => !named.Contains(Stem(one.Field))).GroupBy(one => one.Field, one => one.Sentence, StringComparer.Ordinal))
        {
            all[field.Key] = [.. field];
        }

        return new Refusal(Status, Sentence, all);
    }

    static string Stem(string key) => key.IndexOf('[', StringComparison.Ordinal) is > 0 and var at ? key[..at] : key;

    static int? IndexWithin(string field, string key) =>
        key.Length > field.Length + 2 && key.StartsWith(field, StringComparison.Ordinal) && key[field.Length] == '[' && key[^1] == ']'
        && int.TryParse(key.AsSpan(field.Length + 1, key.Length - field.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : null;
}
