namespace RaMatch.Platform.Data;

/// <summary>What a transaction gathers and writes as its last statements; see <see cref="KeptSums{TKey}"/>.</summary>
public abstract class KeptSums
{
    private protected KeptSums()
    {
    }

    internal abstract Task WriteAsync(UnitOfWork unit);
}

/// <summary>
/// Pairs of sums in a table, kept by whoever changes the rows they are sums of, so that a page need not count a season. Many transactions add to the same
/// sum: what one adds is gathered (<see cref="UnitOfWork.Sums{T}"/>) and written last of all, table by table and key by key in one order. A sum is then held no
/// longer than it must, and nobody who waits for one holds another that is waited for.
/// </summary>
/// <typeparam name="TKey">The key of a pair; a record, whose text orders the keys.</typeparam>
public abstract class KeptSums<TKey> : KeptSums
    where TKey : notnull
{
    readonly Dictionary<TKey, (long First, long Second)> _added = [];

    /// <summary>An UPDATE that adds <c>@first</c> and <c>@second</c> to the pair of a key.</summary>
    protected abstract string Update { get; }

    /// <summary>An INSERT of the pair that leaves one that is there alone.</summary>
    protected abstract string Insert { get; }

    /// <summary>Adds to a pair; negative amounts take away.</summary>
    public void Add(TKey key, long first, long second)
    {
        var before = _added.GetValueOrDefault(key);
        _added[key] = (before.First + first, before.Second + second);
    }

    internal override async Task WriteAsync(UnitOfWork unit)
    {
        foreach (var (key, (first, second)) in _added.Where(pair => pair.Value != default).OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal))
        {
            await unit.PutAsync(Update, Insert, Row(key, first, second));
        }
    }

    /// <summary>The parameters of both statements.</summary>
    protected abstract object Row(TKey key, long first, long second);
}
