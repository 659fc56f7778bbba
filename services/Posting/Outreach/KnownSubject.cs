using RaMatch.Platform.Data;
using RaMatch.Posting.Units;

namespace RaMatch.Posting.Outreach;

/// <summary>Whom a contact is about: a unit that has registered in the park, or a firm that the park knows.</summary>
static class KnownSubject
{
    /// <summary>Touches its row. False if it is none of the park's.</summary>
    public static async Task<bool> TakeAsync(UnitOfWork unit, Guid subjectId, string parkId) =>
        await UnitRecord.FindAsync(unit, subjectId) is { } registered
            ? registered.ParkId == parkId && await UnitRecord.TakeAsync(unit, subjectId) is not null
            : await FirmRecord.TakeAsync(unit, subjectId, parkId) is not null;
}
