using RaMatch.Platform.Data;
using RaMatch.Platform.Web;

namespace RaMatch.Posting.Positions;

/// <summary>
/// A draft as it is kept. Only its unit ever sees it: it is no position, and no list, count or event of positions knows of it. Whoever changes one has
/// touched the unit's row before, by which the drafts of a unit are changed one after another.
/// </summary>
sealed record DraftRecord
{
    public const int Most = 100;

    public Guid DraftId { get; init; }
    public long Version { get; init; }
    public string Typed { get; init; } = "";
    public string SavedBy { get; init; } = "";
    public DateTimeOffset SavedAt { get; init; }

    /// <summary>Whether nobody has saved it since it was opened.</summary>
    /// <param name="opened">The version that was opened; null takes the present one.</param>
    public bool IsStill(long? opened) => opened is null || opened == Version;

    /// <summary>What was typed.</summary>
    public TypedDraft Read() => Json.Read<TypedDraft>(Typed);

    /// <summary>Finds a draft of the unit.</summary>
    public static Task<DraftRecord?> FindAsync(Reader reader, Guid draftId, UnitMember member) =>
        reader.FindAsync<DraftRecord>(SelectDraft, new { draftId, member.UnitId });

    /// <summary>Keeps a new draft; false if the unit has as many as it may.</summary>
    public static async Task<bool> AddAsync(UnitOfWork unit, Guid draftId, UnitMember member, TypedDraft typed)
    {
        if (await unit.GetAsync<long>(CountDrafts, new { member.UnitId }) >= Most)
        {
            return false;
        }

        const long version = 1;
        await unit.ExecuteAsync(InsertDraft, new { draftId, member.UnitId, version, typed = Json.Text(typed), savedBy = member.Name, savedAt = unit.Now });
        return true;
    }

    /// <summary>Removes a draft that is submitted or no longer wanted.</summary>
    public static Task DeleteAsync(UnitOfWork unit, Guid draftId) => unit.ExecuteAsync(DeleteDraft, new { draftId });

    const string SelectDraft = "SELECT draft_id, version, typed, saved_by, saved_at FROM position_draft WHERE draft_id = @draftId AND unit_id = @unitId";

    const string CountDrafts = "SELECT COUNT(*) FROM position_draft WHERE unit_id = @unitId";

    const string InsertDraft = """
        INSERT INTO position_draft (draft_id, unit_id, version, typed, saved_by, saved_at)
        VALUES (@draftId, @unitId, @version, @typed, @savedBy, @savedAt)
        """;

    const string DeleteDraft = "DELETE FROM position_draft WHERE draft_id = @draftId";
}
