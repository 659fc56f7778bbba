using RaMatch.Contracts;
using RaMatch.Platform.Data;
using RaMatch.Reference;

namespace RaMatch.Posting.Outreach;

/// <summary>A firm as its park keeps it.</summary>
sealed record FirmRecord
{
    public Guid FirmId { get; init; }
    public string ParkId { get; init; } = "";
    public string? Uscc { get; init; }
    public string Name { get; init; } = "";
    public long? Headcount { get; init; }
    public string? ContactName { get; init; }
    public string? ContactPhone { get; init; }
    public string? Address { get; init; }
    public string? Source { get; init; }
    public long Version { get; init; }

    /// <summary>A firm to decide on: its row is touched before it is read. Null if it is none of the park.</summary>
    public static async Task<FirmRecord?> TakeAsync(UnitOfWork unit, Guid firmId, string parkId)
    {
        if (await unit.ExecuteAsync(Touch, new { firmId, parkId }) == 0)
        {
            return null;
        }

        unit.Concerns(parkId, "firm", firmId);
        return await unit.FindAsync<FirmRecord>(SelectFirm, new { firmId });
    }

    /// <summary>All firms of a park with their categories, none of which is added or changed by others until the end of the transaction.</summary>
    public static async Task<IReadOnlyList<(FirmRecord Firm, IReadOnlyList<UnitCategory> Categories)>> TakeAllAsync(UnitOfWork unit, string parkId)
    {
        // A park without a firm has no other row to wait for.
        if (await unit.ExecuteAsync(TouchTurn, new { parkId }) == 0)
        {
            await unit.ExecuteAsync(InsertTurn, new { parkId });
        }

        await unit.ExecuteAsync(TouchAll, new { parkId });
        return await AllAsync(unit, parkId);
    }

    /// <summary>A firm with its categories; null if there is no such firm.</summary>
    public static async Task<(FirmRecord Firm, IReadOnlyList<UnitCategory> Categories)?> FindAsync(Reader reader, Guid firmId) =>
        await reader.FindAsync<FirmRecord>(SelectFirm, new { firmId }) is { } firm
            ? (firm, [.. (await reader.QueryAsync<CategoryRow>(SelectCategoriesOfOne, new { firmId })).Select(row => row.Category).Order()])
            : null;

    /// <summary>All firms of a park with their categories.</summary>
    public static async Task<IReadOnlyList<(FirmRecord Firm, IReadOnlyList<UnitCategory> Categories)>> AllAsync(Reader reader, string parkId)
    {
        var firms = await reader.QueryAsync<FirmRecord>(SelectFirms, new { parkId });
        var categories = (await reader.QueryAsync<CategoryRow>(SelectCategories, new { parkId })).ToLookup(row => row.FirmId, row => row.Category);
        return [.. firms.Select(firm => (firm, (IReadOnlyList<UnitCategory>)[.. categories[firm.FirmId].Order()]))];
    }

    /// <summary>The facts as a unit that has registered under the name has them, if the firm's code is not known: its code.</summary>
    public static FirmFacts WithCodeOf(IReadOnlyList<UnitName> units, FirmFacts facts) =>
        facts.Uscc is null && units.Where(one => FoldedText.Key(one.Name) == FoldedText.Key(facts.Name)).ToList() is [var only] ? facts with { Uscc = only.Uscc } : facts;

    /// <summary>The registered units of a park by name and code.</summary>
    public static Task<IReadOnlyList<UnitName>> UnitsAsync(Reader reader, string parkId) => reader.QueryAsync<UnitName>(SelectUnits, new { parkId });

    /// <summary>What is known of it.</summary>
    public FirmFacts Facts(IReadOnlyList<UnitCategory> categories) => new(Name, Uscc, categories, (int?)Headcount, ContactName, ContactPhone, Address, Source);

    /// <summary>Adds firms that are none yet.</summary>
    public static async Task InsertAsync(UnitOfWork unit, IReadOnlyList<(Guid FirmId, FirmFacts Facts)> firms, string parkId)
    {
        await unit.InsertAllAsync(InsertFirm, firms.Select(one => new
        {
            one.FirmId,
            parkId,
            one.Facts.KnownAs,
            one.Facts.Uscc,
            one.Facts.Name,
            one.Facts.Headcount,
            one.Facts.ContactName,
            one.Facts.ContactPhone,
            one.Facts.Address,
            one.Facts.Source,
            version = 1L,
            addedAt = unit.Now,
        }));
        await unit.InsertAllAsync(InsertCategory, firms.SelectMany(one => one.Facts.Categories.Select(category => new { one.FirmId, category })));
    }

    /// <summary>Replaces what is known of a firm.</summary>
    public static async Task UpdateAsync(UnitOfWork unit, Guid firmId, FirmFacts facts)
    {
        await unit.ExecuteAsync(UpdateFirm, new { firmId, facts.KnownAs, facts.Uscc, facts.Name, facts.Headcount, facts.ContactName, facts.ContactPhone, facts.Address, facts.Source });
        await unit.ExecuteAsync(DeleteCategories, new { firmId });
        await unit.InsertAllAsync(InsertCategory, facts.Categories.Select(category => new { firmId, category }));
    }

    /// <summary>A registered unit by name and code.</summary>
    public sealed record UnitName
    {
        public Guid UnitId { get; init; }
        public string Name { get; init; } = "";
        public string Uscc { get; init; } = "";
    }

    sealed record CategoryRow
    {
        public Guid FirmId { get; init; }
        public UnitCategory Category { get; init; }
    }

    const string Touch = "UPDATE firm SET version = version WHERE firm_id = @firmId AND park_id = @parkId";

    const string TouchTurn = "UPDATE firm_turn SET turns = turns WHERE park_id = @parkId";

    const string InsertTurn = "INSERT INTO firm_turn (park_id, turns) VALUES (@parkId, 0)";

    const string TouchAll = "UPDATE firm SET version = version WHERE park_id = @parkId";

    const string SelectFirm = """
        SELECT firm_id, park_id, uscc, name, headcount, contact_name, contact_phone, address, source, version
        FROM firm
        WHERE firm_id = @firmId
        """;

    const string SelectFirms = """
        SELECT firm_id, park_id, uscc, name, headcount, contact_name, contact_phone, address, source, version
        FROM firm
        WHERE park_id = @parkId
        """;

    const string SelectCategories = """
        SELECT firm_category.firm_id, firm_category.category
        FROM firm
        JOIN firm_category ON firm_category.firm_id = firm.firm_id
        WHERE firm.park_id = @parkId
        """;

    const string SelectCategoriesOfOne = "SELECT firm_id, category FROM firm_category WHERE firm_id = @firmId";

    const string SelectUnits = "SELECT unit_id, name, uscc FROM unit WHERE park_id = @parkId ORDER BY unit_id";

    const string InsertFirm = """
        INSERT INTO firm (firm_id, park_id, known_as, uscc, name, headcount, contact_name, contact_phone, address, source, version, added_at)
        VALUES (@firmId, @parkId, @knownAs, @uscc, @name, @headcount, @contactName, @contactPhone, @address, @source, @version, @addedAt)
        """;

    const string InsertCategory = "INSERT INTO firm_category (firm_id, category) VALUES (@firmId, @category)";

    const string UpdateFirm = """
        UPDATE firm
        SET known_as = @knownAs, uscc = @uscc, name = @name, headcount = @headcount, contact_name = @contactName, contact_phone = @contactPhone,
            address = @address, source = @source, version = version + 1
        WHERE firm_id = @firmId
        """;

    const string DeleteCategories = "DELETE FROM firm_category WHERE firm_id = @firmId";
}
