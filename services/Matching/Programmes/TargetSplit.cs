namespace RaMatch.Matching.Programmes;

/// <summary>By what a park splits its target.</summary>
public enum TargetSplit
{
    /// <summary>街道、乡镇 or another area, as the park calls it.</summary>
    Street,

    /// <summary>单位类别.</summary>
    Category,

    /// <summary>单位.</summary>
    Unit,
}
