using Microsoft.Data.Sqlite;
using Xunit;

namespace RaMatch.Posting.Tests.Positions;

/// <summary>Positions published before lists had columns of their own are listed as they were.</summary>
public sealed class LivePositionsScriptTests
{
    [Fact]
    public async Task What_was_published_before_is_live_until_the_day_of_its_live_text_unless_it_is_closed()
    {
        await using var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync();
        var scripts = typeof(PostingDb).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("Schema/", StringComparison.Ordinal) && name.EndsWith(".sqlite.sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToList();
        var script = scripts.FindIndex(name => name.Contains("live_positions", StringComparison.Ordinal));
        foreach (var before in scripts.Take(script))
        {
            await RunAsync(connection, Text(before));
        }

        await RunAsync(connection, """
            INSERT INTO unit VALUES ('u', 'uscc', 'n', 'n', 'weifang', 'c', NULL, 'c', 'p', 'Verified', 2, 5, 1, 1);
            INSERT INTO programme VALUES ('ra', 'p', 1, 't', '2022-01-01', '2022-12-31', '[]', 'Bachelor', 12, '{}');
            INSERT INTO position VALUES
                ('live', 'u', 'weifang', 'ra', 'Submitted', 4, 2, 1, 0, 0, 1, 1, 77),
                ('closed', 'u', 'weifang', 'ra', 'Closed', 3, 1, 1, 0, 0, 1, 1, 66),
                ('new', 'u', 'weifang', 'ra', 'Submitted', 1, 1, NULL, 0, 0, 1, 1, NULL);
            INSERT INTO position_revision VALUES
                ('live', 1, 't', 'k', 'd', 3, 'Bachelor', '[]', '[]', '[]', 'c', 1, 2, 12, '2022-08-31', '[]'),
                ('live', 2, 't', 'k', 'd', 9, 'Bachelor', '[]', '[]', '[]', 'c', 1, 2, 12, '2022-12-31', '[]'),
                ('closed', 1, 't', 'k', 'd', 5, 'Bachelor', '[]', '[]', '[]', 'c', 1, 2, 12, '2022-08-31', '[]'),
                ('new', 1, 't', 'k', 'd', 7, 'Bachelor', '[]', '[]', '[]', 'c', 1, 2, 12, '2022-08-31', '[]');
            """);
        await RunAsync(connection, Text(scripts[script]));

        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT position_id || ' ' || COALESCE(live_since, '-') || ' ' || COALESCE(live_until, '-') || ' ' || COALESCE(published_seats, '-') FROM position ORDER BY position_id";
        await using var rows = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await rows.ReadAsync())
        {
            found.Add(rows.GetString(0));
        }

        Assert.Equal(["closed - - 5", "live 77 2022-08-31 3", "new - - -"], found);
    }

    static string Text(string resource)
    {
        using var reader = new StreamReader(typeof(PostingDb).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    static async Task RunAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
