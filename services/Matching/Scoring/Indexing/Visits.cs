namespace RaMatch.Matching.Scoring.Indexing;

/// <summary>Entries of a bucket that a search may have to look through, level by level: by how many of the required skills are there.</summary>
struct Visit<T>
{
    /// <summary>The bucket.</summary>
    public required T Shelf { get; init; }

    /// <summary>Which major in it, or <see cref="MajorTable.Everywhere"/>.</summary>
    public int Place { get; init; }

    /// <summary>The rules.</summary>
    public required FitTable Table { get; init; }

    /// <summary>How close the majors are there.</summary>
    public required int Closeness { get; init; }

    /// <summary>What major and city contribute there.</summary>
    public required int Points { get; init; }

    /// <summary>The most that all but the required skills contribute there.</summary>
    public required int MostOfRest { get; init; }

    /// <summary>The level to look through next.</summary>
    public int Level;

    /// <summary>No pair of this or a later level scores more; negative when all are looked through.</summary>
    public int Bound;
}

/// <summary>The buckets to look through.</summary>
sealed class Visits<T>
{
    Visit<T>[] _visits = new Visit<T>[16];
    int _count;

    public Span<Visit<T>> Listed => _visits.AsSpan(0, _count);

    public void Clear() => _count = 0;

    public void Add(in Visit<T> visit)
    {
        if (_count == _visits.Length)
        {
            Array.Resize(ref _visits, 2 * _count);
        }

        _visits[_count++] = visit;
    }

    /// <summary>The place of the most promising one; -1 if none can score <paramref name="least"/>.</summary>
    public int Best(int least)
    {
        var (best, bound) = (-1, least - 1);
        for (var place = 0; place < _count; place++)
        {
            if (_visits[place].Bound > bound)
            {
                (best, bound) = (place, _visits[place].Bound);
            }
        }

        return best;
    }
}
