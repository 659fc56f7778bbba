namespace RaMatch.Reference;

/// <summary>Hides the middle of an identifier.</summary>
static class Masking
{
    /// <summary>
    /// Keeps the ends and the length. A text so short that less than half of it would be hidden is hidden wholly: what is masked is often
    /// exactly what someone mistyped.
    /// </summary>
    public static string Keep(string? text, int first, int last)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var hidden = text.Length - first - last;
        return hidden < 1 || hidden * 2 < first + last
            ? new string('*', text.Length)
            : string.Concat(text.AsSpan(0, first), new string('*', hidden), text.AsSpan(text.Length - last));
    }
}
