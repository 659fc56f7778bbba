using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Posting.Positions;
using RaMatch.Posting.Units;
using RaMatch.Reference;

namespace RaMatch.Posting.Outreach;

/// <summary>
/// A park, or a supervisor, reads the whole story of a firm or a registered unit: what is known of it, every contact, what it promised, published and
/// filled. A firm's id opens the unit that it has become. 404 for another park's.
/// </summary>
static class ShowFirm
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/firms/{firmId:guid}", HandleAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor).RequireScope(Scopes.OutreachRead).LimitedAsReading();

    /// <summary>The story.</summary>
    /// <param name="FirmId">The id by which it is opened: the unit's once it has registered.</param>
    /// <param name="UnitId">The unit; null until it has registered.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Uscc">统一社会信用代码; null where none is known.</param>
    /// <param name="ParkId">The park.</param>
    /// <param name="ParkName">Its short name.</param>
    /// <param name="Categories">Why it is to be mobilised.</param>
    /// <param name="Headcount">Employees, where known.</param>
    /// <param name="ContactName">Whom to call.</param>
    /// <param name="ContactPhone">Where.</param>
    /// <param name="Address">Street and number.</param>
    /// <param name="Source">Whence the park knew it, if by a list.</param>
    /// <param name="Entry">What the park itself keeps of it, to be corrected; null if it is on no list.</param>
    /// <param name="Status">Where it stands with its park; null until it has registered.</param>
    /// <param name="RegisteredAt">When it registered.</param>
    /// <param name="SameNameUnitId">A registered unit of the same name, where no credit code tells whether it is this firm.</param>
    /// <param name="Contacts">How often it was contacted.</param>
    /// <param name="FollowUpOn">When to follow up, by the latest contact.</param>
    /// <param name="NextStep">With what.</param>
    /// <param name="SeatsPromised">As it said last.</param>
    /// <param name="SeatsPublished">Seats of positions ever published.</param>
    /// <param name="HiresCounted">Hires that count.</param>
    /// <param name="History">Every contact, latest first, the annulled too.</param>
    /// <param name="Positions">Every position, latest first.</param>
    public sealed record Response(
        Guid FirmId,
        Guid? UnitId,
        string Name,
        string? Uscc,
        string ParkId,
        string ParkName,
        IReadOnlyList<UnitCategory> Categories,
        int? Headcount,
        string? ContactName,
        string? ContactPhone,
        string? Address,
        string? Source,
        OwnEntry? Entry,
        UnitStatus? Status,
        DateTimeOffset? RegisteredAt,
        Guid? SameNameUnitId,
        long Contacts,
        DateOnly? FollowUpOn,
        string? NextStep,
        long SeatsPromised,
        long SeatsPublished,
        long HiresCounted,
        IReadOnlyList<Contact> History,
        IReadOnlyList<Post> Positions);

    /// <summary>The entry of a park's list.</summary>
    /// <param name="FirmId">By which it is changed.</param>
    /// <param name="Version">For the guard of changes.</param>
    /// <param name="Facts">What stands there.</param>
    public sealed record OwnEntry(Guid FirmId, long Version, FirmFacts Facts);

    /// <summary>One contact.</summary>
    public sealed record Contact
    {
        /// <summary>The contact.</summary>
        public Guid ContactId { get; init; }

        /// <summary>The programme's code.</summary>
        public string Programme { get; init; } = "";

        /// <summary>The day.</summary>
        public DateOnly OnDay { get; init; }

        /// <summary>By which department.</summary>
        public string Department { get; init; } = "";

        /// <summary>For which working group.</summary>
        public string? WorkingGroup { get; init; }

        /// <summary>How.</summary>
        public ContactChannel Channel { get; init; }

        /// <summary>The briefing at which it was.</summary>
        public string? BriefingTitle { get; init; }

        /// <summary>What came of it.</summary>
        public ContactOutcome Outcome { get; init; }

        /// <summary>Seats promised in it.</summary>
        public long? SeatsPromised { get; init; }

        /// <summary>When to follow up.</summary>
        public DateOnly? FollowUpOn { get; init; }

        /// <summary>With what.</summary>
        public string? NextStep { get; init; }

        /// <summary>What was said.</summary>
        public string? Note { get; init; }

        /// <summary>Who recorded it.</summary>
        public string ActorName { get; init; } = "";

        /// <summary>Why it counts no more.</summary>
        public string? AnnulledBecause { get; init; }

        /// <summary>Who annulled it.</summary>
        public string? AnnulledBy { get; init; }
    }

    /// <summary>One position.</summary>
    public sealed record Post
    {
        /// <summary>The position.</summary>
        public Guid PositionId { get; init; }

        /// <summary>The programme's code.</summary>
        public string Programme { get; init; } = "";

        /// <summary>The latest title.</summary>
        public string Title { get; init; } = "";

        /// <summary>Where the latest text stands.</summary>
        public PositionStatus Status { get; init; }

        /// <summary>Seats published; null before the first publication.</summary>
        public long? SeatsPublished { get; init; }

        /// <summary>Hires that count.</summary>
        public long HiresCounted { get; init; }

        /// <summary>When the latest text was submitted.</summary>
        public DateTimeOffset SubmittedAt { get; init; }
    }

    static async Task<Results<Ok<Response>, NotFound<ProblemDetails>>> HandleAsync(Guid firmId, Caller caller, PostingDb db, CancellationToken cancellation) =>
        // A name and a number are read: the transaction says so, and gives no answer that would be kept.
        await db.WriteAsync(unit => FindAsync(unit, firmId, caller), cancellation) is { } answer ? TypedResults.Ok(answer) : Problems.NotFound("outreach.no-firm");

    static async Task<Response?> FindAsync(UnitOfWork unit, Guid firmId, Caller caller)
    {
        if (await unit.FindAsync<Place>(SelectPlace, new { firmId }) is not { } place || caller.Role != Roles.Supervisor && caller.ParkId != place.ParkId)
        {
            return null;
        }

        var known = await unit.GetAsync<KnownUnit>(SelectFact, new { park = place.ParkId, programme = (string?)null, place.KnownId });
        var held = await unit.QueryAsync<KnownUnit.Held>(SelectHeld, new { park = place.ParkId, programme = (string?)null, place.KnownId });
        var entry = known.FirmId is { } entryId ? await FirmRecord.FindAsync(unit, entryId) : null;
        unit.Concerns(place.ParkId, "firm", place.KnownId);
        return new Response(
            known.KnownId,
            known.UnitId,
            known.Name,
            known.Uscc,
            place.ParkId,
            Parks.ShortNameOf(place.ParkId),
            [.. held.Select(one => one.Category).Order()],
            (int?)known.Headcount,
            known.ContactName,
            known.ContactPhone,
            known.Address,
            entry?.Firm.Source,
            entry is { } own ? new OwnEntry(own.Firm.FirmId, own.Firm.Version, own.Firm.Facts(own.Categories)) : null,
            known.Standing,
            place.RegisteredAt,
            entry is { Firm.Uscc: null } uncoded && known.UnitId is null ? await NamesakeAsync(unit, place.ParkId, uncoded.Firm.Name) : null,
            known.Contacts,
            known.FollowUpOn,
            known.NextStep,
            known.SeatsPromised,
            known.SeatsPublished,
            known.HiresCounted,
            await unit.QueryAsync<Contact>(SelectContacts, new { place.ParkId, known.UnitId, known.FirmId }),
            await unit.QueryAsync<Post>(SelectPositions, new { known.UnitId }));
    }

    static async Task<Guid?> NamesakeAsync(Reader reader, string parkId, string name) =>
        (await FirmRecord.UnitsAsync(reader, parkId)).FirstOrDefault(one => FoldedText.Key(one.Name) == FoldedText.Key(name))?.UnitId;

    sealed record Place
    {
        public Guid KnownId { get; init; }
        public string ParkId { get; init; } = "";
        public DateTimeOffset? RegisteredAt { get; init; }
    }

    const string SelectPlace = """
        SELECT unit.unit_id AS known_id, unit.park_id, unit.registered_at
        FROM unit
        WHERE unit.unit_id = @firmId
        UNION ALL
        SELECT COALESCE(unit.unit_id, firm.firm_id), firm.park_id, unit.registered_at
        FROM firm
        LEFT JOIN unit ON unit.uscc = firm.known_as AND unit.park_id = firm.park_id
        WHERE firm.firm_id = @firmId
        """;

    const string SelectFact = $"""
        WITH {KnownUnits.Facts}
        SELECT fact.known_id, fact.unit_id, fact.firm_id, fact.name, fact.uscc, fact.status, fact.headcount, fact.contact_name, fact.contact_phone, fact.address,
            fact.contacts, fact.follow_up_on, fact.next_step, fact.seats_promised, fact.seats_published, fact.hires_counted
        FROM fact
        WHERE fact.known_id = @knownId
        """;

    const string SelectHeld = $"""
        WITH {KnownUnits.Facts}
        SELECT held.known_id, held.category FROM held WHERE held.known_id = @knownId
        """;

    const string SelectContacts = """
        SELECT contact.contact_id, contact.programme, contact.on_day, contact.department, contact.working_group, contact.channel, briefing.title AS briefing_title, contact.outcome,
            contact.seats_promised, contact.follow_up_on, contact.next_step, contact.note, contact.actor_name,
            contact_annulment.reason AS annulled_because, contact_annulment.actor_name AS annulled_by
        FROM contact
        LEFT JOIN briefing ON briefing.briefing_id = contact.briefing_id
        LEFT JOIN contact_annulment ON contact_annulment.contact_id = contact.contact_id
        WHERE contact.park_id = @parkId AND (contact.subject_id = @unitId OR contact.subject_id = @firmId)
        ORDER BY contact.on_day DESC, contact.contact_id DESC
        """;

    const string SelectPositions = """
        SELECT position.position_id, position.programme, position_revision.title, position.status, position.published_seats AS seats_published,
            (SELECT COUNT(*) FROM hire WHERE hire.position_id = position.position_id AND hire.counted = 1) AS hires_counted, position.submitted_at
        FROM position
        JOIN position_revision ON position_revision.position_id = position.position_id AND position_revision.revision = position.revision
        WHERE position.unit_id = @unitId
        ORDER BY position.submitted_at DESC, position.position_id DESC
        """;
}
