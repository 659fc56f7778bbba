using RaMatch.Contracts.Posting;
using RaMatch.Platform.Data;
using RaMatch.Reference;

namespace RaMatch.Posting.Positions;

/// <summary>What graduates see of a position: what lists ask of it, its entries in the search index and the event that tells the other services.</summary>
static class LivePosition
{
    /// <summary>The prefix that stands for any major.</summary>
    public const string AnyMajor = "*";

    /// <summary>Announces the live revision under the position's present version and indexes it anew.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="positionId">The position.</param>
    /// <param name="isRenaming">Whether nothing is new but its unit's name.</param>
    public static async Task AnnounceAsync(UnitOfWork unit, Guid positionId, bool isRenaming)
    {
        var position = await unit.GetAsync<Row>(SelectPosition, new { positionId });
        var content = (await PositionContent.ReadAsync(unit, positionId, position.LiveRevision)).ToContent();
        await RemoveAsync(unit, positionId);
        await unit.ExecuteAsync(UpdateLive, new { positionId, content.ClosesOn, content.Seats });
        foreach (var prefix in content.Majors.DefaultIfEmpty(AnyMajor))
        {
            await unit.ExecuteAsync(InsertMajor, new { positionId, prefix });
        }

        var texts = SearchTerms.OfText(
        [
            content.Title, content.Duties, content.City, position.UnitName,
            .. content.RequiredSkills, .. content.WishedSkills, .. content.Majors.Select(PositionContent.NameOf),
        ]);
        await unit.InsertAllAsync(InsertEntry, texts.Select(term => new { term, positionId }));

        await unit.PublishAsync(new PositionPublished(
            positionId,
            position.Version,
            position.UnitId,
            position.UnitName,
            position.ParkId,
            position.Programme,
            content.Title,
            content.Kind,
            content.Seats,
            content.MinimumDegree,
            content.Majors,
            content.RequiredSkills,
            content.WishedSkills,
            content.City,
            content.PayMinimumFen,
            content.PayMaximumFen,
            content.TermMonths,
            content.ClosesOn,
            unit.Now,
            content.Duties,
            isRenaming));
    }

    /// <summary>Takes a position out of lists and index.</summary>
    public static async Task RemoveAsync(UnitOfWork unit, Guid positionId)
    {
        await unit.ExecuteAsync(EndLive, new { positionId });
        await unit.ExecuteAsync(DeleteMajors, new { positionId });
        await unit.ExecuteAsync(DeleteEntries, new { positionId });
    }

    /// <summary>The prefixes under which a position may accept a graduate of this major, or posts that ask for this class or discipline.</summary>
    public static IReadOnlyList<string> PrefixesFor(string code) => Majors.TryFind(code, out var major)
        ? [AnyMajor, major.DisciplineCode, major.ClassCode, major.NormalizedCode]
        : [AnyMajor, Majors.Normalize(code)];

    sealed record Row
    {
        public Guid UnitId { get; init; }
        public string UnitName { get; init; } = "";
        public string ParkId { get; init; } = "";
        public string Programme { get; init; } = "";
        public long Version { get; init; }
        public long LiveRevision { get; init; }
    }

    const string SelectPosition = """
        SELECT position.unit_id, unit.verified_name AS unit_name, position.park_id, position.programme, position.version, position.live_revision
        FROM position
        JOIN unit ON unit.unit_id = position.unit_id
        WHERE position.position_id = @positionId
        """;

    const string UpdateLive = "UPDATE position SET live_since = published_at, live_until = @closesOn, published_seats = @seats WHERE position_id = @positionId";

    const string EndLive = "UPDATE position SET live_since = NULL, live_until = NULL WHERE position_id = @positionId";

    const string DeleteMajors = "DELETE FROM position_major WHERE position_id = @positionId";

    const string InsertMajor = "INSERT INTO position_major (position_id, prefix) VALUES (@positionId, @prefix)";

    const string DeleteEntries = "DELETE FROM search_entry WHERE position_id = @positionId";

    const string InsertEntry = "INSERT INTO search_entry (term, position_id) VALUES (@term, @positionId)";
}
