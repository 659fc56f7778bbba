namespace RaMatch.Matching.Scoring.Indexing;

/// <summary>
/// Supply and demand, ready to be asked who fits whom best. Nothing in it depends on the day or on a programme's rules: both are
/// asked with, so neither a midnight nor new rules rebuild anything.
/// </summary>
sealed class MatchIndex
{
    public MatchIndex()
    {
        var (skills, cities) = (new KeyNumbers(), new KeyNumbers());
        Positions = new PositionIndex(skills, cities);
        Graduates = new GraduateIndex(skills, cities);
    }

    /// <summary>Answers graduates.</summary>
    public PositionIndex Positions { get; }

    /// <summary>Answers positions.</summary>
    public GraduateIndex Graduates { get; }
}

/// <summary>What a search needs for itself, to be used again by the next one; not by two at once.</summary>
sealed class IndexSearch
{
    /// <summary>What was found, best first.</summary>
    public TopList Top { get; } = new();

    internal SkillMarks Marks { get; } = new();
    internal Visits<PositionShelf> Positions { get; } = new();
    internal Visits<GraduateShelf> Graduates { get; } = new();
}
