using System.Reflection;
using Dapper;
using Microsoft.Data.Sqlite;
using RaMatch.Platform.Data;

namespace RaMatch.Testing;

/// <summary>A service's SQLite schema as it was before one of its scripts: filled with what lay there then, it is brought on by that script.</summary>
public sealed class SchemaBefore : IAsyncDisposable
{
    readonly SqliteConnection _connection = new("Data Source=:memory:");
    readonly IReadOnlyList<string> _script;

    SchemaBefore(IReadOnlyList<string> script) => _script = script;

    /// <summary>Applies the scripts before it.</summary>
    /// <param name="scripts">The service's assembly.</param>
    /// <param name="script">The script's name without its number.</param>
    public static async Task<SchemaBefore> OpenAsync(Assembly scripts, string script)
    {
        var all = SchemaScripts.Of(scripts, Dialect.Sqlite).ToList();
        var place = all.FindIndex(one => one.Name.EndsWith("_" + script, StringComparison.Ordinal));
        var schema = new SchemaBefore([.. all[place].Batches]);
        await schema._connection.OpenAsync();
        foreach (var batch in all.Take(place).SelectMany(one => one.Batches))
        {
            await schema.RunAsync(batch);
        }

        return schema;
    }

    /// <summary>Runs some statements.</summary>
    public Task RunAsync(string sql) => _connection.ExecuteAsync(sql);

    /// <summary>Applies the script.</summary>
    public async Task ApplyAsync()
    {
        foreach (var batch in _script)
        {
            await RunAsync(batch);
        }
    }

    /// <summary>The first column of each row.</summary>
    public async Task<IReadOnlyList<T>> ReadAsync<T>(string sql) => (await _connection.QueryAsync<T>(sql)).AsList();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
