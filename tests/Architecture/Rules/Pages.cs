namespace RaMatch.Architecture.Tests.Rules;

/// <summary>What a page would show instead of doing.</summary>
static class Pages
{
    /// <summary>An <c>else</c> that follows nothing: Razor takes it for text, braces and all, and shows what belongs to it in every case.</summary>
    public static IEnumerable<string> LooseElse(IEnumerable<SourceFile> pages) =>
        from page in pages
        let lines = page.Text.Split('\n').Select((text, at) => (Text: text.Trim(), Number: at + 1)).Where(line => line.Text.Length > 0).ToList()
        from pair in lines.Zip(lines.Skip(1))
        where pair.Second.Text.StartsWith("else", StringComparison.Ordinal) && !pair.First.Text.EndsWith('}')
        select $"{page.Path}:{pair.Second.Number} has an else that belongs to no if";
}
