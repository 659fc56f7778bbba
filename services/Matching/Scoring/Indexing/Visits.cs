using System.Runtime.CompilerServices;

namespace RaMatch.Matching.Scoring.Indexing;

/// <summary>A bucket that a search may have to look through.</summary>
readonly struct Visit<T>
{
    /// <summary>The bucket.</summary>
    public required T Shelf { get; init; }

    /// <summary>The discipline of those in it; 0 for none.</summary>
    public required int Discipline { get; init; }

    /// <summary>Which major in it, or <see cref="MajorTable.Everywhere"/>.</summary>
    public int Place { get; init; }

    /// <summary>The rules.</summary>
    public required FitTable Table { get; init; }

    /// <summary>How close the majors are there.</summary>
    public required int Closeness { get; init; }

    /// <summary>What major and city contribute there.</summary>
    public required int Points { get; init; }

    /// <summary>No pair scores more there.</summary>
    public required int Bound { get; init; }
}

/// <summary>The buckets to look through.</summary>
sealed class Visits<T>
{
    Visit<T>[] _visits = new Visit<T>[16];
    int _count;

    public ReadOnlySpan<Visit<T>> Listed => _visits.AsSpan(0, _count);

    public void Clear() => _count = 0;

    public void Add(in Visit<T> visit)
    {
        if (_count == _visits.Length)
        {
            Array.Resize(ref _visits, 2 * _count);
        }

        _visits[_count++] = visit;
    }

    /// <summary>Takes the most promising one out; false if none can score <paramref name="least"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryTakeBest(int least, out Visit<T> visit)
    {
        var (best, bound) = (-1, least - 1);
        for (var place = 0; place < _count; place++)
        {
            if (_visits[place].Bound > bound)
            {
                (best, bound) = (place, _visits[place].Bound);
            }
        }

        if (best < 0)
        {
            visit = default;
            return false;
        }

        visit = _visits[best];
        _visits[best] = _visits[--_count];
        return true;
    }
}
