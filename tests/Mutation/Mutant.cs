namespace RaMatch.Mutation;

/// <summary>One small change to the product that a test should notice.</summary>
/// <param name="Number">By which the switch knows it; from 1, in the order of the tree.</param>
/// <param name="Path">The file, from the root.</param>
/// <param name="Line">Where, from 1.</param>
/// <param name="Member">The method, property or constant it sits in.</param>
/// <param name="Start">Where in the file's text, from 0.</param>
/// <param name="Before">What stands there, on one line.</param>
/// <param name="After">What stands there instead.</param>
public sealed record Mutant(int Number, string Path, int Line, string Member, int Start, string Before, string After)
{
    /// <summary>Which mutant it is, whatever its number: the same in every run over the same text.</summary>
    public string Key => $"{Path}\t{Member}\t{Before}\t{After}\t{Start}";

    /// <inheritdoc />
    public override string ToString() => $"{Path}:{Line} {Member}: {Short(Before)} → {Short(After)}";

    static string Short(string text) => text.Length <= 120 ? text : text[..119] + "…";
}
