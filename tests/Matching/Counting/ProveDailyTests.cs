using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;
using RaMatch.Matching.Counting;
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
        // It is proved before the other, by its code.
        await Season.Must(season.Supervisor.PostAsync("programmes", Season.Programme with { Code = "ra-2021" }), HttpStatusCode.Created);
        await season.CountAsync("王小明");
        await season.Host.Database().WriteAsync(unit => unit.ExecuteAsync("UPDATE ledger_entry SET delta = 2"));

        var log = new Alarms();
        using var proving = new ProveDaily(season.Host.Database(), season.Host.Service<PhraseBook>(), log);
        await proving.StartAsync(CancellationToken.None);
        await Eventually.True(() => !log.Said.IsEmpty, "the alarm is raised");
        await proving.StopAsync(CancellationToken.None);
        var (level, text) = Assert.Single(log.Said);
        Assert.Equal(LogLevel.Critical, level);
        Assert.Contains(Season.Code, text, StringComparison.Ordinal);
    }

    sealed class Alarms : ILogger<ProveDaily>
    {
        public ConcurrentQueue<(LogLevel, string)> Said { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Said.Enqueue((logLevel, formatter(state, exception)));
    }
}
