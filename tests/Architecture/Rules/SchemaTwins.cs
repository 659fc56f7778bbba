using Microsoft.Data.Sqlite;

namespace RaMatch.Architecture.Tests.Rules;

/// <summary>Every schema script has a twin for the other database, and the two make the same tables with the same columns.</summary>
static class SchemaTwins
{
    const string Sqlite = ".sqlite.sql";
    const string SqlServer = ".sqlserver.sql";

    public static IEnumerable<string> Violations(IReadOnlyList<SourceFile> scripts)
    {
        var byPath = scripts.ToDictionary(script => script.Path, StringComparer.Ordinal);
        foreach (var script in scripts)
        {
            var twin = script.Path.EndsWith(Sqlite, StringComparison.Ordinal)
                ? script.Path[..^Sqlite.Length] + SqlServer
                : script.Path.EndsWith(SqlServer, StringComparison.Ordinal) ? script.Path[..^SqlServer.Length] + Sqlite : null;
            if (twin is null || !byPath.ContainsKey(twin))
            {
                yield return $"{script.Path} has no twin";
            }
        }

        foreach (var folder in scripts.GroupBy(script => Path.GetDirectoryName(script.Path)!))
        {
            var here = TablesOfSqlite(folder.Where(script => script.Path.EndsWith(Sqlite, StringComparison.Ordinal)));
            var there = Sql.TablesOfScripts(folder.Where(script => script.Path.EndsWith(SqlServer, StringComparison.Ordinal)).OrderBy(script => script.Path, StringComparer.Ordinal).Select(script => script.Text));
            foreach (var name in here.Keys.Union(there.Keys, StringComparer.OrdinalIgnoreCase))
            {
                var left = here.GetValueOrDefault(name) ?? [];
                var right = there.GetValueOrDefault(name) ?? new HashSet<string>();
                foreach (var column in left.Except(right, StringComparer.OrdinalIgnoreCase))
                {
                    yield return $"{folder.Key}: {name}.{column} is in SQLite only";
                }

                foreach (var column in right.Except(left, StringComparer.OrdinalIgnoreCase))
                {
                    yield return $"{folder.Key}: {name}.{column} is in SQL Server only";
                }
            }
        }
    }

    /// <summary>Runs the scripts in memory and asks the database what it has.</summary>
    public static Dictionary<string, HashSet<string>> TablesOfSqlite(IEnumerable<SourceFile> scripts)
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        foreach (var script in scripts.OrderBy(script => script.Path, StringComparer.Ordinal))
        {
            using var command = connection.CreateCommand();
            command.CommandText = script.Text;
            command.ExecuteNonQuery();
        }

        var tables = new Dictionary<string, HashSet<string>>(StringComparer.OrdinalIgnoreCase);
        using var query = connection.CreateCommand();
        query.CommandText = "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'";
        using var reader = query.ExecuteReader();
        while (reader.Read())
        {
            if (!tables.TryGetValue(reader.GetString(0), out var columns))
            {
                tables[reader.GetString(0)] = columns = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            }

            columns.Add(reader.GetString(1));
        }

        return tables;
    }
}
