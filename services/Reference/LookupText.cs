namespace RaMatch.Reference;

/// <summary>
/// A name or code of the tables as it is looked up: <see cref="FoldedText.Key"/>, with brackets of all shapes as round ones. Only for
/// comparing, never for showing.
/// </summary>
static class LookupText
{
    const string Opening = "[{〔【〈《「『〖";
    const string Closing = "]}〕】〉》」』〗";

    // Most names are Han characters only, which fold to themselves; the tables hold thousands of them.
    public static string Fold(string? text) => text is not null && !text.AsSpan().ContainsAnyExceptInRange('\u4E00', '\u9FFF') ? text
        : FoldedText.Key(text) is var key && key.AsSpan().ContainsAny(Opening + Closing)
        ? string.Concat(key.Select(letter => Opening.Contains(letter, StringComparison.Ordinal) ? '(' : Closing.Contains(letter, StringComparison.Ordinal) ? ')' : letter))
        : key;
}
