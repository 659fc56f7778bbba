namespace RaMatch.Platform.Data;

/// <summary>Somebody does something: what is done and the row that says so are one transaction.</summary>
public interface IAct
{
    /// <summary>Adds the row to the transaction that does it, unless its result refuses; a transaction that runs again adds the same row.</summary>
    Task NoteAsync<T>(UnitOfWork unit, T result);

    /// <summary>The transaction is committed.</summary>
    void Committed();
}
