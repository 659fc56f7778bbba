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

/// <summary>Why a service refused.</summary>
/// <param name="Status">The HTTP status; 503 when the service could not be reached.</param>
/// <param name="Sentence">For the person on the page.</param>
/// <param name="Errors">Sentences by field, named as in the request.</param>
public sealed record Refusal(int Status, string Sentence, IReadOnlyDictionary<string, string[]> Errors)
{
    /// <summary>The first sentence about a field, or null.</summary>
    public string? Of(string field) => Errors.TryGetValue(field, out var sentences) ? sentences.FirstOrDefault() : null;
}
