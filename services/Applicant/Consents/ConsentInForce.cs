using RaMatch.Platform.Data;

namespace RaMatch.Applicant.Consents;

/// <summary>Whether a graduate's consent to a purpose is in force now.</summary>
static class ConsentInForce
{
    public static async Task<bool> IsAsync(Reader reader, Guid graduateId, ConsentPurpose purpose) =>
        await reader.GetAsync<long>(CountInForce, new { graduateId, purpose }) > 0;

    const string CountInForce = """
        SELECT COUNT(*)
        FROM consent
        WHERE graduate_id = @graduateId AND purpose = @purpose AND withdrawn_at IS NULL
        """;
}
