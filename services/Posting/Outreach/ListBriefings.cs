using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;

namespace RaMatch.Posting.Outreach;

/// <summary>A park, or a supervisor of one park, lists the briefings, latest first, with how many units came and what they promised there. 400 where a supervisor names no park, 404 for an unknown programme.</summary>
static class ListBriefings
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/outreach/briefings", HandleAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor).RequireScope(Scopes.OutreachRead);

    /// <summary>What is looked for.</summary>
    public sealed record Query
    {
        /// <summary>A supervisor's choice of park; park staff see their own whatever they ask.</summary>
        public string? Park { get; init; }

        /// <summary>The programme's code.</summary>
        public string? Programme { get; init; }
    }

    /// <summary>One briefing.</summary>
    public sealed record Item
    {
        /// <summary>The briefing.</summary>
        public Guid BriefingId { get; init; }

        /// <summary>The day.</summary>
        public DateOnly OnDay { get; init; }

        /// <summary>What it was about.</summary>
        public string Title { get; init; } = "";

        /// <summary>Where.</summary>
        public string? Place { get; init; }

        /// <summary>Who held it.</summary>
        public string Department { get; init; } = "";

        /// <summary>For which working group.</summary>
        public string? WorkingGroup { get; init; }

        /// <summary>How many units came; those annulled did not.</summary>
        public long Units { get; init; }

        /// <summary>Seats that they promised there.</summary>
        public long SeatsPromised { get; init; }
    }

    static Task<Results<Ok<PageOf<Item>>, ValidationProblem, NotFound<ProblemDetails>>> HandleAsync([AsParameters] Query query, Caller caller, Page page, PostingDb db, CancellationToken cancellation) =>
        ParkQuestion.AnswerAsync(
            db, caller, query.Park, query.Programme, (reader, park, programme) => reader.PageAsync<Item>(SelectBriefings, CountBriefings, new { park, programme }, page), cancellation);

    const string SelectBriefings = """
        SELECT briefing.briefing_id, briefing.on_day, briefing.title, briefing.place, briefing.department, briefing.working_group,
            COALESCE(came.units, 0) AS units, COALESCE(came.seats_promised, 0) AS seats_promised
        FROM briefing
        LEFT JOIN (
            SELECT contact.briefing_id, COUNT(*) AS units, SUM(COALESCE(contact.seats_promised, 0)) AS seats_promised
            FROM contact
            WHERE contact.park_id = @park AND contact.briefing_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM contact_annulment WHERE contact_annulment.contact_id = contact.contact_id)
            GROUP BY contact.briefing_id
        ) came ON came.briefing_id = briefing.briefing_id
        WHERE briefing.park_id = @park AND (@programme IS NULL OR briefing.programme = @programme)
        ORDER BY briefing.on_day DESC, briefing.briefing_id DESC
        """;

    const string CountBriefings = "SELECT COUNT(*) FROM briefing WHERE park_id = @park AND (@programme IS NULL OR programme = @programme)";
}
