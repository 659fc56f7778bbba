using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Posting.Units;
using RaMatch.Reference;

namespace RaMatch.Posting.Outreach;

/// <summary>
/// A park, or a supervisor of one park, lists the units known, registered or not, whoever is to be followed up first. Telephone numbers are masked. 400
/// where a supervisor names no park, 404 for an unknown programme.
/// </summary>
static class ListFirms
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/firms", HandleAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor).RequireScope(Scopes.OutreachRead);

    /// <summary>What is looked for.</summary>
    public sealed record Query
    {
        /// <summary>A supervisor's choice of park; park staff see their own whatever they ask.</summary>
        public string? Park { get; init; }

        /// <summary>The programme whose contacts, positions and hires count; all without one.</summary>
        public string? Programme { get; init; }

        /// <summary>A number of the coverage.</summary>
        public Named<KnownState>? State { get; init; }

        /// <summary>A category of the unit.</summary>
        public Named<UnitCategory>? Category { get; init; }

        /// <summary>Part of the name or of the credit code.</summary>
        public string? Q { get; init; }
    }

    /// <summary>One unit as a list shows it.</summary>
    /// <param name="FirmId">The id by which it is opened: the unit's once it has registered.</param>
    /// <param name="UnitId">The unit; null until it has registered.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Uscc">统一社会信用代码; null where none is known.</param>
    /// <param name="Status">Where it stands with its park; null until it has registered.</param>
    /// <param name="Categories">Why it is to be mobilised.</param>
    /// <param name="Headcount">Employees, where known.</param>
    /// <param name="ContactName">Whom to call.</param>
    /// <param name="ContactPhone">Where, masked.</param>
    /// <param name="Contacts">How often it was contacted.</param>
    /// <param name="LastOn">When it was last contacted or tried.</param>
    /// <param name="LastOutcome">What came of that.</param>
    /// <param name="FollowUpOn">When to follow up, by the latest contact.</param>
    /// <param name="NextStep">With what.</param>
    /// <param name="SeatsPromised">As the unit said last.</param>
    /// <param name="PositionsPublished">Positions ever published.</param>
    /// <param name="SeatsPublished">Seats in them.</param>
    /// <param name="HiresCounted">Hires that count.</param>
    public sealed record Item(
        Guid FirmId,
        Guid? UnitId,
        string Name,
        string? Uscc,
        UnitStatus? Status,
        IReadOnlyList<UnitCategory> Categories,
        int? Headcount,
        string? ContactName,
        string? ContactPhone,
        long Contacts,
        DateOnly? LastOn,
        ContactOutcome? LastOutcome,
        DateOnly? FollowUpOn,
        string? NextStep,
        long SeatsPromised,
        long PositionsPublished,
        long SeatsPublished,
        long HiresCounted);

    static Task<Results<Ok<PageOf<Item>>, ValidationProblem, NotFound<ProblemDetails>>> HandleAsync([AsParameters] Query query, Caller caller, Page page, PostingDb db, CancellationToken cancellation) =>
        ParkQuestion.AnswerAsync(
            db, caller, query.Park, query.Programme, async (reader, park, programme) =>
            {
                var asked = new
                {
                    park,
                    programme,
                    state = query.State?.Value,
                    category = query.Category?.Value,
                    today = ChinaTime.DayOf(reader.Now),
                    pattern = Like.Containing(query.Q),
                    code = Like.Containing(UnifiedSocialCreditCode.Normalize(query.Q ?? "")),
                };
                var rows = await reader.PageAsync<KnownUnit>(SelectFirms, CountFirms, asked, page);
                var units = rows.Items.Select(row => row.KnownId).ToList();
                var held = (units.Count == 0 ? [] : await reader.QueryAsync<KnownUnit.Held>(SelectHeld, new { park, programme, units })).ToLookup(row => row.KnownId, row => row.Category);
                return rows.Select(row => new Item(
                    row.KnownId,
                    row.UnitId,
                    row.Name,
                    row.Uscc,
                    row.Standing,
                    [.. held[row.KnownId].Order()],
                    (int?)row.Headcount,
                    row.ContactName,
                    Masked(row.ContactPhone),
                    row.Contacts,
                    row.LastOn,
                    row.Outcome,
                    row.FollowUpOn,
                    row.NextStep,
                    row.SeatsPromised,
                    row.PositionsPublished,
                    row.SeatsPublished,
                    row.HiresCounted));
            },
            cancellation);

    // The end is kept: by it somebody who has the number recognises it.
    static string? Masked(string? phone) => phone is null ? null : new string('*', Math.Max(0, phone.Length - 4)) + phone[^Math.Min(4, phone.Length)..];

    const string SelectFirms = $"""
        WITH {KnownUnits.Facts}
        SELECT fact.known_id, fact.unit_id, fact.name, fact.uscc, fact.status, fact.headcount, fact.contact_name, fact.contact_phone, fact.contacts, fact.last_on,
            fact.last_outcome, fact.follow_up_on, fact.next_step, fact.seats_promised, fact.positions_published, fact.seats_published, fact.hires_counted
        {KnownUnits.Narrowed}
        ORDER BY CASE WHEN fact.follow_up_on IS NULL THEN 1 ELSE 0 END, fact.follow_up_on, fact.name, fact.known_id
        """;

    const string CountFirms = $"""
        WITH {KnownUnits.Facts}
        SELECT COUNT(*)
        {KnownUnits.Narrowed}
        """;

    const string SelectHeld = $"""
        WITH {KnownUnits.Facts}
        SELECT held.known_id, held.category FROM held WHERE held.known_id IN @units
        """;
}
