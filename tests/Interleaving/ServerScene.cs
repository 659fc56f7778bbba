using RaMatch.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(RaMatch.Interleaving.Tests.ServerScene))]

namespace RaMatch.Interleaving.Tests;

/// <summary>
/// Where tests play. On SQLite each has a scene of its own; on a server, where one takes long to make, they take turns on one and each leaves it as it was.
/// </summary>
public sealed class ServerScene : IAsyncDisposable
{
    readonly SemaphoreSlim _turn = new(1);
    Scene? _scene;

    /// <summary>SQLite, and a server where one is named: whether it is the server.</summary>
    public static TheoryData<bool> Databases => SqlServerDatabases.Server is null ? [false] : [false, true];

    /// <summary>Each name on each of <see cref="Databases"/>.</summary>
    public static TheoryData<string, bool> On(IEnumerable<string> names) =>
        [.. Databases.SelectMany(onServer => names.Select(name => new TheoryDataRow<string, bool>(name, onServer.Data)))];

    public async ValueTask DisposeAsync()
    {
        _turn.Dispose();
        if (_scene is not null)
        {
            await _scene.DisposeAsync();
        }
    }

    internal async Task<Turn> TakeTurnAsync(bool onServer)
    {
        if (!onServer)
        {
            return new Turn(await Scene.OpenAsync(), null);
        }

        await _turn.WaitAsync();
        try
        {
            return new Turn(_scene ??= await Scene.OpenAsync(onServer), this);
        }
        catch
        {
            _turn.Release();
            throw;
        }
    }

    /// <summary>A test's scene, until its end.</summary>
    internal sealed class Turn : IAsyncDisposable
    {
        readonly ServerScene? _shared;
        readonly DateTimeOffset _morning;

        public Turn(Scene scene, ServerScene? shared)
        {
            (Scene, _shared, _morning) = (scene, shared, scene.Workshop.Clock.GetUtcNow());
            scene.Workshop.Mark();
        }

        public Scene Scene { get; }

        public async ValueTask DisposeAsync()
        {
            if (_shared is null)
            {
                await Scene.DisposeAsync();
                return;
            }

            try
            {
                while (Scene.Workshop.Marks > 0)
                {
                    Scene.Workshop.Unmark();
                }

                Scene.Workshop.Clock.Set(_morning);
            }
            catch
            {
                // The next test makes another.
                _shared._scene = null;
                await Scene.DisposeAsync();
                throw;
            }
            finally
            {
                _shared._turn.Release();
            }
        }
    }
}
