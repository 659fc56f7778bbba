namespace RaMatch.Platform.Data;

/// <summary>A request that is answered once: what it does and its answer are one transaction.</summary>
public interface IRepeatable
{
    /// <summary>Runs the work in its transaction and keeps its answer there, or ends the work by an exception that carries the first answer.</summary>
    Task<T> AnswerOnceAsync<T>(UnitOfWork unit, Func<UnitOfWork, Task<T>> work);

    /// <summary>The work is committed.</summary>
    void Committed<T>();
}
