using RaMatch.Matching.Scoring;

namespace RaMatch.Benchmarks.Instances;

/// <summary>A made-up market ready to compare: positions and graduates by number, those beyond the shape's counts being the newcomers.</summary>
sealed class MarketInstance
{
    /// <summary>Makes it, with as many newcomers of each kind.</summary>
    public MarketInstance(MarketShape shape, int newcomers)
    {
        Shape = shape;
        Generator = new MarketGenerator(shape.Seed);
        var positions = shape.Positions + newcomers;
        var graduates = shape.Graduates + newcomers;
        (PositionIds, PublishedAt, Vacancies) = (new Guid[positions], new long[positions], new VacancyFeatures[positions]);
        (GraduateIds, Candidates) = (new Guid[graduates], new CandidateFeatures[graduates]);
        Parallel.For(0, positions, number =>
        {
            var position = Generator.Position(number);
            (PositionIds[number], PublishedAt[number], Vacancies[number]) = (position.PositionId, position.PublishedAt.ToUnixTimeMilliseconds(), position.Features());
        });
        Parallel.For(0, graduates, number =>
        {
            var graduate = Generator.Graduate(number);
            (GraduateIds[number], Candidates[number]) = (graduate.GraduateId, graduate.Features());
        });
    }

    /// <summary>The sizes.</summary>
    public MarketShape Shape { get; }

    /// <summary>Where it comes from.</summary>
    public MarketGenerator Generator { get; }

    /// <summary>The positions' ids.</summary>
    public Guid[] PositionIds { get; }

    /// <summary>When each position was published, in milliseconds.</summary>
    public long[] PublishedAt { get; }

    /// <summary>The positions.</summary>
    public VacancyFeatures[] Vacancies { get; }

    /// <summary>The graduates' pseudonyms.</summary>
    public Guid[] GraduateIds { get; }

    /// <summary>The graduates.</summary>
    public CandidateFeatures[] Candidates { get; }
}
