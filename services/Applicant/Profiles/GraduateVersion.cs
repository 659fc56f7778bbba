using RaMatch.Platform.Data;

namespace RaMatch.Applicant.Profiles;

/// <summary>
/// The version of everything announced about a graduate. It outlives a deleted profile: an event that began again at 1 would be
/// taken for one already seen.
/// </summary>
static class GraduateVersion
{
    /// <summary>Counts on and gives the new version.</summary>
    public static async Task<long> NextAsync(UnitOfWork unit, Guid graduateId)
    {
        if (await unit.ExecuteAsync(UpdateVersion, new { graduateId }) == 0)
        {
            await unit.ExecuteAsync(InsertVersion, new { graduateId });
        }

        return await unit.GetAsync<long>(SelectVersion, new { graduateId });
    }

    const string UpdateVersion = "UPDATE graduate SET version = version + 1 WHERE graduate_id = @graduateId";

    const string InsertVersion = "INSERT INTO graduate (graduate_id, version) VALUES (@graduateId, 1)";

    const string SelectVersion = "SELECT version FROM graduate WHERE graduate_id = @graduateId";
}
