namespace RaMatch.Matching.Scoring.Indexing;

/// <summary>The codes a position accepts, or "any"; codes that are in no catalogue accept nobody and are left out.</summary>
ref struct AcceptedCodes(KeySet majors)
{
    /// <summary>The number of "any".</summary>
    public const int AnyNumber = 0;

    /// <summary>The discipline of "any".</summary>
    public const int NoDiscipline = 0;

    readonly ReadOnlySpan<ulong> _majors = majors.Span;
    int _next;

    /// <summary>A code's number and discipline.</summary>
    public (int Number, int Discipline) Current { get; private set; }

    public readonly AcceptedCodes GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_majors.IsEmpty && _next++ == 0)
        {
            Current = (AnyNumber, NoDiscipline);
            return true;
        }

        while (_next < _majors.Length)
        {
            if (MajorTable.TryFind(_majors[_next++], out var accepted))
            {
                Current = (accepted.Number, MajorTable.DisciplineOf(accepted));
                return true;
            }
        }

        return false;
    }
}
