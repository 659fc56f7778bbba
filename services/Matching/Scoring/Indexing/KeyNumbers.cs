namespace RaMatch.Matching.Scoring.Indexing;

/// <summary>
/// Small numbers for keys, from 0 in the order of first appearance, which is roughly that of frequency. A number once given stays.
/// </summary>
sealed class KeyNumbers
{
    readonly Dictionary<ulong, int> _numbers = [];

    public int Count => _numbers.Count;

    /// <summary>The key's number, a new one if it has none.</summary>
    public int Give(ulong key)
    {
        if (!_numbers.TryGetValue(key, out var number))
        {
            number = _numbers.Count;
            _numbers.Add(key, number);
        }

        return number;
    }

    /// <summary>The key's number, or -1 if nobody ever named it.</summary>
    public int Find(ulong key) => _numbers.TryGetValue(key, out var number) ? number : -1;
}
