using RaMatch.Platform.Data;

namespace RaMatch.Applicant.Consents;

/// <summary>Whether a graduate's consent to a purpose is in force now.</summary>
static class ConsentInForce
{
    /// <summary>Whether there is a consent to these or newer words of a purpose; to any of its words unless a version is named.</summary>
    public static async Task<bool> IsAsync(Reader reader, Guid graduateId, ConsentPurpose purpose, int sinceVersion = 1) =>
        await reader.GetAsync<long>(CountInForce, new { graduateId, purpose, sinceVersion }) > 0;

    const string CountInForce = """
        SELECT COUNT(*)
        FROM consent
        WHERE graduate_id = @graduateId AND purpose = @purpose AND text_version >= @sinceVersion AND withdrawn_at IS NULL
        """;
}
