using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Scoring;

/// <summary>
/// A unit sees who is still in the running for one of its positions, best fit first, with the reasons, or one of them. 404 for a position that
/// is not its own. What the graduate wishes for (<see cref="UnitView"/>) and how the application is ranked is told to no unit. Who has withdrawn the consent to
/// matching comes last and without a score. Equal scores: the earlier application first.
/// </summary>
static class RankCandidates
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/positions/{positionId:guid}/candidates", HandleAsync).RequireUnitMember().RequireScope(Scopes.CandidatesRead)
            .WithName("RankCandidates");
        app.MapGet("/positions/{positionId:guid}/candidates/{placementId:guid}", HandleOneAsync).RequireUnitMember().RequireScope(Scopes.CandidatesRead)
            .WithName("RankCandidate");
    }

    /// <summary>An applicant, by pseudonym.</summary>
    /// <param name="PlacementId">The placement.</param>
    /// <param name="GraduateId">The graduate's pseudonym.</param>
    /// <param name="Stage">The stage reached.</param>
    /// <param name="AppliedAt">When.</param>
    /// <param name="Score">0 to 1000; null without consent to matching.</param>
    /// <param name="Refusals">The requirements not met any more, of those a unit is told.</param>
    /// <param name="Contributions">What the score is made of.</param>
    public sealed record Applicant(
        Guid PlacementId,
        Guid GraduateId,
        PlacementStage Stage,
        DateTimeOffset AppliedAt,
        int? Score,
        IReadOnlyList<ToldRefusal> Refusals,
        IReadOnlyList<ToldContribution> Contributions);

    static Task<Results<Ok<PageOf<Applicant>>, NotFound<ProblemDetails>>> HandleAsync(Guid positionId, UnitMember member, Page page, Market market, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<PageOf<Applicant>>, NotFound<ProblemDetails>>>(async reader =>
        {
            var rows = await reader.QueryAsync<Row>(SelectApplicants, new { positionId, member.UnitId });
            return await market.AskAsync<Results<Ok<PageOf<Applicant>>, NotFound<ProblemDetails>>>(reader, now =>
            {
                if (now.FindPosition(positionId) is not var (supply, rules) || supply.Vacancy.UnitId != member.UnitId)
                {
                    return Problems.NotFound("fit.no-position");
                }

                var ranked = rows
                    .Select(row => (Row: row, Demand: now.FindGraduate(row.GraduateId)))
                    .Select(one => (one.Row, one.Demand, Score: one.Demand is null ? (int?)null : UnitView.Score(supply.Features, one.Demand.Features, rules, now.Today.DayNumber)))
                    .OrderByDescending(one => one.Score ?? -1)
                    .ThenBy(one => one.Row.AppliedAt)
                    .ThenBy(one => one.Row.PlacementId)
                    .ToList();
                var shown = ranked.Skip((int)Math.Min(page.Skip, int.MaxValue)).Take(page.Size).Select(one => Tell(one.Row, supply.Vacancy, one.Demand?.Candidate, rules, now.Today));
                return TypedResults.Ok(new PageOf<Applicant>([.. shown], ranked.Count, page.Number, page.Size));
            });
        }, cancellation);

    /// <summary>A unit sees how one applicant fits one of its positions, with the reasons.</summary>
    // However many there are, one is read and scored: whoever looks at one candidate does not go through the pages of all.
    static Task<Results<Ok<Applicant>, NotFound<ProblemDetails>>> HandleOneAsync(
        Guid positionId, Guid placementId, UnitMember member, Market market, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<Applicant>, NotFound<ProblemDetails>>>(async reader =>
        {
            var row = await reader.FindAsync<Row>(SelectApplicant, new { positionId, placementId, member.UnitId });
            return await market.AskAsync<Results<Ok<Applicant>, NotFound<ProblemDetails>>>(reader, now =>
                row is not null && now.FindPosition(positionId) is var (supply, rules)
                    ? TypedResults.Ok(Tell(row, supply.Vacancy, now.FindGraduate(row.GraduateId)?.Candidate, rules, now.Today))
                    : Problems.NotFound("position.no-such-candidate"));
        }, cancellation);

    static Applicant Tell(Row row, Vacancy vacancy, Candidate? candidate, FitRules rules, DateOnly today)
    {
        if (candidate is null)
        {
            return new Applicant(row.PlacementId, row.GraduateId, row.Stage, row.AppliedAt, null, [], []);
        }

        var (score, refusals, contributions) = UnitView.Tell(vacancy, candidate, rules, today);
        return new Applicant(row.PlacementId, row.GraduateId, row.Stage, row.AppliedAt, score, refusals, contributions);
    }

    sealed record Row
    {
        public Guid PlacementId { get; init; }
        public Guid GraduateId { get; init; }
        public PlacementStage Stage { get; init; }
        public DateTimeOffset AppliedAt { get; init; }
    }

    const string SelectApplicants = """
        SELECT placement_id, graduate_id, stage, applied_at
        FROM placement
        WHERE position_id = @positionId AND unit_id = @unitId AND stage NOT IN ('Rejected', 'Declined', 'Withdrawn', 'Expired', 'Terminated')
        """;

    const string SelectApplicant = SelectApplicants + " AND placement_id = @placementId";
}
