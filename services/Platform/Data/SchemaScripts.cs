using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace RaMatch.Platform.Data;

/// <summary>
/// Applies <c>Schema/NNNN_name.{sqlite|sqlserver}.sql</c> once each, in order, under a lock. A script that was applied and has
/// since been edited stops the start: a change is a new script.
/// </summary>
static class SchemaScripts
{
    /// <summary>Platform's own scripts first, then the service's; the statements of one script as one batch each.</summary>
    public static IReadOnlyList<Script> Of(Assembly assembly, Dialect dialect)
    {
        Assembly[] assemblies = [typeof(SchemaScripts).Assembly, assembly];
        return [.. assemblies.Distinct().SelectMany(from => from.GetManifestResourceNames()
            .Where(name => name.StartsWith("Schema/", StringComparison.Ordinal) && name.EndsWith($".{dialect.Name}.sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Script.Read(from, name, dialect)))];
    }

    public static async Task ApplyAsync(Database database, TimeProvider clock, ILogger log, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(readOnly: false, cancellation);
        if (connection is SqliteConnection sqlite)
        {
            RequireSafeVersion(sqlite);
        }

        await using var transaction = connection is SqliteConnection file
            ? file.BeginTransaction(deferred: false)
            : await connection.BeginTransactionAsync(cancellation);
        await connection.ExecuteAsync(database.Dialect == Dialect.Sqlite ? CreateTableSqlite : CreateTableSqlServer, transaction: transaction);
        var applied = (await connection.QueryAsync<(string Name, string Checksum)>(SelectApplied, transaction: transaction))
            .ToDictionary(row => row.Name, row => row.Checksum, StringComparer.Ordinal);

        foreach (var script in Of(database.Scripts, database.Dialect))
        {
            if (applied.TryGetValue(script.Name, out var checksum))
            {
                if (checksum != script.Checksum)
                {
                    throw new InvalidOperationException($"Schema script {script.Name} of {database.Name} was edited after it was applied; write a new one instead.");
                }

                continue;
            }

            foreach (var batch in script.Batches)
            {
                await connection.ExecuteAsync(batch, transaction: transaction);
            }

            await connection.ExecuteAsync(InsertApplied, Parameters.From(new { script.Name, script.Checksum, appliedAt = clock.GetUtcNow() }, database.Dialect), transaction);
            log.LogInformation("Applied {Script} to {Database}", script.Name, database.Name);
        }

        await transaction.CommitAsync(cancellation);
    }

    static void RequireSafeVersion(SqliteConnection connection)
    {
        // Before 3.51.3 a reset of the write-ahead log racing with a checkpoint could corrupt the file (sqlite.org, "WAL-reset bug").
        var version = Version.Parse(connection.ServerVersion);
        if (version < new Version(3, 51, 3) && !string.Equals(Environment.GetEnvironmentVariable("RAMATCH_ALLOW_OLD_SQLITE"), "1", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"SQLite {version} is older than 3.51.3."));
        }
    }

    internal sealed record Script(string Name, string Checksum, IReadOnlyList<string> Batches)
    {
        public static Script Read(Assembly assembly, string resource, Dialect dialect)
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            using var reader = new StreamReader(stream, Encoding.UTF8);
            var text = reader.ReadToEnd().ReplaceLineEndings("\n");
            var name = resource["Schema/".Length..^$".{dialect.Name}.sql".Length];
            var checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
            // GO separates batches in T-SQL tools and is no statement itself.
            var batches = text.Split("\nGO\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return new Script(name, checksum, batches);
        }
    }

    const string CreateTableSqlite = """
        CREATE TABLE IF NOT EXISTS schema_script (name TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT
        """;

    // The lock first: of two processes that start together, the second waits and then finds everything applied.
    const string CreateTableSqlServer = """
        DECLARE @granted int, @resource nvarchar(255) = 'ramatch.schema of ' + DB_NAME();
        EXEC @granted = sp_getapplock @Resource = @resource, @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 60000;
        IF @granted < 0 THROW 51222, 'Another process was applying the schema for a minute.', 1;
        IF OBJECT_ID('schema_script') IS NULL
            CREATE TABLE schema_script (name nvarchar(200) NOT NULL PRIMARY KEY, checksum nvarchar(64) NOT NULL, applied_at bigint NOT NULL);
        """;

    const string SelectApplied = "SELECT name, checksum FROM schema_script";

    const string InsertApplied = "INSERT INTO schema_script (name, checksum, applied_at) VALUES (@name, @checksum, @appliedAt)";
}
