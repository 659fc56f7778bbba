using RaMatch.Platform.Data;

namespace RaMatch.Applicant.Applications;

/// <summary>The version of an application: everything the graduate does with it counts on.</summary>
static class ApplicationVersion
{
    /// <summary>The sentence for whoever comes second.</summary>
    public const string MovedMeanwhile = "该投递刚刚发生了变化，请刷新后重试。";

    /// <summary>From the version the decision rests on to the next; false if somebody was faster, and then nothing may be written.</summary>
    public static async Task<bool> AdvanceAsync(UnitOfWork unit, Guid applicationId, long from) =>
        await unit.ExecuteAsync(UpdateVersion, new { applicationId, version = from, next = from + 1 }) == 1;

    const string UpdateVersion = "UPDATE application SET version = @next WHERE application_id = @applicationId AND version = @version";
}
