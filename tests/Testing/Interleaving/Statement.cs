using System.Text.RegularExpressions;

namespace RaMatch.Testing.Interleaving;

/// <summary>What the text of a statement says of tables.</summary>
static partial class Statement
{
    /// <summary>The tables it names, read or written.</summary>
    public static IEnumerable<string> Tables(string sql) => Named().Matches(sql).Select(match => match.Groups["table"].Value);

    /// <summary>The tables it writes.</summary>
    public static IEnumerable<string> Written(string sql) => Writing().Matches(sql).Select(match => match.Groups["table"].Value);

    /// <summary>It changes rows, and its result is their number.</summary>
    public static bool IsWrite(string sql) => Changes().IsMatch(sql);

    /// <summary>It only takes a row's turn: it writes a column over itself, or one number higher.</summary>
    public static bool IsTurn(string sql) => TakesTurn().IsMatch(sql);

    /// <summary>It adds a row to the table of which the statement before it wanted to change one.</summary>
    public static bool IsInsertBehind(string sql, string before) =>
        sql.StartsWith("INSERT", StringComparison.Ordinal) && before.StartsWith("UPDATE", StringComparison.Ordinal) && Written(sql).SequenceEqual(Written(before));

    [GeneratedRegex(@"^\s*(INSERT|UPDATE|DELETE)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Changes();

    [GeneratedRegex(@"^\s*UPDATE\s+\w+\s+SET\s+(?<column>\w+)\s*=\s*\k<column>(\s*\+\s*1)?\s+WHERE\b", RegexOptions.CultureInvariant)]
    private static partial Regex TakesTurn();

    [GeneratedRegex(@"\b(FROM|JOIN|UPDATE|INTO)\s+(?<table>\w+)", RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    [GeneratedRegex(@"\b(INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+(?<table>\w+)", RegexOptions.CultureInvariant)]
    private static partial Regex Writing();
}
