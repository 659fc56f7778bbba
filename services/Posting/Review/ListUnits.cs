using Microsoft.AspNetCore.Http.HttpResults;
using RaMatch.Contracts;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Posting.Units;
using RaMatch.Reference;

namespace RaMatch.Posting.Review;

/// <summary>Park staff list the units of their park, a supervisor those of all parks or of one; who waits longest comes first.</summary>
static class ListUnits
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/units", HandleAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor).RequireScope(Scopes.UnitsRead);

    /// <summary>What is looked for.</summary>
    public sealed record Query
    {
        /// <summary>A supervisor's choice of park; park staff see their own whatever they ask.</summary>
        public string? Park { get; init; }

        /// <summary>Where the unit stands.</summary>
        public Named<UnitStatus>? Status { get; init; }

        /// <summary>A category the unit holds.</summary>
        public Named<UnitCategory>? Category { get; init; }

        /// <summary>Part of the name or of the credit code.</summary>
        public string? Q { get; init; }
    }

    /// <summary>One unit as a list shows it.</summary>
    public sealed record Item(
        Guid UnitId,
        string Uscc,
        string Name,
        string ParkId,
        string ParkName,
        string City,
        string ContactName,
        string ContactPhone,
        UnitStatus Status,
        long Version,
        IReadOnlyList<UnitCategory> Categories,
        DateTimeOffset SubmittedAt,
        int WaitingDays,
        long PositionsPublished,
        long SeatsPublished,
        long HiresCounted);

    static Task<Ok<PageOf<Item>>> HandleAsync([AsParameters] Query query, Caller caller, Page page, PostingDb db, CancellationToken cancellation) =>
        db.ReadAsync(
            async reader =>
            {
                var rows = await reader.PageAsync<Row>(
                    SelectUnits,
                    CountUnits,
                    new { park = caller.ParkId ?? query.Park, status = query.Status?.Value, category = query.Category?.Value, pattern = Like.Containing(query.Q), code = Like.Containing(UnifiedSocialCreditCode.Normalize(query.Q ?? "")) },
                    page);
                var categories = rows.Items.Count == 0
                    ? []
                    : await reader.QueryAsync<CategoryRow>(SelectCategories, new { units = rows.Items.Select(row => row.UnitId).ToList() });
                var held = categories.ToLookup(row => row.UnitId, row => row.Category);
                var today = ChinaTime.DayOf(reader.Now);
                return TypedResults.Ok(rows.Select(row => new Item(
                    row.UnitId,
                    row.Uscc,
                    row.Name,
                    row.ParkId,
                    Parks.ShortNameOf(row.ParkId),
                    row.City,
                    row.ContactName,
                    row.ContactPhone,
                    row.Status,
                    row.Version,
                    [.. held[row.UnitId].Order()],
                    row.SubmittedAt,
                    row.Status == UnitStatus.Pending ? today.DayNumber - ChinaTime.DayOf(row.SubmittedAt).DayNumber : 0,
                    row.PositionsPublished,
                    row.SeatsPublished,
                    row.HiresCounted)));
            },
            cancellation);

    sealed record Row
    {
        public Guid UnitId { get; init; }
        public string Uscc { get; init; } = "";
        public string Name { get; init; } = "";
        public string ParkId { get; init; } = "";
        public string City { get; init; } = "";
        public string ContactName { get; init; } = "";
        public string ContactPhone { get; init; } = "";
        public UnitStatus Status { get; init; }
        public long Version { get; init; }
        public DateTimeOffset SubmittedAt { get; init; }
        public long PositionsPublished { get; init; }
        public long SeatsPublished { get; init; }
        public long HiresCounted { get; init; }
    }

    sealed record CategoryRow
    {
        public Guid UnitId { get; init; }
        public UnitCategory Category { get; init; }
    }

    const string Matching = """
        FROM unit
        WHERE (@park IS NULL OR unit.park_id = @park)
            AND (@status IS NULL OR unit.status = @status)
            AND (@category IS NULL OR EXISTS (SELECT 1 FROM unit_category WHERE unit_category.unit_id = unit.unit_id AND unit_category.category = @category))
            AND (@pattern IS NULL OR unit.name LIKE @pattern ESCAPE '\' OR unit.uscc LIKE @code ESCAPE '\')
        """;

    const string SelectUnits = $"""
        SELECT unit.unit_id, unit.uscc, unit.name, unit.park_id, unit.city, unit.contact_name, unit.contact_phone, unit.status, unit.version, unit.submitted_at,
            (SELECT COUNT(*) FROM position WHERE position.unit_id = unit.unit_id AND position.published_seats IS NOT NULL) AS positions_published,
            (SELECT COALESCE(SUM(position.published_seats), 0) FROM position WHERE position.unit_id = unit.unit_id) AS seats_published,
            (SELECT COUNT(*) FROM hire WHERE hire.unit_id = unit.unit_id AND hire.counted = 1) AS hires_counted
        {Matching}
        ORDER BY CASE unit.status WHEN 'Pending' THEN 0 ELSE 1 END, unit.submitted_at, unit.unit_id
        """;

    const string CountUnits = $"""
        SELECT COUNT(*)
        {Matching}
        """;

    const string SelectCategories = "SELECT unit_id, category FROM unit_category WHERE unit_id IN @units";
}
