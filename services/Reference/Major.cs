namespace RaMatch.Reference;

/// <summary>One entry of the ministry's catalogues.</summary>
/// <param name="Code">
/// The key, unique over both catalogues. Undergraduate: as printed, six digits (seven for a few foreign languages) and K, T or TK,
/// such as <c>080901</c> or <c>080910T</c>. Graduate: the printed four digits with a G in the middle, such as <c>08G12</c> for 0812.
/// </param>
/// <param name="Name">Chinese name without notes.</param>
/// <param name="Level">The catalogue it comes from.</param>
/// <param name="ClassCode">专业类, four digits; the graduate catalogue has no classes, so there it is <paramref name="Code"/>.</param>
/// <param name="ClassName">Name of the class; in the graduate catalogue <paramref name="Name"/>.</param>
/// <param name="DisciplineCode">学科门类, two digits, the same in both catalogues.</param>
/// <param name="DisciplineName">Name of the discipline.</param>
public sealed record Major(
    string Code,
    string Name,
    DegreeTrack Level,
    string ClassCode,
    string ClassName,
    string DisciplineCode,
    string DisciplineName)
{
    /// <summary>
    /// <see cref="Code"/> without K (controlled) and T (special), which the ministry adds and removes over the years while the digits
    /// stay: <c>080910T</c> gives <c>080910</c>. Unique as well.
    /// </summary>
    public string NormalizedCode => Majors.Normalize(Code);

    /// <summary>The code as the ministry prints it: <see cref="Code"/>, but 0812 for <c>08G12</c>.</summary>
    public string PrintedCode => Level == DegreeTrack.Graduate ? Code.Remove(DisciplineCode.Length, 1) : Code;
}
