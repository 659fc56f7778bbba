using RaMatch.Platform.Words;

namespace RaMatch.Posting.Positions;

/// <summary>How bad a finding is.</summary>
enum Severity
{
    /// <summary>Shown to unit and park; does not stop the submission.</summary>
    Warning,

    /// <summary>Stops the submission.</summary>
    Error,
}

/// <summary>One thing the linter has to say about a position.</summary>
/// <param name="Rule">The rule's name, stable, in kebab case.</param>
/// <param name="Severity">Whether it stops the submission.</param>
/// <param name="Field">As in the JSON of the position.</param>
/// <param name="Sentence">In words, with the way out.</param>
sealed record Finding(string Rule, Severity Severity, string Field, Sentence Sentence)
{
    /// <summary>The errors among findings by field; empty if the position may be submitted.</summary>
    public static Dictionary<string, Sentence[]> ErrorsOf(IEnumerable<Finding> findings) => findings
        .Where(finding => finding.Severity == Severity.Error)
        .GroupBy(finding => finding.Field, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Select(finding => finding.Sentence).ToArray(), StringComparer.Ordinal);
}
