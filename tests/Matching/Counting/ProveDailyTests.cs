using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using RaMatch.Contracts.Matching;
using RaMatch.Matching.Counting;
using RaMatch.Platform;
using RaMatch.Platform.Words;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Counting;

/// <summary>The numbers are proved without anybody asking, and a difference is an alarm.</summary>
public sealed class ProveDailyTests
{
    [Fact]
    public async Task A_ledger_changed_by_hand_is_an_alarm_in_the_log_and_one_that_agrees_is_none()
    {
        await using var season = await Season.OpenAsync();
        // They are proved in the order of their codes, and the second of them agrees.
        foreach (var code in new[] { "ra-2021-b", "ra-2021" })
        {
            await Season.Must(season.Supervisor.PostAsync("programmes", Season.Programme with { Code = code }), HttpStatusCode.Created);
        }

        await season.CountAsync("王小明");
        await season.Host.Database().WriteAsync(async unit =>
        {
            await unit.ExecuteAsync("UPDATE ledger_entry SET delta = 2");
            await Ledger.TakeAsync(unit, "ra-2021");
            await unit.ExecuteAsync("UPDATE ledger_head SET entries = 7 WHERE programme = 'ra-2021'");
        });

        var log = new FakeLogger<ProveDaily>();
        using var proving = new ProveDaily(season.Host.Database(), season.Host.Service<PhraseBook>(), season.Host.Service<LedgerSeals>(), log);
        await proving.StartAsync(CancellationToken.None);
        await Eventually.True(() => log.Collector.Count == 2, "both alarms are raised");
        await proving.StopAsync(CancellationToken.None);
        var alarms = log.Collector.GetSnapshot();
        Assert.All(alarms, alarm => Assert.Equal(LogLevel.Critical, alarm.Level));
        Assert.Equal(["The numbers of ra-2021 ", "The numbers of ra-2022 "], alarms.Select(alarm => alarm.Message[..23]));
        // It was waiting for the next day.
        Assert.True(proving.ExecuteTask!.IsCanceled);
    }

    [Fact]
    public async Task A_difference_is_told_once_a_day_however_often_it_is_found_with_the_parks_whose_sums_differ()
    {
        await using var season = await Season.OpenAsync();
        await Season.Must(season.Supervisor.PostAsync("programmes", Season.Programme with { Code = "ra-2021" }), HttpStatusCode.Created);
        await season.CountAsync("王小明");
        await ProveAsync(alarms: 0);
        Assert.Empty(await season.Host.ToldAsync<NumbersDiffered>());

        await season.Host.Database().WriteAsync(async unit =>
        {
            await unit.ExecuteAsync("UPDATE ledger_entry SET delta = 2");
            await Ledger.TakeAsync(unit, "ra-2021");
            await unit.ExecuteAsync("UPDATE ledger_head SET entries = 7 WHERE programme = 'ra-2021'");
        });
        await ProveAsync(alarms: 2);
        await ProveAsync(alarms: 2);
        var today = ChinaTime.DayOf(season.Host.Clock.GetUtcNow());
        var told = await season.Host.ToldAsync<NumbersDiffered>();
        Assert.Equal([("ra-2021", today.DayNumber, ""), (Season.Code, today.DayNumber, Season.Park)], told.Select(one => (one.Programme, (int)one.Version, string.Join(' ', one.Parks))));

        season.Host.Clock.Advance(TimeSpan.FromDays(1));
        await ProveAsync(alarms: 2);
        Assert.Equal([today.DayNumber, today.DayNumber, today.DayNumber + 1, today.DayNumber + 1], (await season.Host.ToldAsync<NumbersDiffered>()).Select(one => (int)one.Version));

        async Task ProveAsync(int alarms)
        {
            var log = new FakeLogger<ProveDaily>();
            using var proving = new ProveDaily(season.Host.Database(), season.Host.Service<PhraseBook>(), season.Host.Service<LedgerSeals>(), log);
            await proving.ProveAsync(CancellationToken.None);
            Assert.Equal(alarms, log.Collector.Count);
        }
    }

    [Fact]
    public async Task What_cannot_be_proved_today_is_said_and_proved_another_day()
    {
        await using var season = await Season.OpenAsync();
        await season.Host.Database().WriteAsync(unit => unit.ExecuteAsync("DROP TABLE hire_sum"));
        var log = new FakeLogger<ProveDaily>();
        using var proving = new ProveDaily(season.Host.Database(), season.Host.Service<PhraseBook>(), season.Host.Service<LedgerSeals>(), log);
        await proving.StartAsync(CancellationToken.None);
        await Eventually.True(() => log.Collector.Count > 0, "what went wrong is said");
        await proving.StopAsync(CancellationToken.None);
        Assert.Equal(LogLevel.Warning, Assert.Single(log.Collector.GetSnapshot()).Level);
        Assert.True(proving.ExecuteTask!.IsCanceled);
    }
}
