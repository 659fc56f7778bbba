using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace RaMatch.Platform.Data;

/// <summary>
/// Connections that read a SQLite file, kept open with their PRAGMAs: setting five of them anew costs more than most of what is read. Whatever
/// fails is not used again.
/// </summary>
sealed class SqliteReaders(Func<CancellationToken, Task<SqliteConnection>> open) : IAsyncDisposable
{
    // As many as read at once in a busy moment; more are opened and closed again.
    const int MostIdle = 16;

    readonly ConcurrentQueue<SqliteConnection> _idle = new();
    int _places = MostIdle;

    /// <summary>Reads one consistent state.</summary>
    public async Task<T> ReadAsync<T>(Func<SqliteConnection, SqliteTransaction, Task<T>> read, CancellationToken cancellation)
    {
        SqliteConnection connection;
        if (_idle.TryDequeue(out var idle))
        {
            connection = idle;
            Interlocked.Increment(ref _places);
        }
        else
        {
            connection = await open(cancellation);
        }

        try
        {
            T result;
            await using (var snapshot = connection.BeginTransaction(deferred: true))
            {
                result = await read(connection, snapshot);
            }

            if (Interlocked.Decrement(ref _places) >= 0)
            {
                _idle.Enqueue(connection);
                return result;
            }

            Interlocked.Increment(ref _places);
            await connection.DisposeAsync();
            return result;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // A read that ends later finds no place.
        Interlocked.Exchange(ref _places, int.MinValue / 2);
        while (_idle.TryDequeue(out var idle))
        {
            await idle.DisposeAsync();
        }
    }
}
