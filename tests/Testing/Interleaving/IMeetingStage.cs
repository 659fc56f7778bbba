using RaMatch.Platform.Data;

namespace RaMatch.Testing.Interleaving;

/// <summary>Where two acts of the product meet between any two statements, and where all that happened can be taken back.</summary>
interface IMeetingStage : ITransactionStage, IAsyncDisposable
{
    /// <summary>From here on everything can be taken back.</summary>
    void Mark();

    /// <summary>Takes back all since the last mark, and keeps the mark.</summary>
    void Return();

    /// <summary>Takes back all since the last mark, and the mark.</summary>
    void Unmark();

    /// <summary>Runs an act alone and says what it does.</summary>
    Task<Solo> AloneAsync(Func<Task> act);

    /// <summary>Runs the first act up to a statement of its transactions, then the second one whole, then the first to its end.</summary>
    Task<Course> PairAsync(Func<Task> first, int before, Func<Task> second);

    /// <summary>Rows of a database as texts, by a query in SQLite's words.</summary>
    IReadOnlyList<IReadOnlyList<string>> Look(string database, string sql);

    /// <summary>Runs an act as somebody else's.</summary>
    static Task Apart(Func<Task> act)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(act);
        }
    }
}
