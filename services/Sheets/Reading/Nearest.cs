namespace RaMatch.Sheets.Reading;

/// <summary>The name that somebody most likely meant.</summary>
public static class Nearest
{
    const int Longest = 64;

    /// <summary>The name that takes the fewest changes of a character, or that begins with the text or is its beginning; null where even that is another word.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="names">What there is. Of several as near, the first.</param>
    public static string? Of(string text, IEnumerable<string> names)
    {
        var written = CellText.Key(text);
        if (written.Length is 0 or > Longest)
        {
            return null;
        }

        var (nearest, least) = ((string?)null, double.MaxValue);
        foreach (var name in names)
        {
            var key = CellText.Key(name);
            var distance = Distance(written, key);
            // Its beginning is nearer than as many changes; never as near as one change. What many names end with says nothing.
            var isBeginning = key.Length > 1 && written.Length > 1 && (key.StartsWith(written, StringComparison.Ordinal) || written.StartsWith(key, StringComparison.Ordinal));
            var far = isBeginning ? 1 + distance / 100.0 : distance;
            var allowed = isBeginning ? double.MaxValue : Math.Max(1, Math.Max(written.Length, key.Length) / 3);
            if (far <= allowed && far < least)
            {
                (nearest, least) = (name, far);
            }
        }

        return nearest;
    }

    // Levenshtein, a row at a time.
    static int Distance(string one, string other)
    {
        if (other.Length > Longest)
        {
            return int.MaxValue;
        }

        Span<int> row = stackalloc int[other.Length + 1];
        for (var at = 0; at <= other.Length; at++)
        {
            row[at] = at;
        }

        for (var i = 1; i <= one.Length; i++)
        {
            var (diagonal, left) = (row[0], i);
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var above = row[j];
                left = Math.Min(Math.Min(above, left) + 1, diagonal + (one[i - 1] == other[j - 1] ? 0 : 1));
                (diagonal, row[j]) = (above, left);
            }
        }

        return row[other.Length];
    }
}
