namespace RaMatch.Reference;

/// <summary>What a text may name in the catalogues of majors.</summary>
/// <param name="Code">The key: two digits of a discipline, four of an undergraduate class, <see cref="Major.Code"/> of a major.</param>
/// <param name="PrintedCode">The code as the ministry prints it, without the G of a graduate key.</param>
/// <param name="Name">The Chinese name of today.</param>
/// <param name="Scope">Whether it is one major or many.</param>
/// <param name="Track">The catalogue; null for a discipline, which stands in both.</param>
public sealed record MajorName(string Code, string PrintedCode, string Name, MajorScope Scope, DegreeTrack? Track)
{
    /// <summary>How it is offered and written in a form: 软件工程（080902）. <see cref="Majors.Find"/> reads it back.</summary>
    public string Text => $"{Name}（{PrintedCode}）";
}

/// <summary>How much of a catalogue a code covers.</summary>
public enum MajorScope
{
    /// <summary>学科门类, such as 工学（08）.</summary>
    Discipline = 1,

    /// <summary>专业类 of the undergraduate catalogue, such as 计算机类（0809）.</summary>
    Class = 2,

    /// <summary>One undergraduate major, academic discipline or professional degree.</summary>
    Major = 3,
}
