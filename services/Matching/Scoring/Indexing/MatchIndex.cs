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
    internal Visits<Shelf<PositionEntry>> Positions { get; } = new();
    internal Visits<Shelf<GraduateEntry>> Graduates { get; } = new();

    /// <summary>How many of the first skills in question each entry seems to have.</summary>
    internal ushort[] FirstCounts { get; } = new ushort[Signatures.AtOnce];

    /// <summary>The same of the second ones.</summary>
    internal ushort[] SecondCounts { get; } = new ushort[Signatures.AtOnce];

    /// <summary>The most that entries compared at once can score.</summary>
    internal short[] Scores { get; } = new short[Lanes.Width];

    /// <summary>What pay is counted for in that.</summary>
    internal short[] OfPay { get; } = new short[Lanes.Width];
}
