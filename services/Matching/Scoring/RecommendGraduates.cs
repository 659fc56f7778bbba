using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Scoring;

/// <summary>
/// A unit sees which graduates who have not applied would fit one of its positions best, by a pseudonym of the position, with the reasons and what is
/// missing. 404 for a position that is not its own. Only who consents to matching in words that say so is among them, and nobody who has
/// accepted an offer; what they wish for decides neither whether nor where (<see cref="UnitView"/>). The list is empty once the position is closed or full.
/// Equal scores: by pseudonym.
/// </summary>
static class RecommendGraduates
{
    // Whom to approach is a short list; how many fit at all is the reach.
    const int Most = 200;

    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/positions/{positionId:guid}/recommendations", HandleAsync).RequireUnitMember().RequireScope(Scopes.CandidatesRead);

    /// <summary>A graduate who fits and has not applied.</summary>
    /// <param name="Pseudonym">Whom the unit means at this position, and nowhere else.</param>
    /// <param name="Degree">The degree.</param>
    /// <param name="MajorCode">The major.</param>
    /// <param name="GraduationYear">The cohort.</param>
    /// <param name="Score">0 to 1000.</param>
    /// <param name="Contributions">What major, skills and degree add to the score, with the reason and what is missing; their sum.</param>
    public sealed record Recommendation(
        Guid Pseudonym,
        DegreeLevel Degree,
        string MajorCode,
        long GraduationYear,
        int Score,
        IReadOnlyList<ToldContribution> Contributions);

    /// <summary>A page of them, and what they lack all together.</summary>
    /// <param name="Items">The page, best first.</param>
    /// <param name="Total">How many are recommended.</param>
    /// <param name="Number">The page, from 1.</param>
    /// <param name="Size">Rows on a full page.</param>
    /// <param name="Missing">Of the skills asked for, those that some of all recommended lack: required ones first, in each the most missed first.</param>
    public sealed record Response(IReadOnlyList<Recommendation> Items, long Total, int Number, int Size, IReadOnlyList<MissingSkill> Missing);

    /// <summary>A skill asked for and how many of those recommended do not name it.</summary>
    /// <param name="Skill">As the position says it.</param>
    /// <param name="Required">Whether it is required, not only wished for.</param>
    /// <param name="Graduates">How many lack it.</param>
    public sealed record MissingSkill(string Skill, bool Required, long Graduates);

    static async Task<Results<Ok<Response>, NotFound<ProblemDetails>>> HandleAsync(
        Guid positionId, UnitMember member, Page page, Market market, Pseudonyms pseudonyms, MatchingDb db, CancellationToken cancellation)
    {
        var nameOf = await pseudonyms.AtAsync(member.UnitId, positionId, cancellation);
        return await db.ReadAsync<Results<Ok<Response>, NotFound<ProblemDetails>>>(async reader =>
        {
            var applicants = (await reader.QueryAsync<Guid>(SelectApplicants, new { positionId })).ToHashSet();
            var found = await market.AskAsync(reader, now => now.FindPosition(positionId) is var (supply, rules) && supply.Vacancy.UnitId == member.UnitId
                ? (supply.Vacancy, Rules: rules, Best: now.BestGraduates(supply, Most, applicants), now.Today)
                : default);
            if (found.Vacancy is not { } vacancy)
            {
                return Problems.NotFound("fit.no-position");
            }

            var placed = (await reader.QueryAsync<Guid>(SelectPlaced, new { vacancy.Programme, ids = found.Best.Select(one => one.Candidate.GraduateId).ToList() })).ToHashSet();
            var free = found.Best.Where(one => !placed.Contains(one.Candidate.GraduateId)).ToList();
            var shown = free.Select(one => Tell(nameOf(one.Candidate.GraduateId), vacancy, one.Candidate, found.Rules, found.Today))
                .OrderByDescending(one => one.Score)
                .ThenBy(one => one.Pseudonym)
                .Skip((int)Math.Min(page.Skip, free.Count))
                .Take(page.Size);
            return TypedResults.Ok(new Response([.. shown], free.Count, page.Number, page.Size, [.. Missing(vacancy.RequiredSkills, true, free), .. Missing(vacancy.WishedSkills, false, free)]));
        }, cancellation);
    }

    static IEnumerable<MissingSkill> Missing(IReadOnlyList<string> asked, bool required, IReadOnlyList<Demand> graduates) => asked
        .DistinctBy(SkillText.Normalize)
        .Select(skill => new MissingSkill(skill, required, Key.OfSkill(skill) is { } key ? graduates.Count(one => !one.Features.Skills.Contains(key)) : 0))
        .Where(one => one.Graduates > 0)
        .OrderByDescending(one => one.Graduates);

    static Recommendation Tell(Guid pseudonym, Vacancy vacancy, Candidate candidate, FitRules rules, DateOnly today)
    {
        var (score, _, contributions) = UnitView.Tell(vacancy, candidate, rules, today);
        return new Recommendation(pseudonym, candidate.Degree, candidate.MajorCode, candidate.GraduationYear, score, contributions);
    }

    const string SelectApplicants = "SELECT graduate_id FROM placement WHERE position_id = @positionId";

    const string SelectPlaced = "SELECT graduate_id FROM acceptance WHERE programme = @programme AND graduate_id IN @ids";
}
