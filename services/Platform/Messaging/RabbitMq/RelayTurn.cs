using System.Data.Common;
using Dapper;
using RaMatch.Platform.Data;

namespace RaMatch.Platform.Messaging.RabbitMq;

/// <summary>
/// The right to relay a database. Replicas on SQL Server take turns by a lock that belongs to a session; a SQLite file has one
/// process anyway. Two relays at once would send twice, which the inboxes bear, and number alike, which one of the two is refused when it notes it.
/// </summary>
sealed class RelayTurn : IAsyncDisposable
{
    readonly DbConnection? _session;

    RelayTurn(DbConnection? session) => _session = session;

    public static async Task<RelayTurn> TakeAsync(Database database, CancellationToken stopping)
    {
        if (database.Dialect == Dialect.Sqlite)
        {
            return new RelayTurn(null);
        }

        var session = await database.OpenAsync(readOnly: false, stopping);
        try
        {
            while (await session.QuerySingleAsync<int>(new CommandDefinition(TryLock, cancellationToken: stopping)) < 0)
            {
                stopping.ThrowIfCancellationRequested();
            }

            return new RelayTurn(session);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Throws once the session, and with it the turn, is gone.</summary>
    public async Task ConfirmAsync(CancellationToken stopping)
    {
        if (_session is not null)
        {
            await _session.ExecuteAsync(new CommandDefinition("SELECT 1", cancellationToken: stopping));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_session is not null)
        {
            // The pool would keep the session, and the lock with it.
            await _session.ExecuteAsync(Release).ContinueWith(_ => { }, TaskScheduler.Default);
            await _session.DisposeAsync();
        }
    }

    // Waits up to ten seconds at a time; negative means that another replica still has the turn.
    const string TryLock = """
        DECLARE @turn int, @resource nvarchar(255) = 'ramatch.relay of ' + DB_NAME();
        EXEC @turn = sp_getapplock @Resource = @resource, @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = 10000;
        SELECT @turn;
        """;

    const string Release = """
        DECLARE @resource nvarchar(255) = 'ramatch.relay of ' + DB_NAME();
        EXEC sp_releaseapplock @Resource = @resource, @LockOwner = 'Session';
        """;
}
