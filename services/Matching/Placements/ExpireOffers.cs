using System.Collections.Concurrent;
using System.Diagnostics;
using RaMatch.Contracts;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Placements;

/// <summary>
/// The clock ends offers that nobody answered in time and frees their seats, one transaction an offer. Several instances may run it
/// at once: the placement's version lets one of them through. An offer that cannot be ended holds up no other: it is tried again after longer
/// and longer pauses, and <c>/health/ready</c> names it until it is ended.
/// </summary>
sealed class ExpireOffers(MatchingDb db, DeliveryHealth health, ILogger<ExpireOffers> log) : BackgroundService
{
    const string Part = "offers to expire";
    static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);
    static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    const int MostAtOnce = 200;

    readonly ConcurrentDictionary<Guid, Failure> _failed = new();

    /// <summary>Ends an offer for good; nothing happens if it has ended otherwise.</summary>
    public static async Task ExpireAsync(UnitOfWork unit, Placement placement)
    {
        if (placement.Stage == PlacementStage.Offered)
        {
            await (placement with { Stage = PlacementStage.Expired, Reason = Sentence.Of("placement.offer-expired") }).AdvanceAsync(unit, actorId: null);
            await Seats.ReleaseAsync(unit, placement);
        }
    }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        // A database that is away comes back; the offers wait and the next time takes them.
        ByTheClock.RepeatAsync(LookAgain, SweepAsync, exception => log.LogWarning(exception, "Offers could not be expired this time"), stoppingToken);

    /// <summary>Goes through all that is due, a page at a time and past those that fail.</summary>
    internal async Task SweepAsync(CancellationToken cancellation)
    {
        var due = new HashSet<Guid>();
        var last = new Due();
        IReadOnlyList<Due> page;
        do
        {
            page = await db.ReadAsync(reader => reader.FirstAsync<Due>(SelectDue, new { reader.Now, after = last.OfferExpiresAt, afterId = last.PlacementId }, MostAtOnce), cancellation);
            foreach (var one in page)
            {
                due.Add(one.PlacementId);
                await ExpireDueAsync(one.PlacementId, cancellation);
                last = one;
            }
        }
        while (page.Count == MostAtOnce);

        foreach (var ended in _failed.Keys.Where(placementId => !due.Contains(placementId)))
        {
            _failed.TryRemove(ended, out _);
        }

        if (_failed.IsEmpty)
        {
            health.Clear(Part);
        }
        else
        {
            health.Report(Part, $"{_failed.Count} could not be ended, among them that of placement {_failed.Keys.FirstOrDefault()}; see the log.");
        }
    }

    async Task ExpireDueAsync(Guid placementId, CancellationToken cancellation)
    {
        var before = _failed.GetValueOrDefault(placementId);
        if (before is not null && Stopwatch.GetElapsedTime(before.Since) < before.Pause)
        {
            return;
        }

        try
        {
            await db.WriteAsync(
                async unit =>
                {
                    if (await Placement.TakeAsync(unit, placementId) is { } placement && placement.OfferExpiresAt <= unit.Now)
                    {
                        await ExpireAsync(unit, placement);
                    }
                },
                cancellation);
            _failed.TryRemove(placementId, out _);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or DatabaseBusyException) && !db.Dialect.IsTransient(exception))
        {
            var pause = before is null ? FirstPause : before.Pause * 2;
            _failed[placementId] = new Failure(Stopwatch.GetTimestamp(), pause < LongestPause ? pause : LongestPause);
            log.LogError(exception, "The offer of placement {Placement} could not be expired; it is tried again in {Pause}", placementId, _failed[placementId].Pause);
        }
    }

    /// <summary>An offer that could not be ended.</summary>
    /// <param name="Since">A timestamp.</param>
    /// <param name="Pause">It is left alone for so long.</param>
    sealed record Failure(long Since, TimeSpan Pause);

    sealed record Due
    {
        public Guid PlacementId { get; init; }
        public DateTimeOffset OfferExpiresAt { get; init; } = DateTimeOffset.UnixEpoch;
    }

    const string SelectDue = """
        SELECT placement_id, offer_expires_at
        FROM placement
        WHERE stage = 'Offered' AND offer_expires_at <= @now AND (offer_expires_at > @after OR (offer_expires_at = @after AND placement_id > @afterId))
        ORDER BY offer_expires_at, placement_id
        """;
}
