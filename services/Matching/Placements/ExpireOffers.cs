using RaMatch.Contracts;
using RaMatch.Platform.Data;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Placements;

/// <summary>
/// The clock ends offers that nobody answered in time and frees their seats, one transaction an offer. Several instances may run it
/// at once: the placement's version lets one of them through.
/// </summary>
sealed class ExpireOffers(MatchingDb db, ILogger<ExpireOffers> log) : BackgroundService
{
    static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    const int MostAtOnce = 200;

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
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookAgain);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // A database that is away comes back; the offers wait and the next round takes them.
                log.LogWarning(exception, "Offers could not be expired this time");
            }
        }
    }

    /// <summary>Ends what is due now, so many offers at most.</summary>
    internal async Task SweepAsync(CancellationToken cancellation)
    {
        var due = await db.ReadAsync(reader => reader.FirstAsync<Guid>(SelectDue, new { reader.Now }, MostAtOnce), cancellation);
        foreach (var placementId in due)
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
        }
    }

    const string SelectDue = """
        SELECT placement_id
        FROM placement
        WHERE stage = 'Offered' AND offer_expires_at <= @now
        ORDER BY offer_expires_at
        """;
}
