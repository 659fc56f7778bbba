namespace RaMatch.Matching.Scoring;

/// <summary>
/// Rows kept in memory, seen through what a transaction has changed and may yet take back. Nothing is copied: what a transaction pays for is what
/// is new to it, not what all others have brought.
/// </summary>
/// <param name="rows">What is kept.</param>
/// <param name="unkept">What the transaction sees otherwise, null for a row that is gone; null outside a transaction.</param>
sealed class Kept<T>(IReadOnlyDictionary<Guid, T> rows, IReadOnlyDictionary<Guid, T?>? unkept)
    where T : class
{
    /// <summary>Every row, in no order.</summary>
    public IEnumerable<T> All => unkept is null ? rows.Values : rows.Where(row => !unkept.ContainsKey(row.Key)).Select(row => row.Value).Concat(unkept.Values.OfType<T>());

    /// <summary>The row of an id, or null.</summary>
    public T? Find(Guid id) => unkept is not null && unkept.TryGetValue(id, out var changed) ? changed : rows.GetValueOrDefault(id);
}
