using RaMatch.Testing;
using Xunit;

namespace RaMatch.Posting.Tests.Positions;

/// <summary>Positions published before lists had columns of their own are listed as they were.</summary>
public sealed class LivePositionsScriptTests
{
    [Fact]
    public async Task What_was_published_before_is_live_until_the_day_of_its_live_text_unless_it_is_closed()
    {
        await using var schema = await SchemaBefore.OpenAsync(typeof(PostingDb).Assembly, "live_positions");
        await schema.RunAsync("""
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
        await schema.ApplyAsync();

        Assert.Equal(
            ["closed - - 5", "live 77 2022-08-31 3", "new - - -"],
            await schema.ReadAsync<string>("SELECT position_id || ' ' || COALESCE(live_since, '-') || ' ' || COALESCE(live_until, '-') || ' ' || COALESCE(published_seats, '-') FROM position ORDER BY position_id"));
    }
}
