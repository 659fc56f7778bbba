using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;

namespace RaMatch.Posting.Outreach;

/// <summary>
/// A park, or a supervisor of one park, lists the contacts that hold, latest first. Whoever goes through all of them names the last one read, as <c>after</c>.
/// 400 where a supervisor names no park, 404 for an unknown programme.
/// </summary>
static class ListContacts
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/outreach/contacts", HandleAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor).RequireScope(Scopes.OutreachRead);

    /// <summary>What is looked for.</summary>
    public sealed record Query
    {
        /// <summary>A supervisor's choice of park; park staff see their own whatever they ask.</summary>
        public string? Park { get; init; }

        /// <summary>The programme's code.</summary>
        public string? Programme { get; init; }

        /// <summary>How.</summary>
        public Named<ContactChannel>? Channel { get; init; }

        /// <summary>What came of it.</summary>
        public Named<ContactOutcome>? Outcome { get; init; }

        /// <summary>The briefing at which it was.</summary>
        public Guid? Briefing { get; init; }

        /// <summary>Part of the unit's name, of the department or of the working group.</summary>
        public string? Q { get; init; }

        /// <summary>The last contact read: those behind it, whatever has been recorded meanwhile.</summary>
        public Guid? After { get; init; }
    }

    /// <summary>One contact.</summary>
    public sealed record Item
    {
        /// <summary>The contact.</summary>
        public Guid ContactId { get; init; }

        /// <summary>With whom: the id by which the unit is opened.</summary>
        public Guid FirmId { get; init; }

        /// <summary>Its name.</summary>
        public string Name { get; init; } = "";

        /// <summary>The programme's code.</summary>
        public string Programme { get; init; } = "";

        /// <summary>The briefing at which it was.</summary>
        public Guid? BriefingId { get; init; }

        /// <summary>The day.</summary>
        public DateOnly OnDay { get; init; }

        /// <summary>By which department.</summary>
        public string Department { get; init; } = "";

        /// <summary>For which working group.</summary>
        public string? WorkingGroup { get; init; }

        /// <summary>How.</summary>
        public ContactChannel Channel { get; init; }

        /// <summary>What came of it.</summary>
        public ContactOutcome Outcome { get; init; }

        /// <summary>Seats promised in it.</summary>
        public long? SeatsPromised { get; init; }

        /// <summary>When to follow up.</summary>
        public DateOnly? FollowUpOn { get; init; }

        /// <summary>With what.</summary>
        public string? NextStep { get; init; }

        /// <summary>Who recorded it.</summary>
        public string ActorName { get; init; } = "";
    }

    static Task<Results<Ok<PageOf<Item>>, ValidationProblem, NotFound<ProblemDetails>>> HandleAsync([AsParameters] Query query, Caller caller, Page page, PostingDb db, CancellationToken cancellation) =>
        ParkQuestion.AnswerAsync(
            db, caller, query.Park, query.Programme, (reader, park, programme) => reader.PageAsync<Item>(
                SelectContacts,
                CountContacts,
                new { park, programme, channel = query.Channel?.Value, outcome = query.Outcome?.Value, query.Briefing, pattern = Like.Containing(query.Q), query.After },
                page),
            cancellation);

    const string Matching = """
        FROM contact
        LEFT JOIN firm ON firm.firm_id = contact.subject_id
        LEFT JOIN unit ON unit.park_id = contact.park_id AND (unit.unit_id = contact.subject_id OR unit.uscc = firm.known_as)
        WHERE contact.park_id = @park
            AND NOT EXISTS (SELECT 1 FROM contact_annulment WHERE contact_annulment.contact_id = contact.contact_id)
            AND (@programme IS NULL OR contact.programme = @programme)
            AND (@channel IS NULL OR contact.channel = @channel)
            AND (@outcome IS NULL OR contact.outcome = @outcome)
            AND (@briefing IS NULL OR contact.briefing_id = @briefing)
            AND (@pattern IS NULL OR COALESCE(unit.name, firm.name) LIKE @pattern ESCAPE '\' OR contact.department LIKE @pattern ESCAPE '\' OR contact.working_group LIKE @pattern ESCAPE '\')
            AND (@after IS NULL OR EXISTS (
                SELECT 1 FROM contact last_read
                WHERE last_read.contact_id = @after AND last_read.park_id = contact.park_id
                    AND (contact.on_day < last_read.on_day OR contact.on_day = last_read.on_day AND contact.contact_id < last_read.contact_id)))
        """;

    const string SelectContacts = $"""
        SELECT contact.contact_id, COALESCE(unit.unit_id, contact.subject_id) AS firm_id, COALESCE(unit.name, firm.name) AS name, contact.programme, contact.briefing_id, contact.on_day,
            contact.department, contact.working_group, contact.channel, contact.outcome, contact.seats_promised, contact.follow_up_on, contact.next_step, contact.actor_name
        {Matching}
        ORDER BY contact.on_day DESC, contact.contact_id DESC
        """;

    const string CountContacts = $"""
        SELECT COUNT(*)
        {Matching}
        """;
}
