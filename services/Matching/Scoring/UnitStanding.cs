using RaMatch.Platform.Web;

namespace RaMatch.Matching.Scoring;

/// <summary>A unit is suspended while the last suspension heard of is newer than the last verification.</summary>
sealed class UnitStanding(MatchingDb db) : IUnitStanding
{
    /// <inheritdoc />
    public string Service => "matching";

    /// <inheritdoc />
    public Task<bool> IsSuspendedAsync(Guid unitId, CancellationToken cancellation) =>
        db.ReadAsync(async reader => await reader.GetAsync<long>(CountSuspended, new { unitId }) > 0, cancellation);

    const string CountSuspended = "SELECT COUNT(*) FROM unit_status WHERE unit_id = @unitId AND suspended_version > verified_version";
}
