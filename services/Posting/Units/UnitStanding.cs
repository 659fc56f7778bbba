using RaMatch.Platform.Web;

namespace RaMatch.Posting.Units;

/// <summary>A unit is suspended from when its park suspends it, or turns it away after a verification, until it is verified again.</summary>
sealed class UnitStanding(PostingDb db) : IUnitStanding
{
    /// <inheritdoc />
    public string Service => "posting";

    /// <inheritdoc />
    public Task<bool> IsSuspendedAsync(Guid unitId, CancellationToken cancellation) =>
        db.ReadAsync(async reader => await reader.GetAsync<long>(CountSuspended, new { unitId }) > 0, cancellation);

    const string CountSuspended = "SELECT COUNT(*) FROM unit WHERE unit_id = @unitId AND verified_name IS NOT NULL AND trusted_since IS NULL";
}
