namespace RaMatch.Rounds.Format;

/// <summary>A file that is not what docs/rounds.md asks for: where, and why. The only refusal of the readers.</summary>
public sealed class RoundFormatException : Exception
{
    /// <summary>Refuses a file.</summary>
    /// <param name="file">The file's name, without its folder.</param>
    /// <param name="line">From 1; 0 where the file as a whole is meant.</param>
    /// <param name="column">The character of the line, from 1; 0 where the line as a whole is meant.</param>
    /// <param name="reason">What is wrong and what would be right, without a full stop.</param>
    public RoundFormatException(string file, int line, int column, string reason)
        : base(line == 0 ? $"{file}: {reason}" : column == 0 ? $"{file}:{line}: {reason}" : $"{file}:{line}:{column}: {reason}") =>
        (File, Line, Column, Reason) = (file, line, column, reason);

    /// <summary>The file's name, without its folder.</summary>
    public string File { get; }

    /// <summary>From 1; 0 where the file as a whole is meant.</summary>
    public int Line { get; }

    /// <summary>The character of the line, from 1, as editors count; 0 where the line as a whole is meant.</summary>
    public int Column { get; }

    /// <summary>What is wrong and what would be right, without a full stop.</summary>
    public string Reason { get; }
}
