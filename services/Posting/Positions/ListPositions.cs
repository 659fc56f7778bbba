using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts;
using RaMatch.Platform;
using RaMatch.Platform.Web;
using RaMatch.Reference;

namespace RaMatch.Posting.Positions;

/// <summary>
/// Anyone lists and searches the positions that take applications today, those whose seats are all held among them. What is not asked for does not
/// narrow the list. Whoever goes through all of it names the last position read, as <c>after</c>, in the order of the newest: what is published or closed
/// meanwhile hides none that stays where it is. 404 for an unknown programme, 400 for <c>after</c> in another order.
/// </summary>
static class ListPositions
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/positions", HandleAsync).AllowPublic();

    /// <summary>The list's order.</summary>
    public enum Sort
    {
        /// <summary>Last published first.</summary>
        Newest,

        /// <summary>Highest pay first.</summary>
        Pay,

        /// <summary>First to close first.</summary>
        Closing,
    }

    /// <summary>What is looked for.</summary>
    public sealed record Query
    {
        /// <summary>
        /// Words; every one must occur in title, duties, skills, majors, city or the unit's name, however a title ends (数据分析师 finds
        /// 数据分析工程师). Unless another order is asked for, what matches to the letter comes first.
        /// </summary>
        public string? Q { get; init; }

        /// <summary>Code.</summary>
        public string? Programme { get; init; }

        /// <summary>Park id.</summary>
        public string? Park { get; init; }

        /// <summary>City of work.</summary>
        public string? City { get; init; }

        /// <summary>A major's code: positions that accept it.</summary>
        public string? Major { get; init; }

        /// <summary>A degree: positions that accept it.</summary>
        public Named<DegreeLevel>? Degree { get; init; }

        /// <summary>Kind of post.</summary>
        public Named<PositionKind>? Kind { get; init; }

        /// <summary>Monthly pay in fen that the position reaches.</summary>
        public long? PayFrom { get; init; }

        /// <summary>One unit's.</summary>
        public Guid? Unit { get; init; }

        /// <summary>Order.</summary>
        public Named<Sort>? Sort { get; init; }

        /// <summary>The last position read: those behind it, last published first.</summary>
        public Guid? After { get; init; }
    }

    /// <summary>One position as a list shows it.</summary>
    public sealed record Item(
        Guid PositionId,
        string Title,
        Guid UnitId,
        string UnitName,
        string ParkId,
        string ParkName,
        string Programme,
        PositionKind Kind,
        int Seats,
        int SeatsHeld,
        DegreeLevel MinimumDegree,
        IReadOnlyList<string> Majors,
        IReadOnlyList<string> MajorNames,
        IReadOnlyList<string> RequiredSkills,
        string City,
        long PayMinimumFen,
        long PayMaximumFen,
        int TermMonths,
        DateOnly ClosesOn,
        DateTimeOffset PublishedAt);

    static async Task<Results<Ok<PageOf<Item>>, NotFound<ProblemDetails>, ValidationProblem>> HandleAsync([AsParameters] Query query, Page page, PostingDb db, CancellationToken cancellation)
    {
        var terms = SearchTerms.OfQuery(query.Q ?? "");
        var needed = SearchTerms.Needed(query.Q ?? "");
        if (terms.Count == 0 && !string.IsNullOrWhiteSpace(query.Q))
        {
            return TypedResults.Ok(new PageOf<Item>([], 0, page.Number, page.Size));
        }

        // Where a title's ending was left out, the closest come first unless the newest are asked for.
        var byCloseness = query.Sort?.Value is null && terms.Count > needed.Count;
        if (query.After is not null && (byCloseness || query.Sort?.Value is Sort.Pay or Sort.Closing))
        {
            return Problems.Invalid("after", "position.after-by-newest");
        }

        if (query.Programme is { Length: > 0 } programme && await db.ReadAsync(reader => ProgrammeRules.FindAsync(reader, programme), cancellation) is null)
        {
            return Problems.NotFound("position.programme-unknown");
        }

        // Where nothing is asked of the text, the text is read of the positions on the page only.
        var narrowed = terms.Count > 0 || query is not { City: null, Major: null, Degree: null, Kind: null, PayFrom: null };
        var (select, count) = (query.Sort?.Value, narrowed) switch
        {
            (Sort.Pay, false) => (SelectByPay, CountLive),
            (Sort.Pay, true) => (SelectNarrowedByPay, CountNarrowed),
            (Sort.Closing, false) => (SelectByClosing, CountLive),
            (Sort.Closing, true) => (SelectNarrowedByClosing, CountNarrowed),
            (_, false) => (SelectNewest, CountLive),
            // Where no title's ending was left out, all that is found matches to the letter, and nothing is to be counted.
            (null, true) when byCloseness => (SelectNarrowedClosest, CountNarrowed),
            (_, true) => (SelectNarrowedNewest, CountNarrowed),
        };
        var rows = await db.ReadAsync(
            reader => reader.PageAsync<Row>(
                select,
                count,
                new
                {
                    terms = terms.ToList(),
                    needed = needed.ToList(),
                    neededCount = needed.Count,
                    query.Programme,
                    query.Park,
                    city = Cities.TryFind(query.City, out var city) ? city.Name : query.City,
                    query.Major,
                    prefixes = LivePosition.PrefixesFor(query.Major ?? "").ToList(),
                    degrees = Enum.GetValues<DegreeLevel>().Where(level => query.Degree?.Value is not { } held || level <= held).ToList(),
                    kind = query.Kind?.Value,
                    query.PayFrom,
                    query.Unit,
                    query.After,
                    today = ChinaTime.DayOf(reader.Now),
                },
                page),
            cancellation);
        return TypedResults.Ok(rows.Select(ToItem));
    }

    static Item ToItem(Row row)
    {
        var majors = Json.Read<IReadOnlyList<string>>(row.Majors);
        return new Item(
            row.PositionId,
            row.Title,
            row.UnitId,
            row.UnitName,
            row.ParkId,
            Parks.ShortNameOf(row.ParkId),
            row.Programme,
            row.Kind,
            (int)Math.Max(row.Seats, row.SeatsHeld),
            (int)row.SeatsHeld,
            row.MinimumDegree,
            majors,
            [.. majors.Select(PositionContent.NameOf)],
            Json.Read<IReadOnlyList<string>>(row.RequiredSkills),
            row.City,
            row.PayMinimumFen,
            row.PayMaximumFen,
            (int)row.TermMonths,
            row.ClosesOn,
            row.PublishedAt);
    }

    sealed record Row
    {
        public Guid PositionId { get; init; }
        public string Title { get; init; } = "";
        public Guid UnitId { get; init; }
        public string UnitName { get; init; } = "";
        public string ParkId { get; init; } = "";
        public string Programme { get; init; } = "";
        public PositionKind Kind { get; init; }
        public long Seats { get; init; }
        public long SeatsHeld { get; init; }
        public DegreeLevel MinimumDegree { get; init; }
        public string Majors { get; init; } = "";
        public string RequiredSkills { get; init; } = "";
        public string City { get; init; } = "";
        public long PayMinimumFen { get; init; }
        public long PayMaximumFen { get; init; }
        public long TermMonths { get; init; }
        public DateOnly ClosesOn { get; init; }
        public DateTimeOffset PublishedAt { get; init; }
    }

    const string Shown = """
        position.position_id, position_revision.title, position.unit_id, unit.verified_name AS unit_name, position.park_id, position.programme,
            position_revision.kind, position_revision.seats, position.seats_held, position_revision.minimum_degree, position_revision.majors,
            position_revision.required_skills, position_revision.city, position_revision.pay_minimum_fen, position_revision.pay_maximum_fen,
            position_revision.term_months, position_revision.closes_on, position.published_at
        """;

    // A cross join, because SQLite takes its tables in the order written: it would otherwise go from the few units through all they have ever published.
    const string FromPosition = "FROM position CROSS JOIN unit";

    const string OfText = "JOIN position_revision ON position_revision.position_id = position.position_id AND position_revision.revision = position.live_revision";

    // Both columns are empty once a position is closed; each has its index, for the order and for the day.
    const string Live = """
        WHERE unit.unit_id = position.unit_id AND position.live_since IS NOT NULL AND position.live_until >= @today AND unit.trusted_since IS NOT NULL
            AND (@programme IS NULL OR position.programme = @programme)
            AND (@park IS NULL OR position.park_id = @park)
            AND (@unit IS NULL OR position.unit_id = @unit)
        """;

    const string Narrowed = $"""
        {Live}
            AND (@neededCount = 0 OR position.position_id IN (
                SELECT search_entry.position_id
                FROM search_entry
                WHERE search_entry.term IN @needed
                GROUP BY search_entry.position_id
                HAVING COUNT(*) = @neededCount))
            AND (@city IS NULL OR position_revision.city = @city)
            AND (@major IS NULL OR position.position_id IN (SELECT position_major.position_id FROM position_major WHERE position_major.prefix IN @prefixes))
            AND position_revision.minimum_degree IN @degrees
            AND (@kind IS NULL OR position_revision.kind = @kind)
            AND (@payFrom IS NULL OR position_revision.pay_maximum_fen >= @payFrom)
        """;

    // One that is closed meanwhile keeps the day of its publication, and with it its place.
    const string Behind = """
            AND (@after IS NULL OR EXISTS (
                SELECT 1 FROM position last_read
                WHERE last_read.position_id = @after
                    AND (position.live_since < last_read.published_at OR position.live_since = last_read.published_at AND position.position_id > last_read.position_id)))
        """;

    const string ByNewest = "ORDER BY position.live_since DESC, position.position_id";

    const string ByCloseness = """
        ORDER BY (SELECT COUNT(*) FROM search_entry WHERE search_entry.position_id = position.position_id AND search_entry.term IN @terms) DESC,
            position.live_since DESC, position.position_id
        """;

    const string ByPay = "ORDER BY position_revision.pay_maximum_fen DESC, position.live_since DESC, position.position_id";

    const string ByClosing = "ORDER BY position.live_until, position.live_since DESC, position.position_id";

    const string SelectNewest = $"SELECT {Shown} {FromPosition} {OfText} {Live} {Behind} {ByNewest}";

    const string SelectByPay = $"SELECT {Shown} {FromPosition} {OfText} {Live} {ByPay}";

    const string SelectByClosing = $"SELECT {Shown} {FromPosition} {OfText} {Live} {ByClosing}";

    const string SelectNarrowedNewest = $"SELECT {Shown} {FromPosition} {OfText} {Narrowed} {Behind} {ByNewest}";

    const string SelectNarrowedClosest = $"SELECT {Shown} {FromPosition} {OfText} {Narrowed} {ByCloseness}";

    const string SelectNarrowedByPay = $"SELECT {Shown} {FromPosition} {OfText} {Narrowed} {ByPay}";

    const string SelectNarrowedByClosing = $"SELECT {Shown} {FromPosition} {OfText} {Narrowed} {ByClosing}";

    const string CountLive = $"SELECT COUNT(*) {FromPosition} {Live} {Behind}";

    const string CountNarrowed = $"SELECT COUNT(*) {FromPosition} {OfText} {Narrowed} {Behind}";
}
