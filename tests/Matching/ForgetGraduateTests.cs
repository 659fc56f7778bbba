using System.Net;
using RaMatch.Contracts.Applicant;
using RaMatch.Matching.Counting;
using RaMatch.Matching.Placements;
using RaMatch.Matching.Rounds;
using RaMatch.Matching.Tests.Rounds;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests;

/// <summary>Whatever has been written about a graduate, nothing of it outlives the deletion of the account; what is counted still is.</summary>
public sealed class ForgetGraduateTests
{
    const string Named = "欧阳若兰 13987654321";

    [Fact]
    public async Task No_table_holds_a_text_about_a_graduate_who_has_deleted_the_account()
    {
        await using var season = await RoundSeason.StartAsync();
        var (unit, park, supervisor) = (season.Member, season.ParkStaff, season.Supervisor);
        // Turned down in a round.
        var refused = (await season.WishAsync("若兰", RoundSeason.Research))[0];
        await season.WishAsync("别人", RoundSeason.Research);
        var round = await season.OpenAsync();
        await Season.Must(unit.PostAsync($"unit/rounds/{round}/candidates/{refused}/refusal", new GradeCandidate.Refusal($"{Named} 专业不符")));
        await season.FinishAsync(round);
        await Season.Must(unit.PostAsync($"placements/{refused}/interview", new Interview.Request(season.Season.Host.Clock.GetUtcNow().AddDays(1), $"请 {Named} 到 3 号楼")));
        await Season.Must(unit.PostAsync($"placements/{refused}/reject", new Reject.Request($"{Named} 不合适")));
        // Hired elsewhere, sent back, counted, taken out, ended.
        var hired = await season.Season.ProveAsync("若兰", RoundSeason.Gears, RoundSeason.OtherUnit);
        var employer = season.OtherMember;
        await Season.Must(park.PostAsync($"placements/{hired}/return", new ReturnHire.Request($"{Named} 的协议不清楚")));
        await Season.Must(park.PostAsync($"placements/{hired}/verify", new { }));
        await Season.Must(park.PostAsync($"placements/{hired}/uncount", new UncountHire.Request($"{Named} 没有到岗")));
        var documents = (await employer.GetAsync<ShowPlacement.Response>($"placements/{hired}")).Evidence;
        await Season.Must(employer.DeleteAsync(new Uri($"evidence/{documents[0].EvidenceId}?reason={Uri.EscapeDataString($"换成 {Named} 的新协议")}", UriKind.Relative)), HttpStatusCode.NoContent);
        await Season.Must(employer.PostAsync($"placements/{hired}/terminate", new Terminate.Request(new DateOnly(2022, 6, 28), $"{Named} 离职")));
        Assert.NotEmpty(await WhereAsync(season.Season.Host));
        Assert.Contains($"{Named} 没有到岗", await supervisor.GetStringAsync(new Uri($"ledger?programme={Season.Code}", UriKind.Relative)), StringComparison.Ordinal);

        await season.Season.AnnounceAsync(new GraduateErased(People.IdOf("若兰"), 1000, season.Season.Host.Clock.GetUtcNow()));

        Assert.Empty(await WhereAsync(season.Season.Host));
        var proof = await supervisor.GetAsync<Reconcile.Response>($"reconciliation?programme={Season.Code}");
        Assert.True(proof.Ok, string.Join('\n', proof.Differences.InChinese()));
        Assert.Contains("原因已随毕业生的个人信息删除", await supervisor.GetStringAsync(new Uri($"ledger?programme={Season.Code}", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reason_beside_the_ledger_cannot_be_exchanged()
    {
        await using var season = await Season.OpenAsync();
        var counted = await season.CountAsync("王小明");
        await Season.Must(season.ParkStaff.PostAsync($"placements/{counted}/uncount", new UncountHire.Request("没有到岗")));
        Assert.True((await season.Supervisor.GetAsync<Reconcile.Response>($"reconciliation?programme={Season.Code}")).Ok);
        await season.Host.Database().WriteAsync(unit => unit.ExecuteAsync("UPDATE ledger_reason SET reason = '到岗了'"));
        var proof = await season.Supervisor.GetAsync<Reconcile.Response>($"reconciliation?programme={Season.Code}");
        Assert.Contains("第 2 条台账记录被改动，或其前一条被替换。", proof.Differences.InChinese());
    }

    /// <summary>The columns of all tables in which the name still stands.</summary>
    static Task<List<string>> WhereAsync(ServiceHost host)
    {
        Assert.SkipUnless(SqlServerDatabases.Server is null, "The catalogue asked for is SQLite's.");
        return host.Database().ReadAsync(async reader =>
        {
            var found = new List<string>();
            foreach (var column in await reader.QueryAsync<string>("""SELECT '"' || m.name || '" WHERE "' || c.name || '"' FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'"""))
            {
                // The outbox is emptied by the delivery, a moment later.
                if (!column.StartsWith("\"outbox\"", StringComparison.Ordinal) && await reader.GetAsync<long>($"SELECT COUNT(*) FROM {column} LIKE '%{Named}%'") > 0)
                {
                    found.Add(column);
                }
            }

            return found;
        });
    }
}
