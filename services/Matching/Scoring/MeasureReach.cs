using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Scoring;

/// <summary>
/// A unit asks how many graduates meet the hard requirements of a position, published (404 if not its own) or still a draft (400 for an
/// unknown programme), and which requirement alone keeps how many away. Counts only: it says nothing of anyone.
/// </summary>
static class MeasureReach
{
    // What a graduate brings; whether seats are free is another question.
    const Requirements OfGraduates = Requirements.Degree | Requirements.Major | Requirements.Cohort | Requirements.City | Requirements.Pay;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/positions/{positionId:guid}/reach", OfPositionAsync).RequireUnitMember();
        app.MapPost("/reach", OfDraftAsync).RequireUnitMember();
    }

    /// <summary>A draft, as far as it decides who may come.</summary>
    public sealed record Draft(
        [Required(ErrorMessage = "ramatch:reach.programme-missing"), Folded] string Programme,
        DegreeLevel MinimumDegree,
        [Required(ErrorMessage = "ramatch:reach.majors-missing"), MaxLength(50, ErrorMessage = "ramatch:reach.too-many-majors?most={1}"), Folded] IReadOnlyList<string> Majors,
        [Required(ErrorMessage = "ramatch:reach.skills-missing"), MaxLength(50, ErrorMessage = "ramatch:reach.too-many-skills?most={1}")] IReadOnlyList<string> RequiredSkills,
        [Required(ErrorMessage = "ramatch:reach.city-missing"), Characters(30, ErrorMessage = "ramatch:reach.city-too-long?most={1}"), Folded] string City,
        [Range(0d, 100_000_000d, ErrorMessage = "ramatch:reach.pay-range")] long PayMaximumFen);

    /// <summary>How many graduates a position reaches.</summary>
    /// <param name="Graduates">Graduates who consent to matching.</param>
    /// <param name="Eligible">Those of them who meet every hard requirement.</param>
    /// <param name="WithAllRequiredSkills">Those of the eligible who name every required skill.</param>
    /// <param name="KeptAway">The requirements that alone keep graduates away, most first.</param>
    public sealed record Reach(long Graduates, long Eligible, long WithAllRequiredSkills, IReadOnlyList<Barrier> KeptAway);

    /// <summary>A requirement and what it alone costs.</summary>
    /// <param name="Requirement">The requirement.</param>
    /// <param name="Graduates">Who meet all others.</param>
    /// <param name="Sentence">The same in words.</param>
    public sealed record Barrier(Requirements Requirement, long Graduates, Sentence Sentence);

    /// <summary>A unit measures how many graduates one of its positions reaches.</summary>
    static Task<Results<Ok<Reach>, NotFound<ProblemDetails>>> OfPositionAsync(Guid positionId, UnitMember member, Market market, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<Reach>, NotFound<ProblemDetails>>>(reader =>
            market.AskAsync<Results<Ok<Reach>, NotFound<ProblemDetails>>>(reader, now =>
                now.FindPosition(positionId) is var (supply, rules) && supply.Vacancy.UnitId == member.UnitId
                    ? TypedResults.Ok(Measure(now, supply.Features, rules))
                    : Problems.NotFound("fit.no-position")), cancellation);

    /// <summary>A unit measures how many graduates a draft would reach.</summary>
    static Task<Results<Ok<Reach>, ValidationProblem>> OfDraftAsync(Draft draft, Market market, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<Reach>, ValidationProblem>>(reader =>
            market.AskAsync<Results<Ok<Reach>, ValidationProblem>>(reader, now =>
            {
                if (now.RulesOf(draft.Programme) is not { } rules)
                {
                    return Problems.Invalid("programme", "programme.none");
                }

                var vacancy = new Vacancy
                {
                    MinimumDegree = draft.MinimumDegree,
                    Majors = draft.Majors,
                    RequiredSkills = draft.RequiredSkills,
                    City = draft.City,
                    PayMaximumFen = draft.PayMaximumFen,
                };
                return TypedResults.Ok(Measure(now, vacancy.Features(), rules));
            }), cancellation);

    // One by one: the index holds only whom units may see, and does not tell who fails by one requirement alone. A tenth of the country takes less than 30 ms.
    static Reach Measure(MarketView now, VacancyFeatures vacancy, FitRules rules)
    {
        var graduates = 0L;
        var (eligible, skilled) = (0L, 0L);
        var alone = new Dictionary<Requirements, long>();
        foreach (var demand in now.Graduates)
        {
            graduates++;
            var failed = Fit.Failed(vacancy, demand.Features, rules, now.Today.DayNumber) & OfGraduates;
            if (failed == Requirements.None)
            {
                eligible++;
                skilled += vacancy.RequiredSkills.CountCommon(demand.Features.Skills) == vacancy.RequiredSkills.Count ? 1 : 0;
            }
            else if (System.Numerics.BitOperations.IsPow2((int)failed))
            {
                alone[failed] = alone.GetValueOrDefault(failed) + 1;
            }
        }

        return new Reach(
            graduates,
            eligible,
            skilled,
            [.. alone.OrderByDescending(one => one.Value).ThenBy(one => one.Key).Select(one => new Barrier(one.Key, one.Value, Wording.Barrier(one.Key, one.Value)))]);
    }
}
