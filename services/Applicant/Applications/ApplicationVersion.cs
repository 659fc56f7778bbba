using RaMatch.Platform.Data;

namespace RaMatch.Applicant.Applications;

/// <summary>The version of an application: everything the graduate does with it counts on.</summary>
static class ApplicationVersion
{
    /// <summary>From the version the decision rests on to the next, which is returned. If somebody was faster, the delegate runs again.</summary>
    public static async Task<long> AdvanceAsync(UnitOfWork unit, Guid applicationId, long from)
    {
        var next = from + 1;
        return await unit.ExecuteAsync(UpdateVersion, new { applicationId, version = from, next }) == 1
            ? next
            : throw new LostRaceException($"application {applicationId}");
    }

    const string UpdateVersion = "UPDATE application SET version = @next WHERE application_id = @applicationId AND version = @version";
}
