using RaMatch.Matching.Counting;
using RaMatch.Matching.Placements;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Counting;

/// <summary>The sums that pages read are those of the rows, whatever has happened to a placement.</summary>
public sealed class SumsTests
{
    [Fact]
    public async Task The_sums_kept_are_those_the_schema_script_makes_of_the_rows()
    {
        await using var season = await Season.OpenAsync(seats: 9);
        await season.ApplyAsync("甲");
        await season.OfferAsync("乙");
        var refused = await season.ApplyAsync("丙");
        await Season.Must(season.Member.PostAsync($"placements/{refused}/reject", new Reject.Request("专业方向不符")));
        await season.AnnounceAsync(season.Answer(await season.OfferAsync("丁"), "丁", accepted: false));
        await season.SignAsync("戊");
        await season.CountAsync("己");
        var uncounted = await season.CountAsync("庚");
        await Season.Must(season.ParkStaff.PostAsync($"placements/{uncounted}/uncount", new UncountHire.Request("社保未缴")));
        await Season.Must(season.ParkStaff.PostAsync($"placements/{uncounted}/verify", new { }));
        var ended = await season.CountAsync("辛");
        await Season.Must(season.Member.PostAsync($"placements/{ended}/terminate", new Terminate.Request(new DateOnly(2022, 6, 28), "个人原因离职")));

        var proof = await season.Supervisor.GetAsync<Reconcile.Response>($"reconciliation?programme={Season.Code}");
        Assert.Empty(proof.Differences.InChinese());

        var kept = await SumsAsync(season);
        Assert.True(kept.Count > 12, string.Join('\n', kept));
        await season.Host.Database().WriteAsync(async unit =>
        {
            foreach (var table in new[] { "stage_sum", "supply_sum", "hire_sum", "day_sum" })
            {
                await unit.ExecuteAsync($"DELETE FROM {table}");
            }

            foreach (var statement in Script("0013_sums").Where(statement => statement.Contains("_sum (", StringComparison.Ordinal) && statement.Contains("SELECT", StringComparison.Ordinal)))
            {
                await unit.ExecuteAsync(statement);
            }

            foreach (var statement in Script("0017_promises").Where(statement => statement.Contains("stage_sum", StringComparison.Ordinal)))
            {
                await unit.ExecuteAsync(statement);
            }
        });
        Assert.Equal(kept, await SumsAsync(season));
    }

    [Fact]
    public async Task A_wrong_sum_fails_the_reconciliation()
    {
        await using var season = await Season.OpenAsync();
        await season.CountAsync("王小明");
        await season.Host.Database().WriteAsync(unit => unit.ExecuteAsync("UPDATE stage_sum SET placements = placements + 1 WHERE stage = 'Counted'"));
        var proof = await season.Supervisor.GetAsync<Reconcile.Response>($"reconciliation?programme={Season.Code}");
        Assert.Equal(["保存的统计数有 1 项与逐条记录不一致。"], proof.Differences.InChinese());
        await season.Host.Database().WriteAsync(unit => unit.ExecuteAsync("UPDATE hire_sum SET of_cohort = of_cohort + 1"));
        proof = await season.Supervisor.GetAsync<Reconcile.Response>($"reconciliation?programme={Season.Code}");
        Assert.Equal(["保存的统计数有 2 项与逐条记录不一致。"], proof.Differences.InChinese());
    }

    static async Task<IReadOnlyList<string>> SumsAsync(Season season) => await season.Host.Database().ReadAsync(async reader =>
        (await reader.QueryAsync<Sum>(SelectSums)).Select(sum => $"{sum.Kind} {sum.Part}: {sum.First} {sum.Second}").Order(StringComparer.Ordinal).ToList());

    static IReadOnlyList<string> Script(string name)
    {
        var assembly = typeof(MatchingDb).Assembly;
        using var reader = new StreamReader(assembly.GetManifestResourceStream($"Schema/{name}.sqlite.sql")!);
        return reader.ReadToEnd().Split(";\n", StringSplitOptions.None);
    }

    sealed record Sum
    {
        public string Kind { get; init; } = "";
        public string Part { get; init; } = "";
        public long First { get; init; }
        public long Second { get; init; }
    }

    // Of those who came to a stage the script no longer knows with which evidence.
    const string SelectSums = """
        SELECT 'standing' AS kind, CONCAT(stage, evidence_kinds) AS part, SUM(placements) AS first, 0 AS second FROM stage_sum GROUP BY stage, evidence_kinds HAVING SUM(placements) <> 0
        UNION ALL
        SELECT 'reached', stage, SUM(reached), 0 FROM stage_sum GROUP BY stage HAVING SUM(reached) <> 0
        UNION ALL
        SELECT 'supply', unit_id, positions, seats FROM supply_sum
        UNION ALL
        SELECT 'hires', unit_id, counted, of_cohort FROM hire_sum WHERE counted <> 0
        UNION ALL
        SELECT 'day', park_id, counted, of_cohort FROM day_sum WHERE counted <> 0
        """;
}
