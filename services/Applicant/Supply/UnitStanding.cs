using RaMatch.Platform.Web;

namespace RaMatch.Applicant.Supply;

/// <summary>A unit is suspended from when Posting says so until it says that it is verified again.</summary>
sealed class UnitStanding(ApplicantDb db) : IUnitStanding
{
    /// <inheritdoc />
    public string Service => "applicant";

    /// <inheritdoc />
    public Task<bool> IsSuspendedAsync(Guid unitId, CancellationToken cancellation) =>
        db.ReadAsync(async reader => await reader.GetAsync<long>(CountSuspended, new { unitId }) > 0, cancellation);

    const string CountSuspended = "SELECT COUNT(*) FROM unit_standing WHERE unit_id = @unitId AND suspended = 1";
}
