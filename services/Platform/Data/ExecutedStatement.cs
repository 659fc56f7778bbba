using System.Diagnostics;

namespace RaMatch.Platform.Data;

/// <summary>
/// A statement about to run, for whoever listens to the diagnostic source <see cref="Name"/>: what a page asks of the database is measured beside
/// the page. It costs nothing while nobody listens.
/// </summary>
/// <param name="ConnectionString">Of which database.</param>
/// <param name="Sql">The text.</param>
/// <param name="Parameters">Its parameters, as the database library takes them.</param>
/// <param name="Row">What a row becomes.</param>
public sealed record ExecutedStatement(string ConnectionString, string Sql, object Parameters, Type Row)
{
    /// <summary>The diagnostic source.</summary>
    public const string Name = "RaMatch.Data";

    internal const string EventName = "Statement";

    internal static readonly DiagnosticListener Source = new(Name);
}
