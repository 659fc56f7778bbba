using System.Collections.Concurrent;
using System.Diagnostics;
using RaMatch.Matching.Scoring;
using RaMatch.Platform.Data;
using RaMatch.Platform.Jobs;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Rounds.Lists;

/// <summary>
/// The counts of rounds whose lists are not frozen. The count of a large round is shared by all who look for twenty times as long as it took, so that
/// looking never takes more than a twentieth of a processor; every count says of which instant it is. A smaller one is made afresh each time. A count goes on
/// when whoever asked for it has gone: who asks again finds it instead of beginning another.
/// </summary>
sealed class Tallies(Market market, JobSettings settings, MatchingDb db)
{
    const int Large = 20_000;
    const int SharedTimes = 20;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    // Less than a page waits for a service.
    readonly TimeSpan _longestPatience = TimeSpan.FromSeconds(Math.Max(8, settings.Patience.TotalSeconds));

    readonly ConcurrentDictionary<(Guid RoundId, string Park), Shared> _shared = new();
    readonly ConcurrentDictionary<(Guid RoundId, string Park), SemaphoreSlim> _turns = new();

    /// <summary>The round, or a park's part of it. In a transaction the last count will do: nobody is to count a large one with the writer in hand.</summary>
    public async Task<Tally> OfAsync(Reader reader, Round round, string? park)
    {
        var key = (round.RoundId, park ?? "");
        if (reader is UnitOfWork)
        {
            return _shared.TryGetValue(key, out var last) ? last.Tally : await CountAsync(reader, round, park, key);
        }

        if (_shared.TryGetValue(key, out var shared) && !shared.IsOver)
        {
            return shared.Tally;
        }

        var counting = Task.Run(() => CountInTurnAsync(round, park, key), CancellationToken.None);
        // The last count serves until the next one is there; where there is none yet, whoever asks is told to come back.
        if (shared is not null)
        {
            await Task.WhenAny(counting, Task.Delay(Patience));
            return counting.IsCompletedSuccessfully ? await counting : shared.Tally;
        }

        try
        {
            return await counting.WaitAsync(_longestPatience);
        }
        catch (TimeoutException)
        {
            throw new DatabaseBusyException($"Round {round.RoundId} is being counted.");
        }
    }

    // Who comes while a large round is counted gets that count; a smaller one is counted for each, one after the other.
    async Task<Tally> CountInTurnAsync(Round round, string? park, (Guid, string) key)
    {
        var turn = _turns.GetOrAdd(key, _ => new SemaphoreSlim(1));
        await turn.WaitAsync();
        try
        {
            return _shared.TryGetValue(key, out var shared) && !shared.IsOver ? shared.Tally : await db.ReadAsync(reader => CountAsync(reader, round, park, key));
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Counts a round that is large before the transaction in which whoever asks is told of it.</summary>
    public Task BeforehandAsync(Guid roundId, Caller caller, CancellationToken cancellation) => db.ReadAsync(
        async reader => await Round.FindAsync(reader, roundId, caller) is { HasLiveLists: true } round ? await OfAsync(reader, round, caller.ParkId) : null,
        cancellation);

    async Task<Tally> CountAsync(Reader reader, Round round, string? park, (Guid, string) key)
    {
        var watch = Stopwatch.GetTimestamp();
        var lists = await WishLists.ReadAsync(reader, market, round, park);
        var tally = Tally.Of(lists, reader.Now);
        foreach (var (old, shared) in _shared)
        {
            if (shared.IsForgotten)
            {
                _shared.TryRemove(old, out _);
            }
        }

        if (lists.Entries.Count >= Large)
        {
            _shared[key] = new Shared(tally, Stopwatch.GetTimestamp(), Stopwatch.GetElapsedTime(watch) * SharedTimes);
        }

        return tally;
    }

    sealed record Shared(Tally Tally, long Since, TimeSpan For)
    {
        public bool IsOver => Stopwatch.GetElapsedTime(Since) > For;

        // Until then better than none.
        public bool IsForgotten => Stopwatch.GetElapsedTime(Since) > For * SharedTimes;
    }
}
