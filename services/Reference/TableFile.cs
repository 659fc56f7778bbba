using System.Text;

namespace RaMatch.Reference;

/// <summary>Reads an embedded table: UTF-8 text whose lines nest by leading spaces; a line that starts with # is a comment.</summary>
static class TableFile
{
    public const string ItemSeparator = " / ";

    public readonly record struct Line(int Indent, string Text);

    public static IEnumerable<Line> Read(string name)
    {
        using var stream = typeof(TableFile).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidDataException($"Table {name} is not embedded in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var text = line.TrimStart(' ');
            yield return new Line(line.Length - text.Length, text);
        }
    }

    /// <summary>Splits at the first occurrence of the separator; a line without it is a mistake in the table.</summary>
    public static (string Before, string After) SplitAt(string text, string separator)
    {
        var at = text.IndexOf(separator, StringComparison.Ordinal);
        return at > 0
            ? (text[..at], text[(at + separator.Length)..])
            : throw new InvalidDataException($"Expected \"{separator}\" in table line \"{text}\".");
    }
}
