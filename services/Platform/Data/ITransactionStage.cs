using Dapper;

namespace RaMatch.Platform.Data;

/// <summary>
/// Runs the transactions of a database in its place, statement by statement, so that a test can let another one run between any two. The
/// product sets none.
/// </summary>
interface ITransactionStage
{
    /// <summary>Runs a delegate of <see cref="Database.WriteAsync{T}"/> whole, again where it lost a race; says too whether it announced something.</summary>
    Task<(T Result, bool Announced)> WriteAsync<T>(Database database, Func<UnitOfWork, Task<T>> work);

    /// <summary>Runs a delegate of <see cref="Database.ReadAsync{T}"/>.</summary>
    Task<T> ReadAsync<T>(Database database, Func<Reader, Task<T>> read);

    /// <summary>Runs one statement of a unit of work.</summary>
    /// <param name="unit">The unit of work.</param>
    /// <param name="command">The statement and its parameters.</param>
    /// <param name="run">Runs it.</param>
    Task<T> RunAsync<T>(UnitOfWork unit, CommandDefinition command, Func<Task<T>> run);
}
