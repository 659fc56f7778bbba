using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Programmes;

/// <summary>Anyone reads the programmes, and one of them with the rules in force, the history of its rules and what was amended. 404 for an unknown code.</summary>
static class ShowProgrammes
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/programmes", ListAsync).AllowPublic()
            .WithName("ListProgrammes");
        api.MapGet("/programmes/{code}", ShowAsync).AllowPublic()
            .WithName("ShowProgramme");
    }

    public sealed record Line
    {
        public string Code { get; init; } = "";
        public string Title { get; init; } = "";
        public string Issuer { get; init; } = "";
        public long CohortYear { get; init; }
        public DateOnly OpensOn { get; init; }
        public DateOnly ClosesOn { get; init; }
        public long RulesVersion { get; init; }
    }

    public sealed record Revision
    {
        public long Version { get; init; }
        public required Sentence Reason { get; init; }
        public DateTimeOffset AdoptedAt { get; init; }
    }

    /// <summary>What was amended, and why.</summary>
    public sealed record Amendment(long Version, IReadOnlyList<Sentence> Changes, bool Closed, string Reason, DateTimeOffset AmendedAt);

    public sealed record Response(
        Guid ProgrammeId,
        string Code,
        string Title,
        string Issuer,
        long CohortYear,
        DateOnly OpensOn,
        DateOnly ClosesOn,
        long RulesVersion,
        Rules Rules,
        IReadOnlyList<Milestone> Milestones,
        IReadOnlyList<Revision> Revisions,
        long Version,
        DateTimeOffset? ClosedAt,
        IReadOnlyList<Amendment> Amendments);

    /// <summary>Anyone lists the programmes.</summary>
    static async Task<Ok<PageOf<Line>>> ListAsync(Page page, MatchingDb db, CancellationToken cancellation) =>
        TypedResults.Ok(await db.ReadAsync(reader => reader.PageAsync<Line>(SelectProgrammes, CountProgrammes, null, page), cancellation));

    /// <summary>Anyone looks at a programme with the rules in force.</summary>
    static Task<Results<Ok<Response>, NotFound<ProblemDetails>>> ShowAsync(string code, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<Response>, NotFound<ProblemDetails>>>(async reader =>
        {
            if (await Programme.FindAsync(reader, code) is not { } programme)
            {
                return Problems.NotFound("programme.none");
            }

            var revisions = await reader.QueryAsync<Revision>(SelectRevisions, new { code });
            return TypedResults.Ok(new Response(
                programme.ProgrammeId,
                programme.Code,
                programme.Title,
                programme.Issuer,
                programme.CohortYear,
                programme.OpensOn,
                programme.ClosesOn,
                programme.RulesVersion,
                programme.RulesInForce,
                programme.MilestonesByDay,
                revisions,
                programme.Version,
                programme.ClosedAt,
                AmendmentsOf(programme, await reader.QueryAsync<Amended>(SelectAmendments, new { code }))));
        }, cancellation);

    /// <summary>The amendments, latest first; each is told by what came after it: the next one's beginning, or what stands now.</summary>
    static IReadOnlyList<Amendment> AmendmentsOf(Programme programme, IReadOnlyList<Amended> latestFirst)
    {
        var (told, after) = (new List<Amendment>(), programme.Terms);
        foreach (var one in latestFirst)
        {
            var before = Json.Read<Terms>(one.Terms);
            told.Add(new Amendment(one.Version, before.ChangesTo(after), one.Closed == 1, one.Reason, one.AmendedAt));
            after = before;
        }

        return told;
    }

    sealed record Amended
    {
        public long Version { get; init; }
        public string Terms { get; init; } = "";
        public long Closed { get; init; }
        public string Reason { get; init; } = "";
        public DateTimeOffset AmendedAt { get; init; }
    }

    const string SelectProgrammes = """
        SELECT code, title, issuer, cohort_year, opens_on, closes_on, rules_version
        FROM programme
        ORDER BY opens_on DESC, code
        """;

    const string CountProgrammes = "SELECT COUNT(*) FROM programme";

    const string SelectAmendments = """
        SELECT version, terms, closed, reason, amended_at
        FROM programme_amendment
        WHERE programme = @code
        ORDER BY version DESC
        """;

    const string SelectRevisions = """
        SELECT version, reason, adopted_at
        FROM rules_version
        WHERE programme = @code
        ORDER BY version DESC
        """;
}
