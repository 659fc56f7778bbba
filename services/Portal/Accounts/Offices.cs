namespace RaMatch.Portal.Accounts;

/// <summary>How a unit calls itself now is what its members, and whoever is invited, read as whom they act for.</summary>
static class Offices
{
    /// <summary>Notes the name a unit has given itself.</summary>
    public static Task NameAsync(PortalDb db, Guid unitId, string office) => db.WriteAsync(async unit =>
    {
        await unit.ExecuteAsync(UpdateMemberships, new { unitId, office });
        await unit.ExecuteAsync(UpdateInvitations, new { unitId, office });
    });

    const string UpdateMemberships = "UPDATE membership SET office = @office WHERE unit_id = @unitId AND office <> @office";

    const string UpdateInvitations = "UPDATE invitation SET office = @office WHERE unit_id = @unitId AND office <> @office AND used_at IS NULL";
}
