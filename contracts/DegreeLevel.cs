namespace RaMatch.Contracts;

/// <summary>Levels of degree, lowest first; comparing them with &lt; and &gt; is meaningful.</summary>
public enum DegreeLevel
{
    /// <summary>专科 (高职).</summary>
    JuniorCollege,

    /// <summary>本科.</summary>
    Bachelor,

    /// <summary>硕士.</summary>
    Master,

    /// <summary>博士.</summary>
    Doctor,
}
