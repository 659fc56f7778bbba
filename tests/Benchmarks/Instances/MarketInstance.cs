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

    /// <summary>The first graduates by number, those side by side who are compared with the same positions: by major, then by the first city.</summary>
    public int[] GraduatesInOrder(int count)
    {
        var order = Enumerable.Range(0, count).ToArray();
        var keys = Array.ConvertAll(order, number => (Candidates[number].Major.Major, Candidates[number].Cities.IsEmpty ? 0 : Candidates[number].Cities.Span[0]));
        Array.Sort(keys, order);
        return order;
    }

    /// <summary>The first positions by number, those side by side that are compared with the same graduates: by city, then by the first of the majors.</summary>
    public int[] PositionsInOrder(int count)
    {
        var order = Enumerable.Range(0, count).ToArray();
        var keys = Array.ConvertAll(order, number => (Vacancies[number].City, Vacancies[number].Majors.IsEmpty ? 0 : Vacancies[number].Majors.Span[0]));
        Array.Sort(keys, order);
        return order;
    }
}
