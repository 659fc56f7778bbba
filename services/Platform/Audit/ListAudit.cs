using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;

namespace RaMatch.Platform.Audit;

/// <summary>A park's administrator reads what was done and read in the park's business, a supervisor all of it, newest first. 403 for other staff of a park.</summary>
static class ListAudit
{
    const int UsualSize = 50;
    const int LargestSize = 200;

    public static void Map(RouteGroupBuilder api, Database database) =>
        api.MapGet("/audit", ([AsParameters] Query query, Caller caller, CancellationToken cancellation) => HandleAsync(query, caller, database, cancellation)).RequireRoles(Roles.ParkStaff, Roles.Supervisor).RequireScope(Scopes.AuditRead)
            .WithSummary($"A park's administrator or a supervisor reads who did and read what in {database.Name}, newest first.")
            .WithOperationOf(database.Name, "List", "AuditEntries");

    /// <summary>What narrows the list.</summary>
    /// <param name="From">The first day, in China.</param>
    /// <param name="Until">The last day, in China.</param>
    /// <param name="Who">An account that acted, or the id of what was acted on, alone or among others.</param>
    /// <param name="Action">An action, as the entries name it.</param>
    /// <param name="App">A program, by its client id.</param>
    /// <param name="Readings">True: readings of people and documents only; false: changes only.</param>
    /// <param name="Park">A park; staff of a park read their own whatever is said here.</param>
    /// <param name="After">The <c>next</c> of the part before.</param>
    /// <param name="Size">Entries a part, 1 to 200; 50 unless it is said.</param>
    public sealed record Query(DateOnly? From, DateOnly? Until, Guid? Who, string? Action, string? App, bool? Readings, string? Park, Guid? After, int? Size);

    /// <summary>A part of the list.</summary>
    /// <param name="Items">The entries, newest first.</param>
    /// <param name="Next">Where the next part begins, as <c>after</c>; null with the last.</param>
    public sealed record Response(IReadOnlyList<Line> Items, Guid? Next);

    /// <summary>
    /// Somebody did something. <c>accountId</c> is a graduate's pseudonym where <c>role</c> is graduate; <c>actsFor</c> is the unit's id or the park; <c>action</c> an operation of this document, or a page's address;
    /// <c>chainNo</c> is null in the first seconds, until the entry is chained.
    /// </summary>
    public sealed record Line
    {
        public Guid EntryId { get; init; }
        public DateTimeOffset OccurredAt { get; init; }
        public Guid AccountId { get; init; }
        public string Role { get; init; } = "";
        public string? ActsFor { get; init; }
        public string Name { get; init; } = "";
        public string? App { get; init; }
        public string? Address { get; init; }
        public string Action { get; init; } = "";
        public string? SubjectKind { get; init; }
        public string? SubjectId { get; init; }
        public string? ParkId { get; init; }
        public long IsReading { get; init; }
        public string? Detail { get; init; }
        public long? ChainNo { get; init; }
        public string? Hash { get; init; }
    }

    static async Task<Results<Ok<Response>, ProblemHttpResult>> HandleAsync(Query query, Caller caller, Database database, CancellationToken cancellation)
    {
        if (caller is { Role: Roles.ParkStaff, Right: { } right } && right < Right.Manage)
        {
            return Rights.TooSmall(new ParkStaff(caller.Id, caller.ParkId!, caller.Name, right));
        }

        var size = Math.Clamp(query.Size ?? UsualSize, 1, LargestSize);
        var park = caller.ParkId ?? query.Park;
        var before = query.Until is { Year: < 9999 } until ? FirstIdOf(ChinaTime.EndOf(until)) : Last;
        var lines = await database.ReadAsync(
            reader => reader.FirstAsync<Line>(
                string.IsNullOrEmpty(park) ? SelectAll : SelectOfPark,
                new
                {
                    park,
                    from = query.From is { Year: > 1970 } from ? FirstIdOf(ChinaTime.At(from, TimeOnly.MinValue)) : Guid.Empty,
                    before = query.After is { } after && string.CompareOrdinal(after.ToString(), before.ToString()) < 0 ? after : before,
                    query.Who,
                    named = $"%{query.Who}%",
                    action = Said(query.Action),
                    app = Said(query.App),
                    readings = query.Readings is { } readings ? (readings ? 1L : 0L) : (long?)null,
                },
                size + 1),
            cancellation);
        return TypedResults.Ok(new Response([.. lines.Take(size)], lines.Count > size ? lines[size - 1].EntryId : null));
    }

    static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    static readonly Guid Last = new("ffffffff-ffff-ffff-ffff-ffffffffffff");

    /// <summary>The smallest id that an instant may have; ids are in the order of time.</summary>
    static Guid FirstIdOf(DateTimeOffset instant)
    {
        var milliseconds = Math.Max(0, instant.ToUnixTimeMilliseconds()).ToString("x12", CultureInfo.InvariantCulture);
        return Guid.ParseExact($"{milliseconds[..8]}-{milliseconds[8..]}-0000-0000-000000000000", "D");
    }

    const string Narrowed = """
        entry_id < @before AND entry_id >= @from
            AND (@who IS NULL OR account_id = @who OR subject_id = @who OR detail LIKE @named)
            AND (@action IS NULL OR action = @action)
            AND (@app IS NULL OR app = @app)
            AND (@readings IS NULL OR is_reading = @readings)
        """;

    const string Lines = "entry_id, occurred_at, account_id, role, acts_for, name, app, address, action, subject_kind, subject_id, park_id, is_reading, detail, chain_no, hash";

    const string SelectAll = $"""
        SELECT {Lines}
        FROM audit_entry
        WHERE {Narrowed}
        ORDER BY entry_id DESC
        """;

    const string SelectOfPark = $"""
        SELECT {Lines}
        FROM audit_entry
        WHERE park_id = @park AND {Narrowed}
        ORDER BY entry_id DESC
        """;
}
