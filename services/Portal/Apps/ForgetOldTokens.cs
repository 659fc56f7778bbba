using RaMatch.Platform;

namespace RaMatch.Portal.Apps;

/// <summary>What programs held and holds no more goes after a month; a code or refresh token that comes a second time is known until then.</summary>
sealed class ForgetOldTokens(PortalDb db, TimeProvider clock, ILogger<ForgetOldTokens> log) : BackgroundService
{
    static readonly TimeSpan LookAgain = TimeSpan.FromHours(1);
    static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        ByTheClock.RepeatAsync(LookAgain, SweepAsync, exception => log.LogWarning(exception, "Tokens that hold no more could not be removed this time"), stoppingToken);

    async Task SweepAsync(CancellationToken cancellation)
    {
        await new TokenStore(db).PruneAsync(clock.GetUtcNow() - Kept, cancellation);
        await new GrantStore(db).PruneAsync(clock.GetUtcNow() - Kept, cancellation);
    }
}
