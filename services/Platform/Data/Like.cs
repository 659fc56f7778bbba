namespace RaMatch.Platform.Data;

/// <summary>Patterns for <c>LIKE … ESCAPE '\'</c>, the same for both databases.</summary>
public static class Like
{
    /// <summary>The pattern of texts that contain what was typed, whatever signs are in it; null if nothing was typed.</summary>
    public static string? Containing(string? typed) => string.IsNullOrWhiteSpace(typed)
        ? null
        : "%" + typed.Trim()
            .Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("%", @"\%", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal)
            .Replace("[", @"\[", StringComparison.Ordinal) + "%";
}
