using RaMatch.Platform.Data;

namespace RaMatch.Applicant.Graduates;

/// <summary>
/// The graduate's row: the version of everything announced about them, and what every decision about them touches before it reads anything, so that
/// of two at once one waits and sees what the other has made of it. It outlives a deleted profile: an event that began again at 1 would be taken for one
/// already seen.
/// </summary>
static class GraduateVersion
{
    /// <summary>Whatever else concerns this graduate waits for the end of this transaction; what is read from here on stays so.</summary>
    public static async Task TouchAsync(UnitOfWork unit, Guid graduateId)
    {
        if (await unit.ExecuteAsync(Touch, new { graduateId }) == 0)
        {
            await unit.ExecuteAsync(InsertVersion, new { graduateId, version = 0 });
        }
    }

    /// <summary>Counts on and gives the new version.</summary>
    public static async Task<long> NextAsync(UnitOfWork unit, Guid graduateId)
    {
        if (await unit.ExecuteAsync(UpdateVersion, new { graduateId }) == 0)
        {
            await unit.ExecuteAsync(InsertVersion, new { graduateId, version = 1 });
        }

        return await unit.GetAsync<long>(SelectVersion, new { graduateId });
    }

    const string Touch = "UPDATE graduate SET version = version WHERE graduate_id = @graduateId";

    const string UpdateVersion = "UPDATE graduate SET version = version + 1 WHERE graduate_id = @graduateId";

    const string InsertVersion = "INSERT INTO graduate (graduate_id, version) VALUES (@graduateId, @version)";

    const string SelectVersion = "SELECT version FROM graduate WHERE graduate_id = @graduateId";
}
