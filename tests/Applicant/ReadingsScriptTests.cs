using RaMatch.Testing;
using Xunit;

namespace RaMatch.Applicant.Tests;

/// <summary>Whoever was read about when each reading was a row of its own is still on file.</summary>
public sealed class ReadingsScriptTests
{
    [Fact]
    public async Task What_was_read_before_is_on_file_as_a_look_at_one_application()
    {
        await using var schema = await SchemaBefore.OpenAsync(typeof(ApplicantDb).Assembly, "readings");
        await schema.RunAsync("INSERT INTO candidate_reading VALUES ('r1', 'a1', 'g', 'u', 'hr', 5), ('r2', 'a2', 'h', 'u', 'hr', 5), ('r3', 'a1', 'g', 'u', 'boss', 7)");
        await schema.ApplyAsync();

        Assert.Equal(
            ["r1 u hr 5 a1", "r2 u hr 5 a2", "r3 u boss 7 a1"],
            await schema.ReadAsync<string>("SELECT concat_ws(' ', reading_id, unit_id, reader_id, read_at, application_ids) FROM reading ORDER BY reading_id"));
        Assert.Empty(await schema.ReadAsync<string>("SELECT name FROM sqlite_master WHERE name LIKE 'candidate_reading%'"));
    }
}
